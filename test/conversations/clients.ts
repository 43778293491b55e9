import Anthropic from '@anthropic-ai/sdk'
import EarlierAnthropic from 'anthropic-sdk-0'
import OpenAI from 'openai'
import EarlierOpenAI from 'openai-6'
import { orderOfMessages } from '../../conformance/order/anthropic-messages.ts'
import type { Verdict } from '../../conformance/order/frames.ts'
import { orderOfChunks } from '../../conformance/order/openai-chat.ts'
import { at, type Json } from '../scripted/json.ts'
import { tools, type Call, type JsonObject, type Result } from './script.ts'

/** An official SDK in a conversation: how its users ask, and how they write down what was said. */
export interface Client {
  readonly name: string
  /** Whose SDK it is. */
  readonly family: 'anthropic' | 'openai'
  /** Asks; resolves to the answer, which the SDK assembled where it streams. Rejects as the SDK does. */
  readonly ask: (body: JsonObject, via: Via) => Promise<unknown>
  /** Classes of errors. */
  readonly errors: Errors
  readonly habits: Habits
}

/** How the gateway is reached. */
export interface Via {
  readonly origin: string
  readonly stream: boolean
  readonly maxRetries: number
  readonly fetch: typeof fetch
}

type ErrorClass = abstract new (...args: never[]) => Error

interface Errors {
  readonly APIError: ErrorClass
  readonly RateLimitError: ErrorClass
  readonly InternalServerError: ErrorClass
}

/** The bodies are data; the provider's end judges them. */
export const params = (body: JsonObject): ReturnType<typeof JSON.parse> => JSON.parse(JSON.stringify(body))

export const options = { apiKey: 'client-key', timeout: 60_000, logLevel: 'off' } as const

const bare: readonly Omit<Client, 'habits'>[] = [
  {
    name: '@anthropic-ai/sdk 1.12.0',
    family: 'anthropic',
    errors: Anthropic,
    ask: async (body, { origin, stream, maxRetries, fetch }) => {
      const { messages } = new Anthropic({ ...options, baseURL: origin, maxRetries, fetch })
      return stream ? messages.stream(params(body)).finalMessage() : messages.create(params(body))
    },
  },
  {
    name: '@anthropic-ai/sdk 0.137.0',
    family: 'anthropic',
    errors: EarlierAnthropic,
    ask: async (body, { origin, stream, maxRetries, fetch }) => {
      const { messages } = new EarlierAnthropic({ ...options, baseURL: origin, maxRetries, fetch })
      return stream ? messages.stream(params(body)).finalMessage() : messages.create(params(body))
    },
  },
  {
    name: 'openai 7.57.0',
    family: 'openai',
    errors: OpenAI,
    ask: async (body, { origin, stream, maxRetries, fetch }) => {
      const { completions } = new OpenAI({ ...options, baseURL: `${origin}/v1`, maxRetries, fetch }).chat
      return stream ? completions.stream(params(body)).finalChatCompletion() : completions.create(params(body))
    },
  },
  {
    name: 'openai 6.49.0',
    family: 'openai',
    errors: EarlierOpenAI,
    ask: async (body, { origin, stream, maxRetries, fetch }) => {
      const { completions } = new EarlierOpenAI({ ...options, baseURL: `${origin}/v1`, maxRetries, fetch }).chat
      return stream ? completions.stream(params(body)).finalChatCompletion() : completions.create(params(body))
    },
  },
]

/** How users of a family write requests and histories. */
export interface Habits {
  readonly request: JsonObject
  /** The member of a request that has the history, and what else says what was said before. */
  readonly history: (said: readonly Json[], last: Last | null) => JsonObject
  /** What stands for an answer in the history, as the SDK returns it. */
  readonly assistant: (answer: unknown) => readonly Json[]
  readonly results: (results: readonly Result[]) => readonly Json[]
  readonly calls: (answer: unknown) => readonly Call[]
  readonly text: (answer: unknown) => string
  readonly stop: (answer: unknown) => unknown
  /** Holds a stream to the order of the dialect. */
  readonly order: (sse: string) => Verdict
}

/** The answer that a client heard last, and how long the history was with it. */
export interface Last {
  readonly answer: unknown
  readonly length: number
}

export const image = (data: string): string => `data:image/png;base64,${data}`

/** Claude's users ask gpt-4o, OpenAI's ask Claude: every answer is translated. */
const habits: { readonly [family in Client['family']]: Habits } = {
  anthropic: {
    request: {
      model: 'gpt-4o',
      max_tokens: 8000,
      system: 'You are an agent.',
      tools: tools.map(({ name, properties }) => ({ name, input_schema: { type: 'object', properties } })),
    },
    history: (messages) => ({ messages }),
    assistant: (answer) => [{ role: 'assistant', content: asJson(at(answer, 'content')) }],
    results: (results) => [
      {
        role: 'user',
        content: results.map(({ id, text, images }) => ({
          type: 'tool_result',
          tool_use_id: id,
          content: [
            { type: 'text', text },
            ...images.map((data) => ({ type: 'image', source: { type: 'base64', media_type: 'image/png', data } })),
          ],
        })),
      },
    ],
    calls: (answer) =>
      list(at(answer, 'content'))
        .filter((block) => at(block, 'type') === 'tool_use')
        .map((block) => ({ id: said(at(block, 'id')), name: said(at(block, 'name')), input: asObject(at(block, 'input')) })),
    text: (answer) =>
      list(at(answer, 'content'))
        .map((block) => said(at(block, 'text')))
        .join(''),
    stop: (answer) => at(answer, 'stop_reason'),
    order: orderOfMessages,
  },
  openai: {
    request: {
      model: 'claude-sonnet-4-6',
      max_completion_tokens: 8000,
      reasoning_effort: 'high',
      tools: tools.map(({ name, properties }) => ({ type: 'function', function: { name, parameters: { type: 'object', properties } } })),
    },
    history: (messages) => ({ messages }),
    assistant: (answer) => [asJson(at(answer, 'choices', 0, 'message'))],
    results: (results) => [
      ...results.map(({ id, text }) => ({ role: 'tool', tool_call_id: id, content: text })),
      ...(results.every(({ images }) => images.length === 0)
        ? []
        : [
            {
              role: 'user',
              content: results.flatMap(({ images }) => images.map((data) => ({ type: 'image_url', image_url: { url: image(data) } }))),
            },
          ]),
    ],
    calls: (answer) =>
      list(at(answer, 'choices', 0, 'message', 'tool_calls')).map((call) => ({
        id: said(at(call, 'id')),
        name: said(at(call, 'function', 'name')),
        input: asObject(JSON.parse(said(at(call, 'function', 'arguments')))),
      })),
    text: (answer) => said(at(answer, 'choices', 0, 'message', 'content')),
    stop: (answer) => at(answer, 'choices', 0, 'finish_reason'),
    order: (sse) => orderOfChunks(sse, false),
  },
}

/** Both families, two majors of each. */
export const clients: readonly Client[] = bare.map((client) => ({ ...client, habits: habits[client.family] }))

export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

export const asJson = (value: unknown): Json => JSON.parse(JSON.stringify(value ?? null)) as Json

export const asObject = (value: unknown): JsonObject => asJson(value) as JsonObject

export const said = (value: unknown): string => (typeof value === 'string' ? value : '')
