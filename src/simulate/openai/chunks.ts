import { type JsonObject, stringOf } from '../json.ts'
import { fragments } from '../tokens.ts'
import { type Completion, FINGERPRINT, logprobsOf } from './completion.ts'

/** What the client wants of a stream besides the answer. */
export interface StreamOptions {
  /** A last chunk with the usage, and `usage: null` in all others. */
  readonly usage: boolean
  /** Padding that hides the length of a delta from the network. */
  readonly obfuscation: boolean
}

/** The frames of a completion as an event stream, in the order the real API sends them. */
export function frames(completion: Completion, options: StreamOptions): readonly string[] {
  const envelope = {
    id: completion.id,
    object: 'chat.completion.chunk',
    created: completion.created,
    model: completion.model,
    service_tier: 'default',
    system_fingerprint: FINGERPRINT,
  }
  const chunkOf = (choice: JsonObject): JsonObject => ({
    ...envelope,
    choices: [choice],
    ...(options.usage ? { usage: null } : {}),
    ...(options.obfuscation ? { obfuscation: padding(choice) } : {}),
  })
  const chunks = choiceEvents(completion).flatMap((choice) =>
    Array.from({ length: completion.choices }, (_, index) => chunkOf({ index, ...choice })),
  )
  const usage = options.usage ? [{ ...envelope, choices: [], usage: completion.usage }] : []
  return [...[...chunks, ...usage].map((chunk) => JSON.stringify(chunk)), '[DONE]'].map((data) => `data: ${data}\n\n`)
}

function choiceEvents(completion: Completion): readonly JsonObject[] {
  const { text, calls, finishReason } = completion
  const spoken = text !== '' || calls.length === 0
  const deltas: readonly JsonObject[] = [
    { role: 'assistant', content: spoken ? '' : null, refusal: null },
    ...fragments(text, 1).map((content) => ({ content })),
    ...calls.flatMap(callDeltas),
  ]
  return [
    ...deltas.map((delta) => ({
      delta,
      logprobs: completion.logprobs ? logprobsOf([stringOf(delta['content'])]) : null,
      finish_reason: null,
    })),
    { delta: {}, logprobs: null, finish_reason: finishReason },
  ]
}

function callDeltas({ id, call }: Completion['calls'][number], index: number): readonly JsonObject[] {
  const parts = fragments(call.arguments, 2)
  return call.kind === 'custom'
    ? [
        { tool_calls: [{ index, id, type: 'custom', custom: { name: call.name, input: '' } }] },
        ...parts.map((input) => ({ tool_calls: [{ index, custom: { input } }] })),
      ]
    : [
        { tool_calls: [{ index, id, type: 'function', function: { name: call.name, arguments: '' } }] },
        ...parts.map((text) => ({ tool_calls: [{ index, function: { arguments: text } }] })),
      ]
}

/** Fills every chunk up to a multiple of sixteen characters. */
const padding = (choice: JsonObject): string => {
  const length = JSON.stringify(choice).length
  return 'diglotdiglotdigl'.slice(0, 16 - (length % 16))
}
