import type { Event, OpenEvent, StartEvent } from '../../interlingua/event.ts'
import { isJsonObject, type Json, type JsonObject } from '../../interlingua/json.ts'
import { atLeast } from '../../interlingua/loss.ts'
import type { Response, Stop } from '../../interlingua/response.ts'
import { unfold } from '../../interlingua/unfold.ts'
import { legalCallId } from '../../translate/call-ids.ts'
import { foreignId } from '../../translate/foreign-id.ts'
import type { Asked } from '../../translate/format.ts'
import type { Ledger } from '../../translate/ledger.ts'
import { spoken } from '../../translate/spoken.ts'
import type { Nothing } from '../../translate/triage.ts'
import { written } from '../../translate/unread.ts'
import { CallItem, namedCall, NativeCallItem, nativeTool, prefixes, WholeItem } from './calls.encode.ts'
import { hubFates } from './fates.ts'
import type * as wire from './generated/shapes.ts'
import { MessageItem, ReasoningItem, type Ended, type Item, type Listener } from './items.encode.ts'
import { name as own } from './name.ts'
import { encodeStop, type EncodedStop } from './stop.ts'
import { encodeUsageMembers } from './usage.ts'

/** Writes a client's unary answer: what the last event of its stream holds (§4, ENV-3). */
export function encodeResponse(response: Response, ledger: Ledger, asked: Asked): JsonObject {
  const { id, model, created, parts, stop, usage, ...rest } = spoken(response, hubFates.Response, '', ledger)
  rest satisfies Nothing
  const unspeakable = parts.filter(({ kind }) => kind === 'image' || kind === 'document' || kind === 'audio' || kind === 'toolResult')
  for (const { at } of unspeakable)
    ledger.lose(at, 'dropped', 'CB-20', 'warn', 'an answer of Responses holds text, reasoning and calls alone')
  const envelope = envelopeOf({ id, model, created, serviceTier: usage.serviceTier }, ledger, asked)
  const output = new Output(envelope.id, model, ledger, asked, null)
  for (const event of unfold(response)) output.take(event)
  return finished(envelope, output.end(stop), output.items, encodeUsageMembers(usage, ledger), asked)
}

/** What all documents of one answer have in common: who gave it, and what its client asked for, in the client's own words (ENV-3). */
export interface Envelope {
  readonly id: string
  readonly members: JsonObject
  /** The answer comes from this API, and brings along what its request said and when it was finished. */
  readonly same: boolean
}

/** The envelope of an answer, which stays as it is from the first event to the last (EMR-3). */
export function envelopeOf(start: Omit<StartEvent, 'type'>, ledger: Ledger, asked: Asked): Envelope {
  const same = ledger.format === own
  const { context, settings, request } = asked
  const id = start.id === '' ? context.newId('resp_') : same ? start.id : `resp_${foreignId(start.id)}`
  const said: Pick<wire.Response, 'id' | 'object' | 'created_at' | 'model' | 'access_programs'> = {
    id,
    object: 'response',
    created_at: start.created ?? Math.floor(context.now() / 1000),
    model: settings.echoRequestedModel ? request.model : start.model,
    access_programs: null,
  }
  return { id, same, members: { ...written(said), ...(same ? unsaid : echoed(start.serviceTier, asked)) } }
}

/** Members that an answer must have and that its request alone tells. */
const unsaid: JsonObject = {
  instructions: null,
  metadata: null,
  parallel_tool_calls: true,
  temperature: null,
  tool_choice: 'auto',
  tools: [],
  top_p: null,
}

/** What the API takes a request to say that does not say it. */
const defaults: JsonObject = {
  instructions: null,
  max_output_tokens: null,
  max_tool_calls: null,
  metadata: {},
  parallel_tool_calls: true,
  previous_response_id: null,
  prompt_cache_key: null,
  safety_identifier: null,
  temperature: 1,
  tool_choice: 'auto',
  top_logprobs: 0,
  top_p: 1,
  truncation: 'disabled',
}

/** The client's own values, not what they became on the way (ENV-3); `store` is true only of what is kept (REQ-R-16). */
function echoed(serviceTier: string | null, { body = {}, kept = false }: Asked): JsonObject {
  const said = (member: string): Json => body[member] ?? null
  const object = (member: string): JsonObject => {
    const value = said(member)
    return isJsonObject(value) ? value : {}
  }
  const tools = said('tools')
  const members = Object.keys(defaults).map((member): [string, Json] => [member, said(member) ?? defaults[member] ?? null])
  return {
    ...Object.fromEntries(members),
    ...(typeof said('user') === 'string' ? { user: said('user') } : {}),
    background: false,
    reasoning: { effort: null, summary: null, ...object('reasoning') },
    service_tier: serviceTier ?? said('service_tier'),
    store: kept,
    text: { format: { type: 'text' }, ...object('text') },
    tools: Array.isArray(tools) ? tools.map(echoedTool) : [],
  }
}

/** A tool with the members that it must have (LEN-8), and without what its client keeps secret. */
function echoedTool(tool: Json): Json {
  if (!isJsonObject(tool)) return tool
  if (tool['type'] === 'function') return { parameters: null, strict: null, ...tool }
  if (tool['type'] !== 'mcp') return tool
  return Object.fromEntries(Object.entries(tool).filter(([member]) => member !== 'authorization' && member !== 'headers'))
}

/** An answer that is still being given. */
export const underway = ({ members }: Envelope): JsonObject => ({
  ...members,
  status: 'in_progress',
  error: null,
  incomplete_details: null,
  output: [],
})

