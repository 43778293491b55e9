import { afterAll, beforeAll, expect, it } from 'vitest'
import { json } from '../scripted/answer.ts'
import { call, post } from './client.ts'
import { stage, type Stage } from './stage.ts'

let gateway: Stage

beforeAll(async () => {
  gateway = await stage()
})
afterAll(() => gateway.close())

const long = '12345678901234567890'

it('TR-6: a long integer in a Chat call’s arguments reaches Anthropic as it is', async () => {
  gateway.anthropic.next(json({ type: 'error', error: { type: 'invalid_request_error', message: 'enough' } }, 400))
  await post(`${gateway.origin}/v1/chat/completions`, {
    model: 'claude-sonnet-4-6',
    messages: [
      { role: 'user', content: 'Look it up.' },
      { role: 'assistant', tool_calls: [{ id: 'c1', type: 'function', function: { name: 'find', arguments: `{"id": ${long}}` } }] },
      { role: 'tool', tool_call_id: 'c1', content: 'found' },
    ],
    tools: [{ type: 'function', function: { name: 'find' } }],
  })
  expect(Buffer.from(gateway.anthropic.only().bytes).toString()).toContain(`"input":{"id":${long}}`)
})

it('TR-6: a long integer in an Anthropic call’s input reaches Chat and comes back as it is', async () => {
  const message = {
    role: 'assistant',
    content: null,
    tool_calls: [{ id: 'c2', type: 'function', function: { name: 'find', arguments: `{"id":${long}}` } }],
  }
  gateway.openai.next(
    json({
      id: 'chatcmpl-1',
      object: 'chat.completion',
      created: 1,
      model: 'gpt-4o',
      choices: [{ index: 0, message, finish_reason: 'tool_calls', logprobs: null }],
    }),
  )
  const body = `{"model":"gpt-4o","max_tokens":50,"tools":[{"name":"find","input_schema":{"type":"object"}}],"messages":[
    {"role":"user","content":"Look it up."},
    {"role":"assistant","content":[{"type":"tool_use","id":"c1","name":"find","input":{"id":${long}}}]},
    {"role":"user","content":[{"type":"tool_result","tool_use_id":"c1","content":"found"}]}]}`
  const got = await call(`${gateway.origin}/v1/messages`, body, { 'anthropic-version': '2026-10-21' })
  expect(gateway.openai.only().json).toMatchObject({
    messages: [{}, { tool_calls: [{ function: { arguments: `{"id":${long}}` } }] }, {}],
  })
  expect(got.text).toContain(`"input":{"id":${long}}`)
})
