import type { Event, OpenEvent } from '../../interlingua/event.ts'
import { fault, type Fault } from '../../interlingua/fault.ts'
import type { Json } from '../../interlingua/json.ts'
import type { Part } from '../../interlingua/part.ts'
import type { Stop } from '../../interlingua/response.ts'
import { unknownUsage, type Usage } from '../../interlingua/usage.ts'
import type { Frame } from '../../translate/frame.ts'
import type { Ledger } from '../../translate/ledger.ts'
import type { Machine } from '../../translate/machine.ts'
import { Reader, type Cases } from '../../translate/reader.ts'
import type { Nothing } from '../../translate/triage.ts'
import { unread, type Unread } from '../../translate/unread.ts'
import { decodeCitation } from './citations.ts'
import { core, unions } from './fates.ts'
import { decodeStreamFault } from './fault.ts'
import type {
  RawContentBlockDeltaEvent,
  RawContentBlockStartEvent,
  RawContentBlockStopEvent,
  RawMessageDeltaEvent,
  RawMessageStartEvent,
  RawMessageStreamEvent,
  Unions,
} from './generated/shapes.ts'
import { name } from './name.ts'
import { decodeAnswerBlock } from './response.decode.ts'
import { decodeStop } from './stop.ts'
import { decodeDeltaUsage, decodeUsage, laterUsage } from './usage.ts'

/** Reads a streamed answer (§5.2). What is no event of it ends the stream with a `fail`. */
export const decodeStream = (ledger: Ledger): Machine<Frame, Event> => new StreamDecoder(ledger)

type EventCases = Cases<Unions['RawMessageStreamEvent'], typeof unions.RawMessageStreamEvent, readonly Event[]>
type DeltaCases = Cases<Unions['RawContentBlockDelta'], typeof unions.RawContentBlockDelta, readonly Event[]>

/** A block between its start and its stop. */
interface OpenBlock {
  readonly part: Part
  /** The signature or redacted data, told once, before the close (EMA-2). */
  seal: string | null
  /** Text or arguments came by deltas. */
  touched: boolean
  /** How many sources were told. */
  citations: number
}

const none: readonly Event[] = []

class StreamDecoder implements Machine<Frame, Event> {
  readonly #ledger: Ledger
  readonly #reader: Reader
  readonly #blocks = new Map<number, OpenBlock>()
  /** Losses told already, by path and rule. */
  readonly #told = new Set<string>()
  #usage: Usage = unknownUsage
  #stop: Stop | null = null
  #started = false
  #over = false
  /** Index of the block that the delta at hand belongs to. */
  #index = 0

  constructor(ledger: Ledger) {
    this.#ledger = ledger
    this.#reader = new Reader(ledger)
  }

  push(frame: Frame): readonly Event[] {
    if (this.#over) return none
    const data = parsed(frame.data)
    if (data === undefined) return this.#break('the provider sent an event that is no JSON')
    const { losses, entries } = this.#ledger
    const [lost, kept] = [losses.length, entries.length]
    const events = this.#reader.arm<Unions['RawMessageStreamEvent'], typeof unions.RawMessageStreamEvent, readonly Event[]>(
      unread<RawMessageStreamEvent>(data),
      '',
      'type',
      unions.RawMessageStreamEvent,
      this.#events,
      ({ payload, fate }) =>
        this.#started ? [{ type: 'opaque', format: name, payload, ...(fate === null ? { unknown: true } : {}) }] : none,
    )
    if (entries.length > kept) this.#keepLatest(kept)
    if (losses.length === lost) return events ?? none
    const wrong = losses.slice(lost).find(({ rule }) => rule === 'GWE-1')
    this.#tellOnce(lost)
    return wrong ? this.#break(`the provider sent a malformed event: ${wrong.path}: ${wrong.why}`) : (events ?? none)
  }

  end(): readonly Event[] {
    return this.#over ? none : this.#break('upstream stream ended early')
  }

  fail(broken: Fault): readonly Event[] {
    if (this.#over) return none
    this.#over = true
    return [{ type: 'fail', fault: broken }]
  }

  readonly #events: EventCases = {
    message_start: (wire) => this.#start(wire),
    content_block_start: (wire) => this.#open(wire),
    content_block_delta: (wire) => this.#delta(wire),
    content_block_stop: (wire) => this.#close(wire),
    message_delta: (wire) => this.#messageDelta(wire),
    message_stop: () => this.#end(),
    ping: () => [{ type: 'ping' }],
    error: (wire) => this.fail(decodeStreamFault(wire)),
  }

