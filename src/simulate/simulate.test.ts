import Anthropic from '@anthropic-ai/sdk'
import OpenAI from 'openai'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Simulation, simulate } from './index.ts'

let simulation: Simulation
let claude: Anthropic
let gpt: OpenAI

beforeAll(async () => {
  simulation = await simulate({ paceMs: 0 })
  claude = new Anthropic({ baseURL: simulation.anthropic.url, apiKey: 'any', maxRetries: 0 })
  gpt = new OpenAI({ baseURL: simulation.openai.url, apiKey: 'any', maxRetries: 0 })
})

afterAll(() => simulation.close())

const weather = {
  type: 'object' as const,
  properties: { location: { type: 'string' } },
  required: ['location'],
}

const claudeRequest = {
  model: 'claude-sonnet-4-6',
  max_tokens: 256,
  system: 'Be brief.',
  messages: [{ role: 'user' as const, content: "What's the weather in Paris?" }],
}

const gptRequest = {
  model: 'gpt-4o',
  messages: [
    { role: 'system' as const, content: 'Be brief.' },
    { role: 'user' as const, content: "What's the weather in Paris?" },
  ],
}

describe('the simulated Anthropic API', () => {
  test('echoes system text and user text, and counts both ways', async () => {
    const message = await claude.messages.create(claudeRequest)
    expect(message.content).toEqual([
      { type: 'text', text: 'My instructions: "Be brief.". You said: "What\'s the weather in Paris?".', citations: null },
    ])
    expect(message.stop_reason).toBe('end_turn')
    expect(message.usage).toMatchObject({ input_tokens: 18, output_tokens: 26 })
    expect(message._request_id).toMatch(/^req_011\w{21}$/)
  })

  test('streams what the SDK assembles to the unary answer', async () => {
    const request = { ...claudeRequest, tools: [{ name: 'get_weather', input_schema: weather }] }
    const unary = await claude.messages.create(request)
    const streamed = await claude.messages.stream(request).finalMessage()
    expect(streamed.content).toMatchObject([
      { type: 'text', text: 'To answer "What\'s the weather in Paris?" I call get_weather.' },
      { type: 'tool_use', name: 'get_weather', input: { location: 'Paris' }, caller: { type: 'direct' } },
    ])
    expect(streamed.usage).toEqual(unary.usage)
    expect(streamed.stop_reason).toBe('tool_use')
    const withoutId = (message: Anthropic.Message) =>
      message.content.map((block) => (block.type === 'tool_use' ? { ...block, id: '' } : block))
    expect(withoutId(streamed)).toEqual(withoutId(unary))
  })

  test('sends the events of a stream in the order of the real API (EMA-1, EMA-2)', async () => {
    const stream = await claude.messages.create({
      ...claudeRequest,
      max_tokens: 2048,
      thinking: { type: 'enabled', budget_tokens: 1024 },
      stream: true,
    })
    const seen: string[] = []
    for await (const event of stream) {
      const name = event.type === 'content_block_delta' ? event.delta.type : event.type
      if (seen.at(-1) !== name) seen.push(name)
    }
    expect(seen).toEqual([
      'message_start',
      'content_block_start',
      'thinking_delta',
      'signature_delta',
      'content_block_stop',
      'content_block_start',
      'text_delta',
      'content_block_stop',
      'message_delta',
      'message_stop',
    ])
  })

  test('thinks only if asked to, and takes back its thinking only unaltered (RSN-1)', async () => {
    const thinking = { type: 'enabled' as const, budget_tokens: 1024 }
    const first = await claude.messages.create({ ...claudeRequest, max_tokens: 2048, thinking })
    const [block] = first.content
    expect(block).toMatchObject({ type: 'thinking', thinking: expect.stringContaining('Paris') })
    if (block?.type !== 'thinking') throw new Error('no thinking')
    const second = (thought: Anthropic.ThinkingBlock) =>
      claude.messages.create({
        ...claudeRequest,
        max_tokens: 2048,
        thinking,
        messages: [
          ...claudeRequest.messages,
          { role: 'assistant', content: [thought, { type: 'text', text: 'Sunny.' }] },
          { role: 'user', content: 'And tomorrow?' },
        ],
      })
    expect((await second(block)).content.at(-1)).toMatchObject({ text: expect.stringContaining('And tomorrow?') })
    await expect(second({ ...block, thinking: `${block.thinking}!` })).rejects.toMatchObject({
      status: 400,
      message: expect.stringContaining('messages.1.content.0: Invalid `signature` in `thinking` block'),
    })
  })

  test('withholds the text of the thinking, not its signature, where the display is omitted', async () => {
    const message = await claude.messages
      .stream({ ...claudeRequest, model: 'claude-opus-5', thinking: { type: 'adaptive' } })
      .finalMessage()
    expect(message.content[0]).toMatchObject({ type: 'thinking', thinking: '', signature: expect.stringMatching(/^.{80,}$/) })
    expect(message.usage.output_tokens_details?.thinking_tokens).toBe(33)
  })

  test('obeys limits and stop sequences', async () => {
    const short = await claude.messages.stream({ ...claudeRequest, max_tokens: 3 }).finalMessage()
    expect(short).toMatchObject({ content: [{ text: 'My instructio' }], stop_reason: 'max_tokens', usage: { output_tokens: 3 } })
    const stopped = await claude.messages.create({ ...claudeRequest, stop_sequences: ['weather', 'brief'] })
    expect(stopped).toMatchObject({
      content: [{ text: 'My instructions: "Be ' }],
      stop_reason: 'stop_sequence',
      stop_sequence: 'brief',
    })
  })
})

