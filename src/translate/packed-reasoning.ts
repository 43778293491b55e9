import { isJsonObject, type Json } from '../interlingua/json.ts'
import type { Part, ThinkingPart } from '../interlingua/part.ts'
import type { Turn } from '../interlingua/turn.ts'
import { askedAs, carriedFor, isCarrier, writeCarrier, type CarrierTarget } from './carrier.ts'
import type { Context } from './context.ts'

/**
 * A run of reasoning as one carrier, for clients whose format keeps a run in one item (RSN-6): its provider wants every block of it
 * back, unaltered and in order. `model` is the one that answered.
 */
export function packReasoning(run: readonly Pick<ThinkingPart, 'text' | 'seal' | 'redacted'>[], model: string, context: Context): string {
  const signed = run.some(({ seal }) => seal !== null && !isCarrier(seal))
  const blocks = run.map(({ text, seal, redacted }) => ({ text, seal, redacted }))
  const asked = askedAs(context, model)
  const data = { blocks, ...(isJsonObject(asked) ? asked : {}) }
  return writeCarrier({ src: signed ? 'a' : 'c', model, kind: 'blocks', data }, context)
}

/** Turns with each carrier of a run of reasoning replaced by the blocks it holds, where they are the target's own (RSN-7). */
export const unpackReasoning = (turns: readonly Turn[], target: CarrierTarget): readonly Turn[] =>
  turns.map((turn) =>
    turn.parts.some(isPacked) ? { ...turn, parts: turn.parts.flatMap((part) => (isPacked(part) ? unpack(part, target) : [part])) } : turn,
  )

const isPacked = (part: Part): part is ThinkingPart => part.kind === 'thinking' && part.seal !== null && isCarrier(part.seal)

function unpack(part: ThinkingPart, target: CarrierTarget): readonly Part[] {
  const payload = part.seal === null ? null : carriedFor(part.seal, target)
  const blocks = payload?.kind === 'blocks' && isJsonObject(payload.data) ? payload.data['blocks'] : null
  if (!Array.isArray(blocks)) return [part]
  return blocks.flatMap((block: Json): readonly Part[] => {
    if (!isJsonObject(block)) return []
    const { text, seal, redacted } = block
    if (typeof text !== 'string' || (typeof seal !== 'string' && seal !== null)) return []
    return [{ kind: 'thinking', at: part.at, text, seal, redacted: redacted === true }]
  })
}
