import type { Answer, Said } from '../scripted/answer.ts'
import type { Received, ScriptedProvider } from '../scripted/provider.ts'
import type { JsonObject, Line } from './script.ts'
import type { Transcript } from './transcript.ts'

/** A provider's dialect, as a strict provider speaks it. */
export interface Dialect {
  readonly name: string
  /** What the provider keeps of a turn it said, by its number from 1: what must come back. */
  kept(line: Line, turn: number): JsonObject
  /** Why the history is not what was said, in the provider's words; null where it is. */
  objection(received: Received, kept: readonly JsonObject[]): string | null
  answer(line: Line, turn: number, received: Received): Said
  refusal(message: string): Said
}

/** How a provider fails, in its dialect. */
export interface Failures {
  /** A stream that breaks off with an error event after its first words. */
  readonly overloadedMidway: (line: Line) => Said
  readonly overloaded: (headers?: { readonly [name: string]: string }) => Said
  readonly rateLimited: (headers: { readonly [name: string]: string }) => Said
}

/** One step of a script: a turn that is said, or an answer that says nothing that stays. */
export type Step = Line | { readonly fails: Answer }

/**
 * Makes `provider` play `steps`. It keeps what it said, and answers 400, as real providers do, where a later request lacks or
 * alters any of it, or changes what it sent before.
 */
export function play(provider: ScriptedProvider, dialect: Dialect, steps: readonly Step[], transcript: Transcript): Played {
  const left = [...steps]
  const kept: JsonObject[] = []
  const objections: string[] = []
  let before: unknown[] = []
  let turn = 0
  provider.always(async (received) => {
    transcript.received(dialect.name, received.json)
    const messages = messagesOf(received.json)
    const wrong = dialect.objection(received, kept) ?? changed(before, messages)
    if (wrong !== null) {
      objections.push(wrong)
      transcript.note(dialect.name, 'refuses', wrong)
      return dialect.refusal(wrong)
    }
    before = messages
    const step = left.shift()
    if (!step) throw new Error('the script is over')
    if ('fails' in step) {
      const said = typeof step.fails === 'function' ? await step.fails(received) : step.fails
      transcript.note(dialect.name, 'fails', { status: said.status, headers: said.headers, body: Buffer.concat(said.chunks).toString() })
      return said
    }
    turn += 1
    kept.push(dialect.kept(step, turn))
    transcript.note(dialect.name, 'says', step)
    return dialect.answer(step, turn, received)
  })
  return { objections, left }
}

/** How far a script came. */
export interface Played {
  /** Why requests were refused. */
  readonly objections: readonly string[]
  /** Steps that were not asked for. */
  readonly left: readonly Step[]
}

/** A cache and a signature hold only while the beginning of a conversation stays as it was (RSN-14). */
function changed(before: readonly unknown[], now: readonly unknown[]): string | null {
  const at = before.findIndex((message, index) => plain(message) !== plain(now[index]))
  return at === -1 ? null : `messages.${at}: the beginning of the conversation changed: ${plain(before[at])} is now ${plain(now[at])}`
}

/** The messages or items of a request. */
export function messagesOf(body: unknown): unknown[] {
  const { messages, input = messages } = { messages: null, ...Object(body) }
  if (typeof input === 'string') return [{ role: 'user', content: input }]
  return Array.isArray(input) ? input : []
}

/** JSON without markers of caches, which move with the end of a conversation. */
const plain = (value: unknown): string =>
  JSON.stringify(value, (name, member: unknown) => (name === 'cache_control' ? undefined : member)) ?? 'nothing'
