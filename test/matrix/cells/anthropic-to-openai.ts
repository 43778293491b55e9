import { expect } from 'vitest'
import { json, type Answer } from '../../scripted/answer.ts'
import { chatStream } from '../../scripted/wire.ts'
import type { Cell, Cells, JsonObject } from '../cell.ts'
import { likeGpt4o } from '../gpt-4o.ts'
import { anthropicTools, openaiTools, redPixel } from '../tools.ts'

const streamed = { stream: true, stream_options: { include_usage: true, include_obfuscation: false } }

const head = (id: string): JsonObject => ({ id, created: 1760000000, model: 'gpt-4o-2024-08-06' })

const usage = (prompt: number, cached: number, completion: number): JsonObject => ({
  prompt_tokens: prompt,
  completion_tokens: completion,
  total_tokens: prompt + completion,
  prompt_tokens_details: { cached_tokens: cached, audio_tokens: 0 },
  completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0, accepted_prediction_tokens: 0, rejected_prediction_tokens: 0 },
})

const completion = (id: string, message: JsonObject, finish: string, counted: JsonObject): Answer =>
  json({
    ...head(id),
    object: 'chat.completion',
    service_tier: 'default',
    choices: [{ index: 0, message: { role: 'assistant', refusal: null, ...message }, logprobs: null, finish_reason: finish }],
    usage: counted,
    system_fingerprint: 'fp_scripted',
  })

const stream = (id: string, deltas: readonly JsonObject[], finish: string, counted: JsonObject): Answer =>
  chatStream({ head: head(id), deltas: [{ role: 'assistant', content: '', refusal: null }, ...deltas], finish, usage: counted })

interface Answered {
  readonly id: string
  readonly content: readonly object[]
  readonly stop: string
  readonly input: number
  readonly cached: number
  readonly output: number
}

/** The message in both modes. A stream's chunks name no tier, and the helper of both SDKs adds `parsed_output`. */
const messages = (answered: Answered): Pick<Cell, 'message' | 'messageIfStreamed'> => ({
  message: message(answered, 'standard'),
  messageIfStreamed: { ...message(answered, null), parsed_output: null },
})

const message = ({ id, content, stop, input, cached, output }: Answered, tier: string | null): object => ({
  id,
  type: 'message',
  role: 'assistant',
  model: 'gpt-4o-2024-08-06',
  content,
  container: null,
  diagnostics: null,
  stop_details: null,
  stop_reason: stop,
  stop_sequence: null,
  usage: {
    input_tokens: input,
    output_tokens: output,
    cache_creation: null,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: cached,
    inference_geo: null,
    output_tokens_details: { thinking_tokens: 0 },
    server_tool_use: null,
    service_tier: tier,
    speed: null,
  },
})

const text = (said: string): object => ({ type: 'text', text: said, citations: null })

const twoCalls = [
  { id: 'call_P1', type: 'function', function: { name: 'get_weather', arguments: '{"location":"Tokyo"}' } },
  { id: 'call_P2', type: 'function', function: { name: 'get_time', arguments: '{"timezone":"Europe/Paris"}' } },
]

