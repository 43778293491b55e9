import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { defaultConfig, vendorProvider } from '../../src/gateway/config.ts'
import { createGateway, type Gateway } from '../../src/gateway/server.ts'
import { fetchUpstream } from '../../src/gateway/upstream-fetch.ts'
import { json, sse } from '../scripted/answer.ts'
import { ScriptedProvider } from '../scripted/provider.ts'
import { post } from './client.ts'
import { anthropicAnswer, anthropicStream, askAnthropic, askOpenai } from './wire.ts'

const provider = new ScriptedProvider()
const server = setupServer(...provider.handlers)
let gateway: Gateway
let origin: string

beforeAll(async () => {
  server.listen({ onUnhandledRequest: 'bypass' })
  const providers = [vendorProvider('anthropic', { baseUrl: 'http://anthropic.test', key: 'k' })]
  gateway = createGateway({ ...defaultConfig, port: 0, logLevel: 'silent', providers }, { upstream: fetchUpstream() })
  origin = await gateway.listen()
})
afterEach(() => provider.reset())
afterAll(async () => {
  await gateway.close()
  server.close()
})

test('a gateway over fetch can be tested in process: documents and streams, both paths', async () => {
  provider.next(json(anthropicAnswer), sse(anthropicStream.join('')), sse(anthropicStream.join('')))
  expect(JSON.parse((await post(`${origin}/v1/messages`, askAnthropic)).text)).toEqual(anthropicAnswer)
  expect((await post(`${origin}/v1/messages`, { ...askAnthropic, stream: true })).text).toBe(anthropicStream.join(''))
  const chat = await post(`${origin}/v1/chat/completions`, { ...askOpenai, model: 'claude-sonnet-4-6', stream: true })
  expect(chat.text.endsWith('data: [DONE]\n\n')).toBe(true)
  expect(provider.received.map(({ url, headers }) => [url, headers['x-api-key']])).toEqual(
    Array.from({ length: 3 }, () => ['/v1/messages', 'k']),
  )
})

test('a call that is given up cancels the fetch, and nothing more is received (SSE-8)', async () => {
  const heard: string[] = []
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(Buffer.from('data: 1\n\n')),
    cancel: () => void heard.push('cancelled'),
  })
  await new Promise<void>((given) => {
    const call = { url: new URL('http://anthropic.test/v1/messages'), method: 'POST', headers: [], body: Buffer.from('{}') } as const
    const sent = fetchUpstream(() => Promise.resolve(new Response(body))).send(call, {
      head: (status) => heard.push(`head ${status}`),
      data() {
        heard.push('data')
        sent.abort()
        setTimeout(given, 20)
        return true
      },
      end: () => heard.push('end'),
      fail: () => heard.push('fail'),
    })
  })
  expect(heard).toEqual(['head 200', 'data', 'cancelled'])
})
