import type { JsonObject } from '../json.ts'
import { fragments } from '../tokens.ts'
import type { Block, Message } from './message.ts'

/** The frames of a message as an event stream, in the order the real API sends them. */
export function frames(message: Message): readonly string[] {
  const { envelope, blocks, stopReason, stopSequence, usage } = message
  const opening = {
    ...envelope,
    content: [],
    stop_reason: null,
    stop_sequence: null,
    stop_details: null,
    usage: { ...usage, output_tokens: 1, output_tokens_details: null },
  }
  const closing = Object.fromEntries(CUMULATIVE.map((member) => [member, usage[member]]))
  const events: readonly Event[] = [
    { type: 'message_start', message: opening },
    ...blocks.flatMap(blockEvents),
    {
      type: 'message_delta',
      delta: { stop_reason: stopReason, stop_sequence: stopSequence, stop_details: null, container: null },
      usage: closing,
    },
    { type: 'message_stop' },
  ]
  return withPing(events).map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`)
}

/** The usage members that the end of a stream repeats. */
const CUMULATIVE = [
  'input_tokens',
  'cache_creation_input_tokens',
  'cache_read_input_tokens',
  'output_tokens',
  'output_tokens_details',
  'server_tool_use',
]

interface Event extends JsonObject {
  readonly type: string
}

/** The real API pings once, right after the first block has opened. */
const withPing = (events: readonly Event[]): readonly Event[] => {
  const at = events.findIndex((event) => event.type === 'content_block_start') + 1
  return events.toSpliced(at === 0 ? 1 : at, 0, { type: 'ping' })
}

function blockEvents(block: Block, index: number): readonly Event[] {
  return [
    { type: 'content_block_start', index, content_block: emptied(block) },
    ...deltas(block).map((delta) => ({ type: 'content_block_delta', index, delta })),
    { type: 'content_block_stop', index },
  ]
}

function emptied({ content }: Block): JsonObject {
  if (content.type === 'thinking') return { ...content, thinking: '', signature: '' }
  return content.type === 'text' ? { ...content, text: '' } : { ...content, input: {} }
}

function deltas({ content, call }: Block): readonly JsonObject[] {
  if (call !== null) {
    const parts = call.arguments === '{}' ? [] : fragments(call.arguments, 3)
    return ['', ...parts].map((partial_json) => ({ type: 'input_json_delta', partial_json }))
  }
  if (content.type === 'thinking') {
    return [
      ...fragments(textIn(content, 'thinking'), 3).map((thinking) => ({ type: 'thinking_delta', thinking })),
      { type: 'signature_delta', signature: content['signature'] },
    ]
  }
  return fragments(textIn(content, 'text'), 2).map((text) => ({ type: 'text_delta', text }))
}

const textIn = (content: JsonObject, member: string): string => {
  const text = content[member]
  return typeof text === 'string' ? text : ''
}
