import { chatChunks, messageEvents } from '../scripted/wire.ts'
import type { Json } from '../scripted/json.ts'

/** One answer of about 5 kB with thinking, text and two calls, as each provider streams it. */
export const thought =
  'Der Nutzer fragt nach dem Wetter in Zürich und nach der Zeit in 東京. Zwei Aufrufe genügen, einer je Werkzeug 🧰, denn keiner hängt vom anderen ab.'
export const spoken =
  'I will look up both: the weather in Zürich ☁️ and the time in 東京.\nIt takes “two” calls, with \\ and / in their arguments, and no more.'

/** The calls of the answer: their arguments are what both providers send, to the letter. */
export const calls = [
  {
    id: 'toolu_01weather',
    name: 'get_weather',
    json: '{"location":"Zürich","unit":"celsius","days":[1,2,3],"note":"a \\"quoted\\" \\\\ note"}',
  },
  { id: 'toolu_02time', name: 'get_time', json: '{"timezone":"Asia/Tokyo","label":"東京 🗼","nested":{"a":[{}],"b":null}}' },
] as const

/** `text` in pieces of `size` characters. */
export const pieces = (text: string, size: number): string[] => {
  const points = Array.from(text)
  return Array.from({ length: Math.ceil(points.length / size) }, (_, i) => points.slice(i * size, (i + 1) * size).join(''))
}

type Delta = { readonly [member: string]: Json }

const block = (index: number, start: Delta, deltas: readonly Delta[]) => [
  { type: 'content_block_start', index, content_block: start },
  ...deltas.map((delta) => ({ type: 'content_block_delta', index, delta })),
  { type: 'content_block_stop', index },
]

const usage = {
  input_tokens: 120,
  cache_creation_input_tokens: 10,
  cache_read_input_tokens: 30,
  output_tokens: 90,
  output_tokens_details: { thinking_tokens: 40 },
}

const message = {
  id: 'msg_01cut',
  type: 'message',
  role: 'assistant',
  model: 'claude-sonnet-4-6',
  stop_sequence: null,
  stop_details: null,
  container: null,
}

/** As Anthropic answers without streaming. */
export const messageDocument = JSON.stringify({
  ...message,
  content: [
    { type: 'thinking', thinking: thought, signature: 'c2lnbmF0dXJlIG9mIHRoZSB0aG91Z2h0' },
    { type: 'text', text: spoken, citations: null },
    ...calls.map(({ id, name, json }) => ({ type: 'tool_use', id, name, input: JSON.parse(json) as Json, caller: { type: 'direct' } })),
  ],
  stop_reason: 'tool_use',
  usage,
})

/** As Anthropic streams it. */
export const messageStream = messageEvents(
  {
    type: 'message_start',
    message: { ...message, content: [], stop_reason: null, usage: { ...usage, output_tokens: 1, output_tokens_details: null } },
  },
  { type: 'ping' },
  ...block(0, { type: 'thinking', thinking: '', signature: '' }, [
    ...pieces(thought, 25).map((thinking) => ({ type: 'thinking_delta', thinking })),
    { type: 'signature_delta', signature: 'c2lnbmF0dXJlIG9mIHRoZSB0aG91Z2h0' },
  ]),
  ...block(
    1,
    { type: 'text', text: '', citations: null },
    pieces(spoken, 25).map((text) => ({ type: 'text_delta', text })),
  ),
  ...calls.flatMap(({ id, name, json }, index) =>
    block(
      index + 2,
      { type: 'tool_use', id, name, input: {}, caller: { type: 'direct' } },
      ['', ...pieces(json, 20)].map((partial_json) => ({ type: 'input_json_delta', partial_json })),
    ),
  ),
  { type: 'message_delta', delta: { stop_reason: 'tool_use', stop_sequence: null, stop_details: null, container: null }, usage },
  { type: 'message_stop' },
)

const head = { id: 'chatcmpl-01cut', created: 1760000000, model: 'gpt-4o-2024-08-06' }
const chatUsage = {
  prompt_tokens: 160,
  completion_tokens: 90,
  total_tokens: 250,
  prompt_tokens_details: { cached_tokens: 30 },
  completion_tokens_details: { reasoning_tokens: 40 },
}

/** As OpenAI and its like answer without streaming. */
export const completionDocument = JSON.stringify({
  ...head,
  object: 'chat.completion',
  choices: [
    {
      index: 0,
      message: {
        role: 'assistant',
        content: spoken,
        refusal: null,
        reasoning_content: thought,
        tool_calls: calls.map(({ id, name, json }) => ({ id, type: 'function', function: { name, arguments: json } })),
      },
      logprobs: null,
      finish_reason: 'tool_calls',
    },
  ],
  usage: chatUsage,
})

/** As OpenAI and its like stream it, usage included. */
export const chunkStream = chatChunks(
  {
    head,
    deltas: [
      { role: 'assistant', content: '' },
      ...pieces(thought, 30).map((reasoning_content) => ({ reasoning_content })),
      ...pieces(spoken, 30).map((content) => ({ content })),
      ...calls.flatMap(({ id, name, json }, index) => [
        { tool_calls: [{ index, id, type: 'function', function: { name, arguments: '' } }] },
        ...pieces(json, 24).map((fragment) => ({ tool_calls: [{ index, function: { arguments: fragment } }] })),
      ]),
    ],
    finish: 'tool_calls',
    usage: chatUsage,
  },
  true,
)
