import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { validators } from '../../conformance/generated/openai-responses/validate.js'
import { json, sse, type Said } from '../scripted/answer.ts'
import { stage, type Stage } from '../scripted/gateway.ts'
import { itemStream, responseDocument } from '../truncation/items.ts'
import { calls, messageDocument, messageStream, spoken, thought } from '../truncation/streams.ts'
import { anthropicClients, responsesClients } from './clients.ts'
import { anthropicTools } from './tools.ts'

const modes = [
  ['unary', false],
  ['streaming', true],
] as const

const responsesTools = anthropicTools.map(({ name, description, input_schema }) => ({
  type: 'function',
  name,
  description,
  parameters: input_schema,
  strict: false,
}))

const ofOpenai = (stream: boolean): Said => (stream ? sse(itemStream) : json(JSON.parse(responseDocument)))
const ofAnthropic = (stream: boolean): Said => (stream ? sse(messageStream) : json(JSON.parse(messageDocument)))
const parsed = calls.map(({ id, name, json: text }) => ({ id, name, input: JSON.parse(text) as object }))

let gateway: Stage
beforeAll(async () => {
  gateway = await stage()
})
afterEach(() => gateway.reset())
afterAll(() => gateway.close())

describe.each(anthropicClients)('$name to OpenAI over Responses', ({ ask }) => {
  describe.each(['gpt-5', 'gpt-5.1', 'o3', 'o4-mini'])('%s', (model) => {
    test.each(modes)('%s: reasoning, text and parallel calls (EPT-2, RSN-3, RSP-12)', async (_, stream) => {
      gateway.openai.next(ofOpenai(stream))
      const body = { model, max_tokens: 4096, tools: [...anthropicTools], messages: [{ role: 'user', content: 'Both, please.' }] }
      const message = await ask(body, { origin: gateway.origin, stream, fetch })
      const { url, json: received } = gateway.openai.only()
      expect(url).toBe('/v1/responses')
      expect(received).toEqual({
        model,
        input: [{ type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Both, please.' }] }],
        max_output_tokens: 4096,
        store: false,
        tools: responsesTools,
        ...(stream && { stream: true, stream_options: { include_obfuscation: false } }),
      })
      expect(validators.v1.request(received)).toBe(true)
      expect(message).toMatchObject({
        id: 'msg_resp_01cut',
        model: 'gpt-5-2025-08-07',
        content: [
          { type: 'thinking', thinking: thought, signature: expect.stringMatching(/^dg1\./) },
          { type: 'text', text: spoken },
          ...parsed.map((call) => ({ type: 'tool_use', ...call })),
        ],
        stop_reason: 'tool_use',
        usage: { input_tokens: 120, cache_read_input_tokens: 30, cache_creation_input_tokens: 10, output_tokens: 90 },
      })
    })
  })
})

const output = [
  { type: 'reasoning', summary: [{ type: 'summary_text', text: thought }], encrypted_content: expect.stringMatching(/^dg1\./) },
  { type: 'message', role: 'assistant', status: 'completed', content: [{ type: 'output_text', text: spoken }] },
  ...calls.map(({ id, name, json: text }) => ({
    type: 'function_call',
    call_id: id,
    name,
    arguments: expect.toSatisfy((said: string) => JSON.stringify(JSON.parse(said)) === JSON.stringify(JSON.parse(text))),
  })),
]

describe.each(responsesClients)('$name over Responses', ({ ask }) => {
  describe.each(['claude-sonnet-4-6', 'claude-opus-4-8', 'claude-haiku-4-5'])('to Anthropic, %s', (model) => {
    test.each(modes)('%s: thinking, text and parallel calls (RSN-6, RSP-3)', async (_, stream) => {
      gateway.anthropic.next(ofAnthropic(stream))
      const body = { model, max_output_tokens: 4096, store: false, tools: responsesTools, input: 'Both, please.' }
      const response = await ask(body, { origin: gateway.origin, stream, fetch })
      expect(gateway.anthropic.only().json).toEqual({
        model,
        max_tokens: 4096,
        tools: anthropicTools.map((tool) => ({ ...tool, strict: false })),
        messages: [{ role: 'user', content: [{ type: 'text', text: 'Both, please.' }] }],
        ...(stream && { stream: true }),
      })
      expect(response).toMatchObject({
        id: 'resp_msg_01cut',
        status: 'completed',
        store: false,
        output,
        usage: { input_tokens: 160, output_tokens: 90, total_tokens: 250, output_tokens_details: { reasoning_tokens: 40 } },
      })
    })
  })

  test.each(modes)('to OpenAI, %s: everything passes as it is (LAW-16)', async (_, stream) => {
    gateway.openai.next(ofOpenai(stream))
    const body = { model: 'gpt-5', tools: responsesTools, input: 'Both, please.' }
    const response = await ask(body, { origin: gateway.origin, stream, fetch })
    expect(gateway.openai.only().json).toEqual({ ...body, ...(stream && { stream: true }) })
    expect(response).toMatchObject(JSON.parse(responseDocument) as object)
  })
})
