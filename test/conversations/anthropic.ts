import { isDeepStrictEqual } from 'node:util'
import { json, sse } from '../scripted/answer.ts'
import { publishedFor, violation } from '../scripted/closed.ts'
import { at, type Json } from '../scripted/json.ts'
import { messageEvents } from '../scripted/wire.ts'
import type { JsonObject, Line, Thought } from './script.ts'
import { messagesOf, type Dialect, type Failures } from './strict.ts'

/** Anthropic's API: every block comes back as it was, in its order, and every call is answered in the next message. */
export const strictAnthropic: Dialect = {
  name: 'Anthropic',
  // Chat clients hand the explanation of a refusal back as something that was said (STOP-A-6, CP-8).
  kept: (line) => ({
    role: 'assistant',
    content: [...blocksOf(line), ...(line.end === 'refusal' ? [{ type: 'text', text: refusalDetails.explanation }] : [])],
  }),
  objection(received, kept) {
    const published = violation(publishedFor(received), 'request', received.json)
    if (published !== null) return published
    const messages = messagesOf(received.json)
    const said = messages.filter((message) => at(message, 'role') === 'assistant')
    if (said.length !== kept.length) return `${kept.length} turns were said, ${said.length} came back`
    for (const [turn, message] of kept.entries()) {
      const back = { role: 'assistant', content: asSent(at(said[turn], 'content')) }
      if (!isDeepStrictEqual(back, message)) return `turn ${turn} came back as ${JSON.stringify(back)}, not as ${JSON.stringify(message)}`
    }
    return messages.reduce<string | null>((wrong, message, index) => wrong ?? unanswered(message, messages[index + 1], index), null)
  },
  answer(line, turn, received) {
    return at(received.json, 'stream') === true ? sse(streamOf(line, turn)) : json(messageOf(line, turn))
  },
  refusal: (message) => json({ type: 'error', error: { type: 'invalid_request_error', message }, request_id: 'req_strict' }, 400),
}

const overloadedError = { type: 'overloaded_error', message: 'Overloaded' }

/** How Anthropic fails (SER-1). */
export const anthropicFailures: Failures = {
  overloadedMidway(line) {
    const started = streamOf(line, 99)
    const cut = started.indexOf('event: content_block_stop')
    return sse(started.slice(0, cut) + messageEvents({ type: 'error', error: overloadedError, request_id: 'req_busy' }))
  },
  overloaded: (headers = {}) => json({ type: 'error', error: overloadedError, request_id: 'req_busy' }, 529, headers),
  rateLimited: (headers) =>
    json(
      { type: 'error', error: { type: 'rate_limit_error', message: 'Number of requests exceeded' }, request_id: 'req_limit' },
      429,
      headers,
    ),
}

/** Blocks as they are to come back: without what an answer alone has. */
function asSent(content: unknown): unknown {
  if (!Array.isArray(content)) return content
  return content.map((block: object) => {
    const { citations, caller, ...others } = { citations: null, caller: { type: 'direct' }, ...block }
    const rest = Object.fromEntries(Object.entries(others).filter(([member]) => member !== 'cache_control'))
    const direct = isDeepStrictEqual(caller, { type: 'direct' })
    return { ...rest, ...(citations === null ? {} : { citations }), ...(direct ? {} : { caller }) }
  })
}

function unanswered(message: unknown, next: unknown, index: number): string | null {
  const ids = (value: unknown, type: string, member: string): unknown[] => {
    const content = at(value, 'content')
    return Array.isArray(content) ? content.filter((block) => at(block, 'type') === type).map((block) => at(block, member)) : []
  }
  const called = ids(message, 'tool_use', 'id')
  if (called.length === 0) return null
  const answered = ids(next, 'tool_result', 'tool_use_id')
  if (!isDeepStrictEqual(new Set(called), new Set(answered)) || called.length !== answered.length) {
    return `messages.${index}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${called.join(', ')}`
  }
  const first = Array.isArray(at(next, 'content')) ? answered.map((_, i) => at(next, 'content', i, 'type')) : []
  return first.every((type) => type === 'tool_result') ? null : `messages.${index + 1}: \`tool_result\` blocks must come first`
}

