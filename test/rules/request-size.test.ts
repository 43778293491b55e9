import { afterAll, beforeAll, expect, it } from 'vitest'
import { post } from '../gateway/client.ts'
import { stage, type Stage } from '../gateway/stage.ts'
import { json } from '../scripted/answer.ts'

let gateway: Stage

beforeAll(async () => {
  gateway = await stage()
})
afterAll(() => gateway.close())

const answer = {
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  model: 'claude-sonnet-4-6',
  content: [],
  stop_reason: 'end_turn',
  stop_sequence: null,
  usage: { input_tokens: 1, output_tokens: 1 },
}

it('MSG-8, GWE-11: a request of more than 32 MiB is not sent to Anthropic, one of a little less is', async () => {
  const ask = (characters: number) =>
    post(`${gateway.origin}/v1/chat/completions`, {
      model: 'claude-sonnet-4-6',
      max_completion_tokens: 10,
      messages: [{ role: 'user', content: 'a'.repeat(characters) }],
    })
  const refused = await ask(32 * 1024 * 1024)
  expect(refused.status).toBe(413)
  expect(JSON.parse(refused.text)).toEqual({
    error: {
      message: 'the provider takes requests of at most 33554432 bytes',
      type: 'invalid_request_error',
      param: null,
      code: 'request_too_large',
    },
  })
  expect(gateway.anthropic.received).toEqual([])
  gateway.anthropic.next(json(answer))
  expect((await ask(32 * 1024 * 1024 - 1000)).status).toBe(200)
})
