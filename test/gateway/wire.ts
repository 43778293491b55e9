/** Requests and answers as they stand on the wire, the same words in both dialects. */

export const askAnthropic = { model: 'claude-sonnet-4-6', max_tokens: 99, messages: [{ role: 'user', content: 'Hi' }] }
export const askOpenai = { model: 'gpt-4o', messages: [{ role: 'user', content: 'Hi' }] }

export const anthropicAnswer = {
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  model: 'claude-sonnet-4-6',
  content: [{ type: 'text', text: 'Hello there', citations: null }],
  stop_reason: 'end_turn',
  stop_sequence: null,
  usage: { input_tokens: 6, cache_creation_input_tokens: 0, cache_read_input_tokens: 4, output_tokens: 7 },
}

export const openaiAnswer = {
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 1700000000,
  model: 'gpt-4o-2024-08-06',
  choices: [{ index: 0, message: { role: 'assistant', content: 'Hello there', refusal: null }, logprobs: null, finish_reason: 'stop' }],
  usage: { prompt_tokens: 10, completion_tokens: 7, total_tokens: 17, prompt_tokens_details: { cached_tokens: 4 } },
}

const named = (type: string, rest: object): string => `event: ${type}\ndata: ${JSON.stringify({ type, ...rest })}\n\n`

export const anthropicStream = [
  named('message_start', {
    message: { ...anthropicAnswer, content: [], stop_reason: null, usage: { ...anthropicAnswer.usage, output_tokens: 1 } },
  }),
  named('content_block_start', { index: 0, content_block: { type: 'text', text: '', citations: null } }),
  named('ping', {}),
  named('content_block_delta', { index: 0, delta: { type: 'text_delta', text: 'Hello' } }),
  named('content_block_delta', { index: 0, delta: { type: 'text_delta', text: ' thére' } }),
  named('content_block_stop', { index: 0 }),
  named('message_delta', { delta: { stop_reason: 'end_turn', stop_sequence: null }, usage: { output_tokens: 7 } }),
  named('message_stop', {}),
]

const chunk = (choices: readonly object[], more: object = {}): string =>
  `data: ${JSON.stringify({ id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1700000000, model: 'gpt-4o-2024-08-06', choices, ...more })}\n\n`

export const usageFrame = chunk([], { usage: openaiAnswer.usage })

export const openaiStream = [
  chunk([{ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null }]),
  chunk([{ index: 0, delta: { content: 'Hello' }, finish_reason: null }]),
  chunk([{ index: 0, delta: { content: ' thére' }, finish_reason: null }]),
  chunk([{ index: 0, delta: {}, finish_reason: 'stop' }]),
  usageFrame,
  'data: [DONE]\n\n',
]
