import { describe, expect, it } from 'vitest'
import { ItemStore } from './item-store.ts'

const clock = { now: 0 }
const store = (over: Partial<ConstructorParameters<typeof ItemStore>[0]> = {}): ItemStore => {
  clock.now = 0
  return new ItemStore({ ttl: 1000, maxEntries: 10, maxBytes: 100_000, ...over }, () => clock.now)
}
const message = (id: string, text = 'hi') => ({ type: 'message', id, role: 'assistant', content: text })

describe('the item store', () => {
  it('STO-1: gives items by their id, and conversations by the id of their last answer', () => {
    const kept = store()
    kept.keep('t', 'resp_1', [{ role: 'user', content: 'hi' }, message('msg_1')])
    expect(kept.of('t').item('msg_1')).toEqual(message('msg_1'))
    expect(kept.of('t').conversation('resp_1')).toEqual([{ role: 'user', content: 'hi' }, message('msg_1')])
    expect(kept.of('t').item('msg_2')).toBeNull()
    expect(kept.of('t').conversation('msg_1')).toBeNull()
  })

  it('STO-1, STO-2: gives nothing of another tenant', () => {
    const kept = store()
    kept.keep('t', 'resp_1', [message('msg_1')])
    expect(kept.of('u').item('msg_1')).toBeNull()
    expect(kept.of('u').conversation('resp_1')).toBeNull()
  })

  it('STO-1: forgets after its time', () => {
    const kept = store()
    kept.keep('t', 'resp_1', [message('msg_1')])
    clock.now = 999
    expect(kept.of('t').item('msg_1')).not.toBeNull()
    clock.now = 1000
    expect(kept.of('t').item('msg_1')).toBeNull()
    expect(kept.size).toEqual({ entries: 0, bytes: 0 })
  })

  it('STO-1: forgets the oldest where there are too many, or too large ones', () => {
    const few = store({ maxEntries: 2 })
    for (const n of [1, 2, 3]) few.keep('t', `resp_${n}`, [message(`msg_${n}`)])
    expect([1, 2, 3].map((n) => few.of('t').item(`msg_${n}`) !== null)).toEqual([false, true, true])
    const small = store({ maxBytes: 1500 })
    for (const n of [1, 2, 3]) small.keep('t', `resp_${n}`, [message(`msg_${n}`, 'x'.repeat(100))])
    expect([1, 2, 3].map((n) => small.of('t').item(`msg_${n}`) !== null)).toEqual([false, true, true])
    small.keep('t', 'resp_4', [message('msg_4', 'x'.repeat(1000))])
    expect(small.of('t').item('msg_4')).toBeNull()
    expect(small.of('t').item('msg_3')).not.toBeNull()
  })

  it('STO-1: an item that a later conversation holds too outlives the earlier one', () => {
    const kept = store()
    kept.keep('t', 'resp_1', [message('msg_1')])
    clock.now = 500
    kept.keep('t', 'resp_2', [message('msg_1'), message('msg_2')])
    clock.now = 1200
    expect(kept.of('t').conversation('resp_1')).toBeNull()
    expect(kept.of('t').item('msg_1')).not.toBeNull()
  })
})
