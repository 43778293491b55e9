import type { Answer } from '../answer.ts'
import type { NewId } from '../identifiers.ts'
import type { JsonObject } from '../json.ts'
import type { Call } from '../tools.ts'
import { earlierTokens, inputUsage, type Span } from '../usage.ts'

/** An answer in the shape of a completion, not yet cut into a document or chunks. */
export interface Completion {
  readonly id: string
  /** Seconds since 1970. */
  readonly created: number
  readonly model: string
  readonly text: string
  readonly calls: readonly { readonly id: string; readonly call: Call }[]
  readonly finishReason: 'stop' | 'length' | 'tool_calls'
  readonly usage: JsonObject
  /** How many choices were asked for; all are alike. */
  readonly choices: number
  readonly logprobs: boolean
}

/** What the completion is made of besides the answer. */
export interface Circumstances {
  readonly model: string
  readonly created: number
  /** A named tool was forced: such a call ends with `stop` (TC-5). */
  readonly named: boolean
  readonly choices: number
  readonly logprobs: boolean
  readonly spans: readonly Span[]
  readonly newId: NewId
}

/** Puts an answer into OpenAI's shape. */
export function completionOf(answer: Answer, circumstances: Circumstances): Completion {
  const { model, created, named, choices, logprobs, spans, newId } = circumstances
  const reason = FINISH_REASONS[answer.end]
  return {
    id: newId('chatcmpl-', 29),
    created,
    model,
    text: answer.text,
    calls: answer.calls.map((call) => ({ id: newId('call_', 24), call })),
    finishReason: named && reason === 'tool_calls' ? 'stop' : reason,
    usage: usageOf(answer, spans, choices),
    choices,
    logprobs,
  }
}

/** The whole completion, as a unary answer carries it. */
export const unary = (completion: Completion): JsonObject => ({
  id: completion.id,
  object: 'chat.completion',
  created: completion.created,
  model: completion.model,
  choices: Array.from({ length: completion.choices }, (_, index) => ({
    index,
    message: {
      role: 'assistant',
      content: completion.text === '' && completion.calls.length > 0 ? null : completion.text,
      ...(completion.calls.length > 0 ? { tool_calls: completion.calls.map(toolCall) } : {}),
      refusal: null,
      annotations: [],
    },
    logprobs: completion.logprobs ? logprobsOf([completion.text]) : null,
    finish_reason: completion.finishReason,
  })),
  usage: completion.usage,
  service_tier: 'default',
  system_fingerprint: FINGERPRINT,
})

/** The build of the serving system, the same in every answer. */
export const FINGERPRINT = 'fp_d1910751a7'

/** Log probabilities of the tokens said: a simulated model is always sure. */
export const logprobsOf = (tokens: readonly string[]): JsonObject => ({
  content: tokens.filter((token) => token !== '').map((token) => ({ token, logprob: 0, bytes: [...Buffer.from(token)], top_logprobs: [] })),
  refusal: null,
})

const FINISH_REASONS = { done: 'stop', calls: 'tool_calls', limit: 'length', stop: 'stop' } as const

const toolCall = ({ id, call }: Completion['calls'][number]): JsonObject =>
  call.kind === 'custom'
    ? { id, type: 'custom', custom: { name: call.name, input: call.arguments } }
    : { id, type: 'function', function: { name: call.name, arguments: call.arguments } }

function usageOf(answer: Answer, spans: readonly Span[], choices: number): JsonObject {
  const input = inputUsage(spans)
  const earlier = earlierTokens(spans)
  const automatic = earlier >= 1024 ? earlier - (earlier % 128) : 0
  const output = answer.outputTokens * choices
  return {
    prompt_tokens: input.total,
    completion_tokens: output,
    total_tokens: input.total + output,
    prompt_tokens_details: { cached_tokens: Math.max(input.read, automatic), audio_tokens: 0 },
    completion_tokens_details: {
      reasoning_tokens: answer.thoughtTokens * choices,
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
  }
}
