import type { Request } from '../interlingua/request.ts'
import type { Turn } from '../interlingua/turn.ts'
import { putBack, type PlacedReasoning } from './placed-reasoning.ts'

/** The reasoning of the turn that made a tool call, null where nobody remembers it (CAR-5). */
export type Recall = (toolCallId: string) => readonly PlacedReasoning[] | null

/** A request whose assistant turns have the reasoning again that their client did not keep (RSN-9, CAR-5). */
export function withRecalled(request: Request, recall: Recall): Request {
  return { ...request, turns: request.turns.map((turn) => recalled(turn, recall)) }
}

function recalled(turn: Turn, recall: Recall): Turn {
  if (turn.role !== 'assistant' || turn.parts.some(({ kind }) => kind === 'thinking')) return turn
  for (const part of turn.parts) {
    const reasoning = part.kind === 'toolCall' ? recall(part.id) : null
    if (!reasoning || reasoning.length === 0) continue
    const here = reasoning.map((remembered) => ({ ...remembered, part: { ...remembered.part, at: turn.at } }))
    return { ...turn, shorthand: false, parts: putBack(turn.parts, here) }
  }
  return turn
}