function blocksOf({ thinking = [], text, between = [], calls = [] }: Line): JsonObject[] {
  return [
    ...thinking.map(thoughtBlock),
    ...(text === undefined ? [] : [{ type: 'text', text }]),
    ...between.map(thoughtBlock),
    ...calls.map(({ id, name, input }) => ({ type: 'tool_use', id, name, input })),
  ]
}

const thoughtBlock = (thought: Thought): JsonObject =>
  'redacted' in thought
    ? { type: 'redacted_thinking', data: thought.redacted }
    : { type: 'thinking', thinking: thought.text, signature: thought.signature }

const stops = { calls: 'tool_use', done: 'end_turn', length: 'max_tokens', refusal: 'refusal' } as const

const refusalDetails = { type: 'refusal', category: 'cyber', explanation: 'This would help an attack.' }

const usage = {
  cache_creation: null,
  cache_creation_input_tokens: 0,
  cache_read_input_tokens: 20,
  inference_geo: null,
  input_tokens: 100,
  output_tokens: 30,
  output_tokens_details: { thinking_tokens: 5 },
  server_tool_use: null,
  service_tier: 'standard',
  speed: null,
}

const envelope = (turn: number): JsonObject => ({
  id: `msg_turn${turn}`,
  type: 'message',
  role: 'assistant',
  model: 'claude-sonnet-4-6',
  container: null,
  diagnostics: null,
})

const direct = { type: 'direct' }

function messageOf(line: Line, turn: number): JsonObject {
  const content = blocksOf(line).map((block) => ({
    ...block,
    ...(block['type'] === 'text' && { citations: null }),
    ...(block['type'] === 'tool_use' && { caller: direct }),
  }))
  return { ...envelope(turn), content, ...endOf(line), usage }
}

const endOf = ({ end }: Line): JsonObject => ({
  stop_reason: stops[end],
  stop_sequence: null,
  stop_details: end === 'refusal' ? refusalDetails : null,
})

function streamOf(line: Line, turn: number): string {
  return messageEvents(
    {
      type: 'message_start',
      message: {
        ...envelope(turn),
        content: [],
        stop_reason: null,
        stop_sequence: null,
        stop_details: null,
        usage: { ...usage, output_tokens: 1 },
      },
    },
    ...blocksOf(line).flatMap((block, index) => {
      const [start, ...deltas] = startAndDeltas(block)
      return [
        { type: 'content_block_start', index, content_block: start ?? {} },
        ...deltas.map((delta) => ({ type: 'content_block_delta', index, delta })),
        { type: 'content_block_stop', index },
      ]
    }),
    {
      type: 'message_delta',
      delta: { ...endOf(line), container: null },
      usage: { input_tokens: 100, output_tokens: 30, cache_creation_input_tokens: 0, cache_read_input_tokens: 20 },
    },
    { type: 'message_stop' },
  )
}

function startAndDeltas(block: JsonObject): JsonObject[] {
  const { type = null, text = '', thinking = '', signature = '', input = {} } = block
  const halves = (whole: Json): string[] => {
    const points = typeof whole === 'string' ? Array.from(whole) : []
    const middle = Math.ceil(points.length / 2)
    return [points.slice(0, middle).join(''), points.slice(middle).join('')].filter((half) => half !== '')
  }
  switch (type) {
    case 'text':
      return [{ type, text: '', citations: null }, ...halves(text).map((half) => ({ type: 'text_delta', text: half }))]
    case 'thinking': {
      const spoken = halves(thinking).map((half) => ({ type: 'thinking_delta', thinking: half }))
      return [{ type, thinking: '', signature: '' }, ...spoken, { type: 'signature_delta', signature }]
    }
    case 'tool_use': {
      const typed = Object.keys(Object(input)).length === 0 ? [] : halves(JSON.stringify(input))
      return [
        { ...block, input: {}, caller: direct },
        ...['', ...typed].map((partial_json) => ({ type: 'input_json_delta', partial_json })),
      ]
    }
    default:
      return [block]
  }
}
