import type { Event } from '../../interlingua/event.ts'
import { fault, type Fault } from '../../interlingua/fault.ts'
import { isJsonObject, type Json, type JsonObject } from '../../interlingua/json.ts'
import type { Logprobs } from '../../interlingua/part.ts'
import type { Context } from '../../translate/context.ts'
import { FirstLedger, FirstReader } from '../../translate/first-reader.ts'
import type { Frame } from '../../translate/frame.ts'
import { Ledger } from '../../translate/ledger.ts'
import type { Machine } from '../../translate/machine.ts'
import { Reader, type Cases } from '../../translate/reader.ts'
import type { Nothing } from '../../translate/triage.ts'
import { unread, type Unread } from '../../translate/unread.ts'
import { decodeLogprobs } from '../../vendors/openai/logprobs.ts'
import { StreamedItems, type Item, type ThoughtKind } from './streamed-items.ts'
import { decodeCitation } from './citations.ts'
import { core, unions } from './fates.ts'
import { paddedFates, type Padded } from './fates/stream.ts'
import { decodeStreamFault } from './fault.ts'
import type * as wire from './generated/shapes.ts'
import { name as own } from './name.ts'
import { decodeContent, decodeEnded, decodeItem, decodeReasoningContent, decodeServed, named } from './response.decode.ts'
import { sealReasoning } from './reasoning.ts'
import { decodeStop, faultOf } from './stop.ts'

/** Reads an upstream's stream (EVR-1 to EVR-18). */
export const decodeStream = (ledger: Ledger, context: Context): Machine<Frame, Event> => new StreamDecoder(ledger, context)

type Unions = wire.Unions
type EventCases = Cases<Unions['ResponseStreamEvent'], typeof unions.ResponseStreamEvent, void>

/** Where an event belongs. */
interface Place {
  readonly item: Item
  /** Of the part in its item. */
  readonly index: number
  /** Pointer of the part of a message. */
  readonly at: string
}

/** What events say of their place. */
interface Placed {
  readonly type?: Unread<string> | undefined
  readonly sequence_number?: Unread<number> | undefined
  readonly output_index?: Unread<number> | undefined
  readonly item_id?: Unread<string> | undefined
  readonly content_index?: Unread<number> | undefined
  readonly summary_index?: Unread<number> | undefined
}

/** Names what an event says besides, so that it does not compile. */
type PlaceAlone<P> = P & { readonly [K in Exclude<keyof P, keyof Placed>]: never }

class StreamDecoder implements Machine<Frame, Event> {
  readonly #ledger: FirstLedger
  /** Reads what is of the events alone; what is of the answer is read by the other one. */
  readonly #events: FirstReader
  readonly #reader: Reader
  /** Reads what the end of the stream tells again, and better. */
  readonly #early: Reader
  readonly #context: Context
  readonly #items: StreamedItems
  #id = ''
  #model = ''
  #tier: string | null = null
  #started = false
  #over = false
  #out: Event[] = []