/** An answer that came to its end. */
export function finished(
  { members, same }: Envelope,
  { status, incomplete_details }: EncodedStop,
  output: readonly wire.ResponseOutputItem[],
  counted: ReturnType<typeof encodeUsageMembers>,
  { context }: Asked,
): JsonObject {
  const end = { status, error: null, incomplete_details, output, ...counted } satisfies Partial<wire.Response>
  const completed_at = same ? {} : { completed_at: status === 'completed' ? Math.floor(context.now() / 1000) : null }
  return { ...members, ...completed_at, ...written(end) }
}

/** An answer that broke off, with what there is of it (SER-3). */
export const broken = (
  { members }: Envelope,
  error: wire.ResponseError,
  output: readonly wire.ResponseOutputItem[],
  counted: Partial<ReturnType<typeof encodeUsageMembers>>,
): JsonObject => ({
  ...members,
  ...written({ status: 'failed', error, incomplete_details: null, output, ...counted } satisfies Partial<wire.Response>),
})

/**
 * Makes the items of an answer out of its events, one part after the other (RSP-1 to RSP-8, RSP-14), and tells every step where
 * somebody listens (§5.4). What an item is called does not change once it was told (EMR-6).
 */
export class Output {
  readonly items: wire.ResponseOutputItem[] = []
  readonly #answer: string
  readonly #model: string
  readonly #ledger: Ledger
  readonly #asked: Asked
  readonly #listener: Listener | null
  readonly #callIds = new Set<string>()
  #item: Item | null = null
  #refused = false

  constructor(answer: string, model: string, ledger: Ledger, asked: Asked, listener: Listener | null) {
    this.#answer = answer
    this.#model = model
    this.#ledger = ledger
    this.#asked = asked
    this.#listener = listener
  }

  take(event: Event): void {
    switch (event.type) {
      case 'open':
        return this.#open(event)
      case 'delta':
        return this.#item?.more(event.text, event.logprobs)
      case 'annotate':
        return this.#item?.annotate(event)
      case 'seal':
        return this.#item?.seal(event.data)
      case 'close':
        if (this.#item?.close() === 'over') this.#close('completed')
        return
      case 'start':
      case 'usage':
      case 'stop':
      case 'ping':
      case 'end':
      case 'fail':
      case 'opaque':
        return
    }
  }

  /** Closes what is open. A refusal that the answer itself does not word gets the explanation of its end (STOP-A-6). */
  end(stop: Stop): EncodedStop {
    const ended = encodeStop(stop, this.#refused, this.#ledger)
    if (ended.refusal !== null) {
      this.take({ type: 'open', key: -1, at: '', kind: 'refusal' })
      this.take({ type: 'delta', key: -1, text: ended.refusal })
      this.take({ type: 'close', key: -1 })
    }
    this.#close(ended.status)
    return ended
  }

  /** What there is of an answer that broke off: whole items, and the words of a message that is not whole (SER-3). */
  partial(): readonly wire.ResponseOutputItem[] {
    const message = this.#item instanceof MessageItem ? this.#item.sofar() : null
    return message ? [...this.items, message] : this.items
  }

  #open(open: OpenEvent): void {
    if (open.kind === 'refusal') this.#refused = true
    const same = this.#ledger.format !== own || itemAt(open.at) === itemAt(this.#item?.at ?? '')
    if (!same || !this.#item?.takes(open)) {
      this.#close('completed')
      this.#item = this.#begin(open)
    }
    this.#item?.open(open)
  }

  #begin(open: OpenEvent): Item | null {
    const { at } = open
    const { context, request } = this.#asked
    const index = this.items.length
    const id = (prefix: string, named: string): string => `${prefix}_${context.hash(named).slice(0, 24)}`
    const here = `${this.#answer}/${index}`
    switch (open.kind) {
      case 'text':
      case 'refusal':
        return new MessageItem(at, id('msg', here), index, this.#listener, this.#ledger)
      case 'thinking':
        return new ReasoningItem(at, id('rs', here), index, this.#listener, this.#model, context)
      case 'toolCall': {
        const callId = this.#callId(open.id)
        const offered = request.tools.find(({ name }) => name === open.name)
        const named = namedCall(callId, open.name, offered)
        // Hosts that count calls use an id again in another answer, but a client refers to one item by it (STO-1).
        const call = `${this.#answer}/${callId}`
        const native = open.freeform ? null : nativeTool(offered)
        if (native) return new NativeCallItem(at, id(prefixes[native], call), index, this.#listener, native, named, this.#ledger)
        const prefix = open.freeform ? prefixes.custom : prefixes.function
        return new CallItem(at, id(prefix, call), index, this.#listener, named, open.freeform, this.#ledger)
      }
      case 'opaque': {
        if (open.format === own) return new WholeItem(open, index, this.#listener)
        const { rule, level, why } = open.elsewhere
        this.#ledger.lose(at, 'dropped', rule, atLeast(level, 'reject') ? 'warn' : level, why)
        return null
      }
    }
  }

  /** An id that this API takes and no other call of the answer has (TR-3, TR-4, EMR-4). */
  #callId(id: string): string {
    const legal = this.#ledger.format === own ? id : legalCallId(id, this.#asked.context.hash)
    let unique = legal
    for (let n = 2; this.#callIds.has(unique); n++) unique = `${legal.slice(0, 64 - `_${n}`.length)}_${n}`
    this.#callIds.add(unique)
    return unique
  }

  #close(ended: Ended): void {
    const item = this.#item?.finish(ended)
    this.#item = null
    if (item) this.items.push(item)
  }
}

/** The item of an answer that a pointer is of. */
const itemAt = (at: string): string => /^\/output\/\d+/.exec(at)?.[0] ?? ''
