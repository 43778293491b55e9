import { expect, test } from 'vitest'
import { carried, dropped, shared } from './fate.ts'
import { Ledger } from './ledger.ts'

const elsewhere = { rule: 'X-1', why: 'why', level: 'info' } as const
const paths = (ledger: Ledger): readonly string[] => ledger.settled(null, 'other').losses.map(({ path }) => path)

test('ENV-5: what an encoder takes is lost no more, what it leaves is lost as its own format declares', () => {
  const ledger = new Ledger('f', elsewhere)
  ledger.settle('/metadata', { a: '1' }, shared('metadata', carried('X-2', 'why', 'warn')))
  ledger.settle('/store', true, shared('store', dropped('X-3', 'why')))
  ledger.settle('/verbosity', 'low', shared('verbosity', dropped('X-4', 'why')))
  expect([ledger.take('metadata'), ledger.take('store'), ledger.take('metadata')]).toEqual([{ a: '1' }, true, undefined])
  expect(paths(ledger)).toEqual(['/verbosity'])
  expect(ledger.settled(null, 'f').carry.entries.map(({ path }) => path)).toEqual(['/metadata', '/store', '/verbosity'])
})

test('TOOL-17: a member is taken from the tool it stands in, and from none whose place begins alike', () => {
  const ledger = new Ledger('f', elsewhere)
  ledger.settle('/tools/10/defer_loading', true, shared('deferLoading', dropped('X-1', 'why')))
  expect(ledger.take('deferLoading', '/tools/1')).toBeUndefined()
  expect(ledger.take('deferLoading', '/tools/10')).toBe(true)
})

test('CAC-2: another value than the one that is wanted stays where it is', () => {
  const ledger = new Ledger('f', elsewhere)
  ledger.settle('/ttl', '12h', shared('promptCacheTtl', carried('X-1', 'why')))
  expect(ledger.take('promptCacheTtl', '', '30m')).toBeUndefined()
  expect(paths(ledger)).toEqual(['/ttl'])
})