  constructor(ledger: Ledger, context: Context) {
    this.#ledger = new FirstLedger(ledger)
    this.#events = new FirstReader(this.#ledger)
    this.#reader = new Reader(this.#ledger)
    this.#early = new Reader(new Ledger(own, ledger.unknown))
    this.#context = context
    this.#items = new StreamedItems({
      emit: (event) => this.#emit(event),
      fail: (broken) => this.#fail(broken),
      ledger: this.#ledger,
      seal: (said) => sealReasoning(said, this.#model, context),
    })
  }

  push(frame: Frame): readonly Event[] {
    if (this.#over) return []
    this.#out = []
    if (frame.data.trim() === '[DONE]') return this.end()
    const event = parsed(frame.data)
    if (!isJsonObject(event)) this.#fail(fault('upstream', 'the upstream sent an event that is no JSON object'))
    else if (typeof event['type'] !== 'string' && event['error']) this.#fail(decodeStreamFault(event))
    else this.#read(typeof event['type'] === 'string' || frame.event === null ? event : { ...event, type: frame.event })
    if (this.#ledger.broken !== null) this.#fail(fault('upstream', `the upstream sent a broken event: ${this.#ledger.broken}`))
    return this.#out
  }

  end(): readonly Event[] {
    return this.fail(fault('upstream', 'upstream stream ended early'))
  }

  fail(broken: Fault): readonly Event[] {
    if (this.#over) return []
    this.#out = []
    this.#fail(broken)
    return this.#out
  }

  #emit(event: Event): void {
    if (!this.#over) this.#out.push(event)
  }

  #fail(broken: Fault): void {
    this.#emit({ type: 'fail', fault: broken })
    this.#over = true
  }

  #read(event: JsonObject): void {
    this.#events.arm<Unions['ResponseStreamEvent'], typeof unions.ResponseStreamEvent, void>(
      unread(event),
      '',
      'type',
      unions.ResponseStreamEvent,
      this.#cases,
      ({ tag, payload, fate }) => {
        if (tag === 'keepalive') this.#emit({ type: 'ping' })
        else if (this.#started) this.#emit({ type: 'opaque', format: own, payload, ...(fate === null ? { unknown: true } : {}) })
      },
    )
  }

  readonly #cases: EventCases = {
    'response.created': (event) => this.#begin(event, core.ResponseCreatedEvent),
    'response.queued': (event) => this.#wait(event, core.ResponseQueuedEvent),
    'response.in_progress': (event) => this.#wait(event, core.ResponseInProgressEvent),
    'response.completed': (event) => this.#finish(event, core.ResponseCompletedEvent, 'completed'),
    'response.incomplete': (event) => this.#finish(event, core.ResponseIncompleteEvent, 'incomplete'),
    'response.failed': (event) => this.#finish(event, core.ResponseFailedEvent, 'failed'),
    error: (event) => this.#fail(decodeStreamFault(event)),
    'response.output_item.added': (event) => {
      const { item, output_index, type, sequence_number, ...rest } = this.#events.fields(event, core.ResponseOutputItemAddedEvent, '')
      rest satisfies Nothing
      this.#events.known(type, sequence_number)
      if (item) this.#add(item, this.#events.number(output_index, '/output_index'))
    },
    'response.output_item.done': (event) => {
      const { item, output_index, type, sequence_number, ...rest } = this.#events.fields(event, core.ResponseOutputItemDoneEvent, '')
      rest satisfies Nothing
      this.#events.known(type, sequence_number)
      if (item) this.#settle(this.#items.itemOf(this.#events.number(output_index, '/output_index'), wordOf(item, 'id')), item)
    },
    // Texts open with their first deltas (EVR-7).
    'response.content_part.added': () => {},
    'response.content_part.done': (event) => {
      const { part, ...placed } = this.#events.fields(event, core.ResponseContentPartDoneEvent, '')
      this.#settleContent(part, this.#place(placed))
    },
    'response.output_text.delta': (event) => {
      const padded = unread<Padded<wire.ResponseTextDeltaEvent>>(event)
      const { delta, logprobs, ...placed } = this.#events.fields(padded, paddedFates.text, '')
      const place = this.#place(placed)
      this.#items.grow(place.item, place.at, 'text', this.#string(delta), this.#logprobs(logprobs, place))
    },
    'response.output_text.done': (event) => {
      const { text, logprobs, ...placed } = this.#events.fields(event, core.ResponseTextDoneEvent, '')
      const place = this.#place(placed)
      this.#items.complete(place.item, place.at, 'text', this.#string(text), this.#logprobs(logprobs, place))
    },
    'response.output_text.annotation.added': (event) => {
      const { annotation, annotation_index, ...placed } = this.#events.fields(event, core.ResponseOutputTextAnnotationAddedEvent, '')
      const { item, at } = this.#place(placed)
      const part = this.#items.openPart(item, at)
      if (!annotation || !part) return
      const index = this.#events.number(annotation_index, '/annotation_index') ?? part.pages
      const cited = decodeCitation(annotation, `${at}/annotations/${index}`, this.#reader)
      this.#items.cite(part, own, this.#reader.json(annotation), cited)
    },
    'response.refusal.delta': (event) => {
      const padded = unread<Padded<wire.ResponseRefusalDeltaEvent>>(event)
      const { delta, ...placed } = this.#events.fields(padded, paddedFates.refusal, '')
      const { item, at } = this.#place(placed)
      this.#items.grow(item, at, 'refusal', this.#string(delta), null)
    },
    'response.refusal.done': (event) => {
      const { refusal, ...placed } = this.#events.fields(event, core.ResponseRefusalDoneEvent, '')
      const { item, at } = this.#place(placed)
      this.#items.complete(item, at, 'refusal', this.#string(refusal), null)
    },
    'response.reasoning_summary_part.added': (event) => {
      const { part, ...placed } = this.#events.fields(event, core.ResponseReasoningSummaryPartAddedEvent, '')
      this.#events.known(part)
      const { item, index } = this.#place(placed)
      if (index > 0) this.#items.think(item, 'summary', index, '')
    },
    'response.reasoning_summary_part.done': (event) => {
      const { part, status, ...placed } = this.#events.fields(event, core.ResponseReasoningSummaryPartDoneEvent, '')
      this.#events.known(status)
      const { item, index } = this.#place(placed)
      if (!part) return
      const { type, text, ...rest } = this.#events.fields(part, core.ResponseReasoningSummaryPartDoneEvent_Part, item.at)
      rest satisfies Nothing
      this.#events.known(type)
      this.#items.completeThought(item, 'summary', index, this.#string(text))
    },
    'response.reasoning_summary_text.delta': (event) => {
      const padded = unread<Padded<wire.ResponseReasoningSummaryTextDeltaEvent>>(event)
      const { delta, ...placed } = this.#events.fields(padded, paddedFates.summary, '')
      this.#think(this.#place(placed), 'summary', this.#string(delta))
    },
    'response.reasoning_summary_text.done': (event) => {
      const { text, ...placed } = this.#events.fields(event, core.ResponseReasoningSummaryTextDoneEvent, '')
      this.#endThought(this.#place(placed), 'summary', this.#string(text))
    },
    'response.reasoning_text.delta': (event) => {
      const padded = unread<Padded<wire.ResponseReasoningTextDeltaEvent>>(event)
      const { delta, ...placed } = this.#events.fields(padded, paddedFates.reasoning, '')
      this.#think(this.#place(placed), 'content', this.#string(delta))
    },
    'response.reasoning_text.done': (event) => {
      const { text, ...placed } = this.#events.fields(event, core.ResponseReasoningTextDoneEvent, '')
      this.#endThought(this.#place(placed), 'content', this.#string(text))
    },
    'response.function_call_arguments.delta': (event) => {
      const padded = unread<Padded<wire.ResponseFunctionCallArgumentsDeltaEvent>>(event)
      const { delta, ...placed } = this.#events.fields(padded, paddedFates.call, '')
      this.#items.growCall(this.#place(placed).item, this.#string(delta))
    },
    'response.function_call_arguments.done': (event) => {
      const { arguments: args, ...placed } = this.#events.fields(event, core.ResponseFunctionCallArgumentsDoneEvent, '')
      this.#items.completeCall(this.#place(placed).item, this.#string(args))
    },
    'response.custom_tool_call_input.delta': (event) => {
      const padded = unread<Padded<wire.ResponseCustomToolCallInputDeltaEvent>>(event)
      const { delta, ...placed } = this.#events.fields(padded, paddedFates.customCall, '')
      this.#items.growCall(this.#place(placed).item, this.#string(delta))
    },
    'response.custom_tool_call_input.done': (event) => {
      const { input, ...placed } = this.#events.fields(event, core.ResponseCustomToolCallInputDoneEvent, '')
      this.#items.completeCall(this.#place(placed).item, this.#string(input))
    },
  }

  #think({ item, index }: Place, kind: ThoughtKind, text: string): void {
    this.#items.think(item, kind, index, text)
  }

  #endThought({ item, index }: Place, kind: ThoughtKind, text: string): void {
    this.#items.completeThought(item, kind, index, text)
  }

  #string(text: Unread<string> | undefined): string {
    return this.#events.string(text, '/delta') ?? ''
  }

  #logprobs(tokens: Unread<readonly object[]> | undefined, { at }: Place): Logprobs | null {
    const read = decodeLogprobs(tokens, `${at}/logprobs`, this.#events)
    return read.length === 0 ? null : { at: `${at}/logprobs`, tokens: read }
  }

  #place<P extends Placed>(placed: PlaceAlone<P>): Place {
    const { type, sequence_number, output_index, item_id, content_index, summary_index } = placed
    const events = this.#events
    events.known(type, sequence_number)
    this.#start()
    const item = this.#items.itemOf(events.number(output_index, '/output_index'), events.string(item_id, '/item_id') ?? '')
    const index = events.number(content_index, '/content_index') ?? events.number(summary_index, '/summary_index') ?? 0
    return { item, index, at: `${item.at}/content/${index}` }
  }

  #begin(event: Unread<wire.ResponseCreatedEvent>, fates: typeof core.ResponseCreatedEvent): void {
    const { response, type, sequence_number, ...rest } = this.#events.fields(event, fates, '')
    rest satisfies Nothing
    this.#events.known(type, sequence_number)
    this.#start(response)
  }

  #wait(event: Unread<wire.ResponseQueuedEvent | wire.ResponseInProgressEvent>, fates: typeof core.ResponseQueuedEvent): void {
    const { response, type, sequence_number, ...rest } = this.#events.fields(event, fates, '')
    rest satisfies Nothing
    this.#events.known(type, sequence_number)
    this.#start(response)
    this.#emit({ type: 'ping' })
  }

  /** EVR-1; what an answer says at its beginning of all but itself, it says again at its end. */
  #start(response: Unread<wire.Response> = unread({})): void {
    if (this.#started) return
    this.#started = true
    const early = this.#early
    const { id, model, created_at, service_tier } = early.fields(response, core.Response, '')
    this.#id = early.string(id, '/id') ?? ''
    this.#model = early.string(model, '/model') ?? ''
    this.#tier = early.string(service_tier, '/service_tier')
    const created = early.number(created_at, '/created_at')
    this.#emit({ type: 'start', at: named, id: this.#id, model: this.#model, created, serviceTier: this.#tier })
  }

  /** A call opens at once (EVR-11). */
  #add(wireItem: Unread<wire.ResponseOutputItem>, index: number | null): void {
    this.#start()
    const item = this.#items.add(index, wordOf(wireItem, 'id'), wordOf(wireItem, 'type'))
    for (const part of decodeItem(wireItem, item.at, { id: this.#id, context: this.#context, reader: this.#early })) {
      if (part.kind === 'toolCall') this.#items.call(item, part)
    }
  }

  #settle(item: Item, wireItem: Unread<wire.ResponseOutputItem>): void {
    this.#start()
    if (item.done) return
    this.#items.settle(item, decodeItem(wireItem, item.at, { id: this.#id, context: this.#context, reader: this.#reader }))
  }

  #settleContent(wirePart: Unread<wire.ResponseContentPartDoneEvent['part']> | undefined, { item, index, at }: Place): void {
    if (item.done) return
    const reader = this.#reader
    reader.arm<Unions['ResponseContentPartDoneEvent.part'], (typeof unions)['ResponseContentPartDoneEvent.part'], void>(
      wirePart,
      at,
      'type',
      unions['ResponseContentPartDoneEvent.part'],
      {
        output_text: (text) => this.#settleText(item, at, text),
        refusal: (refusal) => this.#settleText(item, at, refusal),
        reasoning_text: (text) => this.#items.completeThought(item, 'content', index, decodeReasoningContent(text, at, reader)),
      },
      () => {},
    )
  }

  #settleText(item: Item, at: string, wireText: Unread<wire.ResponseOutputText | wire.ResponseOutputRefusal>): void {
    const part = decodeContent(wireText, at, this.#reader)
    if (part) this.#items.settlePart(item, part)
  }

  /** EVR-15, EVR-16: items that never streamed come first. */
  #finish(
    event: Unread<wire.ResponseCompletedEvent | wire.ResponseIncompleteEvent | wire.ResponseFailedEvent>,
    fates: typeof core.ResponseFailedEvent,
    told: string,
  ): void {
    const { response = unread<wire.Response>({}), type, sequence_number, ...none } = this.#events.fields(event, fates, '')
    none satisfies Nothing
    this.#events.known(type, sequence_number)
    const reader = this.#reader
    const { id, model, created_at, object, output, service_tier, usage, status, incomplete_details, error, ...rest } = reader.fields(
      response,
      core.Response,
      '',
    )
    rest satisfies Nothing
    reader.known(id, model, created_at, object)
    const ended = decodeEnded({ status, incomplete_details, error }, reader, told)
    const broken = faultOf(ended)
    if (broken) return this.#fail(broken)
    this.#start(response)
    for (const [i, item] of reader.list(output, '/output').entries())
      this.#settle(this.#items.itemInAnswer(i, wordOf(item, 'id'), wordOf(item, 'type')), item)
    this.#items.endAll()
    const served = decodeServed({ usage, service_tier }, reader)
    if (usage || served.serviceTier !== this.#tier) this.#emit({ type: 'usage', usage: served })
    const { calls, refused } = this.#items
    this.#emit({ type: 'stop', stop: decodeStop(ended, { calls, refused }, this.#ledger) })
    if (this.#ledger.broken !== null) return
    this.#emit({ type: 'end' })
    this.#over = true
  }
}

/** What tells an item from others, empty where that is missing. */
function wordOf(item: Unread<wire.ResponseOutputItem>, member: 'id' | 'type'): string {
  const value: unknown = item
  const word = isJsonObject(value) ? value[member] : null
  return typeof word === 'string' ? word : ''
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}
