import Anthropic from '@anthropic-ai/sdk'
import OlderAnthropic from 'anthropic-sdk-0'
import OpenAI from 'openai'
import OlderOpenAI from 'openai-6'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Simulation, simulate } from './index.ts'

let simulation: Simulation

beforeAll(async () => {
  simulation = await simulate({ paceMs: 0 })
})

afterAll(() => simulation.close())

const question = 'Compare the weather in Oslo with the time in Lima, über alles 🌍'
const names = ['get_weather', 'get_time']
const schema = { type: 'object' as const, properties: { place: { type: 'string' } }, required: ['place'] }

const claudeRequest = {
  model: 'claude-sonnet-4-6',
  max_tokens: 4096,
  thinking: { type: 'enabled' as const, budget_tokens: 1024 },
  tools: names.map((name) => ({ name, input_schema: schema })),
  messages: [{ role: 'user' as const, content: question }],
}

const gptRequest = {
  model: 'gpt-4o',
  tools: names.map((name) => ({ type: 'function' as const, function: { name, parameters: schema } })),
  messages: [{ role: 'user' as const, content: question }],
}

test('the Anthropic SDKs of both API versions assemble thinking, text and parallel calls alike from a stream', async () => {
  const options = () => ({ baseURL: simulation.anthropic.url, apiKey: 'any', maxRetries: 0 })
  const expected = [
    { type: 'thinking', signature: expect.stringMatching(/^[A-Za-z0-9+/=]{100,}$/) },
    { type: 'text', text: `To answer "${question}" I call get_weather and get_time.` },
    { type: 'tool_use', name: 'get_weather', input: { place: 'Oslo' } },
    { type: 'tool_use', name: 'get_time', input: { place: 'Oslo' } },
  ]
  const newer = new Anthropic(options()).messages
  const older = new OlderAnthropic(options()).messages
  for (const [streamed, unary] of [
    [await newer.stream(claudeRequest).finalMessage(), await newer.create(claudeRequest)],
    [await older.stream(claudeRequest).finalMessage(), await older.create(claudeRequest)],
  ] as const) {
    expect(streamed).toMatchObject({ content: expected, stop_reason: 'tool_use' })
    expect(streamed.usage).toEqual(unary.usage)
  }
  expect(new Set(simulation.anthropic.requests.map(({ headers }) => headers['anthropic-version']))).toEqual(
    new Set(['2026-10-21', '2023-06-01']),
  )
})

test('both OpenAI SDKs assemble parallel calls and usage alike from a stream (EMC-4, EMC-5)', async () => {
  const options = () => ({ baseURL: simulation.openai.url, apiKey: 'any', maxRetries: 0 })
  const expected = names.map((name) => ({ type: 'function', function: { name, arguments: '{"place":"Oslo"}' } }))
  const asked = { ...gptRequest, stream: true as const, stream_options: { include_usage: true } }
  const newer = new OpenAI(options()).chat.completions
  const older = new OlderOpenAI(options()).chat.completions
  for (const [streamed, unary] of [
    [await newer.stream(asked).finalChatCompletion(), await newer.create(gptRequest)],
    [await older.stream(asked).finalChatCompletion(), await older.create(gptRequest)],
  ] as const) {
    expect(streamed.choices[0]).toMatchObject({ message: { tool_calls: expected }, finish_reason: 'tool_calls' })
    expect(streamed.usage).toEqual(unary.usage)
  }
})
