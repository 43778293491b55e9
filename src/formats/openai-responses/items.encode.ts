import type { Event, OpenEvent } from '../../interlingua/event.ts'
import type { JsonObject } from '../../interlingua/json.ts'
import type { Logprobs, ThinkingPart, TokenLogprob, WebCitation } from '../../interlingua/part.ts'
import type { Context } from '../../translate/context.ts'
import type { Ledger } from '../../translate/ledger.ts'
import { packReasoning } from '../../translate/packed-reasoning.ts'
import { encodeCitation } from './citations.ts'
import type * as wire from './generated/shapes.ts'
import { name as own } from './name.ts'
import { itemOfSeal } from './reasoning.ts'

type Unnumbered<E> = E extends wire.ResponseStreamEvent ? Omit<E, 'sequence_number'> : never

/** An event of a stream, before it has its number. */
export type Told = Unnumbered<wire.ResponseStreamEvent>

/** An event that gives some more of a text; each of them says the same but for its words. */
export type Delta = Told & { readonly delta: string }

/** Hears every step of an item. */
export interface Listener {
  tell(event: Told): void
  /** `words` in the place of the empty ones of `delta`, which is the same object for all words of one text. */
  more(delta: Delta, words: string): void
}

/** How an item ends. */
export type Ended = 'completed' | 'incomplete'

/** An item of an answer while it is written. What it is called does not change once it was told (EMR-6). */
export abstract class Item {
  readonly at: string
  readonly id: string
  readonly index: number
  protected readonly listener: Listener | null

  constructor(at: string, id: string, index: number, listener: Listener | null) {
    this.at = at
    this.id = id
    this.index = index
    this.listener = listener
  }

  /** Whether a part belongs to this item as well. */
  abstract takes(open: OpenEvent): boolean
  abstract open(open: OpenEvent): void
  abstract more(text: string, logprobs?: Logprobs): void
  /** The part is over; with some, so is the item. */
  abstract close(): 'open' | 'over'
  /** The item as it is to stay, null where there is nothing in it. */
  abstract finish(ended: Ended): wire.ResponseOutputItem | null

  annotate(_event: Extract<Event, { type: 'annotate' }>): void {}
  seal(_data: string): void {}

  /** Where the events of this item say that they belong. */
  protected get here(): { readonly item_id: string; readonly output_index: number } {
    return { item_id: this.id, output_index: this.index }
  }

  protected added(item: wire.ResponseOutputItem): void {
    this.listener?.tell({ type: 'response.output_item.added', output_index: this.index, item })
  }

  protected done<I extends wire.ResponseOutputItem>(item: I): I {
    this.listener?.tell({ type: 'response.output_item.done', output_index: this.index, item })
    return item
  }
}

type Content = wire.ResponseOutputText | wire.ResponseOutputRefusal
type Annotation = wire.ResponseOutputText['annotations'][number]

/** A message: adjacent texts and refusals are its parts (RSP-1, RSP-6). A part is told with its first words (STR-5). */
export class MessageItem extends Item {
  readonly #ledger: Ledger
  readonly #content: Content[] = []
  #told = false
  #part: MessagePart | null = null

  constructor(at: string, id: string, index: number, listener: Listener | null, ledger: Ledger) {
    super(at, id, index, listener)
    this.#ledger = ledger
  }

  takes({ kind }: OpenEvent): boolean {
    return kind === 'text' || kind === 'refusal'
  }

