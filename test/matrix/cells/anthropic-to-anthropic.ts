import { json, sse } from '../../scripted/answer.ts'
import { messageEvents } from '../../scripted/wire.ts'
import type { Cell, Cells, JsonObject } from '../cell.ts'
import { anthropicTools, redPixel } from '../tools.ts'

const usage = { input_tokens: 26, cache_creation_input_tokens: 5, cache_read_input_tokens: 64, output_tokens: 40, service_tier: 'standard' }

const envelope = { id: 'msg_01Native', type: 'message', role: 'assistant', model: 'claude-sonnet-4-6' }

/** Same format: the provider gets what the SDK wrote, the SDK gets what the provider wrote. */
function native(request: JsonObject, content: readonly JsonObject[], deltas: readonly (readonly JsonObject[])[], stop: string): Cell {
  const asked = { model: 'claude-sonnet-4-6', max_tokens: 1024, ...request }
  return {
    request: asked,
    received: asked,
    receivedIfStreamed: { stream: true },
    answer: json({ ...envelope, content: [...content], stop_reason: stop, stop_sequence: null, usage }),
    answerIfStreamed: sse(
      messageEvents(
        {
          type: 'message_start',
          message: { ...envelope, content: [], stop_reason: null, stop_sequence: null, usage: { ...usage, output_tokens: 1 } },
        },
        { type: 'ping' },
        ...content.flatMap((block, index) => [
          { type: 'content_block_start', index, content_block: opened(block) },
          ...(deltas[index] ?? []).map((delta) => ({ type: 'content_block_delta', index, delta })),
          { type: 'content_block_stop', index },
        ]),
        { type: 'message_delta', delta: { stop_reason: stop, stop_sequence: null }, usage: { output_tokens: 40 } },
        { type: 'message_stop' },
      ),
    ),
    message: { ...envelope, content, stop_reason: stop, stop_sequence: null, usage },
    // The helper of both SDKs adds `parsed_output`.
    messageIfStreamed: { ...envelope, content, stop_reason: stop, stop_sequence: null, usage, parsed_output: null },
    losses: [],
  }
}

/** A block as a stream opens it: the texts are still empty. */
function opened(block: JsonObject): JsonObject {
  const empty: JsonObject = { text: '', thinking: '', signature: '', input: {} }
  return Object.fromEntries(Object.entries(block).map(([member, value]) => [member, empty[member] ?? value]))
}

/** Anthropic clients, Anthropic as provider. */
export const cells: Cells = {
  hello: native(
    { messages: [{ role: 'user', content: 'Hello from diglot!' }] },
    [{ type: 'text', text: 'Hello to you.' }],
    [
      [
        { type: 'text_delta', text: 'Hello ' },
        { type: 'text_delta', text: 'to you.' },
      ],
    ],
    'end_turn',
  ),
  system: native(
    {
      system: [{ type: 'text', text: 'You speak only in haiku.', cache_control: { type: 'ephemeral', ttl: '1h' } }],
      messages: [{ role: 'user', content: 'Tell me about the ocean' }],
    },
    [{ type: 'text', text: 'Grey waves' }],
    [[{ type: 'text_delta', text: 'Grey waves' }]],
    'max_tokens',
  ),
  'parallel tools with results': native(
    {
      tools: [...anthropicTools],
      tool_choice: { type: 'auto' },
      messages: [
        { role: 'user', content: 'Weather and time, please.' },
        {
          role: 'assistant',
          content: [
            { type: 'tool_use', id: 'toolu_01A', name: 'get_weather', input: { location: 'Paris' } },
            { type: 'tool_use', id: 'toolu_01B', name: 'get_time', input: { timezone: 'Asia/Tokyo' } },
          ],
        },
        {
          role: 'user',
          content: [
            { type: 'tool_result', tool_use_id: 'toolu_01A', content: '18 °C' },
            { type: 'tool_result', tool_use_id: 'toolu_01B', content: '21:04' },
          ],
        },
      ],
    },
    [
      { type: 'tool_use', id: 'toolu_01P', name: 'get_weather', input: { location: 'Tokyo' } },
      { type: 'tool_use', id: 'toolu_01Q', name: 'get_time', input: { timezone: 'Europe/Paris' } },
    ],
    [
      [
        { type: 'input_json_delta', partial_json: '{"location"' },
        { type: 'input_json_delta', partial_json: ': "Tokyo"}' },
      ],
      [{ type: 'input_json_delta', partial_json: '{"timezone": "Europe/Paris"}' }],
    ],
    'tool_use',
  ),
  image: native(
    {
      messages: [
        {
          role: 'user',
          content: [
            { type: 'image', source: { type: 'base64', media_type: 'image/png', data: redPixel } },
            { type: 'text', text: 'What colour is it?' },
          ],
        },
      ],
    },
    [{ type: 'text', text: 'Red.' }],
    [[{ type: 'text_delta', text: 'Red.' }]],
    'end_turn',
  ),
  thinking: native(
    {
      thinking: { type: 'adaptive' },
      output_config: { effort: 'medium' },
      messages: [
        { role: 'user', content: 'Is 91 prime?' },
        {
          role: 'assistant',
          content: [
            { type: 'thinking', thinking: '', signature: 'c2lnbmF0dXJl' },
            { type: 'redacted_thinking', data: 'cmVkYWN0ZWQ=' },
            { type: 'text', text: 'No.' },
          ],
        },
        { role: 'user', content: 'And 97?' },
      ],
    },
    [
      { type: 'thinking', thinking: 'not by 2, 3, 5, 7', signature: 'c2lnbmVk' },
      { type: 'redacted_thinking', data: 'aGlkZGVu' },
      { type: 'text', text: 'Yes.' },
    ],
    [
      [
        { type: 'thinking_delta', thinking: 'not by 2, ' },
        { type: 'thinking_delta', thinking: '3, 5, 7' },
        { type: 'signature_delta', signature: 'c2lnbmVk' },
      ],
      [],
      [{ type: 'text_delta', text: 'Yes.' }],
    ],
    'end_turn',
  ),
}
