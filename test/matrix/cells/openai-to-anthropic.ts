import { expect } from 'vitest'
import { answered, direct, said, spent, streamOf, text, typed } from '../anthropic-answers.ts'
import type { Cells, JsonObject } from '../cell.ts'
import { anthropicTools, openaiTools, redPixel } from '../tools.ts'

const streamed = { stream: true }

/** The completion that an OpenAI client must end up with; a stream's usage is shown only to clients that ask for it. */
const completion = (id: string, message: JsonObject, finish: string, usageShown: object | null): object => ({
  id,
  object: 'chat.completion',
  created: expect.any(Number),
  model: 'claude-sonnet-4-6',
  choices: [{ index: 0, message: { role: 'assistant', refusal: null, ...message }, finish_reason: finish, logprobs: null }],
  service_tier: 'default',
  ...(usageShown && { usage: usageShown }),
})

const counters = (prompt: number, cached: number, written: number, output: number, reasoning: number): object => ({
  prompt_tokens: prompt,
  completion_tokens: output,
  total_tokens: prompt + output,
  prompt_tokens_details: { cached_tokens: cached, cache_write_tokens: written },
  completion_tokens_details: { reasoning_tokens: reasoning },
})

/** The helper of both OpenAI SDKs adds `parsed` to a streamed message. */
const parsed = { parsed: null }

