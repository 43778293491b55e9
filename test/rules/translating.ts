import {
  anthropicMessages,
  openaiChat,
  openaiResponses,
  translateRequest,
  translateResponse,
  type Exchange,
  type Format,
  type Json,
  type JsonObject,
  type Loss,
  type RequestOptions,
} from '../../src/index.ts'

/** A translated request as the upstream gets it, its losses as `path fate level rule`, or the path and reason of its refusal. */
export interface Sent {
  readonly body: JsonObject | null
  readonly headers: { readonly [name: string]: string | undefined }
  readonly losses: readonly string[]
  readonly refused: string | null
  readonly exchange: Exchange | null
}

/** A row of a table: what a client sends, and what the upstream gets, both over a plain request. */
export interface Row {
  readonly rule: string
  readonly from: JsonObject
  /** Members that are not to be there are undefined. */
  readonly to: { readonly [member: string]: Json | undefined }
  readonly losses?: readonly string[]
  readonly options?: RequestOptions
}

/** What a translated answer is for the client. */
export interface Answered {
  readonly body: JsonObject
  readonly losses: readonly string[]
}

export const plainMessages: JsonObject = { model: 'gpt-4o', max_tokens: 100, messages: [{ role: 'user', content: 'Hi' }] }
export const plainChat: JsonObject = {
  model: 'claude-sonnet-4-6',
  max_completion_tokens: 100,
  messages: [{ role: 'user', content: 'Hi' }],
}

export const plainResponses: JsonObject = { model: 'claude-sonnet-4-6', max_output_tokens: 100, input: 'Hi' }

/** A Responses request with `members` over the plain one, as a Messages upstream gets it. */
export const responsesToMessages = (members: JsonObject, options: RequestOptions = {}): Sent =>
  sent(openaiResponses, anthropicMessages, { ...plainResponses, ...members }, options)

/** A Responses request with `members` over the plain one, as a Chat upstream gets it. */
export const responsesToChat = (members: JsonObject, options: RequestOptions = {}): Sent =>
  sent(openaiResponses, openaiChat, { ...plainResponses, model: 'gpt-4o', ...members }, options)

/** A Messages request with `members` over the plain one, as a Responses upstream gets it. */
export const messagesToResponses = (members: JsonObject, options: RequestOptions = {}): Sent =>
  sent(anthropicMessages, openaiResponses, { ...plainMessages, ...members }, options)

/** A Chat request with `members` over the plain one, as a Responses upstream gets it. */
export const chatToResponses = (members: JsonObject, options: RequestOptions = {}): Sent =>
  sent(openaiChat, openaiResponses, { ...plainChat, model: 'gpt-4o', ...members }, options)

/** A Messages request with `members` over the plain one, as a Chat upstream gets it. */
export const toChat = (members: JsonObject, options: RequestOptions = {}): Sent =>
  sent(anthropicMessages, openaiChat, { ...plainMessages, ...members }, options)

/** A Chat request with `members` over the plain one, as a Messages upstream gets it. */
export const toMessages = (members: JsonObject, options: RequestOptions = {}): Sent =>
  sent(openaiChat, anthropicMessages, { ...plainChat, ...members }, options)

/** An answer of a Messages upstream, as a Chat client gets it. */
export const answerToChat = (body: JsonObject, exchange?: Exchange): Answered => answered(anthropicMessages, openaiChat, body, exchange)

/** An answer of a Chat upstream, as a Messages client gets it. */
export const answerToMessages = (body: JsonObject, exchange?: Exchange): Answered => answered(openaiChat, anthropicMessages, body, exchange)

/** A loss in one line. */
export const line = ({ path, fate, level, rule }: Loss): string => `${path} ${fate} ${level} ${rule}`

/** A request as the upstream gets it. */
export function sent(from: Format, to: Format, body: JsonObject, options: RequestOptions): Sent {
  const outcome = translateRequest(from, to, body, options)
  const losses = outcome.losses.map(line)
  if (!outcome.ok) {
    const { param, message } = outcome.fault
    return { body: null, headers: {}, losses, refused: `${param ?? ''}: ${message}`, exchange: null }
  }
  const { value, exchange } = outcome
  return { body: received(value.body), headers: value.headers, losses, refused: null, exchange }
}

/** An answer as the client gets it. */
export function answered(from: Format, to: Format, body: JsonObject, exchange?: Exchange): Answered {
  const { value, losses } = translateResponse(from, to, body, exchange)
  return { body: received(value), losses: losses.map(line) }
}

/** The document as its receiver reads it. */
const received = (document: JsonObject): JsonObject => JSON.parse(JSON.stringify(document)) as JsonObject
