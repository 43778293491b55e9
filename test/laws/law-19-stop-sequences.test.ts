import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Event } from '../../src/interlingua/event.ts'
import { fold } from '../../src/interlingua/fold.ts'
import { violation } from '../../src/interlingua/grammar.ts'
import { stopAt, stopResponseAt } from '../../src/translate/stop-sequences.ts'
import { hold, runs } from './hold.ts'

const letters = fc.constantFrom('a', 'b', '😀')
const sequences = fc.array(fc.string({ unit: letters, minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 })
const deltas = fc.array(fc.string({ unit: letters, maxLength: 5 }), { maxLength: 8 })

const stop = { at: {}, reason: 'end', sequence: null, category: null, explanation: null } as const

/** A stream of one text, in `pieces`. */
const stream = (pieces: readonly string[]): Event[] => [
  { type: 'start', id: 'r', model: 'm', created: null, serviceTier: null },
  { type: 'open', key: 0, at: '', kind: 'text' },
  ...pieces.map((piece): Event => ({ type: 'delta', key: 0, text: piece })),
  { type: 'close', key: 0 },
  { type: 'stop', stop },
  { type: 'end' },
]

/** Where the first stop sequence to end begins, by `indexOf` alone. */
function reference(all: string, stops: readonly string[]): { readonly text: string; readonly sequence: string | null } {
  const found = stops.map((sequence) => ({ sequence, at: all.indexOf(sequence) })).filter(({ at }) => at !== -1)
  const first = found.sort((a, b) => a.at + a.sequence.length - (b.at + b.sequence.length) || a.at - b.at)[0]
  return first ? { text: all.slice(0, first.at), sequence: first.sequence } : { text: all, sequence: null }
}

test('LAW-19: the stream ends where indexOf over the whole text says, at any cut', () => {
  hold(
    fc.property(sequences, deltas, (stops, pieces) => {
      const machine = stopAt(stops)
      const out = stream(pieces).flatMap((event) => machine.push(event))
      expect(violation(out)).toBeNull()
      const text = out.flatMap((event) => (event.type === 'delta' ? [event.text] : [])).join('')
      const ended = out.flatMap((event) => (event.type === 'stop' ? [event.stop] : []))
      const expected = reference(pieces.join(''), stops)
      expect(text).toBe(expected.text)
      expect(ended).toEqual([expected.sequence === null ? stop : { ...stop, reason: 'stopSequence', sequence: expected.sequence }])
    }),
    runs(2000),
  )
})

test('LAW-19, LAW-1: a whole response ends where its stream does', () => {
  hold(
    fc.property(sequences, deltas, (stops, pieces) => {
      const machine = stopAt(stops)
      const streamed = fold(stream(pieces).flatMap((event) => machine.push(event)))
      const whole = fold(stream(pieces))
      if (!whole?.ok || !streamed?.ok) throw new Error('the stream did not end')
      const nonEmpty = (parts: typeof whole.response.parts): typeof parts =>
        parts.filter((part) => part.kind !== 'text' || part.text !== '')
      const unary = stopResponseAt(whole.response, stops)
      expect({ ...streamed.response, parts: nonEmpty(streamed.response.parts) }).toEqual({ ...unary, parts: nonEmpty(unary.parts) })
    }),
    runs(1000),
  )
})

test('BR-3: text that can begin no stop sequence is never held back', () => {
  hold(
    fc.property(deltas, (pieces) => {
      const machine = stopAt(['XYZ'])
      for (const event of stream(pieces)) {
        const out = machine.push(event)
        expect(out).toEqual(event.type === 'delta' && event.text === '' ? [] : [event])
      }
    }),
    runs(300),
  )
})
