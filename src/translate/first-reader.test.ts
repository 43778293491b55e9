import { describe, expect, it } from 'vitest'
import { carried, decide, mapped } from './fate.ts'
import { FirstLedger, FirstReader } from './first-reader.ts'
import { Ledger } from './ledger.ts'
import { unread } from './unread.ts'

interface Chunk {
  readonly text: string
  readonly mark?: string
}

const fates = decide<Chunk>()({ text: mapped, mark: carried('X-1', 'a mark', 'info') })

describe('what chunks say over and over', () => {
  it('ENV-5: it is told once, of each place', () => {
    const whole = new Ledger('a', { rule: 'ENV-5', why: 'unknown', level: 'info' })
    const reader = new FirstReader(new FirstLedger(whole))
    const read = [{ text: 'a' }, { text: 'b', mark: 'x' }, { text: 'c', mark: 'y', other: 1 }, { text: 'd', mark: 'z', other: 2 }]
    expect(read.map((chunk) => reader.string(reader.fields(unread<Chunk>(chunk), fates, '').text, '/text'))).toEqual(['a', 'b', 'c', 'd'])
    expect(whole.entries.map(({ path, value }) => [path, value])).toEqual([
      ['/mark', 'x'],
      ['/other', 1],
    ])
    reader.ledger.lose('/text', 'dropped', 'X-2', 'warn', 'why')
    reader.ledger.lose('/text', 'dropped', 'X-2', 'warn', 'why')
    reader.ledger.lose('/text', 'dropped', 'X-3', 'warn', 'why')
    expect(whole.losses.map(({ rule }) => rule)).toEqual(['X-2', 'X-3'])
  })

  it('LAW-8: the first thing that cannot be understood is known', () => {
    const ledger = new FirstLedger(new Ledger('a', { rule: 'ENV-5', why: 'unknown', level: 'info' }))
    const reader = new FirstReader(ledger)
    expect(reader.fields(unread<Chunk>([]), fates, '/0')).toEqual({})
    expect(reader.string(unread<string>(7), '/1')).toBeNull()
    expect(ledger.broken).toBe('/0: expected an object, got an array')
  })
})
