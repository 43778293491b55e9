import fc from 'fast-check'
import { expect, test } from 'vitest'
import { orderOfMessages } from '../../conformance/order/anthropic-messages.ts'
import { orderOfChunks } from '../../conformance/order/openai-chat.ts'
import { anthropicMessages, openaiChat } from '../../src/index.ts'
import { runs } from '../laws/hold.ts'
import { completionStream, messageStream } from '../laws/streams.ts'
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
