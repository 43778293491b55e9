import { isObject, type Json, type JsonObject } from '../distil/json.ts'

/** A stream of a format in which one event is to be tried out, as bytes; null for a format without one here. */
export function streamWith(format: string, event: Json | null): Uint8Array | null {
  if (format === 'anthropic-messages')
    return bytes(messagesEvents(event).map((each) => `event: ${text(each['type'])}\ndata: ${JSON.stringify(each)}\n\n`))
  if (format === 'openai-chat') return bytes([...chatChunks(event).map((each) => `data: ${JSON.stringify(each)}\n\n`), 'data: [DONE]\n\n'])
  return null
}

const bytes = (frames: readonly string[]): Uint8Array => new TextEncoder().encode(frames.join(''))

/** The event takes the place of the one of its type, or comes after the first delta. */
function messagesEvents(event: Json | null): readonly JsonObject[] {
  if (!isObject(event)) return messages
  const at = messages.findIndex((each) => each['type'] === event['type'])
  return at === -1 ? messages.toSpliced(3, 0, event) : messages.toSpliced(at, 1, { ...messages[at], ...event })
}

function chatChunks(event: Json | null): readonly JsonObject[] {
  const choice = (delta: JsonObject, finish_reason: string | null): JsonObject => ({
    id: 'chatcmpl-1',
    object: 'chat.completion.chunk',
    created: 1,
    model: 'gpt-4o',
    choices: [{ index: 0, delta, finish_reason }],
  })
  const tried = isObject(event) ? [{ ...choice({ content: ' there' }, null), ...event }] : []
  return [choice({ role: 'assistant', content: 'Hello' }, null), ...tried, choice({}, 'stop')]
}

const messages: readonly JsonObject[] = [
  {
    type: 'message_start',
    message: {
      id: 'msg_1',
      type: 'message',
      role: 'assistant',
      model: 'claude-sonnet-4-6',
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage: { input_tokens: 1, output_tokens: 1 },
    },
  },
  { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
  { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Hello' } },
  { type: 'content_block_stop', index: 0 },
  { type: 'message_delta', delta: { stop_reason: 'end_turn', stop_sequence: null }, usage: { output_tokens: 2 } },
  { type: 'message_stop' },
]

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
