import fc from 'fast-check'
import type { Json } from '../scripted/json.ts'
import { argumentFragments, endings, spelled, spelling, tokens, words, type UpstreamStream } from './endings.ts'

const reasoning = fc.array(words, { maxLength: 3 }).map((parts) => parts.map((part): Json => ({ reasoning_content: part })))

const content = fc.array(words, { maxLength: 5 }).map((parts) => parts.map((part): Json => ({ content: part })))

/** The fragments of one call, in order: id and name first. */
const call = (index: number): fc.Arbitrary<Json[]> =>
  fc
    .tuple(fc.constantFrom('get_weather', 'get_time'), argumentFragments)
    .map(([name, fragments]) => [
      { tool_calls: [{ index, id: `call_${index}`, type: 'function', function: { name, arguments: '' } }] },
      ...fragments.map((fragment) => ({ tool_calls: [{ index, function: { arguments: fragment } }] })),
    ])

/** Calls one after the other, or with their fragments dealt out in turns. */
const calls = fc
  .tuple(
    fc.nat(3).chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => call(index)))),
    fc.boolean(),
  )
  .map(([all, inTurns]) => (inTurns ? dealt(all) : all.flat()))

function dealt(all: readonly (readonly Json[])[]): Json[] {
  const rounds = Math.max(0, ...all.map(({ length }) => length))
  return Array.from({ length: rounds }, (_, round) => all.flatMap((fragments) => fragments.slice(round, round + 1))).flat()
}

const counters = fc.record({
  prompt: tokens,
  cached: fc.option(fc.nat(100)),
  written: fc.option(fc.nat(100)),
  completion: tokens,
  reasoning: fc.option(fc.nat(100)),
})

const head = { id: 'chatcmpl-gen', object: 'chat.completion.chunk', created: 1760000000, model: 'gpt-generated' }

const frame = (data: Json): string => `data: ${JSON.stringify(data)}`

/** Streams of the Chat Completions API: reasoning, text, interleaved calls, cached usage, errors, truncation. */
export const openaiStreams: fc.Arbitrary<UpstreamStream> = fc
  .record({
    thought: reasoning,
    said: content,
    called: calls,
    usage: fc.option(counters, { freq: 8 }),
    cut: fc.boolean(),
    ending: endings,
    spelling,
  })
  .map(({ thought, said, called, usage, cut, ending, spelling: how }) => {
    const chunk = (delta: Json, reason: Json): string =>
      frame({ ...head, choices: [{ index: 0, delta, logprobs: null, finish_reason: reason }], usage: null })
    const frames = [
      chunk({ role: 'assistant', content: '' }, null),
      ...[...thought, ...said, ...called].map((delta) => chunk(delta, null)),
      chunk({}, cut ? 'length' : called.length > 0 ? 'tool_calls' : 'stop'),
      ...(usage ? [frame({ ...head, choices: [], usage: counted(usage) })] : []),
      'data: [DONE]',
    ]
    const failure = frame({ error: { message: 'The server had an error', type: 'server_error', param: null, code: null } })
    return spelled({ frames, terminal: frames.length - (usage ? 3 : 2), failure }, ending, how)
  })

interface Counters {
  readonly prompt: number
  readonly cached: number | null
  readonly written: number | null
  readonly completion: number
  readonly reasoning: number | null
}

const counted = ({ prompt, cached, written, completion, reasoning: thought }: Counters): Json => ({
  prompt_tokens: prompt + 200,
  completion_tokens: completion + 100,
  total_tokens: prompt + completion + 300,
  prompt_tokens_details: { ...(cached !== null && { cached_tokens: cached }), ...(written !== null && { cache_write_tokens: written }) },
  ...(thought !== null && { completion_tokens_details: { reasoning_tokens: thought } }),
})
