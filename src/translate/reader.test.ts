import { expect, test } from 'vitest'
import { arms, carried, mapped } from './fate.ts'
import { Ledger } from './ledger.ts'
import { Reader } from './reader.ts'
import { unread } from './unread.ts'

function reading<T>(read: (reader: Reader) => T): { value: T; faults: readonly string[] } {
  const ledger = new Ledger('f', { rule: 'X-9', why: 'unknown', level: 'warn' })
  const value = read(new Reader(ledger))
  return { value, faults: ledger.losses.map(({ path, why }) => `${path}: ${why}`) }
}

test('GWE-1: a value of the wrong type is reported with its path and read as absent', () => {
  const { value, faults } = reading((reader) => [
    reader.string(unread('a'), '/s'),
    reader.string(unread(1), '/s'),
    reader.number(unread('1'), '/n'),
    reader.boolean(unread([]), '/b'),
    reader.object(unread([]), '/o'),
    reader.text(undefined, '/t'),
    reader.string(undefined, '/absent'),
    reader.boolean(unread(null), '/null'),
  ])
  expect(value).toEqual(['a', null, null, null, null, '', null, null])
  expect(faults).toEqual([
    '/s: expected a string, got a number',
    '/n: expected a number, got a string',
    '/b: expected a boolean, got an array',
    '/o: expected an object, got an array',
    '/t: expected a string, got nothing',
  ])
})

test('GWE-1: lists, and text that may be a list', () => {
  const { value, faults } = reading((reader) => [
    reader.list(unread<readonly number[]>([1, 2]), '/l'),
    reader.list(unread<readonly number[]>({}), '/l'),
    reader.stringOrList(unread('a'), '/c'),
    reader.stringOrList(unread(['a']), '/c'),
    reader.stringOrList(unread(7), '/c'),
  ])
  expect(value).toEqual([[1, 2], [], 'a', ['a'], null])
  expect(faults).toEqual(['/l: expected an array, got an object', '/c: expected a string or an array, got a number'])
})

test('an enum value goes through its table, another one to the codec or the ledger', () => {
  const table = { low: 1, high: 2 }
  const { value, faults } = reading((reader) => [
    reader.value<'low' | 'high', number>(unread('high'), '/e', table),
    reader.value<'low' | 'high', number>(unread('huge'), '/e', table),
    reader.value<'low' | 'high', number>(unread('huge'), '/e', table, (other) => other.length),
    reader.value<'low' | 'high', number>(unread('toString'), '/e', table, () => null),
  ])
  expect(value).toEqual([2, null, 4, null])
  expect(faults).toEqual(["/e: unknown value 'huge', expected one of 'low', 'high'"])
})

interface Arms {
  readonly text: { readonly type: 'text' }
  readonly video: { readonly type: 'video' }
}

test('an arm of a union goes to its case, a lossy or unknown one to the rest', () => {
  const fates = arms<Arms>()({ text: mapped, video: carried('X-1', 'no video', 'warn') })
  const read = (wire: unknown): ReturnType<typeof reading<string | null>> =>
    reading((reader) =>
      reader.arm<Arms, typeof fates, string>(
        unread(wire),
        '/p',
        'type',
        fates,
        { text: (_, at) => `text ${at}` },
        ({ tag, fate, elsewhere }) => `${tag} ${fate?.fate ?? 'unknown'} ${elsewhere.rule}`,
      ),
    )
  expect(read({ type: 'text' }).value).toBe('text /p')
  expect(read({ type: 'video' }).value).toBe('video carried X-1')
  expect(read({ type: 'smell' }).value).toBe('smell unknown X-9')
  expect(read({}).faults).toEqual(['/p/type: expected a string, got nothing'])
  expect(read('text').faults).toEqual(['/p: expected an object, got a string'])
})
