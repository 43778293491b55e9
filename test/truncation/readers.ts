import Anthropic from '@anthropic-ai/sdk'
import EarlierAnthropic from 'anthropic-sdk-0'
import OpenAI from 'openai'
import EarlierOpenAI from 'openai-6'
import { at } from '../scripted/json.ts'

/** An answer as a program sees it that read a stream to its end; `stop` is null where no end was told. */
export interface Read {
  readonly stop: string | null
  readonly thinking: string
  readonly text: string
  readonly calls: readonly Call[]
  readonly outputTokens: number | null
}

interface Call {
  readonly id: string
  readonly name: string
  /** Parsed arguments, their text where they are no JSON. */
  readonly input: unknown
}

/** A way to read a stream with an official SDK; rejects where the SDK raises. */
export interface Reader {
  readonly name: string
  readonly read: (fetch: () => Promise<Response>) => Promise<Read>
}

const options = { apiKey: 'key', baseURL: 'http://provider.test', maxRetries: 0, logLevel: 'off' } as const
const ask = { model: 'm', max_tokens: 64, messages: [] }
const askChat = { model: 'm', messages: [] }

/** Raw iteration and the stream helper of both Anthropic SDKs. */
export const anthropicReaders: readonly Reader[] = [
  {
    name: '@anthropic-ai/sdk 1.12.0, raw',
    read: async (fetch) => rawMessage(await new Anthropic({ ...options, fetch }).messages.create({ ...ask, stream: true })),
  },
  {
    name: '@anthropic-ai/sdk 1.12.0, helper',
    read: async (fetch) => wholeMessage(await new Anthropic({ ...options, fetch }).messages.stream(ask).finalMessage()),
  },
  {
    name: '@anthropic-ai/sdk 0.137.0, raw',
    read: async (fetch) => rawMessage(await new EarlierAnthropic({ ...options, fetch }).messages.create({ ...ask, stream: true })),
  },
  {
    name: '@anthropic-ai/sdk 0.137.0, helper',
    read: async (fetch) => wholeMessage(await new EarlierAnthropic({ ...options, fetch }).messages.stream(ask).finalMessage()),
  },
]

/** Raw iteration and the stream helper of both OpenAI SDKs. */
export const openaiReaders: readonly Reader[] = [
  {
    name: 'openai 7.57.0, raw',
    read: async (fetch) => rawChat(await new OpenAI({ ...options, fetch }).chat.completions.create({ ...askChat, stream: true })),
  },
  {
    name: 'openai 7.57.0, helper',
    read: async (fetch) => wholeChat(await new OpenAI({ ...options, fetch }).chat.completions.stream(askChat).finalChatCompletion()),
  },
  {
    name: 'openai 6.49.0, raw',
    read: async (fetch) => rawChat(await new EarlierOpenAI({ ...options, fetch }).chat.completions.create({ ...askChat, stream: true })),
  },
  {
    name: 'openai 6.49.0, helper',
    read: async (fetch) => wholeChat(await new EarlierOpenAI({ ...options, fetch }).chat.completions.stream(askChat).finalChatCompletion()),
  },
]

/** Both Anthropic SDKs without streaming. */
export const unaryAnthropicReaders: readonly Reader[] = [
  {
    name: '@anthropic-ai/sdk 1.12.0, unary',
    read: async (fetch) => wholeMessage(await new Anthropic({ ...options, fetch }).messages.create(ask)),
  },
  {
    name: '@anthropic-ai/sdk 0.137.0, unary',
    read: async (fetch) => wholeMessage(await new EarlierAnthropic({ ...options, fetch }).messages.create(ask)),
  },
]

/** Both OpenAI SDKs without streaming. */
export const unaryOpenaiReaders: readonly Reader[] = [
  {
    name: 'openai 7.57.0, unary',
    read: async (fetch) => wholeChat(await new OpenAI({ ...options, fetch }).chat.completions.create(askChat)),
  },
  {
    name: 'openai 6.49.0, unary',
    read: async (fetch) => wholeChat(await new EarlierOpenAI({ ...options, fetch }).chat.completions.create(askChat)),
  },
]

