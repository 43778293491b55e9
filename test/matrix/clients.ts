import Anthropic from '@anthropic-ai/sdk'
import EarlierAnthropic from 'anthropic-sdk-0'
import OpenAI from 'openai'
import EarlierOpenAI from 'openai-6'
import type { JsonObject } from './cell.ts'

/** An official SDK: asks with `body`, resolves to the message it assembled. */
export interface Client {
  readonly name: string
  readonly ask: (body: JsonObject, via: Via) => Promise<unknown>
}

/** How a client reaches the gateway; `fetch` sees the raw answer. */
export interface Via {
  readonly origin: string
  readonly fetch: typeof fetch
  readonly stream: boolean
}

// With a timeout of its own, the Anthropic SDK sends any limit without streaming too.
const options = { timeout: 60_000, maxRetries: 0 }

/** What a client is told to send, as its SDK wants it; the bodies are data, and the provider's end asserts them. */
const params = (body: JsonObject): ReturnType<typeof JSON.parse> => JSON.parse(JSON.stringify(body))

export const anthropicClients: readonly Client[] = [
  {
    name: '@anthropic-ai/sdk 1.12.0',
    ask: async (body, { origin, fetch, stream }) => {
      const client = new Anthropic({ baseURL: origin, apiKey: 'sk-ant-client', fetch, ...options })
      return stream ? client.messages.stream(params(body)).finalMessage() : client.messages.create(params(body))
    },
  },
  {
    name: '@anthropic-ai/sdk 0.137.0',
    ask: async (body, { origin, fetch, stream }) => {
      const client = new EarlierAnthropic({ baseURL: `${origin}/v1`, apiKey: 'sk-ant-client', fetch, ...options })
      return stream ? client.messages.stream(params(body)).finalMessage() : client.messages.create(params(body))
    },
  },
]

/** Both OpenAI SDKs over Responses. */
export const responsesClients: readonly Client[] = [
  {
    name: 'openai 7.57.0',
    ask: async (body, { origin, fetch, stream }) => {
      const client = new OpenAI({ baseURL: `${origin}/v1`, apiKey: 'sk-client', fetch, ...options })
      return stream ? client.responses.stream(params(body)).finalResponse() : client.responses.create(params(body))
    },
  },
  {
    name: 'openai 6.49.0',
    ask: async (body, { origin, fetch, stream }) => {
      const client = new EarlierOpenAI({ baseURL: `${origin}/v1`, apiKey: 'sk-client', fetch, ...options })
      return stream ? client.responses.stream(params(body)).finalResponse() : client.responses.create(params(body))
    },
  },
]

export const openaiClients: readonly Client[] = [
  {
    name: 'openai 7.57.0',
    ask: async (body, { origin, fetch, stream }) => {
      const client = new OpenAI({ baseURL: `${origin}/v1`, apiKey: 'sk-client', fetch, ...options })
      return stream ? client.chat.completions.stream(params(body)).finalChatCompletion() : client.chat.completions.create(params(body))
    },
  },
  {
    name: 'openai 6.49.0',
    ask: async (body, { origin, fetch, stream }) => {
      const client = new EarlierOpenAI({ baseURL: `${origin}/v1`, apiKey: 'sk-client', fetch, ...options })
      return stream ? client.chat.completions.stream(params(body)).finalChatCompletion() : client.chat.completions.create(params(body))
    },
  },
]
