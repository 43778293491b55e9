import fc from 'fast-check'
import type { Json } from '../scripted/json.ts'
import { argumentFragments, endings, spelled, spelling, tokens, words, type UpstreamStream } from './endings.ts'

interface Block {
  readonly start: Json
  readonly deltas: readonly Json[]
}

const text: fc.Arbitrary<Block> = fc.array(words, { minLength: 1, maxLength: 5 }).map((parts) => ({
  start: { type: 'text', text: '', citations: null },
  deltas: parts.map((part) => ({ type: 'text_delta', text: part })),
}))

const thinking: fc.Arbitrary<Block> = fc
  .tuple(fc.array(words, { maxLength: 4 }), fc.base64String({ minLength: 4, maxLength: 40 }))
  .map(([parts, signature]) => ({
    start: { type: 'thinking', thinking: '', signature: '' },
    deltas: [...parts.map((part) => ({ type: 'thinking_delta', thinking: part })), { type: 'signature_delta', signature }],
  }))

const redacted: fc.Arbitrary<Block> = fc
  .base64String({ minLength: 4, maxLength: 40 })
  .map((data) => ({ start: { type: 'redacted_thinking', data }, deltas: [] }))

const call = (id: string): fc.Arbitrary<Block> =>
  fc.tuple(fc.constantFrom('get_weather', 'get_time'), argumentFragments).map(([name, fragments]) => ({
    start: { type: 'tool_use', id, name, input: {}, caller: { type: 'direct' } },
    deltas: ['', ...fragments].map((fragment) => ({ type: 'input_json_delta', partial_json: fragment })),
  }))

const counters = fc.record({
  input: tokens,
  written: fc.option(tokens),
  read: fc.option(tokens),
  output: tokens,
  thinking: fc.option(tokens),
})

const ping = 'event: ping\ndata: {"type": "ping"}'

const frame = (event: { readonly type: string; readonly [member: string]: Json }): string =>
  `event: ${event.type}\ndata: ${JSON.stringify(event)}`

/** Streams of the Messages API: thinking, text, parallel calls, cached usage, pings, errors, truncation. */
export const anthropicStreams: fc.Arbitrary<UpstreamStream> = fc
  .record({
    before: fc.array(fc.oneof(thinking, redacted), { maxLength: 2 }),
    said: fc.array(text, { maxLength: 2 }),
    calls: fc.nat(3).chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => call(`toolu_${index}`)))),
    usage: counters,
    cut: fc.boolean(),
    pings: fc.array(fc.nat(10), { maxLength: 2 }),
    ending: endings,
    spelling,
  })
  .map(({ before, said, calls, usage, cut, pings, ending, spelling: how }) => {
    const { input, written, read, output, thinking: thought } = usage
    const known = { input_tokens: input, cache_creation_input_tokens: written, cache_read_input_tokens: read }
    const stop = cut ? 'max_tokens' : calls.length > 0 ? 'tool_use' : 'end_turn'
    const envelope = { id: 'msg_01Gen', type: 'message', role: 'assistant', model: 'claude-generated', content: [] }
    const frames = [
      frame({
        type: 'message_start',
        message: { ...envelope, stop_reason: null, stop_sequence: null, usage: { ...known, output_tokens: 1 } },
      }),
      ...[...before, ...said, ...calls].flatMap(({ start, deltas }, index) => [
        frame({ type: 'content_block_start', index, content_block: start }),
        ...deltas.map((delta) => frame({ type: 'content_block_delta', index, delta })),
        frame({ type: 'content_block_stop', index }),
      ]),
      frame({
        type: 'message_delta',
        delta: { stop_reason: stop, stop_sequence: null },
        usage: {
          ...known,
          output_tokens: output,
          output_tokens_details: thought === null ? null : { thinking_tokens: Math.min(thought, output) },
        },
      }),
      frame({ type: 'message_stop' }),
    ]
    for (const at of pings) frames.splice(1 + (at % (frames.length - 1)), 0, ping)
    const failure = frame({ type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } })
    return spelled({ frames, terminal: frames.length - 1, failure }, ending, how)
  })
