import type { Event, OpenEvent, StartEvent } from '../../interlingua/event.ts'
import type { Fault } from '../../interlingua/fault.ts'
import { fault } from '../../interlingua/fault.ts'
import type { JsonObject } from '../../interlingua/json.ts'
import type { Stop } from '../../interlingua/response.ts'
import { unknownUsage, type Usage } from '../../interlingua/usage.ts'
import type { Asked } from '../../translate/format.ts'
import type { Frame, OutFrame } from '../../translate/frame.ts'
import { JsonText } from '../../translate/json-text.ts'
import type { Ledger } from '../../translate/ledger.ts'
import { pipe, type Machine } from '../../translate/machine.ts'
import { sequence } from '../../translate/sequence.ts'
import { errorBody } from './fault.ts'
import type { ContentBlock, RawContentBlockDelta, RawMessageStreamEvent, TextCitation } from './generated/shapes.ts'
import { name } from './name.ts'
import {
  callId,
  emptyText,
  emptyThinking,
  emptyToolUse,
  loseBesideText,
  messageId,
  parseArguments,
  refusalAsText,
} from './response.encode.ts'
import { countedStop, encodeStop, resumes } from './stop.ts'
import { encodeDeltaUsage, encodeUsage, loseSurplus, loseTier } from './usage.ts'

/** Writes a streamed answer for a client (§5.2, EMA-1 to EMA-10, SSE-2); interleaved parts are put in sequence first. */
export const encodeStream = (ledger: Ledger, asked: Asked): Machine<Event, OutFrame> =>
  pipe(sequence({ maxBuffered: asked.settings.maxBuffered }), new StreamEncoder(ledger, asked))

/** The keep-alive of this dialect (SSE-4). */
export const keepAlive: Frame = frameOf({ type: 'ping' })

/** The error event (SER-1). */
export const encodeStreamFault = (broken: Fault, requestId: string | null): Frame => frameOf(errorBody(broken, requestId))

/** The block that is being written: blocks stand one after the other, without gaps (EMA-1). */
interface Block {
  readonly open: OpenEvent
  readonly index: number
  /** False while the start waits for what it has to hold. */
  started: boolean
  seal: string | null
  /** Arguments so far, as far as they have to be looked at (STR-CA-7). */
  readonly json: JsonText
  mode: 'undecided' | 'stream' | 'buffer'
  held: string
}

class StreamEncoder implements Machine<Event, OutFrame> {
  readonly #ledger: Ledger
  readonly #asked: Asked
  readonly #own: boolean
  /** The start of an answer of this format: its usage comes with it, in the next event (EMA-10). */
  #beginning: StartEvent | null = null
  #block: Block | null = null
  /** A call whose arguments ended incomplete: legal only where the answer ends for length (TR-9). */
  #cut: Block | null = null
  #next = 0
  #usage: Usage = unknownUsage
  #stop: Stop | null = null
  #calls = false
  #refusal: string | null = null
  #over = false
  #out: Frame[] = []

  readonly #lost = new Set<string>()

  constructor(ledger: Ledger, asked: Asked) {
    this.#ledger = ledger
    this.#asked = asked
    this.#own = ledger.format === name
  }

