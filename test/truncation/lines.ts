import { orderOfMessages } from '../../conformance/order/anthropic-messages.ts'
import type { Verdict } from '../../conformance/order/frames.ts'
import { orderOfChunks } from '../../conformance/order/openai-chat.ts'
import type { Json } from '../scripted/json.ts'
import { anthropicReaders, openaiReaders, type Reader } from './readers.ts'
import { chunkStream, messageStream } from './streams.ts'

/** A way through the gateway: whose stream goes to whose client. */
export interface Line {
  readonly name: string
  readonly provider: 'anthropic' | 'openai'
  readonly stream: string
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

const message =
  (model: string) =>
  (content: string): Json => ({ model, max_tokens: 4096, stream: true, tools: anthropicTools, messages: [{ role: 'user', content }] })
const chat =
  (model: string, options: { readonly [member: string]: Json } = { stream_options: { include_usage: true } }) =>
  (content: string): Json => ({ model, stream: true, ...options, tools: openaiTools, messages: [{ role: 'user', content }] })

const anthropic = { provider: 'anthropic', stream: messageStream } as const
const openai = { provider: 'openai', stream: chunkStream } as const

/** Both paths of both providers. */
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
]
