import type { Event, OpenEvent } from './event.ts'
import type { Fault } from './fault.ts'
import type { Logprobs, Part, WebCitation } from './part.ts'
import type { Response, Stop } from './response.ts'
import { mergeUsage, unknownUsage, type Usage } from './usage.ts'

/** What a finished stream amounts to: a response, or the fault it ended with. */
export type Folded = { readonly ok: true; readonly response: Response } | { readonly ok: false; readonly fault: Fault }

/** Gathers events into the response they amount to. Feed every event; ask once, after `end` or `fail`. */
export class Fold {
  #at: Response['at']
  #id = ''
  #model = ''
  #created: number | null = null
  #stop: Stop | null = null
  #usage: Usage = unknownUsage
  #fault: Fault | null = null
  #ended = false
  readonly #parts = new Map<number, Building>()

  push(event: Event): void {
    switch (event.type) {
      case 'start':
        this.#id = event.id
        this.#model = event.model
        this.#created = event.created
        this.#at = event.at
        this.#usage = { ...this.#usage, serviceTier: event.serviceTier }
        break
      case 'open':
        this.#parts.set(event.key, { open: event, text: [], seal: null, cited: [], logprobs: [] })
        break
      case 'delta': {
        const building = this.#parts.get(event.key)
        building?.text.push(event.text)
        if (event.logprobs) building?.logprobs.push(event.logprobs)
        break
      }
      case 'seal': {
        const building = this.#parts.get(event.key)
        if (building) building.seal = event.data
        break
      }
      case 'usage':
        this.#usage = mergeUsage(this.#usage, event.usage)
        break
      case 'stop':
        this.#stop = event.stop
        break
      case 'fail':
        this.#fault = event.fault
        break
      case 'end':
        this.#ended = true
        break
      case 'annotate':
        if (event.cited) this.#parts.get(event.key)?.cited.push(event.cited)
        break
      case 'close':
      case 'ping':
      case 'opaque':
        break
    }
  }

  /** The response, or the fault; null while the stream has not ended. */
  result(): Folded | null {
    if (this.#fault) return { ok: false, fault: this.#fault }
    if (!this.#ended || !this.#stop) return null
    return {
      ok: true,
      response: {
        ...(this.#at ? { at: this.#at } : {}),
        id: this.#id,
        model: this.#model,
        created: this.#created,
        parts: [...this.#parts.values()].map(finish),
        stop: this.#stop,
        usage: this.#usage,
      },
    }
  }
}

/** The response that `events` amount to, or their fault; null where they stop without `end` or `fail`. */
export function fold(events: Iterable<Event>): Folded | null {
  const folding = new Fold()
  for (const event of events) folding.push(event)
  return folding.result()
}

interface Building {
  readonly open: OpenEvent
  readonly text: string[]
  readonly cited: WebCitation[]
  readonly logprobs: Logprobs[]
  seal: string | null
}

function finish({ open, text, seal, cited, logprobs }: Building): Part {
  const { at } = open
  switch (open.kind) {
    case 'text':
      return {
        kind: 'text',
        at,
        text: text.join(''),
        cache: null,
        ...(cited.length === 0 ? {} : { cited }),
        ...(logprobs[0] ? { logprobs: { at: logprobs[0].at, tokens: logprobs.flatMap(({ tokens }) => tokens) } } : {}),
      }
    case 'refusal':
      return { kind: 'refusal', at, text: text.join('') }
    case 'thinking':
      return { kind: 'thinking', at, text: text.join(''), seal, redacted: open.redacted }
    case 'toolCall':
      return { kind: 'toolCall', at, id: open.id, name: open.name, arguments: text.join(''), freeform: open.freeform, cache: null }
    case 'opaque':
      return { kind: 'opaque', at, format: open.format, type: open.blockType, payload: open.payload, text: null, elsewhere: open.elsewhere }
  }
}
