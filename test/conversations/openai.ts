import { isDeepStrictEqual } from 'node:util'
import { json, sse, type Said } from '../scripted/answer.ts'
import { violation } from '../scripted/closed.ts'
import { at } from '../scripted/json.ts'
import { chatChunks } from '../scripted/wire.ts'
import type { JsonObject, Line } from './script.ts'
import { messagesOf, type Dialect, type Failures } from './strict.ts'

/** OpenAI's Chat API: text, refusals and calls come back as they were, and every call is answered by the messages after it. */
export const strictOpenai: Dialect = strictChat('OpenAI', false)

/** Another host of Chat, whose models want their reasoning back too (RSN-2). */
export const strictReasoner: Dialect = strictChat('the host', true)

function strictChat(name: string, wantsReasoning: boolean): Dialect {
  const kept = (line: Line): JsonObject => {
    const { reasoning_content: reasoning = null, ...message } = messageOf(line)
    return { ...asSent(message), ...(wantsReasoning && reasoning !== null && { reasoning_content: reasoning }) }
  }
  return {
    name,
    kept,
    objection({ json: body }, said) {
      const published = violation('openai', 'request', body, wantsReasoning ? ['reasoning_content'] : [])
      if (published !== null) return published
      const messages = messagesOf(body)
      const back = messages.filter((message) => at(message, 'role') === 'assistant').map(asContent)
      if (back.length !== said.length) return `${said.length} turns were said, ${back.length} came back`
      for (const [turn, message] of said.entries()) {
        if (!isDeepStrictEqual(back[turn], message)) {
          return `turn ${turn} came back as ${JSON.stringify(back[turn])}, not as ${JSON.stringify(message)}`
        }
      }
      return messages.reduce<string | null>((wrong, message, index) => wrong ?? unanswered(message, messages.slice(index + 1)), null)
    },
    answer(line, turn, received) {
      const { model, stream, stream_options: options } = { model: '', stream: false, stream_options: null, ...Object(received.json) }
      if (stream !== true) return json(completionOf(line, turn, String(model)))
      return sse(streamOf(line, turn, String(model), at(options, 'include_usage') === true))
    },
    refusal: (message) => failure(400, message, 'invalid_request_error'),
  }
}

/** How OpenAI fails (SER-2). */
export const openaiFailures: Failures = {
  overloadedMidway(line) {
    const started = streamOf(line, 99, 'gpt-4o', false)
    const role = started.indexOf('"content":"') + 1
    const words = started.indexOf('\n\n', started.indexOf('"content":"', role)) + 2
    const error = { message: 'The server is overloaded', type: 'server_error', param: null, code: 'overloaded' }
    return sse(`${started.slice(0, words)}data: ${JSON.stringify({ error })}\n\n`)
  },
  overloaded: (headers = {}) => failure(503, 'The server is overloaded', 'server_error', headers),
  rateLimited: (headers) => failure(429, 'Rate limit reached', 'rate_limit_error', headers, 'rate_limit_exceeded'),
}

const failure = (
  status: number,
  message: string,
  type: string,
  headers: { readonly [name: string]: string } = {},
  code: string | null = null,
): Said => json({ error: { message, type, param: null, code } }, status, headers)

/** A message as it is to come back: an answer in words is content, whether or not it refuses (CP-8, RSP-6). */
function asSent({ content, refusal, tool_calls }: JsonObject): JsonObject {
  return { role: 'assistant', content: refusal ?? content ?? null, ...(tool_calls === undefined ? {} : { tool_calls }) }
}

/** A message that came back with its refusal where it was, which some clients have no place for. */
function asContent(message: unknown): unknown {
  const { refusal = null, content, ...rest } = { content: null, ...Object(message) }
  return refusal === null ? message : { ...rest, content: content ?? refusal }
}

function unanswered(message: unknown, after: readonly unknown[]): string | null {
  const calls = at(message, 'tool_calls')
  const called = Array.isArray(calls) ? calls.map((call) => at(call, 'id')) : []
  const answers = after.slice(0, called.length)
  const answered = answers.map((answer) => at(answer, 'tool_call_id'))
  return isDeepStrictEqual(new Set(called), new Set(answered))
    ? null
    : `An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id': ${called.join(', ')}`
}

const finishes = { calls: 'tool_calls', done: 'stop', length: 'length', refusal: 'stop' } as const

const reasoningOf = ({ thinking = [], between = [] }: Line): string =>
  [...thinking, ...between].map((thought) => ('redacted' in thought ? '' : thought.text)).join('')

function messageOf(line: Line): JsonObject {
  const { text = null, calls = [], end } = line
  const reasoning = reasoningOf(line)
  return {
    role: 'assistant',
    content: end === 'refusal' ? null : text,
    refusal: end === 'refusal' ? text : null,
    ...(reasoning !== '' && { reasoning_content: reasoning }),
    ...(calls.length > 0 && {
      tool_calls: calls.map(({ id, name, input }) => ({ id, type: 'function', function: { name, arguments: JSON.stringify(input) } })),
    }),
  }
}

const head = (turn: number, model: string): JsonObject => ({ id: `chatcmpl-turn${turn}`, created: 1760000000 + turn, model })

const usage = {
  prompt_tokens: 120,
  completion_tokens: 30,
  total_tokens: 150,
  prompt_tokens_details: { cached_tokens: 20 },
  completion_tokens_details: { reasoning_tokens: 5 },
}

const completionOf = (line: Line, turn: number, model: string): JsonObject => ({
  ...head(turn, model),
  object: 'chat.completion',
  choices: [{ index: 0, message: messageOf(line), logprobs: null, finish_reason: finishes[line.end] }],
  usage,
})

function streamOf(line: Line, turn: number, model: string, includeUsage: boolean): string {
  const { text = '', calls = [], end } = line
  const points = Array.from(text)
  const words = [points.slice(0, 9).join(''), points.slice(9).join('')].filter((piece) => piece !== '')
  const reasoning = reasoningOf(line)
  return chatChunks(
    {
      head: head(turn, model),
      deltas: [
        { role: 'assistant', content: '', refusal: null },
        ...(reasoning === '' ? [] : [{ reasoning_content: reasoning }]),
        ...words.map((piece): JsonObject => (end === 'refusal' ? { refusal: piece } : { content: piece })),
        ...calls.flatMap(({ id, name, input }, index) => {
          const json = JSON.stringify(input)
          const fragment = (piece: string): JsonObject => ({ tool_calls: [{ index, function: { arguments: piece } }] })
          const start = { tool_calls: [{ index, id, type: 'function', function: { name, arguments: '' } }] }
          return [start, fragment(json.slice(0, 7)), fragment(json.slice(7))]
        }),
      ],
      finish: finishes[end],
      usage,
    },
    includeUsage,
  )
}
