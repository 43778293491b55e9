import { messageEvents } from '../scripted/wire.ts'
import type { Json } from '../scripted/json.ts'
import { calls, pieces, spoken, thought } from './streams.ts'

type Item = { readonly [member: string]: Json }

const reasoning: Item = {
  type: 'reasoning',
  id: 'rs_01cut',
  summary: [{ type: 'summary_text', text: thought }],
  encrypted_content: 'gAAAAABencrypted',
}
const part = { type: 'output_text', text: spoken, annotations: [], logprobs: [] }
const message: Item = { type: 'message', id: 'msg_01cut', role: 'assistant', status: 'completed', content: [part] }
const called = calls.map(({ id, name, json }, index): Item => ({
  type: 'function_call',
  id: `fc_0${index}`,
  call_id: id,
  name,
  arguments: json,
  status: 'completed',
}))

const answer = {
  id: 'resp_01cut',
  object: 'response',
  created_at: 1760000000,
  model: 'gpt-5-2025-08-07',
  access_programs: null,
  error: null,
  incomplete_details: null,
  instructions: null,
  metadata: {},
  parallel_tool_calls: true,
  temperature: 1,
  tool_choice: 'auto',
  tools: [],
  top_p: 1,
}
const whole = {
  ...answer,
  status: 'completed',
  output: [reasoning, message, ...called],
  usage: {
    input_tokens: 160,
    input_tokens_details: { cached_tokens: 30, cache_write_tokens: 10 },
    output_tokens: 90,
    output_tokens_details: { reasoning_tokens: 40 },
    total_tokens: 250,
  },
}
const underway = { ...answer, status: 'in_progress', output: [] }

/** As OpenAI answers over Responses without streaming. */
export const responseDocument = JSON.stringify(whole)

/** An item of a place of the output, from start to end. */
const told = (output_index: number, item: Item, begun: Item, inside: (place: Item) => readonly Event[]): readonly Event[] => [
  { type: 'response.output_item.added', output_index, item: { ...item, ...begun } },
  ...inside({ item_id: item['id'] ?? '', output_index }),
  { type: 'response.output_item.done', output_index, item },
]

type Event = Item & { readonly type: string }

const events: readonly Event[] = [
  { type: 'response.created', response: underway },
  { type: 'response.in_progress', response: underway },
  ...told(0, reasoning, { summary: [], encrypted_content: null }, (item) => {
    const place = { ...item, summary_index: 0 }
    return [
      { type: 'response.reasoning_summary_part.added', ...place, part: { type: 'summary_text', text: '' } },
      ...pieces(thought, 50).map((delta) => ({ type: 'response.reasoning_summary_text.delta', ...place, delta })),
      { type: 'response.reasoning_summary_text.done', ...place, text: thought },
      { type: 'response.reasoning_summary_part.done', ...place, part: { type: 'summary_text', text: thought } },
    ]
  }),
  ...told(1, message, { content: [], status: 'in_progress' }, (item) => {
    const place = { ...item, content_index: 0 }
    return [
      { type: 'response.content_part.added', ...place, part: { ...part, text: '' } },
      ...pieces(spoken, 50).map((delta) => ({ type: 'response.output_text.delta', ...place, delta, logprobs: [] })),
      { type: 'response.output_text.done', ...place, text: spoken, logprobs: [] },
      { type: 'response.content_part.done', ...place, part },
    ]
  }),
  ...called.flatMap((call, index) =>
    told(index + 2, call, { arguments: '', status: 'in_progress' }, (place) => [
      ...pieces(calls[index]?.json ?? '', 40).map((delta) => ({ type: 'response.function_call_arguments.delta', ...place, delta })),
      { type: 'response.function_call_arguments.done', ...place, arguments: call['arguments'] ?? '' },
    ]),
  ),
  { type: 'response.completed', response: whole },
]

/** As OpenAI streams it over Responses. */
export const itemStream = messageEvents(...events.map((event, sequence_number) => ({ ...event, sequence_number })))
