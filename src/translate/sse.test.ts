import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Frame } from './frame.ts'
import { SseDecoder, writeFrame } from './sse.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const isComplete = (data: string): boolean => data === 'whole'

function read(chunks: readonly Uint8Array[], maxEventBytes = 1000): { frames: Frame[]; sse: SseDecoder } {
  const sse = new SseDecoder({ maxEventBytes, isComplete })
  return { frames: [...chunks.flatMap((chunk) => sse.push(chunk)), ...sse.end()], sse }
}

const frames = (text: string): Frame[] => read([bytes(text)]).frames

test('SSE-1: LF, CR and CRLF all end lines', () => {
  const three = [
    { event: 'a', data: '1' },
    { event: null, data: '2' },
  ]
  expect(frames('event: a\ndata: 1\n\ndata: 2\n\n')).toEqual(three)
  expect(frames('event: a\rdata: 1\r\rdata: 2\r\r')).toEqual(three)
  expect(frames('event: a\r\ndata: 1\r\n\r\ndata: 2\r\n\r\n')).toEqual(three)
  expect(frames('event: a\r\ndata: 1\n\rdata: 2\r\r\n')).toEqual(three)
})

test('SSE-1: data lines are joined by LF, one space after the colon is dropped, comments and other fields are ignored', () => {
  expect(frames(':hi\nid: 7\nretry: 3\ndata:a\ndata:  b\ndata\nfoo: x\n\n')).toEqual([{ event: null, data: 'a\n b\n' }])
})

test('SSE-1: a blank line without data forgets the name of the event', () => {
  expect(frames('event: lost\n\ndata: x\n\n')).toEqual([{ event: null, data: 'x' }])
})

test('SSE-1: a byte order mark is dropped at the start alone', () => {
  expect(frames('\uFEFFdata: \uFEFFx\n\n')).toEqual([{ event: null, data: '\uFEFFx' }])
})

test('SSE-1: an event that the stream ends in comes out only if its data is complete', () => {
  const whole = read([bytes('data: whole\n')])
  expect(whole.frames).toEqual([{ event: null, data: 'whole' }])
  expect(whole.sse.fault).toBeNull()
  expect(read([bytes('event: a\ndata: whole')]).frames).toEqual([{ event: 'a', data: 'whole' }])
  const half = read([bytes('data: who')])
  expect(half.frames).toEqual([])
  expect(half.sse.fault?.kind).toBe('upstream')
})

test('SSE-1: a stream that ends in a comment is whole, one that ends in a name is not', () => {
  expect(read([bytes('data: x\n\n: keepal')]).sse.fault).toBeNull()
  expect(read([bytes('data: x\n\nevent: mess')]).sse.fault).not.toBeNull()
  expect(read([bytes('data: x\n\nevent: message\n')]).sse.fault).not.toBeNull()
})

test('SSE-7: an event over the limit of bytes is a fault at any cut, and what came before it comes out', () => {
  // 'data: é' is 8 bytes.
  const stream = bytes('data: é\n\ndata: éé\n\ndata: x\n\n')
  for (const chunks of [[stream], [...stream].map((byte) => Uint8Array.of(byte))]) {
    const { frames: found, sse } = read(chunks, 9)
    expect(found).toEqual([{ event: null, data: 'é' }])
    expect(sse.fault?.message).toBe('an event of the upstream stream is longer than 9 bytes')
    expect(sse.atBoundary).toBe(false)
    expect(read(chunks, 10).frames).toHaveLength(3)
  }
})

test('SSE-7: the limit counts all data lines of an event together', () => {
  expect(read([bytes('data: 1\ndata: 2\n\n')], 13).sse.fault).not.toBeNull()
  expect(read([bytes('data: 1\ndata: 2\n\n')], 14).sse.fault).toBeNull()
})

test('SSE-7: the decoder knows whether the last byte ended an event', () => {
  const sse = new SseDecoder({ maxEventBytes: 1000, isComplete })
  expect(sse.atBoundary).toBe(true)
  const after = (text: string | Uint8Array): boolean => {
    sse.push(typeof text === 'string' ? bytes(text) : text)
    return sse.atBoundary
  }
  expect(after('event: a')).toBe(false)
  expect(after('\n')).toBe(false)
  expect(after('data: x\r')).toBe(false)
  expect(after('\n\r')).toBe(true)
  expect(after('\n')).toBe(true)
  expect(after(': keepalive\n')).toBe(true)
  expect(after(Uint8Array.of(0xc3))).toBe(false)
})

test('an event written is read back, whatever its data', () => {
  fc.assert(
    fc.property(fc.option(fc.stringMatching(/^[a-z_.]+$/)), fc.string({ unit: 'grapheme' }), (event, data) => {
      const frame = { event, data: data.replaceAll(/\r\n?/g, '\n') }
      expect(frames(writeFrame(frame))).toEqual([frame])
    }),
    { seed: 1 },
  )
})

test('SSE-2, SSE-3, SSE-4: names, data and comments each have their line', () => {
  expect(writeFrame({ event: 'ping', data: '{}' })).toBe('event: ping\ndata: {}\n\n')
  expect(writeFrame({ event: null, data: 'a\nb' })).toBe('data: a\ndata: b\n\n')
  expect(writeFrame({ comment: 'keepalive' })).toBe(': keepalive\n\n')
})

test('LAW-2: every cut of the bytes gives the same events', () => {
  const line = fc.constantFrom('data: {"a":"é"}', 'data: 😀\u2028', 'data', 'event: x', ':c', 'id: 1', '', '', '\uFEFF')
  const end = fc.constantFrom('\n', '\r', '\r\n')
  const stream = fc.array(fc.tuple(line, end), { maxLength: 12 }).map((lines) => lines.flat().join(''))
  fc.assert(
    fc.property(stream, fc.infiniteStream(fc.integer({ min: 1, max: 7 })), fc.integer({ min: 5, max: 60 }), (text, sizes, limit) => {
      const all = bytes(text)
      const chunks: Uint8Array[] = []
      for (let at = 0; at < all.length;) {
        const size = Number(sizes.next().value)
        chunks.push(all.subarray(at, at + size))
        at += size
      }
      const cut = read(chunks, limit)
      const uncut = read([all], limit)
      expect(cut.frames).toEqual(uncut.frames)
      expect(cut.sse.fault).toEqual(uncut.sse.fault)
      expect(cut.sse.atBoundary).toEqual(uncut.sse.atBoundary)
    }),
    { numRuns: 500, seed: 1 },
  )
})
