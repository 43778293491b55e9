/** A legal answer that says `ok` to whatever a path asks. */
export function okBody(url: string, stream: boolean): { readonly type: string; readonly text: string } {
  const [path = ''] = url.split('?')
  if (path.endsWith('/count_tokens')) return json({ input_tokens: 1 })
  if (path.endsWith('/responses/input_tokens')) return json({ object: 'response.input_tokens', input_tokens: 1 })
  if (path.endsWith('/responses')) return stream ? { type: eventStream, text: responseEvents() } : json(response)
  if (path.endsWith('/chat/completions')) return stream ? { type: eventStream, text: completionEvents } : json(completion)
  if (path.endsWith('/messages')) return stream ? { type: eventStream, text: messageEvents } : json(message)
  return json({ object: 'list', data: [], has_more: false, first_id: null, last_id: null })
}

const eventStream = 'text/event-stream; charset=utf-8'
const json = (value: object): { readonly type: string; readonly text: string } => ({
  type: 'application/json',
  text: JSON.stringify(value),
})

const message = {
  id: 'msg_ok',
  type: 'message',
  role: 'assistant',
  model: 'ok',
  container: null,
  diagnostics: null,
  content: [{ type: 'text', text: 'ok', citations: null }],
  stop_reason: 'end_turn',
  stop_details: null,
  stop_sequence: null,
  usage: { input_tokens: 1, output_tokens: 1 },
}

const named = (type: string, rest: object = {}): string => `event: ${type}\ndata: ${JSON.stringify({ type, ...rest })}\n\n`

const messageEvents = [
  named('message_start', { message: { ...message, content: [], stop_reason: null } }),
  named('content_block_start', { index: 0, content_block: { type: 'text', text: '', citations: null } }),
  named('content_block_delta', { index: 0, delta: { type: 'text_delta', text: 'ok' } }),
  named('content_block_stop', { index: 0 }),
  named('message_delta', { delta: { stop_reason: 'end_turn', stop_sequence: null }, usage: { output_tokens: 1 } }),
  named('message_stop'),
].join('')

const envelope = { id: 'chatcmpl-ok', created: 1, model: 'ok' }

const completion = {
  ...envelope,
  object: 'chat.completion',
  choices: [{ index: 0, message: { role: 'assistant', content: 'ok', refusal: null }, finish_reason: 'stop', logprobs: null }],
  usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
}

const chunk = (delta: object, finish_reason: string | null): string =>
  `data: ${JSON.stringify({ ...envelope, object: 'chat.completion.chunk', choices: [{ index: 0, delta, finish_reason, logprobs: null }] })}\n\n`

const completionEvents = `${chunk({ role: 'assistant', content: 'ok' }, null)}${chunk({}, 'stop')}data: [DONE]\n\n`

const part = { type: 'output_text', text: 'ok', annotations: [], logprobs: [] }
const item = { id: 'msg_ok', type: 'message', role: 'assistant', status: 'completed', content: [part] }

const response = {
  id: 'resp_ok',
  object: 'response',
  created_at: 1,
  status: 'completed',
  error: null,
  incomplete_details: null,
  instructions: null,
  metadata: {},
  model: 'ok',
  output: [item],
  parallel_tool_calls: true,
  temperature: 1,
  top_p: 1,
  tool_choice: 'auto',
  tools: [],
  access_programs: null,
  usage: {
    input_tokens: 1,
    input_tokens_details: { cached_tokens: 0, cache_write_tokens: 0 },
    output_tokens: 1,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: 2,
  },
}

function responseEvents(): string {
  const begun = { response: { ...response, status: 'in_progress', output: [], usage: null } }
  const at = { item_id: item.id, output_index: 0, content_index: 0 }
  const events: readonly (readonly [string, object])[] = [
    ['response.created', begun],
    ['response.in_progress', begun],
    ['response.output_item.added', { output_index: 0, item: { ...item, status: 'in_progress', content: [] } }],
    ['response.content_part.added', { ...at, part: { ...part, text: '' } }],
    ['response.output_text.delta', { ...at, delta: 'ok', logprobs: [] }],
    ['response.output_text.done', { ...at, text: 'ok', logprobs: [] }],
    ['response.content_part.done', { ...at, part }],
    ['response.output_item.done', { output_index: 0, item }],
    ['response.completed', { response }],
  ]
  return events.map(([type, rest], sequence_number) => named(type, { ...rest, sequence_number })).join('')
}
