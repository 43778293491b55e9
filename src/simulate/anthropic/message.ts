import type { Answer } from '../answer.ts'
import type { NewId } from '../identifiers.ts'
import type { JsonObject } from '../json.ts'
import type { Call } from '../tools.ts'
import type { InputUsage } from '../usage.ts'
import { sign } from './signature.ts'

/** An answer in the shape of a message, with the raw argument text of its calls kept for streaming. */
export interface Message {
  readonly envelope: JsonObject
  readonly blocks: readonly Block[]
  readonly stopReason: string
  readonly stopSequence: string | null
  readonly usage: JsonObject
}

/** A content block; `call` is there for tool calls only. */
export interface Block {
  readonly content: JsonObject & { readonly type: string }
  readonly call: Call | null
}

/** What the message is made of besides the answer. */
export interface Circumstances {
  readonly model: string
  readonly display: 'summarized' | 'omitted'
  readonly input: InputUsage
  readonly newId: NewId
}

/** Puts an answer into Anthropic's shape, with every nullable member (VER-7). */
export function messageOf(answer: Answer, circumstances: Circumstances): Message {
  const { model, newId } = circumstances
  return {
    envelope: {
      id: newId('msg_01', 22),
      type: 'message',
      role: 'assistant',
      model,
      container: null,
      diagnostics: null,
    },
    blocks: blocksOf(answer, circumstances),
    stopReason: STOP_REASONS[answer.end],
    stopSequence: answer.stopSequence,
    usage: usageOf(answer, circumstances),
  }
}

/** The whole message, as a unary answer carries it. A call whose arguments were cut off is left out. */
export const unary = ({ envelope, blocks, stopReason, stopSequence, usage }: Message): JsonObject => ({
  ...envelope,
  content: blocks.filter(({ call }) => call?.complete !== false).map(({ content }) => content),
  stop_reason: stopReason,
  stop_sequence: stopSequence,
  stop_details: null,
  usage,
})

const STOP_REASONS = { done: 'end_turn', calls: 'tool_use', limit: 'max_tokens', stop: 'stop_sequence' } as const

function blocksOf(answer: Answer, { display, newId }: Circumstances): readonly Block[] {
  const shown = display === 'omitted' ? '' : answer.thought
  const thinking: Block[] =
    answer.thought === '' ? [] : [{ content: { type: 'thinking', thinking: shown, signature: sign(answer.thought, shown) }, call: null }]
  const text: Block[] =
    answer.text === ''
      ? []
      : [
          {
            content: { type: 'text', text: answer.text, citations: null },
            call: null,
          },
        ]
  const calls = answer.calls.map((call) => ({
    content: {
      type: 'tool_use',
      id: newId('toolu_01', 22),
      name: call.name,
      input: call.complete ? parsed(call.arguments) : {},
      caller: { type: 'direct' },
    },
    call,
  }))
  return [...thinking, ...text, ...calls]
}

const parsed = (text: string): unknown => JSON.parse(text)

function usageOf(answer: Answer, { input }: Circumstances): JsonObject {
  return {
    input_tokens: input.total - input.read - input.written,
    cache_creation_input_tokens: input.written,
    cache_read_input_tokens: input.read,
    cache_creation: { ephemeral_5m_input_tokens: input.written, ephemeral_1h_input_tokens: 0 },
    output_tokens: answer.outputTokens,
    service_tier: 'standard',
    output_tokens_details: { thinking_tokens: answer.thoughtTokens },
    server_tool_use: null,
    inference_geo: null,
    speed: null,
  }
}
