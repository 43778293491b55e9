import fc from 'fast-check'
import { expect, test } from 'vitest'
import { orderOfResponses } from '../../conformance/judge/order/responses.ts'
import { eventsOf } from '../../conformance/judge/pieces/sse.ts'
import { orderOfMessages } from '../../conformance/order/anthropic-messages.ts'
import { orderOfChunks } from '../../conformance/order/openai-chat.ts'
import { anthropicMessages, openaiChat, openaiResponses } from '../../src/index.ts'
import { runs } from '../laws/hold.ts'
import { responseStream } from '../laws/item-streams.ts'
import { completionStream, messageStream, type Streamed } from '../laws/streams.ts'
import { bytes, translated } from '../laws/translating.ts'

/** The first `share` thousandths of a stream. */
const part = (sse: string, share: number): Uint8Array => bytes(sse).subarray(0, Math.floor((bytes(sse).length * share) / 1000))

const share = fc.oneof({ weight: 2, arbitrary: fc.constant(1000) }, { weight: 1, arbitrary: fc.nat({ max: 999 }) })

test('every stream towards a Messages client is in order, whole or with one error (EMA-1, EMA-6, EMA-9)', () => {
  fc.assert(
    fc.property(completionStream, share, ({ sse }, thousandths) => {
      const { violation, ending } = orderOfMessages(translated(openaiChat, anthropicMessages, [part(sse, thousandths)]))
      expect([violation, ending]).toEqual([null, thousandths === 1000 ? 'whole' : expect.stringMatching(/^(whole|error)$/)])
    }),
    runs(300),
  )
})

test('every stream towards a Chat client is in order, whole or with one error (EMC-1, EMC-6, EMC-9)', () => {
  fc.assert(
    fc.property(messageStream, share, ({ sse }, thousandths) => {
      const { violation, ending } = orderOfChunks(translated(anthropicMessages, openaiChat, [part(sse, thousandths)]), true)
      expect([violation, ending]).toEqual([null, thousandths === 1000 ? 'whole' : expect.stringMatching(/^(whole|error)$/)])
    }),
    runs(300),
  )
})

test.each([
  ['Messages', anthropicMessages, messageStream],
  ['Chat', openaiChat, completionStream],
])('every %s stream towards a Responses client is in order, whole or failed (EMR-1, EMR-7, SER-3)', (_, from, stream) => {
  fc.assert(
    fc.property<[Streamed<unknown>, number]>(stream, share, ({ sse }, thousandths) => {
      const { violation, ending } = orderOfResponses(eventsOf(translated(from, openaiResponses, [part(sse, thousandths)])))
      // A failed answer is whole to the order of events.
      expect([violation, ending]).toEqual([null, expect.stringMatching(/^(whole|error)$/)])
    }),
    runs(100),
  )
})

test('every Responses stream towards the other clients is in order, whole or with one error (EMA-1, EMC-1)', () => {
  fc.assert(
    fc.property(responseStream, share, ({ sse }, thousandths) => {
      const cut = [part(sse, thousandths)]
      for (const { violation, ending } of [
        orderOfMessages(translated(openaiResponses, anthropicMessages, cut)),
        orderOfChunks(translated(openaiResponses, openaiChat, cut), true),
      ])
        expect([violation, ending]).toEqual([null, thousandths === 1000 ? 'whole' : expect.stringMatching(/^(whole|error)$/)])
    }),
    runs(100),
  )
})
