import { orderOfResponses } from '../../conformance/judge/order/responses.ts'
import { eventsOf } from '../../conformance/judge/pieces/sse.ts'
import { orderOfMessages } from '../../conformance/order/anthropic-messages.ts'
import type { Verdict } from '../../conformance/order/frames.ts'
import { orderOfChunks } from '../../conformance/order/openai-chat.ts'
import type { Api, Route } from '../../src/gateway/config.ts'
import type { Json } from '../scripted/json.ts'
import { responsesReaders, unaryResponsesReaders } from './item-readers.ts'
import { itemStream, responseDocument } from './items.ts'
import { anthropicReaders, openaiReaders, unaryAnthropicReaders, unaryOpenaiReaders, type Reader } from './readers.ts'
import { chunkStream, completionDocument, messageDocument, messageStream } from './streams.ts'

/** A way through the gateway: whose stream goes to whose client. */
export interface Line {
  readonly name: string
  readonly provider: 'anthropic' | 'openai'
  /** What the provider sends, and as what. */
  readonly body: string
  readonly type: 'text/event-stream' | 'application/json'
  readonly path: string
  /** What the client asks; `content` tells the provider where to cut. */
  readonly ask: (content: string) => Json
  readonly order: (sse: string) => Verdict
  readonly readers: readonly Reader[]
  /** What `stop` says in the client's dialect. */
  readonly stop: string
}

const tools = ['get_weather', 'get_time']
const anthropicTools = tools.map((name) => ({ name, input_schema: { type: 'object' } }))
const responsesTools = tools.map((name) => ({ type: 'function', name, parameters: { type: 'object' }, strict: false }))
const openaiTools = tools.map((name) => ({ type: 'function', function: { name, parameters: { type: 'object' } } }))

const toMessages = {
  path: '/v1/messages',
  order: orderOfMessages,
  readers: anthropicReaders,
  stop: 'tool_use',
}
const toChat = {
  path: '/v1/chat/completions',
  order: (sse: string) => orderOfChunks(sse, true),
  readers: openaiReaders,
  stop: 'tool_calls',
}

const toResponses = {
  path: '/v1/responses',
  order: (sse: string): Verdict => {
    const { violation, ending } = orderOfResponses(eventsOf(sse))
    return { violation: violation?.message ?? null, ending }
  },
  readers: responsesReaders,
  stop: 'completed',
}

const message =
  (model: string, stream = true) =>
  (content: string): Json => ({ model, max_tokens: 4096, stream, tools: anthropicTools, messages: [{ role: 'user', content }] })
const chat =
  (model: string, options: { readonly [member: string]: Json } = { stream_options: { include_usage: true } }) =>
  (content: string): Json => ({ model, stream: true, ...options, tools: openaiTools, messages: [{ role: 'user', content }] })

const respond =
  (model: string, stream = true) =>
  (content: string): Json => ({ model, stream, store: false, max_output_tokens: 4096, tools: responsesTools, input: content })

const route = (match: string, api: Api, model: string): Route => {
  const unsaid = { strictness: null, mayLoosen: null, auth: null }
  return { match, provider: 'openai', api, model, capabilities: {}, settings: {}, ...unsaid }
}

/** Models that clients reach over the other API of OpenAI. */
export const crossing: readonly Route[] = [route('over-responses', 'responses', 'gpt-5'), route('over-chat', 'chat', 'gpt-4o')]

const anthropic = { provider: 'anthropic', body: messageStream, type: 'text/event-stream' } as const
const openai = { provider: 'openai', body: chunkStream, type: 'text/event-stream' } as const
const unaryAnthropic = { provider: 'anthropic', body: messageDocument, type: 'application/json' } as const
const unaryOpenai = { provider: 'openai', body: completionDocument, type: 'application/json' } as const

const responses = { provider: 'openai', body: itemStream, type: 'text/event-stream' } as const
const unaryResponses = { provider: 'openai', body: responseDocument, type: 'application/json' } as const

/** Both paths of both providers, and where only one side streams. */
export const lines: readonly Line[] = [
  { name: 'Messages passed through', ...anthropic, ...toMessages, ask: message('claude-sonnet-4-6') },
  { name: 'Messages translated to Chat', ...anthropic, ...toChat, ask: chat('claude-sonnet-4-6') },
  { name: 'Chat passed through', ...openai, ...toChat, ask: chat('gpt-4o') },
  {
    name: 'Chat passed through but for the usage that the gateway asked for',
    ...openai,
    ...toChat,
    ask: chat('gpt-4o', {}),
    // The members of other frames stay (§13-16).
    order: (sse) => orderOfChunks(sse.replaceAll(',"usage":null', ''), false),
  },
  { name: 'Chat translated to Messages', ...openai, ...toMessages, ask: message('gpt-4o') },
  {
    name: 'Messages folded for a Chat client that does not stream (BR-1)',
    ...anthropic,
    ...toChat,
    readers: unaryOpenaiReaders,
    ask: chat('claude-sonnet-4-6', { stream: false, max_completion_tokens: 40_000 }),
  },
  { name: 'a Messages document streamed to Chat (BR-2)', ...unaryAnthropic, ...toChat, ask: chat('claude-sonnet-4-6') },
  { name: 'a Chat document streamed to Messages (BR-2)', ...unaryOpenai, ...toMessages, ask: message('gpt-4o') },
  {
    name: 'a Messages document passed through',
    ...unaryAnthropic,
    ...toMessages,
    readers: unaryAnthropicReaders,
    ask: message('claude-sonnet-4-6', false),
  },
  {
    name: 'a Chat document passed through',
    ...unaryOpenai,
    ...toChat,
    readers: unaryOpenaiReaders,
    ask: chat('gpt-4o', { stream: false }),
  },
  { name: 'Responses passed through', ...responses, ...toResponses, ask: respond('gpt-5') },
  { name: 'Responses translated to Messages', ...responses, ...toMessages, ask: message('gpt-5') },
  { name: 'Responses translated to Chat', ...responses, ...toChat, ask: chat('over-responses') },
  { name: 'Messages translated to Responses', ...anthropic, ...toResponses, ask: respond('claude-sonnet-4-6') },
  { name: 'Chat translated to Responses', ...openai, ...toResponses, ask: respond('over-chat') },
  { name: 'a Messages document streamed to Responses (BR-2)', ...unaryAnthropic, ...toResponses, ask: respond('claude-sonnet-4-6') },
  { name: 'a Responses document streamed to Messages (BR-2)', ...unaryResponses, ...toMessages, ask: message('gpt-5') },
  {
    name: 'Messages folded for a Responses client that does not stream (BR-1)',
    ...anthropic,
    ...toResponses,
    readers: unaryResponsesReaders,
    ask: (content) => ({ ...(respond('claude-sonnet-4-6', false)(content) as object), max_output_tokens: 40_000 }),
  },
  {
    name: 'a Responses document passed through',
    ...unaryResponses,
    ...toResponses,
    readers: unaryResponsesReaders,
    ask: respond('gpt-5', false),
  },
]
