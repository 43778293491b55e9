import { json } from '../../scripted/answer.ts'
import { chatStream } from '../../scripted/wire.ts'
import type { Cell, Cells, JsonObject } from '../cell.ts'
import { openaiTools, redPixel } from '../tools.ts'

const usage = { prompt_tokens: 90, completion_tokens: 40, total_tokens: 130, prompt_tokens_details: { cached_tokens: 64 } }

/** §13-16: what the gateway splices into the request of a client that did not say whether it wants usage. */
const usageAskedFor = { stream: true, stream_options: { include_usage: true } }

/** Same format: what the SDK wrote arrives, what the provider wrote arrives. */
function native(request: JsonObject, message: JsonObject, deltas: readonly JsonObject[], finish: string): Cell {
  const asked = { model: 'gpt-4o', ...request }
  const head = { id: 'chatcmpl-native', created: 1760000000, model: 'gpt-4o-2024-08-06' }
  const choice = (said: JsonObject): JsonObject => ({ index: 0, message: said, finish_reason: finish, logprobs: null })
  const said = { role: 'assistant', refusal: null, ...message }
  return {
    request: asked,
    received: asked,
    receivedIfStreamed: usageAskedFor,
    answer: json({ ...head, object: 'chat.completion', choices: [choice(said)], usage }),
    answerIfStreamed: chatStream({
      head,
      deltas: [{ role: 'assistant', content: message['content'] === null ? null : '', refusal: null }, ...deltas],
      finish,
      usage,
    }),
    message: { ...head, object: 'chat.completion', choices: [choice(said)], usage },
    // The usage chunk was taken out again; the `usage: null` of the others stays.
    messageIfStreamed: { ...head, object: 'chat.completion', choices: [choice({ ...said, parsed: null })], usage: null },
    losses: [],
  }
}

const tools = native(
  {
    tools: [...openaiTools],
    parallel_tool_calls: true,
    messages: [
      { role: 'user', content: 'Weather and time, please.' },
      {
        role: 'assistant',
        content: null,
        tool_calls: [
          { id: 'call_A', type: 'function', function: { name: 'get_weather', arguments: '{"location": "Paris"}' } },
          { id: 'call_B', type: 'function', function: { name: 'get_time', arguments: '{"timezone": "Asia/Tokyo"}' } },
        ],
      },
      { role: 'tool', tool_call_id: 'call_A', content: '18 °C' },
      { role: 'tool', tool_call_id: 'call_B', content: '21:04' },
    ],
  },
  {
    content: null,
    tool_calls: [
      { id: 'call_P', type: 'function', function: { name: 'get_weather', arguments: '{"location":"Tokyo"}' } },
      { id: 'call_Q', type: 'function', function: { name: 'get_time', arguments: '{"timezone":"Europe/Paris"}' } },
    ],
  },
  [
    { tool_calls: [{ index: 0, id: 'call_P', type: 'function', function: { name: 'get_weather', arguments: '' } }] },
    { tool_calls: [{ index: 0, function: { arguments: '{"location":"Tokyo"}' } }] },
    { tool_calls: [{ index: 1, id: 'call_Q', type: 'function', function: { name: 'get_time', arguments: '' } }] },
    { tool_calls: [{ index: 1, function: { arguments: '{"timezone":"Europe/Paris"}' } }] },
  ],
  'tool_calls',
)

/** OpenAI clients, OpenAI as provider. */
export const cells: Cells = {
  hello: native(
    { messages: [{ role: 'user', content: 'Hello from diglot!' }] },
    { content: 'Hello to you.' },
    [{ content: 'Hello ' }, { content: 'to you.' }],
    'stop',
  ),
  system: native(
    {
      max_completion_tokens: 128,
      messages: [
        { role: 'developer', content: 'You speak only in haiku.' },
        { role: 'user', content: 'Tell me about the ocean' },
      ],
    },
    { content: 'Grey waves' },
    [{ content: 'Grey waves' }],
    'length',
  ),
  // This client asks for usage itself, so its request stays as it is and the usage reaches it.
  'parallel tools with results': {
    ...tools,
    requestIfStreamed: { stream_options: { include_usage: true } },
    messageIfStreamed: {
      id: 'chatcmpl-native',
      created: 1760000000,
      model: 'gpt-4o-2024-08-06',
      object: 'chat.completion',
      choices: [
        {
          index: 0,
          message: {
            role: 'assistant',
            content: null,
            refusal: null,
            parsed: null,
            tool_calls: [
              { id: 'call_P', type: 'function', function: { name: 'get_weather', arguments: '{"location":"Tokyo"}' } },
              { id: 'call_Q', type: 'function', function: { name: 'get_time', arguments: '{"timezone":"Europe/Paris"}' } },
            ],
          },
          finish_reason: 'tool_calls',
          logprobs: null,
        },
      ],
      usage,
    },
  },
  image: native(
    {
      messages: [
        {
          role: 'user',
          content: [
            { type: 'image_url', image_url: { url: `data:image/png;base64,${redPixel}`, detail: 'low' } },
            { type: 'text', text: 'What colour is it?' },
          ],
        },
      ],
    },
    { content: 'Red.' },
    [{ content: 'Red.' }],
    'stop',
  ),
  thinking: native(
    { model: 'gpt-5.1', reasoning_effort: 'medium', messages: [{ role: 'user', content: 'Is 97 prime?' }] },
    { content: 'Yes.' },
    [{ content: 'Yes.' }],
    'stop',
  ),
}
