import type { Event } from '../interlingua/event.ts'
import type { Fault } from '../interlingua/fault.ts'
import type { Part, TextPart } from '../interlingua/part.ts'
import type { Response, Stop } from '../interlingua/response.ts'
import type { Machine } from './machine.ts'
import { StopScan } from './stop-scan.ts'

/**
 * Ends a stream where its visible text comes to one of `sequences` (BR-3): what follows is not passed on, and `end` comes out
 * while the source goes on, so whoever reads the source can leave it. No more text is held back than may begin a sequence.
 * Adjacent texts count as one; anything else between them keeps them apart.
 */
export function stopAt(sequences: readonly string[]): Machine<Event, Event> {
  return new StopMachine(sequences)
}

/** The same for a whole response. */
export function stopResponseAt(response: Response, sequences: readonly string[]): Response {
  const scan = new StopScan(sequences)
  const kept: Part[] = []
  for (const part of response.parts) {
    if (part.kind !== 'text') scan.reset()
    const match = part.kind === 'text' ? scan.push(part.text) : null
    kept.push(part)
    if (part.kind === 'text' && match)
      return { ...response, parts: cut(kept, part.text.length - match.start), stop: stopped(match.sequence) }
  }
  return response
}

const stopped = (sequence: string): Stop => ({ at: {}, reason: 'stopSequence', sequence, category: null, explanation: null })

/** `parts` without the last `surplus` characters of their trailing texts. */
function cut(parts: readonly Part[], surplus: number): readonly Part[] {
  const kept = [...parts]
  for (let rest = surplus; rest > 0;) {
    const last = kept.pop()
    if (last?.kind !== 'text') break
    if (last.text.length > rest) kept.push({ ...last, text: last.text.slice(0, -rest) } satisfies TextPart)
    rest -= last.text.length
  }
  return kept
}

class StopMachine implements Machine<Event, Event> {
  readonly #scan: StopScan
  readonly #texts = new Set<number>()
  /** Keys that were opened on the way out and are not closed yet. */
  readonly #open = new Set<number>()
  /** What waits until it is sure that its text begins no stop sequence. */
  #queue: Event[] = []
  /** Characters of text in the queue. */
  #queued = 0
  #over = false

  constructor(sequences: readonly string[]) {
    this.#scan = new StopScan(sequences)
  }

  push(event: Event): readonly Event[] {
    if (this.#over) return []
    const out: Event[] = []
    this.#take(event, out)
    return out
  }

  end(): readonly Event[] {
    return []
  }

  fail(broken: Fault): readonly Event[] {
    return this.push({ type: 'fail', fault: broken })
  }

  #take(event: Event, out: Event[]): void {
    switch (event.type) {
      case 'open':
        if (event.kind === 'text') {
          this.#texts.add(event.key)
          return this.#wait(event, out)
        }
        this.#scan.reset()
        this.#release(out)
        break
      case 'delta':
        if (this.#texts.has(event.key)) return this.#text(event, out)
        break
      case 'close':
      case 'annotate':
        if (this.#texts.has(event.key)) return this.#wait(event, out)
        break
      case 'stop':
      case 'end':
      case 'fail':
        this.#scan.reset()
        this.#release(out)
        this.#over = event.type !== 'stop'
        break
      case 'start':
      case 'seal':
      case 'usage':
      case 'ping':
      case 'opaque':
        break
    }
    this.#emit(event, out)
  }

  #wait(event: Event, out: Event[]): void {
    if (this.#queue.length === 0) this.#emit(event, out)
    else this.#queue.push(event)
  }

  #text(event: Delta, out: Event[]): void {
    if (event.text === '') return
    const match = this.#scan.push(event.text)
    this.#queue.push(event)
    this.#queued += event.text.length
    if (!match) return this.#release(out)
    this.#release(out, event.text.length - match.start)
    for (const key of this.#open) out.push({ type: 'close', key })
    out.push({ type: 'stop', stop: stopped(match.sequence) }, { type: 'end' })
    this.#over = true
  }

  /** Lets go of the queue but for its last `held` characters and what stands behind their beginning. */
  #release(out: Event[], held = this.#scan.held): void {
    let free = this.#queued - held
    let done = 0
    for (const event of this.#queue) {
      if (event.type === 'delta') {
        if (free === 0) break
        const passing = event.text.slice(0, free)
        this.#emit({ ...event, text: passing }, out)
        free -= passing.length
        this.#queued -= passing.length
        if (passing.length < event.text.length) {
          this.#queue[done] = { ...event, text: event.text.slice(passing.length) }
          break
        }
      } else this.#emit(event, out)
      done += 1
    }
    this.#queue.splice(0, done)
  }

  #emit(event: Event, out: Event[]): void {
    if (event.type === 'open') this.#open.add(event.key)
    else if (event.type === 'close') this.#open.delete(event.key)
    out.push(event)
  }
}

type Delta = Extract<Event, { type: 'delta' }>