  push(event: Event): readonly Frame[] {
    if (this.#over) return []
    this.#out = []
    this.#take(event)
    return this.#out
  }

  end(): readonly Frame[] {
    return []
  }

  fail(broken: Fault): readonly Frame[] {
    return this.push({ type: 'fail', fault: broken })
  }

  #take(event: Event): void {
    if (event.type === 'usage') this.#usage = event.usage
    if (this.#beginning) this.#start(this.#beginning)
    switch (event.type) {
      case 'start':
        if (this.#own) this.#beginning = event
        else this.#start(event)
        return
      case 'open':
        return this.#open(event)
      case 'delta':
        if (event.logprobs && this.#loses('logprobs')) loseBesideText(undefined, event.logprobs, this.#ledger)
        return this.#delta(event.text)
      case 'annotate':
        return this.#annotate(event)
      case 'seal':
        if (this.#block) this.#block.seal = event.data
        return
      case 'close':
        return this.#close()
      case 'usage':
        return
      case 'stop':
        this.#stop = event.stop
        return this.#settleCut(event.stop.reason === 'maxTokens' || event.stop.reason === 'contextWindow')
      case 'ping':
        return this.#emit({ type: 'ping' })
      case 'opaque':
        if (event.format === name) this.#out.push(frameOf(event.payload as JsonObject & { readonly type: string }))
        return
      case 'end':
        return this.#end()
      case 'fail':
        return this.#fail(event.fault)
    }
  }

  #start({ id, model, serviceTier }: StartEvent): void {
    this.#beginning = null
    const { settings, request, context } = this.#asked
    const usage = { ...this.#usage, serviceTier: serviceTier ?? this.#usage.serviceTier }
    loseTier(usage, this.#own, this.#ledger)
    this.#emit({
      type: 'message_start',
      message: {
        id: messageId(id, this.#own, context),
        type: 'message',
        role: 'assistant',
        model: settings.echoRequestedModel ? request.model : model,
        content: [],
        stop_reason: null,
        stop_sequence: null,
        stop_details: null,
        usage: encodeUsage(this.#counted(usage), this.#own),
        container: null,
        diagnostics: null,
      },
    })
  }

  /** EMA-10: until the upstream counts, and where it never does, the input is what was estimated. */
  #counted(usage: Usage): Usage {
    return this.#own ? usage : { ...usage, input: usage.input ?? this.#asked.estimatedInput ?? null }
  }

  #open(open: OpenEvent): void {
    this.#settleCut(false)
    if (this.#over) return
    if (open.kind === 'opaque' && open.format !== name) {
      this.#ledger.lose(open.at, 'dropped', open.elsewhere.rule, open.elsewhere.level, open.elsewhere.why)
      this.#block = null
      return
    }
    const guarded = open.kind === 'toolCall' && !open.freeform && !this.#own
    const mode = !guarded ? 'stream' : this.#asked.settings.toolArguments === 'buffer' ? 'buffer' : 'undecided'
    const block: Block = { open, index: this.#next++, started: false, seal: null, json: new JsonText(), mode, held: '' }
    this.#block = block
    if (open.kind === 'toolCall') this.#calls = true
    if (open.kind === 'thinking' && open.redacted) return
    this.#begin(block)
    if (open.kind === 'toolCall' && open.freeform) this.#json(block, '{"input":"')
  }

  #begin(block: Block): void {
    block.started = true
    this.#emit({
      type: 'content_block_start',
      index: block.index,
      content_block: startOf(block, (id) => callId(id, this.#own, this.#asked.context)),
    })
  }

  #delta(text: string): void {
    const block = this.#block
    if (!block) return
    switch (block.open.kind) {
      case 'refusal':
        if (this.#refusal === null) this.#ledger.lose(block.open.at, ...refusalAsText)
        this.#refusal = (this.#refusal ?? '') + text
        return this.#deltaOf(block, { type: 'text_delta', text })
      case 'text':
        return this.#deltaOf(block, { type: 'text_delta', text })
      case 'thinking':
        return block.open.redacted ? undefined : this.#deltaOf(block, { type: 'thinking_delta', thinking: text })
      case 'toolCall':
        return block.open.freeform ? this.#json(block, JSON.stringify(text).slice(1, -1)) : this.#arguments(block, text)
      case 'opaque':
        return
    }
  }

  /** STR-CA-7: what cannot become a JSON object is not streamed to a client that would run it. */
  #arguments(block: Block, text: string): void {
    if (this.#own) {
      block.held += block.held === '' ? text.trim().slice(0, 1) : ''
      return this.#json(block, text)
    }
    block.json.push(text)
    if (block.mode !== 'stream') block.held += text
    if (block.mode === 'undecided' && block.json.first !== '') {
      block.mode = block.json.first === '{' ? 'stream' : 'buffer'
      if (block.mode === 'stream') {
        const held = block.held
        if (block.json.state === 'broken') return this.#invalid(block)
        return this.#json(block, held)
      }
    }
    if (block.mode !== 'stream') return
    if (block.json.state === 'broken') return this.#invalid(block)
    this.#json(block, text)
  }

  /** Whether a kind of thing beside the text is lost here for the first time: once is said for all. */
  #loses(kind: 'cited' | 'logprobs'): boolean {
    return !this.#own && !this.#lost.has(kind) && this.#lost.add(kind).has(kind)
  }

  #annotate({ format, data, cited }: Extract<Event, { type: 'annotate' }>): void {
    if (cited && this.#loses('cited')) loseBesideText([cited], undefined, this.#ledger)
    if (this.#block && format === name) {
      this.#deltaOf(this.#block, { type: 'citations_delta', citation: data as JsonObject & TextCitation })
    }
  }

  #close(): void {
    const block = this.#block
    this.#block = null
    if (!block) return
    switch (block.open.kind) {
      case 'thinking':
        if (!this.#seal(block)) return
        break
      case 'toolCall':
        if (block.open.freeform) this.#json(block, '"}')
        else if (!this.#finishArguments(block)) return
        break
      case 'text':
      case 'refusal':
      case 'opaque':
        break
    }
    this.#emit({ type: 'content_block_stop', index: block.index })
  }

  /** One signature, whole, just before the stop (EMA-2); false where nothing is left of the block. */
  #seal(block: Block): boolean {
    if (!block.started) {
      if (block.seal === null) {
        this.#next--
        return false
      }
      this.#begin(block)
      return true
    }
    if (block.seal !== null) this.#deltaOf(block, { type: 'signature_delta', signature: block.seal })
    return true
  }

  /** True where the arguments are finished; false where the block waits for the reason of the end. */
  #finishArguments(block: Block): boolean {
    if (this.#own) {
      if (block.held === '') this.#json(block, '{}')
      return true
    }
    if (block.json.state === 'empty') {
      this.#json(block, '{}')
      return true
    }
    if (block.mode === 'stream') {
      if (block.json.isWholeObject) return true
      this.#cut = block
      return false
    }
    const whole = parseArguments(block.held) !== null
    if (!whole) this.#ledger.lose(block.open.at, 'folded', 'STR-CA-7', 'warn', 'the arguments are no JSON object')
    this.#json(block, whole ? block.held : JSON.stringify({ INVALID_JSON: block.held }))
    return true
  }

  #settleCut(length: boolean): void {
    const block = this.#cut
    this.#cut = null
    if (!block) return
    if (!length) return this.#invalid(block)
    this.#ledger.lose(block.open.at, 'folded', 'TR-9', 'warn', 'the limit cut the arguments of this call')
    this.#emit({ type: 'content_block_stop', index: block.index })
  }

