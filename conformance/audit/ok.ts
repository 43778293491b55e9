/** A legal answer that says `ok` to whatever a path asks. */
export function okBody(url: string, stream: boolean): { readonly type: string; readonly text: string } {
  const [path = ''] = url.split('?')
  if (path.endsWith('/count_tokens')) return json({ input_tokens: 1 })
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
