import { afterEach, expect, test } from 'vitest'
import { vendorProvider } from '../../src/gateway/config.ts'
import { json } from '../scripted/answer.ts'
import { post } from './client.ts'
import { stage, type Stage, type Urls } from './stage.ts'
import { anthropicAnswer, askAnthropic, askOpenai, openaiAnswer } from './wire.ts'

let at: Stage
afterEach(() => at.close())

const keyless = ({ openai, anthropic }: Urls) => ({
  providers: [vendorProvider('openai', { baseUrl: openai }), vendorProvider('anthropic', { baseUrl: anthropic })],
})

test("without a key of the gateway's the client's goes on as it came, to its own provider (HDR-1)", async () => {
  at = await stage(keyless)
  at.anthropic.always(json(anthropicAnswer))
  at.openai.always(json(openaiAnswer))
  await post(`${at.origin}/v1/messages`, askAnthropic, { 'x-api-key': 'sk-ant-theirs' })
  await post(`${at.origin}/v1/messages`, askAnthropic, { authorization: 'Bearer sk-ant-theirs' })
  await post(`${at.origin}/v1/chat/completions`, askOpenai, { authorization: 'Bearer sk-theirs' })
  const seen = [...at.anthropic.received, ...at.openai.received].map(({ headers }) => [headers['x-api-key'], headers['authorization']])
  expect(seen).toEqual([
    ['sk-ant-theirs', undefined],
    [undefined, 'Bearer sk-ant-theirs'],
    [undefined, 'Bearer sk-theirs'],
  ])
})

test("the gateway's key takes the place of the client's, whichever header that stood in (HDR-1)", async () => {
  at = await stage()
  at.anthropic.always(json(anthropicAnswer))
  at.openai.always(json(openaiAnswer))
  await post(`${at.origin}/v1/messages`, askAnthropic, { 'x-api-key': 'theirs', authorization: 'Bearer theirs' })
  await post(`${at.origin}/v1/chat/completions`, askOpenai, { 'x-api-key': 'theirs', authorization: 'Bearer theirs' })
  const seen = [...at.anthropic.received, ...at.openai.received].map(({ headers }) => [headers['x-api-key'], headers['authorization']])
  expect(seen).toEqual([
    ['sk-ant-gateway', undefined],
    [undefined, 'Bearer sk-gateway-openai'],
  ])
})

test("a client's key and its other credentials never reach another provider (HDR-1, HDR-5, HDR-6)", async () => {
  at = await stage()
  at.openai.always(json(openaiAnswer))
  const headers = {
    'x-api-key': 'theirs',
    cookie: 'session=theirs',
    'anthropic-workspace-id': 'w',
    'idempotency-key': 'i',
    'x-stainless-lang': 'js',
    traceparent: '00-1-2-01',
  }
  await post(`${at.origin}/v1/messages`, { ...askAnthropic, model: 'gpt-4o' }, headers)
  const sent = at.openai.only().headers
  expect(JSON.stringify(sent)).not.toContain('theirs')
  expect([sent['anthropic-workspace-id'], sent['idempotency-key'], sent['x-stainless-lang'], sent['traceparent']]).toEqual([
    undefined,
    undefined,
    undefined,
    '00-1-2-01',
  ])
})

test('a client without any key is told what to do, in its dialect (GWE-10)', async () => {
  at = await stage(keyless)
  const got = await post(`${at.origin}/v1/chat/completions`, askOpenai)
  expect([got.status, JSON.parse(got.text)]).toMatchObject([
    401,
    { error: { code: 'invalid_api_key', message: "no key for 'openai': send yours, or set OPENAI_API_KEY where the gateway runs" } },
  ])
})