describe('the simulated OpenAI API', () => {
  test('echoes system text and user text, and counts both ways', async () => {
    const completion = await gpt.chat.completions.create(gptRequest)
    expect(completion).toMatchObject({
      object: 'chat.completion',
      model: 'gpt-4o-2024-08-06',
      choices: [
        {
          index: 0,
          message: {
            role: 'assistant',
            content: 'My instructions: "Be brief.". You said: "What\'s the weather in Paris?".',
            refusal: null,
          },
          finish_reason: 'stop',
        },
      ],
      usage: { prompt_tokens: 18, completion_tokens: 26, total_tokens: 44 },
    })
  })

  test('streams what the SDK assembles to the unary answer, usage on the last chunk (EMC-1, EMC-2, EMC-9)', async () => {
    const request = {
      ...gptRequest,
      tools: [{ type: 'function' as const, function: { name: 'get_weather', parameters: weather } }],
    }
    const streamed = await gpt.chat.completions
      .stream({ ...request, stream: true, stream_options: { include_usage: true } })
      .finalChatCompletion()
    expect(streamed.choices[0]).toMatchObject({
      finish_reason: 'tool_calls',
      message: {
        content: null,
        tool_calls: [{ type: 'function', function: { name: 'get_weather', arguments: '{"location":"Paris"}' } }],
      },
    })
    expect(streamed.usage).toEqual((await gpt.chat.completions.create(request)).usage)
  })

  test('ends a forced named call with `stop` (TC-5)', async () => {
    const completion = await gpt.chat.completions.create({
      ...gptRequest,
      tools: [{ type: 'function', function: { name: 'zebra', parameters: weather } }],
      tool_choice: { type: 'function', function: { name: 'zebra' } },
    })
    expect(completion.choices[0]).toMatchObject({ finish_reason: 'stop', message: { tool_calls: [{}] } })
  })

  test('counts the reasoning of a reasoning model within its limit (LIM-4)', async () => {
    const completion = await gpt.chat.completions.create({ ...gptRequest, model: 'o3', reasoning_effort: 'low' })
    expect(completion.usage?.completion_tokens_details?.reasoning_tokens).toBe(8)
    const short = await gpt.chat.completions.create({ ...gptRequest, model: 'o3', max_completion_tokens: 8 })
    expect(short.choices[0]).toMatchObject({ finish_reason: 'length', message: { content: '' } })
  })
})

test('records every request without its key', async () => {
  await gpt.chat.completions.create(gptRequest)
  expect(simulation.openai.requests.at(-1)).toMatchObject({
    method: 'POST',
    path: '/v1/chat/completions',
    headers: { authorization: '[redacted]' },
    body: gptRequest,
    status: 200,
    aborted: false,
  })
})
