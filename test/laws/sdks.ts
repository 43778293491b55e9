import Anthropic from '@anthropic-ai/sdk'
import OpenAI from 'openai'
import type { Document } from '../../conformance/arbitrary.ts'

/** What the official Anthropic client makes of a stream. Rejects where the client does. */
export async function assembledMessage(sse: string): Promise<Document> {
  const client = new Anthropic({ apiKey: 'key', baseURL: 'http://localhost', maxRetries: 0, fetch: answering(sse) })
  const message = await client.messages.stream({ model: 'm', max_tokens: 1, messages: [] }).finalMessage()
  return plain(message)
}

/** What the official OpenAI client makes of a stream. Rejects where the client does. */
export async function assembledCompletion(sse: string): Promise<Document> {
  const client = new OpenAI({ apiKey: 'key', baseURL: 'http://localhost', maxRetries: 0, fetch: answering(sse) })
  const completion = await client.chat.completions.stream({ model: 'm', messages: [] }).finalChatCompletion()
  return plain(completion)
}

/** What the official OpenAI client makes of a stream of Responses. Rejects where the client does. */
export async function assembledResponse(sse: string): Promise<Document> {
  const client = new OpenAI({ apiKey: 'key', baseURL: 'http://localhost', maxRetries: 0, fetch: answering(sse) })
  return plain(await client.responses.stream({ model: 'm', input: '' }).finalResponse())
}

const answering = (sse: string) => async (): Promise<Response> => new Response(sse, { headers: { 'content-type': 'text/event-stream' } })

/** The JSON of what a client returns, without the members it computes. */
function plain(value: object): Document {
  return JSON.parse(JSON.stringify(value, (name, member: unknown) => (computed.has(name) ? undefined : member))) as Document
}

const computed: ReadonlySet<string> = new Set([
  'parsed',
  'parsed_output',
  'parsed_arguments',
  '_request_id',
  'output_text',
  'output_parsed',
])