  open({ at, kind }: OpenEvent): void {
    const refusal = kind === 'refusal'
    const delta: Delta = refusal
      ? { type: 'response.refusal.delta', ...this.#place, delta: '' }
      : { type: 'response.output_text.delta', ...this.#place, delta: '', logprobs: [] }
    this.#part = { at, refusal, delta, told: false, text: '', logprobs: [], annotations: [], cited: [] }
  }

  more(text: string, logprobs?: Logprobs): void {
    const part = this.#part
    if (!part || text === '') return
    this.#begin(part)
    part.text += text
    if (logprobs) part.logprobs.push(...logprobs.tokens)
    if (!logprobs) return this.listener?.more(part.delta, text)
    const tokens = logprobs.tokens.map(streamedLogprob)
    this.listener?.tell({ type: 'response.output_text.delta', ...this.#place, delta: text, logprobs: tokens })
  }

  override annotate({ format, data, cited }: Extract<Event, { type: 'annotate' }>): void {
    if (format === own) this.#part?.annotations.push(data as JsonObject & Annotation)
    else if (cited) this.#part?.cited.push(cited)
  }

  close(): 'open' {
    const part = this.#part
    if (!part) return 'open'
    // An empty part of an answer of this API is one of the parts that its client counts.
    if (!part.told && this.#ledger.format === own) this.#begin(part)
    if (part.told) this.#finishPart(part)
    else {
      for (const { at } of part.cited) {
        this.#ledger.lose(at ?? `${part.at}/citations`, 'dropped', 'RSP-4', 'debug', 'there is no text that rests on it')
      }
    }
    this.#part = null
    return 'open'
  }

  finish(ended: Ended): wire.ResponseOutputMessage | null {
    return this.#told ? this.done(this.#message(this.#content, ended)) : null
  }

  /** The message with what there is of a part that is not whole; null where nothing was said. */
  sofar(): wire.ResponseOutputMessage | null {
    if (!this.#told) return null
    return this.#message(this.#part?.told ? [...this.#content, contentOf(this.#part)] : this.#content, 'incomplete')
  }

  #message(content: readonly Content[], status: wire.ResponseOutputMessage['status']): wire.ResponseOutputMessage {
    return { type: 'message', id: this.id, role: 'assistant', status, content }
  }

  get #place(): { readonly item_id: string; readonly output_index: number; readonly content_index: number } {
    return { ...this.here, content_index: this.#content.length }
  }

  #begin(part: MessagePart): void {
    if (!this.#told) this.added(this.#message([], 'in_progress'))
    this.#told = true
    if (part.told) return
    part.told = true
    this.listener?.tell({ type: 'response.content_part.added', ...this.#place, part: contentOf(part) })
  }

  #finishPart(part: MessagePart): void {
    part.annotations.push(...part.cited.map((page) => encodeCitation(page, 0, part.text.length)))
    part.annotations.forEach((annotation, annotation_index) =>
      this.listener?.tell({ type: 'response.output_text.annotation.added', ...this.#place, annotation_index, annotation }),
    )
    const { text, refusal } = part
    if (refusal) this.listener?.tell({ type: 'response.refusal.done', ...this.#place, refusal: text })
    else this.listener?.tell({ type: 'response.output_text.done', ...this.#place, text, logprobs: part.logprobs.map(streamedLogprob) })
    const content = contentOf(part)
    this.listener?.tell({ type: 'response.content_part.done', ...this.#place, part: content })
    this.#content.push(content)
  }
}

/** A part of a message while it is written. */
interface MessagePart {
  readonly at: string
  readonly refusal: boolean
  readonly delta: Delta
  told: boolean
  text: string
  readonly logprobs: TokenLogprob[]
  readonly annotations: Annotation[]
  readonly cited: WebCitation[]
}

/** A part with all its members, which clients count on (EMR-9). */
const contentOf = ({ refusal, text, annotations, logprobs }: MessagePart): Content =>
  refusal
    ? { type: 'refusal', refusal: text }
    : { type: 'output_text', text, annotations: [...annotations], logprobs: logprobs.map(wholeLogprob) }

/** A token as streams tell it, without its bytes. */
const streamedLogprob = ({ token, logprob, top }: TokenLogprob): wire.ResponseTextDeltaEvent_Logprob => ({
  token,
  logprob,
  top_logprobs: top.map((likely) => ({ token: likely.token, logprob: likely.logprob })),
})

const wholeLogprob = ({ token, logprob, bytes, top }: TokenLogprob): wire.ResponseOutputText_Logprob => ({
  token,
  logprob,
  bytes: bytes ?? [],
  top_logprobs: top.map((likely) => ({ token: likely.token, logprob: likely.logprob, bytes: likely.bytes ?? [] })),
})

/** A run of reasoning: one item, whose encrypted content holds every block of it (RSN-6). */
export class ReasoningItem extends Item {
  readonly #model: string
  readonly #context: Context
  readonly #blocks: ThinkingPart[] = []
  readonly #summary: string[] = []
  #block: { readonly at: string; readonly redacted: boolean; text: string; seal: string | null } | null = null
  #delta: Delta | null = null
  #told = false

  constructor(at: string, id: string, index: number, listener: Listener | null, model: string, context: Context) {
    super(at, id, index, listener)
    this.#model = model
    this.#context = context
  }

  takes({ kind }: OpenEvent): boolean {
    return kind === 'thinking'
  }

  open(open: OpenEvent): void {
    if (!this.#told) this.added({ type: 'reasoning', id: this.id, summary: [], status: 'in_progress' })
    this.#told = true
    this.#block = { at: open.at, redacted: open.kind === 'thinking' && open.redacted, text: '', seal: null }
  }

  more(text: string): void {
    const block = this.#block
    if (!block || text === '') return
    if (block.text === '') this.#begin()
    block.text += text
    if (this.#delta) this.listener?.more(this.#delta, text)
  }

  #begin(): void {
    this.#delta = { type: 'response.reasoning_summary_text.delta', ...this.#place, delta: '' }
    this.listener?.tell({ type: 'response.reasoning_summary_part.added', ...this.#place, part: summaryText('') })
  }

  override seal(data: string): void {
    if (this.#block) this.#block.seal = data
  }

  close(): 'open' {
    const block = this.#block
    this.#block = null
    if (!block) return 'open'
    const { text } = block
    if (text !== '') {
      this.listener?.tell({ type: 'response.reasoning_summary_text.done', ...this.#place, text })
      this.listener?.tell({ type: 'response.reasoning_summary_part.done', ...this.#place, part: summaryText(text) })
      this.#summary.push(text)
    }
    this.#blocks.push({ kind: 'thinking', ...block })
    return 'open'
  }

  finish(): wire.ResponseReasoningItem {
    const native = this.#native()
    // The id of a streamed item was told before its seal came.
    if (native) return this.done(this.listener ? { ...native, id: this.id } : native)
    const says = this.#blocks.some(({ text, seal }) => text !== '' || seal !== null)
    return this.done({
      type: 'reasoning',
      id: this.id,
      summary: this.#summary.map(summaryText),
      ...(says ? { encrypted_content: packReasoning(this.#blocks, this.#model, this.#context) } : {}),
      status: 'completed',
    })
  }

  /** The very item that this API's own reasoning was read from. */
  #native(): wire.ResponseReasoningItem | null {
    const [only, ...others] = this.#blocks
    return only && only.seal !== null && others.length === 0 ? itemOfSeal(only.seal, only.text, this.#context) : null
  }

  get #place(): { readonly item_id: string; readonly output_index: number; readonly summary_index: number } {
    return { ...this.here, summary_index: this.#summary.length }
  }
}

const summaryText = (text: string): wire.ResponseReasoningItem_Summary => ({ type: 'summary_text', text })
