import { json, sse, type Answer } from '../scripted/answer.ts'
import { messageEvents } from '../scripted/wire.ts'
import type { JsonObject } from './cell.ts'

/** Counters as Anthropic reports them: the three kinds of input are disjoint. */
export interface Counted {
  readonly input: number
  readonly written: number
  readonly read: number
  readonly output: number
  readonly thinking: number
}

export const spent = (input: number, written: number, read: number, output: number, thinking: number): Counted => ({
  input,
  written,
  read,
  output,
  thinking,
})

const usage = ({ input, written, read, output, thinking }: Counted): JsonObject => ({
  input_tokens: input,
  output_tokens: output,
  cache_creation: { ephemeral_5m_input_tokens: written, ephemeral_1h_input_tokens: 0 },
  cache_creation_input_tokens: written,
  cache_read_input_tokens: read,
  inference_geo: null,
  output_tokens_details: { thinking_tokens: thinking },
  server_tool_use: null,
  service_tier: 'standard',
  speed: null,
})

const envelope = (id: string): JsonObject => ({
  id,
  type: 'message',
  role: 'assistant',
  model: 'claude-sonnet-4-6',
  container: null,
  diagnostics: null,
  stop_details: null,
})

/** A unary answer. */
export const answered = (id: string, content: readonly JsonObject[], stop: string, counted: Counted): Answer =>
  json({ ...envelope(id), content: [...content], stop_reason: stop, stop_sequence: null, usage: usage(counted) })

/** The same answer as a stream: each block is its start followed by its deltas. */
export const streamOf = (id: string, blocks: readonly (readonly [JsonObject, ...JsonObject[]])[], stop: string, counted: Counted): Answer =>
  sse(
    messageEvents(
      {
        type: 'message_start',
        message: {
          ...envelope(id),
          content: [],
          stop_reason: null,
          stop_sequence: null,
          usage: { ...usage(counted), output_tokens: 1, output_tokens_details: null },
        },
      },
      { type: 'ping' },
      ...blocks.flatMap(([start, ...deltas], index) => [
        { type: 'content_block_start', index, content_block: start },
        ...deltas.map((delta) => ({ type: 'content_block_delta', index, delta })),
        { type: 'content_block_stop', index },
      ]),
      {
        type: 'message_delta',
        delta: { stop_reason: stop, stop_sequence: null, stop_details: null, container: null },
        usage: {
          input_tokens: counted.input,
          output_tokens: counted.output,
          cache_creation_input_tokens: counted.written,
          cache_read_input_tokens: counted.read,
          output_tokens_details: { thinking_tokens: counted.thinking },
          server_tool_use: null,
        },
      },
      { type: 'message_stop' },
    ),
  )

export const text = { type: 'text', text: '', citations: null }
export const said = (words: string): JsonObject => ({ type: 'text_delta', text: words })
export const typed = (json: string): JsonObject => ({ type: 'input_json_delta', partial_json: json })
export const direct = { type: 'direct' }
