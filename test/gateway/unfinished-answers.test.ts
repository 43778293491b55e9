import { afterEach, describe, expect, it } from 'vitest'
import { vendorRoutes } from '../../src/gateway/config.ts'
import { json } from '../scripted/answer.ts'
import { post } from './client.ts'
import { stage, type Stage } from './stage.ts'
import { anthropicAnswer, askAnthropic, askOpenai } from './wire.ts'

let gateway: Stage
afterEach(() => gateway.close())

const upgrading = { routes: vendorRoutes.map((route) => ({ ...route, upgradeChatToResponses: true })) }
const answer = { id: 'resp_1', object: 'response', created_at: 1_700_000_000, model: 'gpt-5', output: [], usage: null }

/** What clients of both dialects are told of an answer of OpenAI's that is in this state: status and type of error. */
async function told(state: object): Promise<readonly unknown[]> {
  gateway = await stage(upgrading)
  gateway.openai.always(json({ ...answer, ...state }))
  const messages = await post(`${gateway.origin}/v1/messages`, { ...askAnthropic, model: 'gpt-5' }, { 'x-api-key': 'k' })
  const chat = await post(`${gateway.origin}/v1/chat/completions`, { ...askOpenai, model: 'gpt-5' }, { authorization: 'Bearer k' })
  expect(gateway.openai.received.map(({ url }) => url)).toEqual(['/v1/responses', '/v1/responses'])
  return [messages, chat].map(({ status, text }) => [status, (JSON.parse(text) as { error?: { type?: string } }).error?.type])
}

describe('an answer of Responses that is none', () => {
  it.each([
    ['server_error', 500, 'api_error', 500, 'server_error'],
    ['rate_limit_exceeded', 429, 'rate_limit_error', 429, 'rate_limit_error'],
    ['invalid_prompt', 400, 'invalid_request_error', 400, 'invalid_request_error'],
    ['invalid_image_url', 400, 'invalid_request_error', 400, 'invalid_request_error'],
    ['data_residency_mismatch', 403, 'permission_error', 403, 'invalid_request_error'],
  ])('ERO-18, STOP-R-8: %s has a status of its own', async (code, status, type, openaiStatus, openaiType) => {
    const error = { code, message: 'It broke.' }
    expect(await told({ status: 'failed', error })).toEqual([
      [status, type],
      [openaiStatus, openaiType],
    ])
  })

  it.each(['cancelled', 'queued', 'in_progress'])('STOP-R-9: %s is a 502', async (status) => {
    expect(await told({ status })).toEqual([
      [502, 'api_error'],
      [502, 'server_error'],
    ])
  })

  it('STOP-A-9: a message of Anthropic’s that did not stop is a 502 for a Responses client', async () => {
    gateway = await stage()
    gateway.anthropic.always(json({ ...anthropicAnswer, stop_reason: null }))
    const got = await post(`${gateway.origin}/v1/responses`, { model: 'claude-sonnet-4-6', input: 'Hi' }, { authorization: 'Bearer k' })
    expect([got.status, JSON.parse(got.text)]).toMatchObject([502, { error: { type: 'server_error' } }])
  })
})