/** OpenAI clients, Anthropic as provider (C→A). */
export const cells: Cells = {
  hello: {
    request: { model: 'claude-sonnet-4-6', messages: [{ role: 'user', content: 'Hello from diglot!' }] },
    received: {
      model: 'claude-sonnet-4-6',
      max_tokens: 21333,
      messages: [{ role: 'user', content: [{ type: 'text', text: 'Hello from diglot!' }] }],
    },
    receivedIfStreamed: { ...streamed, max_tokens: 128000 },
    answer: answered('msg_01Hello', [{ ...text, text: 'Hello to you.' }], 'end_turn', spent(12, 0, 0, 5, 0)),
    answerIfStreamed: streamOf('msg_01Hello', [[text, said('Hello'), said(' to you.')]], 'end_turn', spent(12, 0, 0, 5, 0)),
    message: completion('chatcmpl-msg_01Hello', { content: 'Hello to you.' }, 'stop', counters(12, 0, 0, 5, 0)),
    messageIfStreamed: completion('chatcmpl-msg_01Hello', { content: 'Hello to you.', ...parsed }, 'stop', null),
    losses: [],
  },
  system: {
    request: {
      model: 'claude-sonnet-4-6',
      max_tokens: 128,
      temperature: 0.5,
      stop: '###',
      user: 'user-7',
      messages: [
        { role: 'system', content: 'You speak only in haiku.' },
        { role: 'developer', content: [{ type: 'text', text: 'Never mention rain.' }] },
        { role: 'user', content: 'Tell me about the ocean' },
        { role: 'assistant', content: 'Salt on every stone' },
        { role: 'system', content: 'From now on, mention gulls.' },
        { role: 'user', content: 'Go on' },
      ],
    },
    received: {
      model: 'claude-sonnet-4-6',
      max_tokens: 128,
      temperature: 0.5,
      stop_sequences: ['###'],
      metadata: { user_id: 'user-7' },
      system: [
        { type: 'text', text: 'You speak only in haiku.' },
        { type: 'text', text: 'Never mention rain.' },
        { type: 'text', text: 'From now on, mention gulls.' },
      ],
      messages: [
        { role: 'user', content: [{ type: 'text', text: 'Tell me about the ocean' }] },
        { role: 'assistant', content: [{ type: 'text', text: 'Salt on every stone' }] },
        { role: 'user', content: [{ type: 'text', text: 'Go on' }] },
      ],
    },
    receivedIfStreamed: streamed,
    answer: answered('msg_01Haiku', [{ ...text, text: 'White wings, grey water' }], 'max_tokens', spent(16, 0, 1024, 128, 0)),
    answerIfStreamed: streamOf(
      'msg_01Haiku',
      [[text, said('White wings, '), said('grey water')]],
      'max_tokens',
      spent(16, 0, 1024, 128, 0),
    ),
    message: completion('chatcmpl-msg_01Haiku', { content: 'White wings, grey water' }, 'length', counters(1040, 1024, 0, 128, 0)),
    messageIfStreamed: completion('chatcmpl-msg_01Haiku', { content: 'White wings, grey water', ...parsed }, 'length', null),
    losses: ['MSG-6'],
  },
  'parallel tools with results': {
    request: {
      model: 'claude-sonnet-4-6',
      max_completion_tokens: 1024,
      tools: [...openaiTools],
      tool_choice: 'required',
      parallel_tool_calls: false,
      messages: [
        { role: 'user', content: 'Weather and time, please.' },
        {
          role: 'assistant',
          content: null,
          tool_calls: [
            { id: 'call_A', type: 'function', function: { name: 'get_weather', arguments: '{"location":"Paris"}' } },
            { id: 'call_B', type: 'function', function: { name: 'get_time', arguments: '{"timezone":"Asia/Tokyo"}' } },
          ],
        },
        { role: 'tool', tool_call_id: 'call_B', content: '21:04' },
        {
          role: 'tool',
          tool_call_id: 'call_A',
          content: [
            { type: 'text', text: '18 °C' },
            { type: 'text', text: 'light rain' },
          ],
        },
        { role: 'user', content: 'And now the other way round.' },
      ],
    },
    requestIfStreamed: { stream_options: { include_usage: true } },
    received: {
      model: 'claude-sonnet-4-6',
      max_tokens: 1024,
      tools: [...anthropicTools],
      tool_choice: { type: 'any', disable_parallel_tool_use: true },
      messages: [
        { role: 'user', content: [{ type: 'text', text: 'Weather and time, please.' }] },
        {
          role: 'assistant',
          content: [
            { type: 'tool_use', id: 'call_A', name: 'get_weather', input: { location: 'Paris' } },
            { type: 'tool_use', id: 'call_B', name: 'get_time', input: { timezone: 'Asia/Tokyo' } },
          ],
        },
        {
          role: 'user',
          content: [
            { type: 'tool_result', tool_use_id: 'call_B', content: '21:04' },
            {
              type: 'tool_result',
              tool_use_id: 'call_A',
              content: [
                { type: 'text', text: '18 °C' },
                { type: 'text', text: 'light rain' },
              ],
            },
            { type: 'text', text: 'And now the other way round.' },
          ],
        },
      ],
    },
    receivedIfStreamed: streamed,
    answer: answered(
      'msg_01Tools',
      [
        { ...text, text: 'Both at once.' },
        { type: 'tool_use', id: 'toolu_01P', name: 'get_weather', input: { location: 'Tokyo' }, caller: direct },
        { type: 'tool_use', id: 'toolu_01Q', name: 'get_time', input: { timezone: 'Europe/Paris' }, caller: direct },
      ],
      'tool_use',
      spent(26, 5, 64, 40, 0),
    ),
    answerIfStreamed: streamOf(
      'msg_01Tools',
      [
        [text, said('Both '), said('at once.')],
        [
          { type: 'tool_use', id: 'toolu_01P', name: 'get_weather', input: {}, caller: direct },
          typed(''),
          typed('{"location"'),
          typed(':"Tokyo"}'),
        ],
        [
          { type: 'tool_use', id: 'toolu_01Q', name: 'get_time', input: {}, caller: direct },
          typed('{"timezone":"Eur'),
          typed('ope/Paris"}'),
        ],
      ],
      'tool_use',
      spent(26, 5, 64, 40, 0),
    ),
    message: completion(
      'chatcmpl-msg_01Tools',
      {
        content: 'Both at once.',
        tool_calls: [
          { id: 'toolu_01P', type: 'function', function: { name: 'get_weather', arguments: '{"location":"Tokyo"}' } },
          { id: 'toolu_01Q', type: 'function', function: { name: 'get_time', arguments: '{"timezone":"Europe/Paris"}' } },
        ],
      },
      'tool_calls',
      counters(95, 64, 5, 40, 0),
    ),
    messageIfStreamed: completion(
      'chatcmpl-msg_01Tools',
      {
        content: 'Both at once.',
        tool_calls: [
          { id: 'toolu_01P', type: 'function', function: { name: 'get_weather', arguments: '{"location":"Tokyo"}' } },
          { id: 'toolu_01Q', type: 'function', function: { name: 'get_time', arguments: '{"timezone":"Europe/Paris"}' } },
        ],
        ...parsed,
      },
      'tool_calls',
      counters(95, 64, 5, 40, 0),
    ),
    losses: [],
  },
  image: {
    request: {
      model: 'claude-sonnet-4-6',
      max_completion_tokens: 300,
      messages: [
        {
          role: 'user',
          content: [
            { type: 'image_url', image_url: { url: `data:image/png;base64,${redPixel}`, detail: 'high' } },
            { type: 'image_url', image_url: { url: 'https://images.example/cat.webp' } },
            { type: 'text', text: 'What do these show?' },
          ],
        },
      ],
    },
    received: {
      model: 'claude-sonnet-4-6',
      max_tokens: 300,
      messages: [
        {
          role: 'user',
          content: [
            { type: 'image', source: { type: 'base64', media_type: 'image/png', data: redPixel } },
            { type: 'image', source: { type: 'url', url: 'https://images.example/cat.webp' } },
            { type: 'text', text: 'What do these show?' },
          ],
        },
      ],
    },
    receivedIfStreamed: streamed,
    answer: answered('msg_01Image', [{ ...text, text: 'Red, and a cat.' }], 'end_turn', spent(800, 0, 0, 6, 0)),
    answerIfStreamed: streamOf('msg_01Image', [[text, said('Red, and a cat.')]], 'end_turn', spent(800, 0, 0, 6, 0)),
    message: completion('chatcmpl-msg_01Image', { content: 'Red, and a cat.' }, 'stop', counters(800, 0, 0, 6, 0)),
    messageIfStreamed: completion('chatcmpl-msg_01Image', { content: 'Red, and a cat.', ...parsed }, 'stop', null),
    losses: [],
  },
  thinking: {
    request: {
      model: 'claude-sonnet-4-6',
      max_completion_tokens: 4096,
      reasoning_effort: 'medium',
      messages: [
        { role: 'user', content: 'Is 91 prime?' },
        {
          role: 'assistant',
          content: 'No.',
          reasoning_content: '91 = 7 × 13',
          reasoning_details: [
            { type: 'reasoning.text', text: '91 = 7 × 13', signature: 'c2VhbGVk', format: 'anthropic-claude-v1', index: 0 },
            { type: 'reasoning.encrypted', data: 'cmVkYWN0ZWQ=', format: 'anthropic-claude-v1', index: 1 },
          ],
        },
        { role: 'user', content: 'And 97?' },
      ],
    },
    received: {
      model: 'claude-sonnet-4-6',
      max_tokens: 4096,
      thinking: { type: 'adaptive' },
      output_config: { effort: 'medium' },
      messages: [
        { role: 'user', content: [{ type: 'text', text: 'Is 91 prime?' }] },
        {
          role: 'assistant',
          content: [
            { type: 'thinking', thinking: '91 = 7 × 13', signature: 'c2VhbGVk' },
            { type: 'redacted_thinking', data: 'cmVkYWN0ZWQ=' },
            { type: 'text', text: 'No.' },
          ],
        },
        { role: 'user', content: [{ type: 'text', text: 'And 97?' }] },
      ],
    },
    receivedIfStreamed: streamed,
    answer: answered(
      'msg_01Think',
      [
        { type: 'thinking', thinking: 'not by 2, 3, 5, 7', signature: 'c2lnbmVk' },
        { type: 'redacted_thinking', data: 'aGlkZGVu' },
        { ...text, text: 'Yes.' },
      ],
      'end_turn',
      spent(30, 0, 0, 12, 9),
    ),
    answerIfStreamed: streamOf(
      'msg_01Think',
      [
        [
          { type: 'thinking', thinking: '', signature: '' },
          { type: 'thinking_delta', thinking: 'not by 2, ' },
          { type: 'thinking_delta', thinking: '3, 5, 7' },
          { type: 'signature_delta', signature: 'c2lnbmVk' },
        ],
        [{ type: 'redacted_thinking', data: 'aGlkZGVu' }],
        [text, said('Yes.')],
      ],
      'end_turn',
      spent(30, 0, 0, 12, 9),
    ),
    message: completion(
      'chatcmpl-msg_01Think',
      {
        content: 'Yes.',
        reasoning_content: 'not by 2, 3, 5, 7',
        reasoning_details: [
          { type: 'reasoning.text', text: 'not by 2, 3, 5, 7', signature: 'c2lnbmVk', format: 'anthropic-claude-v1', index: 0 },
          { type: 'reasoning.encrypted', data: 'aGlkZGVu', format: 'anthropic-claude-v1', index: 1 },
        ],
      },
      'stop',
      counters(30, 0, 0, 12, 9),
    ),
    // EMC-3: of an unknown delta member the helper keeps the last value, so only the details are complete.
    messageIfStreamed: completion(
      'chatcmpl-msg_01Think',
      {
        content: 'Yes.',
        reasoning_content: '3, 5, 7',
        reasoning_details: [
          { type: 'reasoning.text', text: 'not by 2, 3, 5, 7', signature: 'c2lnbmVk', format: 'anthropic-claude-v1', index: 0 },
          { type: 'reasoning.encrypted', data: 'aGlkZGVu', format: 'anthropic-claude-v1', index: 1 },
        ],
        ...parsed,
      },
      'stop',
      null,
    ),
    losses: [],
    extensions: ['reasoning_content', 'reasoning_details'],
  },
}
