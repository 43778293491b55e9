import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Event, OpenEvent } from '../../src/interlingua/event.ts'
import { violation } from '../../src/interlingua/grammar.ts'
import { sequence } from '../../src/translate/sequence.ts'
import { interleaved, type Lane } from './events.ts'
import { hold, runs } from './hold.ts'

const sequenced = (events: readonly Event[]): readonly Event[] => {
  const machine = sequence({ maxBuffered: 1_000_000 })
  return [...events.flatMap((event) => machine.push(event)), ...machine.end()]
}

test('LAW-18: what is drawn is a legal canonical stream', () => {
  hold(
    fc.property(interleaved, ({ events }) => {
      expect(violation(events)).toBeNull()
    }),
    runs(300),
  )
})

test('LAW-18: sequenced parts are legal and never overlap', () => {
  hold(
    fc.property(interleaved, ({ events }) => {
      const out = sequenced(events)
      expect(violation(out)).toBeNull()
      const edges = out.flatMap((event) => (event.type === 'open' || event.type === 'close' ? [`${event.type} ${event.key}`] : []))
      expect(edges).toEqual(edges.map((_, index) => `${index % 2 === 0 ? 'open' : 'close'} ${index >> 1}`))
    }),
    runs(1000),
  )
})

test('LAW-18, STR-6: every part keeps its deltas, one for one and in order', () => {
  hold(
    fc.property(interleaved, ({ lanes, events }) => {
      expect(fail(events)).toBe(false)
      const said = deltas(sequenced(events))
      for (const lane of lanes) expect(trimmed(lane, said.get(lane.open.at) ?? [])).toEqual(trimmed(lane, inWholeCharacters(lane.pieces)))
    }),
    runs(1000),
  )
})

test('STR-5: parts without text are opened only where they are more than text', () => {
  hold(
    fc.property(interleaved, ({ lanes, events }) => {
      const opened = new Set(sequenced(events).flatMap((event) => (event.type === 'open' ? [event.at] : [])))
      for (const { open, pieces } of lanes) expect(opened.has(open.at)).toBe(open.kind !== 'text' || pieces.join('') !== '')
    }),
    runs(300),
  )
})

test('STR-2: a sequence is left as it is', () => {
  hold(
    fc.property(interleaved, ({ events }) => {
      const once = sequenced(events)
      expect(sequenced(once)).toEqual(once)
    }),
    runs(300),
  )
})

const fail = (events: readonly Event[]): boolean => sequenced(events).some(({ type }) => type === 'fail')

/** Text of deltas by the part they belong to. */
function deltas(events: readonly Event[]): ReadonlyMap<string, readonly string[]> {
  const open = new Map<number, OpenEvent>()
  const said = new Map<string, string[]>()
  for (const event of events) {
    if (event.type === 'open') open.set(event.key, event)
    else if (event.type === 'delta') {
      const at = open.get(event.key)?.at ?? ''
      said.set(at, [...(said.get(at) ?? []), event.text])
    }
  }
  return said
}

/** Pieces of which none ends in half a character (SEC-6). */
function inWholeCharacters(pieces: readonly string[]): readonly string[] {
  let half = ''
  return pieces.map((piece) => {
    const [, text = '', rest = ''] = /^([^]*?)([\ud800-\udbff]?)$/.exec(half + piece) ?? []
    half = rest
    return text
  })
}

/** Deltas that say something. White space after a whole object may be dropped (STR-2a). */
function trimmed({ open }: Lane, pieces: readonly string[]): readonly string[] {
  const said = pieces.filter((piece) => piece !== '')
  if (open.kind !== 'toolCall' || open.freeform) return said
  while (said.at(-1)?.trim() === '') said.pop()
  return said
}
