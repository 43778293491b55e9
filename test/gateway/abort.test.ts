import { afterEach, describe, expect, test } from 'vitest'
import { sse } from '../scripted/answer.ts'
import type { ScriptedProvider } from '../scripted/provider.ts'
import { open, piece } from './client.ts'
import { stage, type Stage } from './stage.ts'
import { anthropicStream, askAnthropic, askOpenai, openaiStream } from './wire.ts'

let at: Stage
afterEach(() => at.close())

const abandoned = (provider: ScriptedProvider): Promise<void> => expect.poll(() => provider.only().abandoned, { interval: 5 }).toBe(true)

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
    let left = false
    at.openai.next(async () => {
      sent.destroy()
      await expect.poll(() => at.records.length, { interval: 5 }).toBe(1)
      left = true
      return sse('')
    })
    const opening = open(`${at.origin}/v1/chat/completions`, { ...askOpenai, stream: true })
    opening.catch(() => undefined)
    const { sent } = await new Promise<{ sent: { destroy(): void } }>((resolve) => {
      const controller = new AbortController()
      void fetch(`${at.origin}/v1/chat/completions`, { method: 'POST', body: JSON.stringify(askOpenai), signal: controller.signal }).catch(
        () => undefined,
      )
      resolve({ sent: { destroy: () => controller.abort() } })
    })
    expect(await at.record()).toMatchObject({ status: 499, fault: 'clientGone' })
    expect(left).toBe(false)
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
  at = await stage()
  const event = openaiStream[1] ?? ''
  const big = event.replace('Hello', 'x'.repeat(64 * 1024))
  const chunks = Array.from({ length: 400 }, () => Buffer.from(big))
  let asked = 0
  at.openai.next({ status: 200, headers: { 'content-type': 'text/event-stream' }, chunks: counting(chunks, () => asked++), ending: 'hang' })
  const { answer, sent } = await open(`${at.origin}/v1/chat/completions`, { ...askOpenai, stream: true })
  let before = -1
  while (before !== asked) {
    before = asked
    await new Promise((resolve) => setTimeout(resolve, 150))
  }
  expect(asked).toBeLessThan(400)
  answer.resume()
  await expect.poll(() => asked, { interval: 20, timeout: 20_000 }).toBeGreaterThanOrEqual(400)
  sent.destroy()
})

/** The same chunks, each told when it is taken. */
function counting(chunks: readonly Uint8Array[], told: () => void): readonly Uint8Array[] {
  return new Proxy(chunks, {
    get(target, property) {
      if (typeof property === 'string' && /^\d+$/.test(property)) told()
      return Reflect.get(target, property)
    },
  })
}