/** Anthropic clients, OpenAI as provider (A→C). */
export const cells: Cells = {
  hello: {
    request: { model: 'gpt-4o', max_tokens: 256, messages: [{ role: 'user', content: 'Hello from diglot!' }] },
    received: { model: 'gpt-4o', max_completion_tokens: 256, messages: [{ role: 'user', content: 'Hello from diglot!' }] },
    receivedIfStreamed: streamed,
    answer: completion('chatcmpl-hello', { content: 'Hello to you.' }, 'stop', usage(12, 0, 5)),
    answerIfStreamed: stream('chatcmpl-hello', [{ content: 'Hello' }, { content: ' to you.' }], 'stop', usage(12, 0, 5)),
    ...messages({ id: 'msg_chatcmpl-hello', content: [text('Hello to you.')], stop: 'end_turn', input: 12, cached: 0, output: 5 }),
    losses: [],
  },
  system: {
    request: {
      model: 'gpt-4o',
      max_tokens: 128,
      temperature: 0.5,
      stop_sequences: ['###'],
      metadata: { user_id: 'user-7' },
      system: [
        { type: 'text', text: 'You speak only in haiku.' },
        { type: 'text', text: 'Never mention rain.', cache_control: { type: 'ephemeral' } },
      ],
      messages: [{ role: 'user', content: 'Tell me about the ocean' }],
    },
    received: {
      model: 'gpt-4o',
      max_completion_tokens: 128,
      temperature: 0.5,
      stop: ['###'],
      safety_identifier: 'user-7',
      messages: [
        {
          role: 'system',
          content: [
            { type: 'text', text: 'You speak only in haiku.' },
            { type: 'text', text: 'Never mention rain.' },
          ],
        },
        { role: 'user', content: 'Tell me about the ocean' },
      ],
    },
    receivedIfStreamed: streamed,
    answer: completion('chatcmpl-haiku', { content: 'Grey waves breathe in' }, 'length', usage(1040, 1024, 128)),
    answerIfStreamed: stream('chatcmpl-haiku', [{ content: 'Grey waves' }, { content: ' breathe in' }], 'length', usage(1040, 1024, 128)),
    ...messages({
      id: 'msg_chatcmpl-haiku',
      content: [text('Grey waves breathe in')],
      stop: 'max_tokens',
      input: 16,
      cached: 1024,
      output: 128,
    }),
    losses: [],
  },
  'parallel tools with results': {
    request: {
      model: 'gpt-4o',
      max_tokens: 1024,
      tools: [...anthropicTools],
      tool_choice: { type: 'any', disable_parallel_tool_use: false },
      messages: [
        { role: 'user', content: 'Weather and time, please.' },
        {
          role: 'assistant',
          content: [
            { type: 'text', text: 'Let me look.' },
            { type: 'tool_use', id: 'toolu_01A', name: 'get_weather', input: { location: 'Paris' } },
            { type: 'tool_use', id: 'toolu_01B', name: 'get_time', input: { timezone: 'Asia/Tokyo' } },
            { type: 'tool_use', id: 'toolu_01C', name: 'get_weather', input: { location: 'Atlantis', unit: 'celsius' } },
          ],
        },
        {
          role: 'user',
          content: [
            { type: 'tool_result', tool_use_id: 'toolu_01B', content: '21:04' },
            {
              type: 'tool_result',
              tool_use_id: 'toolu_01A',
              content: [
                { type: 'text', text: '18 °C' },
                { type: 'text', text: 'light rain' },
              ],
            },
            { type: 'tool_result', tool_use_id: 'toolu_01C', is_error: true, content: 'no such city' },
            { type: 'text', text: 'And now the other way round.' },
            { type: 'text', text: 'Both at once.' },
          ],
        },
      ],
    },
    received: {
      model: 'gpt-4o',
      max_completion_tokens: 1024,
      tools: [...openaiTools],
      tool_choice: 'required',
      messages: [
        { role: 'user', content: 'Weather and time, please.' },
        {
          role: 'assistant',
          content: 'Let me look.',
          tool_calls: [
            { id: 'toolu_01A', type: 'function', function: { name: 'get_weather', arguments: '{"location":"Paris"}' } },
            { id: 'toolu_01B', type: 'function', function: { name: 'get_time', arguments: '{"timezone":"Asia/Tokyo"}' } },
            { id: 'toolu_01C', type: 'function', function: { name: 'get_weather', arguments: '{"location":"Atlantis","unit":"celsius"}' } },
          ],
        },
        { role: 'tool', tool_call_id: 'toolu_01B', content: '21:04' },
        {
          role: 'tool',
          tool_call_id: 'toolu_01A',
          content: [
            { type: 'text', text: '18 °C' },
            { type: 'text', text: 'light rain' },
          ],
        },
        { role: 'tool', tool_call_id: 'toolu_01C', content: 'Error: no such city' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'And now the other way round.' },
            { type: 'text', text: 'Both at once.' },
          ],
        },
      ],
    },
    receivedIfStreamed: streamed,
    answer: completion('chatcmpl-tools', { content: null, tool_calls: twoCalls }, 'tool_calls', usage(90, 64, 40)),
    answerIfStreamed: stream(
      'chatcmpl-tools',
      [
        { tool_calls: [{ index: 0, id: 'call_P1', type: 'function', function: { name: 'get_weather', arguments: '' } }] },
        { tool_calls: [{ index: 0, function: { arguments: '{"loca' } }] },
        { tool_calls: [{ index: 1, id: 'call_P2', type: 'function', function: { name: 'get_time', arguments: '' } }] },
        { tool_calls: [{ index: 1, function: { arguments: '{"timezone":' } }] },
        { tool_calls: [{ index: 0, function: { arguments: 'tion":"Tokyo"}' } }] },
        { tool_calls: [{ index: 1, function: { arguments: '"Europe/Paris"}' } }] },
      ],
      'tool_calls',
      usage(90, 64, 40),
    ),
    ...messages({
      id: 'msg_chatcmpl-tools',
      content: [
        { type: 'tool_use', id: 'call_P1', name: 'get_weather', input: { location: 'Tokyo' }, caller: { type: 'direct' } },
        { type: 'tool_use', id: 'call_P2', name: 'get_time', input: { timezone: 'Europe/Paris' }, caller: { type: 'direct' } },
      ],
      stop: 'tool_use',
      input: 26,
      cached: 64,
      output: 40,
    }),
    losses: ['TR-10'],
  },
  image: {
    request: {
      model: 'gpt-4o',
      max_tokens: 300,
      tools: [{ name: 'screenshot', input_schema: { type: 'object', properties: {} } }],
      messages: [
        {
          role: 'user',
          content: [
            { type: 'image', source: { type: 'base64', media_type: 'image/png', data: redPixel } },
            { type: 'image', source: { type: 'url', url: 'https://images.example/cat.webp' } },
            { type: 'text', text: 'Compare these with my screen.' },
          ],
        },
        { role: 'assistant', content: [{ type: 'tool_use', id: 'toolu_shot', name: 'screenshot', input: {} }] },
        {
          role: 'user',
          content: [
            {
              type: 'tool_result',
              tool_use_id: 'toolu_shot',
              content: [
                { type: 'text', text: 'taken' },
                { type: 'image', source: { type: 'base64', media_type: 'image/png', data: redPixel } },
              ],
            },
            { type: 'text', text: 'What colour is it?' },
          ],
        },
      ],
    },
    received: {
      model: 'gpt-4o',
      max_completion_tokens: 300,
      tools: [{ type: 'function', function: { name: 'screenshot', parameters: { type: 'object', properties: {} } } }],
      messages: [
        {
          role: 'user',
          content: [
            { type: 'image_url', image_url: { url: `data:image/png;base64,${redPixel}` } },
            { type: 'image_url', image_url: { url: 'https://images.example/cat.webp' } },
            { type: 'text', text: 'Compare these with my screen.' },
          ],
        },
        {
          role: 'assistant',
          content: null,
          tool_calls: [{ id: 'toolu_shot', type: 'function', function: { name: 'screenshot', arguments: '{}' } }],
        },
        {
          role: 'tool',
          tool_call_id: 'toolu_shot',
          content: [
            { type: 'text', text: 'taken' },
            { type: 'text', text: '[image 1 attached below]' },
          ],
        },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'Attachments for tool call toolu_shot:' },
            { type: 'image_url', image_url: { url: `data:image/png;base64,${redPixel}` } },
            { type: 'text', text: 'What colour is it?' },
          ],
        },
      ],
    },
    receivedIfStreamed: streamed,
    answer: completion('chatcmpl-image', { content: 'Red.' }, 'stop', usage(800, 0, 2)),
    answerIfStreamed: stream('chatcmpl-image', [{ content: 'Red.' }], 'stop', usage(800, 0, 2)),
    ...messages({ id: 'msg_chatcmpl-image', content: [text('Red.')], stop: 'end_turn', input: 800, cached: 0, output: 2 }),
    losses: ['TR-7'],
  },
  thinking: {
    request: {
      model: 'gpt-4o',
      max_tokens: 20000,
      thinking: { type: 'adaptive' },
      output_config: { effort: 'medium' },
      messages: [
        { role: 'user', content: 'Is 91 prime?' },
        {
          role: 'assistant',
          content: [
            { type: 'thinking', thinking: '91 = 7 × 13', signature: 'c2lnbmF0dXJlIG9mIGFub3RoZXIgcHJvdmlkZXI=' },
            { type: 'text', text: 'No.' },
          ],
        },
        { role: 'user', content: 'And 97?' },
      ],
    },
    requestIfStreamed: { max_tokens: 64000 },
    received: {
      model: 'gpt-4o',
      max_completion_tokens: 16384,
      messages: [
        { role: 'user', content: 'Is 91 prime?' },
        { role: 'assistant', content: 'No.' },
        { role: 'user', content: 'And 97?' },
      ],
    },
    receivedIfStreamed: streamed,
    answer: likeGpt4o(completion('chatcmpl-think', { reasoning_content: 'not by 2, 3, 5, 7', content: 'Yes.' }, 'stop', usage(30, 0, 12))),
    answerIfStreamed: likeGpt4o(
      stream(
        'chatcmpl-think',
        [{ reasoning_content: 'not by 2, ' }, { reasoning_content: '3, 5, 7' }, { content: 'Yes.' }],
        'stop',
        usage(30, 0, 12),
      ),
    ),
    ...messages({
      id: 'msg_chatcmpl-think',
      content: [
        { type: 'thinking', thinking: 'not by 2, 3, 5, 7', signature: expect.stringMatching(/^dg1\.[\w-]+\.[\w-]+$/) },
        text('Yes.'),
      ],
      stop: 'end_turn',
      input: 30,
      cached: 0,
      output: 12,
    }),
    losses: ['LIM-3', 'RSN-2'],
  },
}
