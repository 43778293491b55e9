import { describe, expect, it } from 'vitest'
import { cut, cutsOf } from './cuts.ts'

const bytes = new TextEncoder().encode('data: {"a":"ü€😀"}\r\n\r\n'.repeat(40))

describe('cuts of a stream', () => {
  it('are whole, byte by byte, and as many random ones as asked, counted from the seed', () => {
    expect(cutsOf(7, 2)).toEqual(['whole', 'bytes', 'random:7', 'random:8'])
    expect(cutsOf(7, 0)).toEqual(['whole', 'bytes'])
  })

  it.each(['whole', 'bytes', 'random:1', 'random:2'] as const)('keep every byte in its place: %s', (how) => {
    expect(Buffer.concat(cut(bytes, how))).toEqual(Buffer.from(bytes))
  })

  it('are one piece, or a piece for each byte', () => {
    expect(cut(bytes, 'whole')).toHaveLength(1)
    expect(cut(bytes, 'bytes')).toHaveLength(bytes.length)
  })

  it('are the same for the same seed, and others for another', () => {
    const lengths = (how: 'random:1' | 'random:2'): number[] => cut(bytes, how).map(({ length }) => length)
    expect(lengths('random:1')).toEqual(lengths('random:1'))
    expect(lengths('random:1')).not.toEqual(lengths('random:2'))
    expect(Math.max(...lengths('random:1'))).toBeGreaterThan(8)
  })

  it.each(['whole', 'bytes', 'random:1'] as const)('of nothing are none: %s', (how) => {
    expect(cut(new Uint8Array(), how)).toEqual([])
  })
})
