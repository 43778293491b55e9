import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anthropicMessages, openaiChat, openaiResponses, type Format } from '../../src/index.ts'
import { hold, runs } from './hold.ts'
import { roughResponseStream } from './item-streams.ts'
import { completionStream, messageStream, type Streamed } from './streams.ts'
import { bytes, translated } from './translating.ts'

const directions: readonly (readonly [string, Format, Format, fc.Arbitrary<Streamed<unknown>>])[] = [
  ['Messages to Chat', anthropicMessages, openaiChat, messageStream],
  ['Messages to Messages', anthropicMessages, anthropicMessages, messageStream],
  ['Chat to Messages', openaiChat, anthropicMessages, completionStream],
  ['Chat to Chat', openaiChat, openaiChat, completionStream],
  ['Responses to Messages', openaiResponses, anthropicMessages, roughResponseStream],
  ['Responses to Chat', openaiResponses, openaiChat, roughResponseStream],
  ['Responses to Responses', openaiResponses, openaiResponses, roughResponseStream],
  ['Messages to Responses', anthropicMessages, openaiResponses, messageStream],
  ['Chat to Responses', openaiChat, openaiResponses, completionStream],
]

test.each(directions)('LAW-2: %s, any cut of the bytes and any line ends give the same stream', (_, from, to, stream) => {
  const sizes = fc.infiniteStream(fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 400 })))
  hold(
    fc.property(stream, sizes, fc.constantFrom('\n', '\r\n', '\r'), ({ sse }, cuts, lineEnd) => {
      const whole = translated(from, to, [bytes(sse)])
      const all = bytes(sse.replaceAll('\n', lineEnd))
      expect(translated(from, to, cut(all, cuts))).toBe(whole)
    }),
    runs(120),
  )
})

test.each(directions)('LAW-2: %s, byte by byte', (_, from, to, stream) => {
  hold(
    fc.property(stream, ({ sse }) => {
      const all = bytes(sse)
      expect(translated(from, to, cut(all, ones))).toBe(translated(from, to, [all]))
    }),
    runs(20),
  )
})

const ones: Iterable<number> = {
  *[Symbol.iterator]() {
    for (;;) yield 1
  },
}

function* cut(all: Uint8Array, sizes: Iterable<number>): Generator<Uint8Array> {
  let at = 0
  for (const size of sizes) {
    if (at >= all.length) return
    yield all.subarray(at, at + size)
    at += size
  }
}
