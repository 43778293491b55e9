import fc from 'fast-check'
import { sse, type Cuts, type Said } from '../scripted/answer.ts'

/** How an upstream stream ends: as it should, with an error event, or too early, its last byte at `share` of the whole. */
export type Ending =
  | { readonly kind: 'complete' }
  | { readonly kind: 'error'; readonly after: number }
  | { readonly kind: 'truncated'; readonly share: number; readonly how: 'end' | 'break' }

/** A stream of an upstream, as text, and how it reaches the wire. */
export interface UpstreamStream {
  readonly text: string
  readonly ending: Ending['kind']
  readonly said: Said
}

/** Mostly complete streams, some that fail. */
export const endings: fc.Arbitrary<Ending> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ kind: 'complete' } as const) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('error' as const), after: fc.nat(20) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('truncated' as const),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
      how: fc.constantFrom('end' as const, 'break' as const),
    }),
  },
)

/** How the text is spelled and cut: line ends, and the sizes of the writes. */
export interface Spelling {
  readonly lineEnd: '\n' | '\r\n'
  readonly cuts: Cuts
}

export const spelling: fc.Arbitrary<Spelling> = fc.record({
  lineEnd: fc.constantFrom('\n' as const, '\r\n' as const),
  cuts: fc.oneof(fc.constant('events' as const), fc.constant('whole' as const), fc.array(fc.nat(4000), { maxLength: 12 })),
})

/** The events of a stream, each without its blank line. */
export interface Frames {
  readonly frames: readonly string[]
  /** Index of the event that makes the stream complete (SSE-7). */
  readonly terminal: number
  /** The provider's error event. */
  readonly failure: string
}

/**
 * The stream of `frames`, ended and spelled. The first event always arrives whole: until it has, a translated answer is not
 * committed to a status (SSE-9).
 */
export function spelled({ frames, terminal, failure }: Frames, ending: Ending, { lineEnd, cuts }: Spelling): UpstreamStream {
  const kept = ending.kind === 'error' ? [...frames.slice(0, 1 + (ending.after % terminal)), failure] : frames
  const all = kept.map((frame) => `${frame.replaceAll('\n', lineEnd)}${lineEnd}${lineEnd}`)
  const text = all.join('')
  if (ending.kind !== 'truncated') return { text, ending: ending.kind, said: sse(text, cuts) }
  const first = all[0]?.length ?? 0
  const half = Math.floor((all[terminal]?.length ?? 0) / 2)
  const last = all.slice(0, terminal).join('').length + half
  const until = first + Math.floor(ending.share * (last - first))
  return { text: text.slice(0, until), ending: ending.kind, said: sse(text.slice(0, until), cuts, ending.how) }
}

/** Text as models write it; ASCII, so that offsets count bytes. */
export const words = fc.string({ unit: fc.constantFrom(...'abc XYZ 0189 "\\{}[],:\n.'.split('')), minLength: 1, maxLength: 20 })

/** The text of a JSON object, cut into fragments at random. */
export const argumentFragments: fc.Arbitrary<string[]> = fc
  .tuple(
    fc.dictionary(
      fc.string({ unit: fc.constantFrom(...'abcxyz'.split('')), minLength: 1, maxLength: 6 }),
      fc.oneof(words, fc.integer(), fc.boolean()),
      { maxKeys: 3 },
    ),
    fc.array(fc.nat(60), { maxLength: 4 }),
  )
  .map(([value, cuts]) => {
    const text = JSON.stringify(value)
    const at = [0, ...cuts.filter((cut) => cut < text.length).toSorted((a, b) => a - b), text.length]
    return at.slice(1).map((end, index) => text.slice(at[index], end))
  })

/** Tokens, or no word about them. */
export const tokens = fc.nat(100_000)
