import { afterEach, describe, expect, test } from 'vitest'
import { post, type Got } from '../gateway/client.ts'
import { stage, type Stage } from '../gateway/stage.ts'
import { json, sse, type Answer } from '../scripted/answer.ts'

let at: Stage
afterEach(() => at.close())

const told = ({ status, text }: Got): unknown => [status, JSON.parse(text)]
const ask = { model: 'gpt-5.6', max_tokens: 99, messages: [{ role: 'user', content: 'Hi' }] }
const head = { id: 'resp_1', object: 'response', created_at: 7, model: 'gpt-5.6', error: null, incomplete_details: null, output: [] }
const usage = {
  input_tokens: 10,
  input_tokens_details: { cached_tokens: 4, cache_write_tokens: 0 },
  output_tokens: 7,
  output_tokens_details: { reasoning_tokens: 2 },
  total_tokens: 17,
}
const said = { id: 'msg_1', type: 'message', role: 'assistant', status: 'completed' }
const message = { ...said, content: [{ type: 'output_text', text: 'Hello', annotations: [], logprobs: [] }] }
const frame = (event: { readonly type: string }): string => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`

/** Asks as an Anthropic client, with the Responses API as upstream. */
async function asked(answer: Answer, more: object = {}): Promise<Got> {
  at = await stage()
  at.openai.next(answer)
  const got = await post(`${at.origin}/v1/messages`, { ...ask, ...more })
  expect(at.openai.only().url).toBe('/v1/responses')
  return got
}

describe('a Responses upstream behind an Anthropic client', () => {
  test('answers (RSP-11, USE-3, STOP-R-3)', async () => {
    expect(told(await asked(json({ ...head, status: 'completed', output: [message], usage })))).toMatchObject([
      200,
      {
        content: [{ type: 'text', text: 'Hello' }],
        stop_reason: 'end_turn',
        usage: { input_tokens: 6, cache_read_input_tokens: 4, output_tokens: 7 },
      },
    ])
  })

  test.each([
    ['server_error', 500, 'api_error'],
    ['rate_limit_exceeded', 429, 'rate_limit_error'],
    ['invalid_prompt', 400, 'invalid_request_error'],
    ['invalid_image', 400, 'invalid_request_error'],
    ['data_residency_mismatch', 403, 'permission_error'],
  ])('fails with %s in a 200 (STOP-R-8, ERO-18)', async (code, status, type) => {
    const failed = json({ ...head, status: 'failed', error: { code, message: 'boom' } })
    expect(told(await asked(failed))).toMatchObject([status, { type: 'error', error: { type, message: 'boom' } }])
  })

  test('is stopped by a policy (ERO-18)', async () => {
    expect(told(await asked(json({ ...head, status: 'failed', error: { code: 'bio_policy', message: 'not this' } })))).toMatchObject([
      200,
      { stop_reason: 'refusal', stop_details: { type: 'refusal', category: 'bio', explanation: 'not this' } },
    ])
  })

  test('does not finish (STOP-R-9)', async () => {
    expect(told(await asked(json({ ...head, status: 'queued' })))).toMatchObject([502, { error: { type: 'api_error' } }])
  })

  test('fails in its first words, which is an error answer still (EVR-16, SSE-9)', async () => {
    const failed = {
      type: 'response.failed',
      response: { ...head, status: 'failed', error: { code: 'rate_limit_exceeded', message: 'slow' } },
    }
    expect(told(await asked(sse(frame(failed)), { stream: true }))).toMatchObject([
      429,
      { error: { type: 'rate_limit_error', message: 'slow' } },
    ])
  })

  test('streams, and breaks off (EVR-1, EVR-8, LAW-17)', async () => {
    const delta = { type: 'response.output_text.delta', item_id: 'msg_1', output_index: 0, content_index: 0, delta: 'Hello' }
    const created = { type: 'response.created', response: { ...head, status: 'in_progress' } }
    const completed = { type: 'response.completed', response: { ...head, status: 'completed', output: [message], usage } }
    const whole = await asked(sse([created, delta, completed].map(frame).join('')), { stream: true })
    expect(whole.text).toContain('"text_delta","text":"Hello"')
    expect(whole.text).toContain('event: message_stop')
    await at.close()
    const cut = await asked(sse([created, delta].map(frame).join('')), { stream: true })
    expect(cut.text).toContain('"text_delta","text":"Hello"')
    expect(cut.text).toContain('event: error')
    expect(cut.text).not.toContain('message_stop')
  })
})
