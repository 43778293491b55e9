import fc from 'fast-check'
import type { Document } from '../../conformance/arbitrary.ts'
import { completion, message, type Block, type Call, type Completion, type Message } from './answers.ts'
import { cut, dice, interleave, type Dice } from './pieces.ts'

/** An answer and a stream that amounts to it. */
export interface Streamed<T> {
  readonly answer: T
  /** The stream as it crosses the wire. */
  readonly sse: string
}

/** Streams of the Messages API. */
export const messageStream: fc.Arbitrary<Streamed<Message>> = fc.tuple(message, dice).map(([answer, make]) => {
  const events = messageEvents(answer, make())
  return { answer, sse: events.map((event) => `event: ${event['type'] as string}\ndata: ${JSON.stringify(event)}\n\n`).join('') }
})

function messageEvents(answer: Message, roll: Dice): Document[] {
  const { stop_reason, stop_sequence, stop_details, usage } = answer
  const early = { ...usage, output_tokens: 1, output_tokens_details: null }
  const { cache_creation_input_tokens, cache_read_input_tokens, input_tokens, output_tokens, output_tokens_details, server_tool_use } =
    usage
  const late = { cache_creation_input_tokens, cache_read_input_tokens, input_tokens, output_tokens, output_tokens_details, server_tool_use }
  const ping: Document[] = roll() % 3 === 0 ? [{ type: 'ping' }] : []
  return [
    {
      type: 'message_start',
      message: { ...answer, content: [], stop_reason: null, stop_sequence: null, stop_details: null, usage: early },
    },
    ...ping,
    ...answer.content.flatMap((block, index) => blockEvents(block, index, roll)),
    {
      type: 'message_delta',
      delta: { stop_reason, stop_sequence: stop_sequence ?? null, stop_details: stop_details ?? null, container: null },
      usage: Object.fromEntries(Object.entries(late).map(([name, value]) => [name, value ?? null])),
    },
    { type: 'message_stop' },
  ]
}

function blockEvents(block: Block, index: number, roll: Dice): Document[] {
  const start = (content_block: Document): Document => ({ type: 'content_block_start', index, content_block })
  const delta = (inner: Document): Document => ({ type: 'content_block_delta', index, delta: inner })
  const stop: Document = { type: 'content_block_stop', index }
  switch (block.type) {
    case 'text':
      return [start({ ...block, text: '' }), ...cut(block.text, roll).map((text) => delta({ type: 'text_delta', text })), stop]
    case 'thinking':
      return [
        start({ ...block, thinking: '', signature: '' }),
        ...cut(block.thinking, roll).map((thinking) => delta({ type: 'thinking_delta', thinking })),
        delta({ type: 'signature_delta', signature: block.signature }),
        stop,
      ]
    case 'redacted_thinking':
      return [start({ ...block }), stop]
    case 'tool_use': {
      const json = cut(JSON.stringify(block.input), roll).map((partial_json) => delta({ type: 'input_json_delta', partial_json }))
      return [start({ ...block, input: {} }), delta({ type: 'input_json_delta', partial_json: '' }), ...json, stop]
    }
  }
}

/** Streams of Chat Completions: fragments of calls may interleave, usage may come in several places. */
export const completionStream: fc.Arbitrary<Streamed<Completion>> = fc.tuple(completion, dice).map(([answer, make]) => {
  const roll = make()
  const chunks = completionChunks(answer, roll).map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`)
  const done = roll() % 5 === 4 ? '' : 'data: [DONE]\n\n'
  return { answer, sse: chunks.join('') + done }
})

function completionChunks(answer: Completion, roll: Dice): Document[] {
  const { choices, usage, object, ...envelope } = answer
  const [{ message: whole, finish_reason }] = choices
  const chunk = (delta: Document, finish: string | null = null, more: Document = {}): Document => ({
    ...envelope,
    object: `${object}.chunk`,
    choices: [{ index: 0, delta, finish_reason: finish, logprobs: null }],
    ...more,
  })
  const said = (name: string, text: string | null | undefined): Document[] =>
    text === null || text === undefined ? [] : cut(text, roll).map((piece) => chunk({ [name]: piece }))
  const onFinish = usage !== undefined && roll() % 3 === 2
  const preamble: Document[] = roll() % 7 === 6 ? [{ ...envelope, object: `${object}.chunk`, choices: [] }] : []
  return [
    ...preamble,
    chunk({ role: 'assistant', content: whole.content !== null && roll() % 2 === 0 ? '' : null }),
    ...said('reasoning_content', whole.reasoning_content),
    ...said('content', whole.content),
    ...said('refusal', whole.refusal),
    ...interleave(
      (whole.tool_calls ?? []).map((call, index) => fragments(call, index, roll)),
      roll,
    ).map((call) => chunk({ tool_calls: [call] })),
    chunk({}, finish_reason, onFinish ? { usage } : {}),
    ...(usage === undefined || onFinish ? [] : [{ ...envelope, object: `${object}.chunk`, choices: [], usage }]),
  ]
}

function fragments({ id, type, function: { name, arguments: args } }: Call, index: number, roll: Dice): Document[] {
  const pieces = cut(args, roll)
  return [{ index, id, type, function: { name, arguments: '' } }, ...pieces.map((piece) => ({ index, function: { arguments: piece } }))]
}
