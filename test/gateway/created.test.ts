import { afterEach, expect, test, vi } from 'vitest'
import { defaultConfig, vendorProvider } from '../../src/gateway/config.ts'
import { createGateway, type Gateway } from '../../src/gateway/server.ts'
import type { Upstream } from '../../src/gateway/upstream.ts'
import { post } from './client.ts'
import { anthropicAnswer, anthropicStream, askOpenai } from './wire.ts'

let gateway: Gateway | null = null
afterEach(async () => {
  vi.useRealTimers()
  await gateway?.close()
})

/** Answers at second 1,760,000,000, and takes five seconds from the head to the body. */
function slow(body: string, type: string): Upstream {
  return {
    send(_call, receiver) {
      queueMicrotask(() => {
        vi.setSystemTime(1_760_000_000_900)
        receiver.head(200, { 'content-type': type })
        vi.setSystemTime(1_760_000_005_900)
        receiver.data(Buffer.from(body))
        receiver.end()
      })
      return { abort: () => undefined, resume: () => undefined }
    },
    close: () => Promise.resolve(),
  }
}

test.each([
  ['a whole answer', false, JSON.stringify(anthropicAnswer), 'application/json'],
  ['a whole answer, streamed on', true, JSON.stringify(anthropicAnswer), 'application/json'],
  ['a stream', true, anthropicStream.join(''), 'text/event-stream'],
  ['a stream that is gathered', false, anthropicStream.join(''), 'text/event-stream'],
])('ENV-2, BR-1, BR-2: %s of a provider without times is dated by its first byte', async (_what, stream, body, type) => {
  vi.useFakeTimers({ now: 1_750_000_000_000, toFake: ['Date'] })
  const providers = [vendorProvider('anthropic', { baseUrl: 'http://anthropic.test', key: 'k' })]
  gateway = createGateway({ ...defaultConfig, port: 0, logLevel: 'silent', providers }, { upstream: slow(body, type) })
  const origin = await gateway.listen()
  const { text } = await post(`${origin}/v1/chat/completions`, { ...askOpenai, model: 'claude-sonnet-4-6', stream })
  const dates = [...text.matchAll(/"created":(\d+)/g)].map(([, seconds]) => Number(seconds))
  expect(new Set(dates)).toEqual(new Set([1_760_000_000]))
})
