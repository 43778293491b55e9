import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { sse } from '../scripted/answer.ts'
import { stage, type Stage } from '../scripted/gateway.ts'
import { capture, textOf } from './captured.ts'
import { chunkStream, messageStream } from './streams.ts'

let gateway: Stage

beforeAll(async () => {
  gateway = await stage()
})
afterEach(() => gateway.reset())
afterAll(() => gateway.close())

const ask = { max_tokens: 64, stream: true, messages: [{ role: 'user', content: 'Hi' }] }

const messages = async (stream: string) => {
  gateway.anthropic.next(sse(stream))
  return capture(`${gateway.origin}/v1/messages`, { ...ask, model: 'claude-sonnet-4-6' })
}

const chat = async (stream: string) => {
  gateway.openai.next(sse(stream))
  return capture(`${gateway.origin}/v1/chat/completions`, { ...ask, model: 'gpt-4o', stream_options: { include_usage: true } })
}

test('an event whose blank line is cut in half is not at a boundary: nothing is appended to it (SSE-7)', async () => {
  const half = messageStream.slice(0, messageStream.indexOf('\n\n') + 1)
  const got = await messages(half)
  expect([textOf(got), got.broken instanceof Error]).toEqual([half, true])
})

test('a terminal event that no blank line ends is none to the clients, so the connection breaks (SSE-7, LAW-17)', async () => {
  const stopped = await messages(messageStream.trimEnd())
  expect([textOf(stopped), stopped.broken instanceof Error]).toEqual([messageStream.trimEnd(), true])
  const finished = chunkStream.slice(0, chunkStream.indexOf('"tool_calls"}'))
  const unfinished = chunkStream.slice(0, chunkStream.indexOf('\n\n', finished.length))
  expect((await chat(unfinished)).broken).toBeInstanceOf(Error)
  expect(gateway.records.all.map(({ truncated, failed }) => [truncated, failed])).toEqual([
    [true, true],
    [true, true],
  ])
})

test('after the finish reason a [DONE] needs no blank line (SSE-7)', async () => {
  const got = await chat(chunkStream.trimEnd())
  expect([textOf(got), got.broken]).toEqual([chunkStream.trimEnd(), null])
})
