import type { Event } from './event.ts'

/**
 * The legal order of events (EVT-1) as a small machine: feed every event, get the first thing that is wrong, or null.
 * Used by tests, laws and the gateway's debug mode.
 */
export class Grammar {
  #started = false
  #over = false
  #stopped = false
  readonly #open = new Set<number>()
  readonly #seen = new Set<number>()

  push(event: Event): string | null {
    if (this.#over) return `'${event.type}' after the end`
    if (event.type === 'fail') {
      this.#over = true
      return null
    }
    if (event.type === 'ping') return null
    if (!this.#started) {
      this.#started = event.type === 'start'
      return this.#started ? null : `'${event.type}' before 'start'`
    }
    switch (event.type) {
      case 'start':
        return "a second 'start'"
      case 'open': {
        if (this.#stopped) return "'open' after 'stop'"
        if (this.#seen.has(event.key)) return `key ${event.key} opened twice`
        this.#seen.add(event.key)
        this.#open.add(event.key)
        return null
      }
      case 'delta':
      case 'annotate':
      case 'seal':
        return this.#open.has(event.key) ? null : `'${event.type}' for key ${event.key}, which is not open`
      case 'close':
        return this.#open.delete(event.key) ? null : `'close' for key ${event.key}, which is not open`
      case 'stop': {
        if (this.#stopped) return "a second 'stop'"
        this.#stopped = true
        return null
      }
      case 'end': {
        this.#over = true
        if (this.#open.size > 0) return `'end' while key ${[...this.#open].join(', ')} is open`
        return this.#stopped ? null : "'end' without 'stop'"
      }
      case 'usage':
      case 'opaque':
        return null
    }
  }

  /** True once `end` or `fail` was seen. */
  get over(): boolean {
    return this.#over
  }
}

/** The first violation in `events`, or null where the whole stream is legal and finished. */
export function violation(events: Iterable<Event>): string | null {
  const grammar = new Grammar()
  for (const event of events) {
    const wrong = grammar.push(event)
    if (wrong !== null) return wrong
  }
  return grammar.over ? null : 'the stream stops without end or fail'
}