async function rawMessage(events: AsyncIterable<object>): Promise<Read> {
  const seen: object[] = []
  for await (const event of events) seen.push(event)
  const deltas = (member: string): string => seen.map((event) => said(event, 'delta', member)).join('')
  const starts = seen.filter((event) => at(event, 'content_block', 'type') === 'tool_use')
  const ended = seen.some((event) => at(event, 'type') === 'message_stop')
  const last = seen.findLast((event) => at(event, 'type') === 'message_delta')
  return {
    stop: ended ? said(last, 'delta', 'stop_reason') : null,
    thinking: deltas('thinking'),
    text: deltas('text'),
    calls: starts.map((start) => ({
      id: said(start, 'content_block', 'id'),
      name: said(start, 'content_block', 'name'),
      input: json(
        seen
          .filter((event) => at(event, 'index') === at(start, 'index'))
          .map((event) => said(event, 'delta', 'partial_json'))
          .join(''),
      ),
    })),
    outputTokens: count(at(last, 'usage', 'output_tokens')),
  }
}

function wholeMessage(message: { readonly content: readonly object[] }): Read {
  const { content } = message
  const of = (type: string): readonly object[] => content.filter((block) => at(block, 'type') === type)
  return {
    stop: said(message, 'stop_reason'),
    thinking: of('thinking')
      .map((block) => said(block, 'thinking'))
      .join(''),
    text: of('text')
      .map((block) => said(block, 'text'))
      .join(''),
    calls: of('tool_use').map((block) => ({ id: said(block, 'id'), name: said(block, 'name'), input: at(block, 'input') })),
    outputTokens: count(at(message, 'usage', 'output_tokens')),
  }
}

async function rawChat(chunks: AsyncIterable<object>): Promise<Read> {
  const seen: object[] = []
  for await (const chunk of chunks) seen.push(chunk)
  const deltas = seen.map((chunk) => at(chunk, 'choices', 0, 'delta'))
  const fragments = deltas.map((delta) => at(delta, 'tool_calls', 0)).filter((fragment) => fragment !== undefined)
  return {
    stop: seen.map((chunk) => said(chunk, 'choices', 0, 'finish_reason')).find((reason) => reason !== '') ?? null,
    thinking: deltas.map((delta) => said(delta, 'reasoning_content')).join(''),
    text: deltas.map((delta) => said(delta, 'content')).join(''),
    calls: fragments
      .filter((fragment) => at(fragment, 'id') !== undefined)
      .map((start) => ({
        id: said(start, 'id'),
        name: said(start, 'function', 'name'),
        input: json(
          fragments
            .filter((fragment) => at(fragment, 'index') === at(start, 'index'))
            .map((fragment) => said(fragment, 'function', 'arguments'))
            .join(''),
        ),
      })),
    outputTokens: count(seen.map((chunk) => at(chunk, 'usage', 'completion_tokens')).findLast((tokens) => tokens !== undefined)),
  }
}

/** The helper of the OpenAI SDKs joins no reasoning: members it does not know are as the last chunk has them (EMC-3). */
function wholeChat(completion: object): Read {
  const message = at(completion, 'choices', 0, 'message')
  const calls = at(message, 'tool_calls')
  return {
    stop: said(completion, 'choices', 0, 'finish_reason'),
    thinking: '',
    text: said(message, 'content'),
    calls: (Array.isArray(calls) ? calls : []).map((call: unknown) => ({
      id: said(call, 'id'),
      name: said(call, 'function', 'name'),
      input: json(said(call, 'function', 'arguments')),
    })),
    outputTokens: count(at(completion, 'usage', 'completion_tokens')),
  }
}

/** The text at `path`, empty where there is none. */
export function said(value: unknown, ...path: readonly (string | number)[]): string {
  const found = at(value, ...path)
  return typeof found === 'string' ? found : ''
}

/** A number; null where there is none. */
export const count = (value: unknown): number | null => (typeof value === 'number' ? value : null)

/** The value of JSON text, or the text where it is none. */
export function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
