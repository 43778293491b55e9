import { expect, test } from 'vitest'
import { carried, decide, dropped, mapped, rejected, undecided } from './fate.ts'
import { Ledger } from './ledger.ts'
import { refusal } from './strictness.ts'
import { triage } from './triage.ts'
import { unread } from './unread.ts'

interface Shape {
  readonly model: string
  readonly tag?: string | null
  readonly seed?: number
  readonly store?: boolean
}

const fates = decide<Shape>()({
  model: mapped,
  tag: carried('X-1', 'no word for it', 'info'),
  seed: dropped('X-2', 'no such thing', 'warn'),
  store: rejected('X-3', 'cannot be honoured'),
})
const unknown = { rule: 'X-9', why: 'unknown', level: 'warn' } as const

function sorted(wire: object): { meaning: object; ledger: Ledger } {
  const ledger = new Ledger('f', unknown)
  return { meaning: triage<Shape, typeof fates>(unread(wire), fates, '/a', ledger), ledger }
}

test('every member goes where its fate says', () => {
  const { ledger } = sorted({ model: 'm', tag: 't', seed: 7, store: true, 'new/one': 1 })
  expect(ledger.entries.map(({ path, value, elsewhere }) => [path, value, elsewhere?.rule, elsewhere?.level])).toEqual([
    ['/a/tag', 't', 'X-1', 'info'],
    ['/a/seed', 7, undefined, undefined],
    ['/a/store', true, undefined, undefined],
    ['/a/new~1one', 1, 'X-9', 'warn'],
  ])
  expect(ledger.losses.map(({ path, fate, rule, level }) => [path, fate, rule, level])).toEqual([
    ['/a/seed', 'dropped', 'X-2', 'warn'],
    ['/a/store', 'rejected', 'X-3', 'reject'],
  ])
})

test('LEN-1: null is absent', () => {
  const { ledger } = sorted({ model: null, tag: null, seed: null, more: null })
  expect([ledger.entries, ledger.losses]).toEqual([[], []])
})

test('LEN-2: a value that asks for nothing is no loss where its loss would be a warning or more, but it is kept', () => {
  const { ledger } = sorted({ seed: 0, store: false, tag: '', more: {} })
  expect(ledger.losses).toEqual([])
  expect(ledger.settled(null, 'g').losses.map(({ path }) => path)).toEqual(['/a/tag', '/a/more'])
  expect(ledger.entries.map(({ path }) => path)).toEqual(['/a/seed', '/a/store', '/a/tag', '/a/more'])
})

test('GWE-1: what is no object is reported with its path', () => {
  const { meaning, ledger } = sorted(['model'])
  expect(meaning).toEqual({})
  expect(ledger.losses).toEqual([
    { path: '/a', format: 'f', fate: 'rejected', rule: 'GWE-1', level: 'never', why: 'expected an object, got an array' },
  ])
})

test('what is carried is a loss for another format alone', () => {
  const { ledger } = sorted({ tag: 't' })
  expect(ledger.settled('value', 'f')).toEqual({
    value: 'value',
    losses: [],
    carry: { format: 'f', entries: [{ path: '/a/tag', value: 't', elsewhere: { rule: 'X-1', why: 'no word for it', level: 'info' } }] },
  })
  expect(ledger.settled('value', 'g').losses).toEqual([
    { path: '/a/tag', format: 'f', fate: 'carried', rule: 'X-1', level: 'info', why: 'no word for it' },
  ])
})

test('CAR-1: towards its own format nothing with a lossy fate is lost', () => {
  const { ledger } = sorted({ seed: 7, store: true, tag: 't' })
  ledger.malformed('/b', 'expected a string, got a number')
  const { losses, carry } = ledger.settled(null, 'f')
  expect(losses.map(({ path }) => path)).toEqual(['/b'])
  expect(carry.entries.map(({ path, value }) => [path, value])).toEqual([
    ['/a/seed', 7],
    ['/a/store', true],
    ['/a/tag', 't'],
  ])
})

test('strictness moves whole levels, and a malformed value goes first', () => {
  const { losses } = sorted({ seed: 7 }).ledger
  expect(refusal(losses, 'default')).toBeNull()
  expect(refusal(losses, 'strict')).toMatchObject({ kind: 'unsupportedParameter', param: '/a/seed', message: 'no such thing' })
  const rejecting = sorted({ seed: 7, store: true }).ledger
  expect(refusal(rejecting.losses, 'lenient')).toBeNull()
  expect(refusal(rejecting.losses, 'default')?.param).toBe('/a/store')
  rejecting.malformed('/b', 'expected a string, got a number')
  expect(refusal(rejecting.losses, 'lenient')).toMatchObject({ kind: 'invalidRequest', param: '/b' })
})

test('a field that the scaffolder marked and nobody decided is kept as an unknown one is', () => {
  const table = { known: mapped, shipped: undecided }
  const ledger = new Ledger('f', { rule: 'X-9', why: 'unknown', level: 'info' })
  triage(unread<{ known: string }>({ known: 'a', shipped: 1 }), table, '', ledger)
  expect(ledger.entries).toEqual([{ path: '/shipped', value: 1, elsewhere: { rule: 'X-9', why: 'unknown', level: 'info' } }])
  expect(ledger.losses).toEqual([])
})