  #invalid(block: Block): void {
    this.#ledger.lose(block.open.at, 'rejected', 'STR-CA-7', 'warn', 'the arguments are no JSON object')
    this.#fail(fault('upstream', 'upstream produced invalid tool arguments'))
  }

  #end(): void {
    if (!this.#stop) return
    this.#over = true
    loseSurplus(this.#usage, this.#own, this.#ledger)
    const seen = { calls: this.#calls, refusal: this.#refusal !== null, resumes: resumes(this.#asked) }
    const stop = countedStop(this.#stop, seen, this.#ledger, this.#own)
    this.#emit({
      type: 'message_delta',
      delta: { ...encodeStop(stop, this.#refusal), container: null },
      usage: encodeDeltaUsage(this.#counted(this.#usage), this.#own),
    })
    this.#emit({ type: 'message_stop' })
  }

  #fail(broken: Fault): void {
    this.#over = true
    this.#out.push(encodeStreamFault(broken, this.#asked.requestId ?? null))
  }

  #json(block: Block, partial_json: string): void {
    this.#deltaOf(block, { type: 'input_json_delta', partial_json })
  }

  #deltaOf(block: Block, delta: RawContentBlockDelta): void {
    this.#emit({ type: 'content_block_delta', index: block.index, delta })
  }

  #emit(event: RawMessageStreamEvent): void {
    this.#out.push(frameOf(event))
  }
}

/** What a block starts with: all members, none of the content (EMA-3, EMA-5). */
function startOf({ open, seal }: Block, idOf: (id: string) => string): ContentBlock {
  switch (open.kind) {
    case 'text':
    case 'refusal':
      return emptyText
    case 'thinking':
      return open.redacted ? { type: 'redacted_thinking', data: seal ?? '' } : emptyThinking
    case 'toolCall':
      return emptyToolUse(idOf(open.id), open.name)
    case 'opaque':
      return open.payload as JsonObject & ContentBlock
  }
}

/** Clients skip an event without a name (SSE-2). */
function frameOf(event: { readonly type: string }): Frame {
  return { event: event.type, data: JSON.stringify(event) }
}
