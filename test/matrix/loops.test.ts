import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { publishedFor, violation } from '../scripted/closed.ts'
import { stage, type Stage } from '../scripted/gateway.ts'
import { at } from '../scripted/json.ts'
import { chatStream } from '../scripted/wire.ts'
import { answered, direct, said, spent, streamOf, text, typed } from './anthropic-answers.ts'
import type { JsonObject } from './cell.ts'
import { anthropicClients, openaiClients } from './clients.ts'
import { likeGpt4o } from './gpt-4o.ts'
import { anthropicTools, openaiTools } from './tools.ts'

let gateway: Stage

beforeAll(async () => {
  gateway = await stage()
})
afterEach(() => gateway.reset())
afterAll(() => gateway.close())

const usage = { prompt_tokens: 50, completion_tokens: 20, total_tokens: 70 }

const agentRequest = {
  model: 'gpt-4o',
  max_tokens: 64000,
  thinking: { type: 'adaptive' },
  system: [{ type: 'text', text: 'You are an agent.', cache_control: { type: 'ephemeral' } }],
  tools: [...anthropicTools],
}

const agentReceived = {
  model: 'gpt-4o',
  max_completion_tokens: 16384,
  stream: true,
  stream_options: { include_usage: true, include_obfuscation: false },
  tools: [...openaiTools],
}

test.each(anthropicClients)(
  '$name runs a whole tool loop on gpt-4o as agents do: adaptive thinking, 64000 tokens, streaming (LIM-3, EFF-O-1, CAR-8)',
  async ({ ask }) => {
    const head = { id: 'chatcmpl-1', created: 1760000000, model: 'gpt-4o' }
    gateway.openai.next(
      likeGpt4o(
        chatStream({
          head,
          deltas: [
            { role: 'assistant', content: '' },
            { reasoning_content: 'I need the weather.' },
            { content: 'Looking.' },
            { tool_calls: [{ index: 0, id: 'call_1', type: 'function', function: { name: 'get_weather', arguments: '{"location":' } }] },
            { tool_calls: [{ index: 0, function: { arguments: '"Paris"}' } }] },
          ],
          finish: 'tool_calls',
          usage,
        }),
      ),
      likeGpt4o(chatStream({ head, deltas: [{ role: 'assistant', content: '18 °C.' }], finish: 'stop', usage })),
    )
    const via = { origin: gateway.origin, stream: true, fetch }
    const question = { role: 'user', content: 'Weather in Paris?' }
    const first = await ask({ ...agentRequest, messages: [question] }, via)
    expect(at(first, 'content')).toEqual([
      { type: 'thinking', thinking: 'I need the weather.', signature: expect.stringMatching(/^dg1\./) },
      { type: 'text', text: 'Looking.', citations: null },
      { type: 'tool_use', id: 'call_1', name: 'get_weather', input: { location: 'Paris' }, caller: { type: 'direct' } },
    ])

    const echoed: JsonObject = JSON.parse(JSON.stringify({ role: 'assistant', content: at(first, 'content') }))
    const result = { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'call_1', content: '18 °C' }] }
    const second = await ask({ ...agentRequest, messages: [question, echoed, result] }, via)
    expect([at(second, 'content', 0, 'text'), at(second, 'stop_reason')]).toEqual(['18 °C.', 'end_turn'])

    const instructions = { role: 'system', content: 'You are an agent.' }
    const [one, two] = gateway.openai.received
    expect(one?.json).toEqual({ ...agentReceived, messages: [instructions, question] })
    expect(two?.json).toEqual({
      ...agentReceived,
      messages: [
        instructions,
        question,
        {
          role: 'assistant',
          content: 'Looking.',
          tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'get_weather', arguments: '{"location":"Paris"}' } }],
        },
        { role: 'tool', tool_call_id: 'call_1', content: '18 °C' },
      ],
    })
  },
)

const thinkingTurn = [
  { type: 'thinking', thinking: 'I need the weather.', signature: 'c2VhbGVk' },
  { type: 'redacted_thinking', data: 'aGlkZGVu' },
  { ...text, text: 'Looking.' },
  { type: 'tool_use', id: 'toolu_1', name: 'get_weather', input: { location: 'Paris' }, caller: direct },
]

const counted = spent(50, 0, 0, 20, 9)

test.each(openaiClients.flatMap((client) => [true, false].map((stream) => ({ ...client, stream }))))(
  '$name (streaming: $stream) runs a whole tool loop on Claude, and its thinking comes back unaltered (RSN-8, RSN-9)',
  async ({ ask, stream }) => {
    gateway.anthropic.next(
      stream
        ? streamOf(
            'msg_1',
            [
              [
                { type: 'thinking', thinking: '', signature: '' },
                { type: 'thinking_delta', thinking: 'I need ' },
                { type: 'thinking_delta', thinking: 'the weather.' },
                { type: 'signature_delta', signature: 'c2VhbGVk' },
              ],
              [{ type: 'redacted_thinking', data: 'aGlkZGVu' }],
              [text, said('Looking.')],
              [
                { type: 'tool_use', id: 'toolu_1', name: 'get_weather', input: {}, caller: direct },
                typed('{"location":"Par'),
                typed('is"}'),
              ],
            ],
            'tool_use',
            counted,
          )
        : answered('msg_1', thinkingTurn, 'tool_use', counted),
      stream
        ? streamOf('msg_2', [[text, said('18 °C.')]], 'end_turn', counted)
        : answered('msg_2', [{ ...text, text: '18 °C.' }], 'end_turn', counted),
    )
    const via = { origin: gateway.origin, stream, fetch }
    const body = { model: 'claude-sonnet-4-6', max_completion_tokens: 4000, reasoning_effort: 'high', tools: [...openaiTools] }
    const question = { role: 'user', content: 'Weather in Paris?' }
    const first = await ask({ ...body, messages: [question] }, via)

    const echoed: JsonObject = JSON.parse(JSON.stringify(at(first, 'choices', 0, 'message')))
    const second = await ask({ ...body, messages: [question, echoed, { role: 'tool', tool_call_id: 'toolu_1', content: '18 °C' }] }, via)
    expect([at(second, 'choices', 0, 'message', 'content'), at(second, 'choices', 0, 'finish_reason')]).toEqual(['18 °C.', 'stop'])

    const asBlocks = { role: 'user', content: [{ type: 'text', text: 'Weather in Paris?' }] }
    const [one, two] = gateway.anthropic.received
    const asked = {
      model: 'claude-sonnet-4-6',
      max_tokens: 4000,
      thinking: { type: 'adaptive' },
      output_config: { effort: 'high' },
      tools: [...anthropicTools],
      ...(stream && { stream: true }),
    }
    expect(one?.json).toEqual({ ...asked, messages: [asBlocks] })
    expect(two?.json).toEqual({
      ...asked,
      messages: [
        asBlocks,
        {
          role: 'assistant',
          content: [
            { type: 'thinking', thinking: 'I need the weather.', signature: 'c2VhbGVk' },
            { type: 'redacted_thinking', data: 'aGlkZGVu' },
            { type: 'text', text: 'Looking.' },
            { type: 'tool_use', id: 'toolu_1', name: 'get_weather', input: { location: 'Paris' } },
          ],
        },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'toolu_1', content: '18 °C' }] },
      ],
    })
    expect(gateway.anthropic.received.map((received) => violation(publishedFor(received), 'request', received.json))).toEqual([null, null])
  },
)
