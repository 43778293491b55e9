import fc from 'fast-check'
import { jsonText, text } from '../../conformance/arbitrary.ts'
import type { Event, OpenEvent } from '../../src/interlingua/event.ts'

/** A part of a canonical stream: how it opens, and the pieces its text comes in. `at` tells parts apart on the way out. */
export interface Lane {
  readonly open: OpenEvent
  readonly pieces: readonly string[]
  readonly seal: string | null
}

/** Text cut in pieces, some of them empty. */
const pieces = (whole: fc.Arbitrary<string>): fc.Arbitrary<readonly string[]> =>
  fc.tuple(whole, fc.array(fc.nat({ max: 12 }), { maxLength: 5 })).map(([all, cuts]) => {
    const at = [0, ...cuts.map((cut) => Math.min(cut, all.length)).sort((a, b) => a - b), all.length]
    return at.slice(1).map((end, index) => all.slice(at[index], end))
  })

const lane = (key: number): fc.Arbitrary<Lane> => {
  const at = `/${key}`
  const call = { type: 'open', key, at, kind: 'toolCall', id: `call_${key}`, name: 'f' } as const
  return fc.oneof(
    fc.record({ open: fc.constant<OpenEvent>({ type: 'open', key, at, kind: 'text' }), pieces: pieces(text), seal: fc.constant(null) }),
    fc.record({
      open: fc.constant<OpenEvent>({ type: 'open', key, at, kind: 'thinking', redacted: false }),
      pieces: pieces(text),
      seal: fc.option(fc.string({ minLength: 1, maxLength: 4 })),
    }),
    fc.record({
      open: fc.constant<OpenEvent>({ ...call, freeform: false }),
      pieces: pieces(fc.tuple(jsonText, fc.constantFrom('', ' ', '\n  ')).map((both) => both.join(''))),
      seal: fc.constant(null),
    }),
    fc.record({ open: fc.constant<OpenEvent>({ ...call, freeform: true }), pieces: pieces(text), seal: fc.constant(null) }),
  )
}

/** A legal canonical stream whose parts are interleaved at random, with the parts it was made from. */
export const interleaved: fc.Arbitrary<{ readonly lanes: readonly Lane[]; readonly events: readonly Event[] }> = fc
  .integer({ min: 0, max: 5 })
  .chain((count) => fc.tuple(fc.tuple(...Array.from({ length: count }, (_, key) => lane(key))), fc.array(fc.nat(), { maxLength: 60 })))
  .map(([lanes, picks]) => ({ lanes, events: stream(lanes, picks) }))

function stream(lanes: readonly Lane[], picks: readonly number[]): readonly Event[] {
  const waiting = lanes.map(eventsOf)
  const mixed: Event[] = []
  for (const pick of picks) {
    const alive = waiting.filter((queue) => queue.length > 0)
    const event = alive[pick % Math.max(1, alive.length)]?.shift()
    if (event) mixed.push(event)
  }
  return [
    { type: 'start', id: 'r', model: 'm', created: null, serviceTier: null },
    ...mixed,
    ...waiting.flat(),
    { type: 'stop', stop: { at: {}, reason: 'end', sequence: null, category: null, explanation: null } },
    { type: 'end' },
  ]
}

function eventsOf({ open, pieces: said, seal }: Lane): Event[] {
  const { key } = open
  return [
    open,
    ...said.map((piece): Event => ({ type: 'delta', key, text: piece })),
    ...(seal === null ? [] : [{ type: 'seal', key, data: seal } as const]),
    { type: 'close', key },
  ]
}
