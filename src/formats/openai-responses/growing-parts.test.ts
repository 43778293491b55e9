import { describe, expect, it } from 'vitest'
import type { Event } from '../../interlingua/event.ts'
import { GrowingParts } from './growing-parts.ts'

function growing() {
  const events: Event[] = []
  return { events, parts: new GrowingParts((event) => events.push(event)) }
}

describe('parts that arrive in pieces', () => {
  it('EVR-10: what the whole has beyond the pieces is told, another beginning is not', () => {
    const { events, parts } = growing()
    const part = parts.open({ kind: 'text', at: '/a' })
    parts.grow(part, 'Hel')
    parts.grow(part, '')
    expect(parts.complete(part, 'x')).toBe(false)
    expect(parts.complete(part, 'Hello')).toBe(true)
    parts.close(part)
    parts.close(part)
    expect(parts.complete(part, 'Hello')).toBe(true)
    expect(parts.complete(part, 'Hello you')).toBe(false)
    expect(events).toEqual([
      { type: 'open', key: 0, kind: 'text', at: '/a' },
      { type: 'delta', key: 0, text: 'Hel' },
      { type: 'delta', key: 0, text: 'lo' },
      { type: 'close', key: 0 },
    ])
  })

  it('EVR-15: a part that came whole has a key of its own', () => {
    const { events, parts } = growing()
    parts.open({ kind: 'refusal', at: '/a' })
    const whole = parts.whole({ kind: 'toolCall', at: '/b', id: 'c', name: 'f', arguments: '{}', freeform: false, cache: null })
    expect(whole).toEqual({ key: 1, kind: 'toolCall', text: '{}', pages: 0, closed: true })
    expect(events.slice(1)).toEqual([
      { type: 'open', key: 1, kind: 'toolCall', at: '/b', id: 'c', name: 'f', freeform: false },
      { type: 'delta', key: 1, text: '{}' },
      { type: 'close', key: 1 },
    ])
  })
})
