import { sse, type Answer, type Cuts } from './answer.ts'
import { at, type Json } from './json.ts'

type JsonObject = { readonly [member: string]: Json }

/** Server-sent events as Anthropic writes them: named after the type in their data. */
export const messageEvents = (...events: readonly (JsonObject & { readonly type: string })[]): string =>
  events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join('')

/** What a Chat Completions stream says: members of every chunk, deltas in order, the finish reason, the usage. */
export interface ChatStream {
  readonly head: JsonObject
  readonly deltas: readonly JsonObject[]
  readonly finish: string
  readonly usage: JsonObject
}

/** The text of a Chat Completions stream; the usage chunk and the `usage: null` members only if `includeUsage`. */
export function chatChunks({ head, deltas, finish, usage }: ChatStream, includeUsage: boolean): string {
  const chunk = (choices: Json, counted: Json): string => {
    return `data: ${JSON.stringify({ object: 'chat.completion.chunk', ...head, choices, ...(includeUsage && { usage: counted }) })}\n\n`
  }
  const choice = (delta: Json, reason: Json): string => chunk([{ index: 0, delta, logprobs: null, finish_reason: reason }], null)
  return [
    ...deltas.map((delta) => choice(delta, null)),
    choice({}, finish),
    ...(includeUsage ? [chunk([], usage)] : []),
    'data: [DONE]\n\n',
  ].join('')
}

/** Answers with a Chat Completions stream, with usage if the request asks for it, as the provider does. */
export const chatStream =
  (stream: ChatStream, cuts: Cuts = 'events'): Answer =>
  ({ json }) =>
    sse(chatChunks(stream, at(json, 'stream_options', 'include_usage') === true), cuts)

/** The data of every event in the text of a stream, parsed where it is JSON. */
export const dataOf = (text: string): unknown[] =>
  text
    .split(/\r?\n\r?\n/)
    .flatMap((event) => event.split(/\r?\n/).filter((line) => line.startsWith('data:')))
    .map((line) => line.slice('data:'.length).trim())
    .map((data) => (data === '[DONE]' ? data : (JSON.parse(data) as unknown)))