  readonly #deltas: DeltaCases = {
    text_delta: (wire, at) => {
      const { type, text, ...rest } = this.#reader.fields(wire, core.TextDelta, at)
      rest satisfies Nothing
      this.#reader.known(type)
      return this.#text(this.#reader.text(text, `${at}/text`))
    },
    thinking_delta: (wire, at) => {
      const { type, thinking, ...rest } = this.#reader.fields(wire, core.ThinkingDelta, at)
      rest satisfies Nothing
      this.#reader.known(type)
      return this.#text(this.#reader.text(thinking, `${at}/thinking`))
    },
    input_json_delta: (wire, at) => {
      const { type, partial_json, ...rest } = this.#reader.fields(wire, core.InputJSONDelta, at)
      rest satisfies Nothing
      this.#reader.known(type)
      return this.#text(this.#reader.text(partial_json, `${at}/partial_json`))
    },
    signature_delta: (wire, at) => {
      const { type, signature, ...rest } = this.#reader.fields(wire, core.SignatureDelta, at)
      rest satisfies Nothing
      this.#reader.known(type)
      const block = this.#blocks.get(this.#index)
      if (block) block.seal = this.#reader.text(signature, `${at}/signature`)
      return none
    },
    citations_delta: (wire, at) => {
      const { type, citation, ...rest } = this.#reader.fields(wire, core.CitationsDelta, at)
      rest satisfies Nothing
      this.#reader.known(type)
      const block = this.#blocks.get(this.#index)
      if (!block || citation === undefined) return none
      const cited = decodeCitation(citation, `${at}/citations/${block.citations++}`, this.#reader)
      const data = this.#reader.json(citation)
      return [{ type: 'annotate', key: this.#index, format: name, data, ...(cited === null ? {} : { cited }) }]
    },
  }

  #start(wire: Unread<RawMessageStartEvent>): readonly Event[] {
    if (this.#started) return none
    this.#started = true
    const { type, message, ...rest } = this.#reader.fields(wire, core.RawMessageStartEvent, '')
    rest satisfies Nothing
    const opening = message ?? unread<Unions['RawMessageStreamEvent']['message_start']['message']>({})
    const {
      id,
      model,
      usage,
      content,
      role,
      type: tag,
      stop_reason,
      stop_sequence,
      stop_details,
      ...more
    } = this.#reader.fields(opening, core.Message, '')
    more satisfies Nothing
    this.#reader.known(type, role, tag, content, stop_reason, stop_sequence, stop_details)
    const said = usage === undefined || usage === null ? null : decodeUsage(usage, '/usage', this.#reader)
    const start: Event = {
      type: 'start',
      id: this.#reader.string(id, '/id') ?? '',
      model: this.#reader.string(model, '/model') ?? '',
      created: null,
      serviceTier: said?.serviceTier ?? null,
    }
    if (said === null) return [start]
    this.#usage = said
    return [start, { type: 'usage', usage: said }]
  }

  #open(wire: Unread<RawContentBlockStartEvent>): readonly Event[] {
    const { type, index, content_block, ...rest } = this.#reader.fields(wire, core.RawContentBlockStartEvent, '')
    rest satisfies Nothing
    this.#reader.known(type)
    const key = this.#indexOf(index)
    if (!this.#started) return this.#break('the provider opened a block before the message')
    const part = decodeAnswerBlock(content_block ?? unread({}), `/content/${key}`, this.#reader)
    if (!part || this.#blocks.has(key)) return none
    const open = opening(part, key)
    if (!open) return none
    const block: OpenBlock = { part, seal: part.kind === 'thinking' ? part.seal : null, touched: false, citations: 0 }
    this.#blocks.set(key, block)
    const early = part.kind === 'text' || part.kind === 'thinking' ? part.text : ''
    return early === '' ? [open] : [open, { type: 'delta', key, text: early }]
  }

  #delta(wire: Unread<RawContentBlockDeltaEvent>): readonly Event[] {
    const { type, index, delta, ...rest } = this.#reader.fields(wire, core.RawContentBlockDeltaEvent, '')
    rest satisfies Nothing
    this.#reader.known(type)
    this.#index = this.#indexOf(index)
    if (!this.#blocks.has(this.#index)) return none
    const at = `/content/${this.#index}`
    return this.#reader.arm(delta, at, 'type', unions.RawContentBlockDelta, this.#deltas, () => none) ?? none
  }

  #text(text: string): readonly Event[] {
    const block = this.#blocks.get(this.#index)
    if (text === '' || !block || block.part.kind === 'opaque') return none
    block.touched = true
    return [{ type: 'delta', key: this.#index, text }]
  }

  #close(wire: Unread<RawContentBlockStopEvent>): readonly Event[] {
    const { type, index, ...rest } = this.#reader.fields(wire, core.RawContentBlockStopEvent, '')
    rest satisfies Nothing
    this.#reader.known(type)
    const key = this.#indexOf(index)
    const block = this.#blocks.get(key)
    if (!block) return none
    this.#blocks.delete(key)
    return [...closing(block, key), { type: 'close', key }]
  }

  #messageDelta(wire: Unread<RawMessageDeltaEvent>): readonly Event[] {
    const { type, delta, usage, ...rest } = this.#reader.fields(wire, core.RawMessageDeltaEvent, '')
    rest satisfies Nothing
    this.#reader.known(type)
    if (delta !== undefined && delta !== null) {
      const { stop_reason, stop_sequence, stop_details, ...more } = this.#reader.fields(delta, core.RawMessageDeltaEvent_Delta, '')
      more satisfies Nothing
      this.#stop = decodeStop({ stop_reason, stop_sequence, stop_details }, '', this.#reader) ?? this.#stop
    }
    if (usage === undefined || usage === null) return none
    this.#usage = laterUsage(this.#usage, decodeDeltaUsage(usage, '/usage', this.#reader))
    return [{ type: 'usage', usage: this.#usage }]
  }

  #end(): readonly Event[] {
    if (!this.#started) return this.#break('the provider ended a message that it did not begin')
    if (!this.#stop) return this.#break('the provider ended a message without saying why')
    this.#over = true
    const open = [...this.#blocks].flatMap(([key, block]): Event[] => [...closing(block, key), { type: 'close', key }])
    return [...open, { type: 'stop', stop: this.#stop }, { type: 'end' }]
  }

  /** What many events say of one place of the answer is one loss. */
  #tellOnce(from: number): void {
    const { losses } = this.#ledger
    for (const loss of losses.splice(from)) {
      const key = `${loss.path} ${loss.rule}`
      if (!this.#told.has(key)) losses.push(loss)
      this.#told.add(key)
    }
  }

  /** A place of the answer has the value that the latest event gave it. */
  #keepLatest(from: number): void {
    const { entries } = this.#ledger
    for (const entry of entries.splice(from)) {
      const earlier = entries.findIndex(({ path }) => path === entry.path)
      if (earlier === -1) entries.push(entry)
      else entries[earlier] = entry
    }
  }

  #indexOf(wire: Unread<number> | undefined): number {
    return this.#reader.number(wire, '/index') ?? 0
  }

  #break(message: string): readonly Event[] {
    return this.fail(fault('upstream', message))
  }
}

/** The `open` of a block; null for kinds that no answer holds. */
function opening(part: Part, key: number): OpenEvent | null {
  const { at } = part
  switch (part.kind) {
    case 'text':
      return { type: 'open', key, at, kind: 'text' }
    case 'thinking':
      return { type: 'open', key, at, kind: 'thinking', redacted: part.redacted }
    case 'toolCall':
      return { type: 'open', key, at, kind: 'toolCall', id: part.id, name: part.name, freeform: false }
    case 'opaque': {
      const { format, type: blockType, payload, elsewhere } = part
      return { type: 'open', key, at, kind: 'opaque', format, blockType, payload, elsewhere }
    }
    case 'image':
    case 'document':
    case 'audio':
    case 'refusal':
    case 'toolResult':
      return null
  }
}

/** What a block says at its end: its seal, and the input it started with where no delta came (EVA-12). */
function closing({ part, seal, touched }: OpenBlock, key: number): Event[] {
  if (part.kind === 'toolCall' && !touched) return [{ type: 'delta', key, text: part.arguments }]
  return seal === null || (seal === '' && !(part.kind === 'thinking' && part.redacted)) ? [] : [{ type: 'seal', key, data: seal }]
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}
