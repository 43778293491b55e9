import { mismatches, type Matching, type Mismatch } from '../match.ts'
import type { Piece } from './piece.ts'

/** How a stream broke: `cut` where what was on its way may be lost, `told` where all of it came and an error after it. */
export type Broken = 'cut' | 'told'

/** Where a received stream says something else than an expected one; the first piece out of place ends the comparison. */
export function comparePieces(
  expected: readonly Piece[],
  received: readonly Piece[],
  matching: Matching,
  broken: Broken | null,
): Mismatch[] {
  const kinds = new Set(expected.map(({ kind }) => kind))
  const told = received
    .map((piece) => (piece.kind === 'extension usage' && kinds.has('usage') ? { ...piece, kind: 'usage' } : piece))
    .filter(({ kind }) => kinds.has(kind) || !isFree(kind))
    .reduce<readonly Piece[]>(joined, [])
  const ends = told.some(({ kind }) => kind === expected.at(-1)?.kind) && !told.some(({ kind }) => kind === 'stray')
  const never = ends ? neverCome(expected, told) : []
  const rest = expected.filter((piece) => !never.includes(piece)).reduce<readonly Piece[]>(joined, [])
  return [...never.map((piece) => lost(piece, told)), ...inOrder(rest, told, matching, broken)]
}

/** What is expected and of whose kind nothing comes, in a stream that reaches its end: told by name, whatever it leaves behind. */
function neverCome(expected: readonly Piece[], told: readonly Piece[]): readonly Piece[] {
  const kinds = new Set(told.map(({ kind }) => kind))
  return expected.filter(({ kind }) => !kinds.has(kind))
}

function inOrder(expected: readonly Piece[], told: readonly Piece[], matching: Matching, broken: Broken | null): Mismatch[] {
  const found: Mismatch[] = []
  for (const [index, wanted] of expected.entries()) {
    const piece = told[index]
    if (!piece) return broken === 'cut' ? found : [...found, missing(wanted, told.at(-1))]
    if (piece.kind !== wanted.kind) return [...found, misplaced(wanted, piece)]
    if (broken === 'cut' && index === told.length - 1 && isCut(wanted, piece)) return found
    found.push(...mismatches(wanted.value, piece.value, matching, piece.base).map((it) => inEvent(it, piece)))
  }
  // Whether a block that will never be whole is closed before the error is free.
  const extra = told.slice(expected.length).find(({ kind }) => broken === null || !kind.startsWith('close'))
  return extra ? [...found, surplus(extra)] : found
}

/** Text of a Chat answer goes on where an extension that nobody expects stood in between. */
function joined(before: readonly Piece[], piece: Piece): readonly Piece[] {
  const last = before.at(-1)
  const goesOn = last?.kind === piece.kind && (piece.kind === 'content' || piece.kind === 'refusal' || piece.kind.startsWith('extension '))
  if (!goesOn || typeof last.value !== 'string' || typeof piece.value !== 'string') return [...before, piece]
  const value = last.value + piece.value
  return [...before.slice(0, -1), { ...last, says: `${piece.kind} ${JSON.stringify(value)}`, value }]
}

/** What a case need not speak of: members that only some know, and the seal of a thought, which is the gateway's own. */
const isFree = (kind: string): boolean => kind === 'signature' || kind.startsWith('extension ')

const inEvent = ({ path, expected, received, message }: Mismatch, { event, says }: Piece): Mismatch => ({
  path: `event ${event} ${path}`.trimEnd(),
  expected,
  received,
  message: `event ${event} (${short(says)}): ${message}`,
})

const lost = (wanted: Piece, told: readonly Piece[]): Mismatch => ({
  path: `event ${(told.at(-1)?.event ?? -1) + 1}`,
  expected: wanted.says,
  received: null,
  message: `${short(wanted.says)} is expected, and no event brings any`,
})

const missing = (wanted: Piece, last: Piece | undefined): Mismatch => ({
  path: `event ${last === undefined ? 0 : last.event + 1}`,
  expected: wanted.says,
  received: null,
  message: last
    ? `after event ${last.event} (${short(last.says)}) the stream ends where ${short(wanted.says)} is expected`
    : `the stream is empty where ${short(wanted.says)} is expected`,
})

const misplaced = (wanted: Piece, piece: Piece): Mismatch => ({
  path: `event ${piece.event}`,
  expected: wanted.says,
  received: piece.says,
  message: `event ${piece.event}: ${short(piece.says)} comes where ${short(wanted.says)} is expected`,
})

const surplus = (piece: Piece): Mismatch => ({
  path: `event ${piece.event}`,
  expected: null,
  received: piece.says,
  message: `event ${piece.event}: ${short(piece.says)} comes where nothing more is expected`,
})

/** Whether a broken connection cut a text that began as it should, or came before the first fragment of an input. */
const isCut = (wanted: Piece, piece: Piece): boolean =>
  (piece.kind === 'input' && piece.value === '{}') ||
  (typeof wanted.value === 'string' && typeof piece.value === 'string' && wanted.value.startsWith(piece.value))

const short = (text: string): string => (text.length > 80 ? `${text.slice(0, 80)}…` : text)
