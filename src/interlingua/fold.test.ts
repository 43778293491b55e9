import { expect, test } from 'vitest'
import type { Event } from './event.ts'
import { fault } from './fault.ts'
import { fold } from './fold.ts'
import { violation } from './grammar.ts'
import type { Response } from './response.ts'
import { unfold } from './unfold.ts'
import { unknownUsage } from './usage.ts'

const elsewhere = { rule: 'X-1', why: 'why', level: 'info' } as const

const response: Response = {
  id: 'msg_1',
  model: 'm',
  created: 7,
  parts: [
    { kind: 'thinking', at: '/content/0', text: 'hm', seal: 'S', redacted: false },
    { kind: 'thinking', at: '/content/1', text: '', seal: 'R', redacted: true },
    { kind: 'text', at: '/content/2', text: 'hello', cache: null },
    { kind: 'text', at: '/content/3', text: '', cache: null },
    { kind: 'refusal', at: '/content/4', text: 'no' },
    { kind: 'toolCall', at: '/content/5', id: 'c', name: 'f', arguments: '{"a":1}', freeform: false, cache: null },
    { kind: 'opaque', at: '/content/6', format: 'x', type: 'y', payload: { z: 1 }, text: null, elsewhere },
  ],
  stop: { at: {}, reason: 'toolCalls', sequence: null, category: null, explanation: null },
  usage: { ...unknownUsage, input: 3, output: 4 },
}

test('BR-2: a response unfolds to a legal stream that folds to it', () => {
  const events = unfold(response)
  expect(violation(events)).toBeNull()
  expect(fold(events)).toEqual({ ok: true, response })
})

test('BR-1: deltas of interleaved parts join by key', () => {
  const delta = (key: number, text: string): Event => ({ type: 'delta', key, text })
  const events: Event[] = [
    { type: 'start', id: 'r', model: 'm', created: null, serviceTier: null },
    { type: 'open', key: 4, at: '/a', kind: 'text' },
    { type: 'open', key: 2, at: '/b', kind: 'text' },
    delta(2, 'x'),
    delta(4, 'a'),
    delta(2, 'y'),
    { type: 'usage', usage: { ...unknownUsage, input: 1, output: 1 } },
    { type: 'usage', usage: { ...unknownUsage, output: 2 } },
    { type: 'stop', stop: response.stop },
    { type: 'end' },
  ]
  const folded = fold(events)
  expect(folded?.ok && folded.response.parts.map((part) => part.kind === 'text' && part.text)).toEqual(['a', 'xy'])
  expect(folded?.ok && folded.response.usage).toMatchObject({ input: 1, output: 2, reasoning: null })
})

test('SER-1: a failed stream folds to its fault, an unfinished one to nothing', () => {
  const gone = fault('upstream', 'gone')
  expect(fold([...unfold(response).slice(0, 5), { type: 'fail', fault: gone }])).toEqual({ ok: false, fault: gone })
  expect(fold(unfold(response).slice(0, -1))).toBeNull()
})
