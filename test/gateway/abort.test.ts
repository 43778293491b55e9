import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { vendorProvider } from '../../src/gateway/config.ts'
import { sse } from '../scripted/answer.ts'
import type { ScriptedProvider } from '../scripted/provider.ts'
import { open, piece } from './client.ts'
import { stage, type Stage } from './stage.ts'
import { anthropicStream, askAnthropic, askOpenai, openaiStream } from './wire.ts'

let at: Stage
afterEach(() => at.close())

async function abandoned(provider: ScriptedProvider): Promise<void> {
  await expect.poll(() => provider.only().abandoned, { interval: 5 }).toBe(true)
}

describe('a client that leaves', () => {
  test('in the middle of a passed-through stream takes the upstream with it (SSE-8, GWE-7)', async () => {
    at = await stage()
    at.anthropic.next(sse(anthropicStream.slice(0, 4).join(''), 'whole', 'hang'))
    const { answer, sent } = await open(`${at.origin}/v1/messages`, { ...askAnthropic, stream: true })
    await piece(answer)
    sent.destroy()
    await abandoned(at.anthropic)
    expect(await at.record()).toMatchObject({ fault: 'clientGone', status: 200 })
  })

  test('in the middle of a translated stream takes the upstream with it (SSE-8)', async () => {
    at = await stage()
    at.openai.next(sse(openaiStream.slice(0, 2).join(''), 'whole', 'hang'))
    const { answer, sent } = await open(`${at.origin}/v1/messages`, { ...askAnthropic, model: 'gpt-4o', stream: true })
    await piece(answer)
    sent.destroy()
    await abandoned(at.openai)
    expect(await at.record()).toMatchObject({ fault: 'clientGone', path: 'normalised' })
  })

  test('before any answer takes the upstream with it; the log says 499 (GWE-7)', async () => {
    at = await stage()
    const leave = new AbortController()
    at.openai.next(() => {
      leave.abort()
      return new Promise(() => undefined)
    })
    const asking = fetch(`${at.origin}/v1/chat/completions`, { method: 'POST', body: JSON.stringify(askOpenai), signal: leave.signal })
    await expect(asking).rejects.toThrow('aborted')
    expect(await at.record()).toMatchObject({ status: 499, fault: 'clientGone' })
  })
})

test('an upstream that is done is left in peace, and its connection serves the next request (SSE-8)', async () => {
  at = await stage()
  at.openai.always(sse(openaiStream.join('')))
  const ask = { ...askAnthropic, model: 'gpt-4o', stream: true }
  for (let i = 0; i < 3; i++) {
    const { answer } = await open(`${at.origin}/v1/messages`, ask)
    answer.resume()
    await new Promise((resolve) => answer.once('end', resolve))
  }
  expect(at.openai.received.map((received) => received.abandoned)).toEqual([false, false, false])
})

test('a client that does not read holds the upstream back instead of filling memory', async () => {
  const event = (openaiStream[1] ?? '').replace('Hello', 'x'.repeat(64 * 1024))
  let written = 0
  const fast = createServer((_, answer) => {
    answer.writeHead(200, { 'content-type': 'text/event-stream' })
    const more = (): void => {
      while (written < 1000) {
        written++
        if (!answer.write(event)) return
      }
    }
    answer.on('drain', more)
    more()
  })
  await new Promise<void>((listening) => fast.listen(0, '127.0.0.1', listening))
  const { port } = fast.address() as AddressInfo
  at = await stage({ providers: [vendorProvider('openai', { baseUrl: `http://127.0.0.1:${port}/v1`, key: 'k' })] })
  for (const ask of [askOpenai, { ...askAnthropic, model: 'gpt-4o' }]) {
    written = 0
    const path = ask === askOpenai ? '/v1/chat/completions' : '/v1/messages'
    const { answer, sent } = await open(at.origin + path, { ...ask, stream: true })
    let before = -1
    while (before !== written) {
      before = written
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
    expect(written).toBeLessThan(800)
    answer.resume()
    await expect.poll(() => written, { interval: 20, timeout: 20_000 }).toBe(1000)
    sent.destroy()
  }
  fast.closeAllConnections()
  fast.close()
})
