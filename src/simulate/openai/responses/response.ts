import type { Answer } from '../../answer.ts'
import type { NewId } from '../../identifiers.ts'
import { isGiven, type JsonObject, objectOf } from '../../json.ts'
import { inputUsage, earlierTokens, type Span } from '../../usage.ts'
import { sealed } from './sealed.ts'

/** What an answer becomes an object of besides what was said. */
export interface Circumstances {
  readonly model: string
  /** Seconds since 1970. */
  readonly created: number
  readonly spans: readonly Span[]
  readonly newId: NewId
}

/** An answer as the API's response object. */
export function responseOf(answer: Answer, body: JsonObject, { model, created, spans, newId }: Circumstances): JsonObject {
  const cut = answer.end === 'limit'
  const reasoning = objectOf(body['reasoning'])
  return {
    id: newId('resp_', 48),
    object: 'response',
    created_at: created,
    status: cut ? 'incomplete' : 'completed',
    background: false,
    completed_at: cut ? null : created,
    error: null,
    incomplete_details: cut ? { reason: 'max_output_tokens' } : null,
    instructions: body['instructions'] ?? null,
    max_output_tokens: body['max_output_tokens'] ?? null,
    max_tool_calls: null,
    metadata: body['metadata'] ?? {},
    model,
    output: outputOf(answer, isGiven(reasoning['summary']), cut, newId),
    access_programs: null,
    parallel_tool_calls: body['parallel_tool_calls'] ?? true,
    previous_response_id: null,
    reasoning: { effort: reasoning['effort'] ?? null, summary: reasoning['summary'] ?? null },
    service_tier: 'default',
    store: body['store'] ?? true,
    temperature: body['temperature'] ?? 1,
    text: body['text'] ?? { format: { type: 'text' } },
    tool_choice: body['tool_choice'] ?? 'auto',
    tools: body['tools'] ?? [],
    top_p: body['top_p'] ?? 1,
    truncation: 'disabled',
    usage: usageOf(answer, spans),
  }
}

/** Reasoning, then words, then calls. */
function outputOf({ thought, text, calls }: Answer, shown: boolean, cut: boolean, newId: NewId): readonly JsonObject[] {
  const items: JsonObject[] = []
  const status = cut ? 'incomplete' : 'completed'
  if (thought !== '') {
    const id = newId('rs_', 48)
    items.push({
      id,
      type: 'reasoning',
      summary: shown ? [{ type: 'summary_text', text: thought }] : [],
      encrypted_content: sealed(id, thought),
    })
  }
  if (text !== '' || calls.length === 0) {
    const content = [{ type: 'output_text', text, annotations: [], logprobs: [] }]
    items.push({ id: newId('msg_', 48), type: 'message', role: 'assistant', status: calls.length === 0 ? status : 'completed', content })
  }
  for (const call of calls) {
    const state = call.complete ? 'completed' : 'incomplete'
    const named = { call_id: newId('call_', 24), name: call.name, status: state }
    items.push(
      call.kind === 'custom'
        ? { id: newId('ctc_', 48), type: 'custom_tool_call', ...named, input: call.arguments }
        : { id: newId('fc_', 48), type: 'function_call', ...named, arguments: call.arguments },
    )
  }
  return items
}

function usageOf(answer: Answer, spans: readonly Span[]): JsonObject {
  const input = inputUsage(spans)
  const earlier = earlierTokens(spans)
  const automatic = earlier >= 1024 ? earlier - (earlier % 128) : 0
  return {
    input_tokens: input.total,
    input_tokens_details: { cached_tokens: Math.max(input.read, automatic), cache_write_tokens: input.written },
    output_tokens: answer.outputTokens,
    output_tokens_details: { reasoning_tokens: answer.thoughtTokens },
    total_tokens: input.total + answer.outputTokens,
  }
}
