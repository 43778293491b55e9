import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Config } from '../../src/gateway/config.ts'
import { configOf } from '../../src/gateway/config-load.ts'
import { readConfigFile } from '../../src/gateway/config-file.ts'
import { json } from '../scripted/answer.ts'
import { at } from '../scripted/json.ts'
import { post } from './client.ts'
import { stage, type Stage } from './stage.ts'
import { anthropicAnswer, askAnthropic } from './wire.ts'

let last: Stage
let deaf: Stage

beforeAll(async () => {
  ;[last, deaf] = await Promise.all([stage({ acceptCarry: true }), stage()])
})
afterEach(() => {
  last.anthropic.reset()
  deaf.anthropic.reset()
})
afterAll(() => Promise.all([last.close(), deaf.close()]))

/** A gateway that speaks Chat to the next one, and what that one's provider gets of a Messages request. */
async function through(next: Stage, cooperates: boolean, members: object): Promise<unknown> {
  const file = `
providers: { next: { baseUrl: '${next.origin}/v1', format: chat, cooperates: ${String(cooperates)} } }
routes: [{ match: { model: '*' }, upstream: { provider: next } }]
`
  const { providers, routes }: Config = configOf(readConfigFile(file, 'f', {}), {})
  const first = await stage({ providers, routes })
  next.anthropic.next(json(anthropicAnswer))
  const got = await post(`${first.origin}/v1/messages`, { ...askAnthropic, ...members })
  await first.close()
  expect(got.status).toBe(200)
  return next.anthropic.only().json
}

const unknown = { x_new: { id: 1, list: ['a'] }, model: 'claude-sonnet-4-6' }

test('cooperating gateways hand on what the format between them has no word for (CAR-6)', async () => {
  const sent = await through(last, true, unknown)
  expect(at(sent, 'x_new')).toEqual({ id: 1, list: ['a'] })
  expect([at(sent, 'model'), at(sent, 'max_tokens')]).toEqual(['claude-sonnet-4-6', 99])
})

test('nothing is handed on to a host that is no such gateway, and nothing taken from a client that is none (CAR-6)', async () => {
  expect(at(await through(last, false, unknown), 'x_new')).toBeUndefined()
  expect(at(await through(deaf, true, unknown), 'x_new')).toBeUndefined()
})

test('more than 8 KiB is not handed on (CAR-6)', async () => {
  expect(at(await through(last, true, { x_new: 'x'.repeat(7000) }), 'x_new')).toBeUndefined()
  last.anthropic.reset()
  expect(at(await through(last, true, { x_new: 'x'.repeat(6000) }), 'x_new')).toHaveLength(6000)
})

test.each([
  ['no base64', '%%%'],
  ['no object', Buffer.from('7').toString('base64url')],
  ['for another format', Buffer.from('{"format":"openai-chat","members":{"x_new":1}}').toString('base64url')],
  ['over what the request says', Buffer.from('{"format":"anthropic-messages","members":{"max_tokens":7}}').toString('base64url')],
])('what is handed on changes nothing where it is %s (CAR-6)', async (_, header) => {
  last.anthropic.next(json(anthropicAnswer), json(anthropicAnswer))
  const body = { model: 'claude-sonnet-4-6', max_completion_tokens: 9, messages: [{ role: 'user', content: 'Hi' }] }
  await post(`${last.origin}/v1/chat/completions`, body, { 'x-diglot-carry': header })
  await post(`${last.origin}/v1/chat/completions`, body)
  const [with_, without] = last.anthropic.received
  expect(with_?.json).toEqual(without?.json)
})
