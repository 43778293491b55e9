import { expect, test } from 'vitest'
import type { Part } from '../interlingua/part.ts'
import { writeCarrier } from '../translate/carrier.ts'
import { createContext } from '../translate/default-context.ts'
import { configOf } from './config-load.ts'
import { readConfigFile } from './config-file.ts'
import { ContinuityCache, type defaultContinuity } from './continuity.ts'

const thought = (seal: string, text = 'hm'): Part => ({ kind: 'thinking', at: '', text, seal, redacted: false })
const call = (id: string): Part => ({ kind: 'toolCall', at: '', id, name: 't', arguments: '{}', freeform: false, cache: null })
const owner = { tenant: 't', origin: 'f m' }
const hour = 3_600_000
const context = createContext({ secret: 's' })

function cache(over: Partial<typeof defaultContinuity> = {}) {
  const clock = { now: 0 }
  const held = new ContinuityCache({ ttl: hour, maxEntries: 3, maxBytes: 100_000, ...over }, () => clock.now)
  const made = {
    remember: (whose: typeof owner, parts: readonly Part[]): void => held.remember(whose, parts, context),
    get size() {
      return held.size
    },
  }
  const seals = (id: string, whose = owner): string | null =>
    held
      .recall(whose, id)
      ?.map(({ part }) => part.seal)
      .join(' ') ?? null
  return { made, clock, seals }
}

test('CAR-5: the reasoning of a turn is found by the id of each of its calls', () => {
  const { made, seals } = cache()
  made.remember(owner, [thought('s1'), thought('s2'), call('1'), call('2')])
  expect([seals('1'), seals('2'), seals('3')]).toEqual(['s1 s2', 's1 s2', null])
})

test('CAR-5: another tenant does not get it, nor another format or model family', () => {
  const { made, seals } = cache()
  made.remember(owner, [thought('s1'), call('1')])
  expect([seals('1', { ...owner, tenant: 'u' }), seals('1', { ...owner, origin: 'f n' }), seals('1')]).toEqual([null, null, 's1'])
})

test('CAR-5: what nobody sealed, and what only stands for a seal, is not kept', () => {
  const { made } = cache()
  made.remember(owner, [thought(''), call('1')])
  made.remember(owner, [thought('dg1.e30.AAAA'), call('2')])
  made.remember(owner, [call('3')])
  made.remember(owner, [thought('s1')])
  expect(made.size).toEqual({ entries: 0, bytes: 0 })
})

test('CAR-5, RSN-3: encrypted reasoning of Responses is kept in the carrier that holds it, the text of a Chat host is not', () => {
  const { made, seals } = cache()
  const sealed = (src: 'c' | 'r'): string => writeCarrier({ src, model: 'm', kind: 'reasoning', data: null }, context)
  made.remember(owner, [thought(sealed('r')), call('1')])
  made.remember(owner, [thought(sealed('c')), call('2')])
  expect([seals('1'), seals('2')]).toEqual([sealed('r'), null])
})

test('CAR-5: it is bounded in entries, what was asked for longest ago goes first', () => {
  const { made, seals } = cache()
  for (const id of ['1', '2', '3']) made.remember(owner, [thought(`s${id}`), call(id)])
  expect(seals('1')).toBe('s1')
  made.remember(owner, [thought('s4'), call('4')])
  expect([seals('1'), seals('2'), seals('3'), seals('4')]).toEqual(['s1', null, 's3', 's4'])
  expect(made.size.entries).toBe(3)
})

test('CAR-5: it is bounded in bytes, and a turn larger than all of it is not kept', () => {
  const { made, seals } = cache({ maxBytes: 3000 })
  made.remember(owner, [thought('s1', 'x'.repeat(1000)), call('1')])
  made.remember(owner, [thought('s2', 'x'.repeat(1000)), call('2')])
  expect([seals('1'), seals('2')]).toEqual([null, 's2'])
  made.remember(owner, [thought('s3', 'x'.repeat(2000)), call('3')])
  expect([seals('2'), seals('3')]).toEqual(['s2', null])
  expect(made.size.bytes).toBeLessThanOrEqual(3000)
})

test('CAR-5: it ends with its time, which begins anew when it is asked for', () => {
  const { made, clock, seals } = cache()
  made.remember(owner, [thought('s1'), call('1')])
  made.remember(owner, [thought('s2'), call('2')])
  clock.now = hour - 1
  expect(seals('1')).toBe('s1')
  clock.now = hour
  expect([seals('1'), seals('2')]).toEqual(['s1', null])
  clock.now = 3 * hour
  made.remember(owner, [thought('s3'), call('3')])
  expect(made.size.entries).toBe(1)
})

const configured = (yaml: string) => configOf(readConfigFile(yaml, 'f', {}), {}).continuity

test('§13-10: it is off unless it is turned on, with limits or the defaults', () => {
  expect([configured('{}'), configured('reasoning: { continuityCache: off }')]).toEqual([null, null])
  expect(configured('reasoning: { continuityCache: on }')).toEqual({ ttl: 2 * hour, maxEntries: 50_000, maxBytes: 64 * 1024 * 1024 })
  expect(configured('reasoning: { continuityCache: { ttl: 3h, maxEntries: 9, maxBytes: 1MiB } }')).toEqual({
    ttl: 3 * hour,
    maxEntries: 9,
    maxBytes: 1024 * 1024,
  })
  expect(() => configured('reasoning: { continuityCache: { ttl: 5m } }')).toThrow('reasoning.continuityCache.ttl: must be at least 1h')
})
