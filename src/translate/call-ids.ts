import type { ToolCallPart, ToolResultPart } from '../interlingua/part.ts'
import type { Turn } from '../interlingua/turn.ts'
import type { Ledger } from './ledger.ts'

/** Ids of a history's calls and results as they go out, by part. A result without one has no call and must be left out. */
export type CallIds = ReadonlyMap<ToolCallPart | ToolResultPart, string>

/**
 * Binds every result to the nearest unanswered call of its id before it, and gives every call an id that all formats take
 * and no other call of the request has (TR-3, TR-4). A call that is never answered before the assistant speaks again, and
 * a result without a call, are reported (TR-1).
 */
export function bindCalls(turns: readonly Turn[], hash: (text: string) => string, ledger: Ledger): CallIds {
  const ids = new Map<ToolCallPart | ToolResultPart, string>()
  const taken = new Set<string>()
  let open: ToolCallPart[] = []
  const unanswered = (): void => {
    for (const { at, id } of open) ledger.lose(at, 'rejected', 'TR-1', 'reject', `the tool call '${id}' has no result`)
    open = []
  }
  turns.forEach((turn, index) => {
    if (turn.role === 'assistant' && turns[index - 1]?.role !== 'assistant') unanswered()
    for (const part of turn.parts) {
      if (part.kind === 'toolCall') {
        const id = unique(legalCallId(part.id, hash), taken)
        taken.add(id)
        ids.set(part, id)
        open.push(part)
      } else if (part.kind === 'toolResult') {
        const call = open.find(({ id }) => id === part.callId)
        const id = call && ids.get(call)
        if (id === undefined) {
          ledger.lose(part.at, 'rejected', 'TR-1', 'reject', `the tool result names '${part.callId}', which is no open tool call`)
        } else {
          ids.set(part, id)
          open = open.filter((each) => each !== call)
        }
      }
    }
  })
  unanswered()
  return ids
}

/** The id itself where all formats take it, else a replacement that depends on nothing but the id (TR-3). */
export const legalCallId = (id: string, hash: (text: string) => string): string =>
  legal.test(id) ? id : `call_${base32(hash(id)).slice(0, 26)}`

const legal = /^[a-zA-Z0-9_-]{1,64}$/

function unique(id: string, taken: ReadonlySet<string>): string {
  if (!taken.has(id)) return id
  for (let n = 2; ; n++) {
    const suffix = `_${n}`
    const candidate = id.slice(0, 64 - suffix.length) + suffix
    if (!taken.has(candidate)) return candidate
  }
}

/** Bytes given in hex as lower-case base32 without padding (RFC 4648). */
function base32(hex: string): string {
  const bits = Array.from(hex, (digit) => Number.parseInt(digit, 16).toString(2).padStart(4, '0')).join('')
  return (bits.match(/.{5}/g) ?? []).map((five) => 'abcdefghijklmnopqrstuvwxyz234567'.charAt(Number.parseInt(five, 2))).join('')
}
