import type { Event, OpenEvent, StartEvent } from '../../interlingua/event.ts'
import type { Fault } from '../../interlingua/fault.ts'
import { atLeast } from '../../interlingua/loss.ts'
import type { Logprobs, WebCitation } from '../../interlingua/part.ts'
import type { Stop } from '../../interlingua/response.ts'
import { mergeUsage, unknownUsage, type Usage } from '../../interlingua/usage.ts'
import type { Asked } from '../../translate/format.ts'
import type { Frame, OutFrame } from '../../translate/frame.ts'
import type { Ledger } from '../../translate/ledger.ts'
import { pipe, type Machine } from '../../translate/machine.ts'
import { sequence } from '../../translate/sequence.ts'
import { encodeCitation } from './citations.ts'
import { faultBody } from './fault.ts'
import type { ReasoningDetail } from './fates/content.ts'
import type { ExtendedDelta } from './fates/stream.ts'
import type { ChatCompletionChunk, ChatCompletionMessage_Annotation } from './generated/shapes.ts'
import { encodeDetails } from './reasoning.ts'
import { asksForFunctions, encodeChoiceLogprobs, oneString, ownId, shownModel } from './response.encode.ts'
import { encodeStop } from './stop.ts'
import { encodeUsageMembers } from './usage.ts'

/** Writes a client's stream (§5.3): one part after the other, then the finish, the usage if asked for, and `[DONE]`. */
export const encodeStream = (ledger: Ledger, asked: Asked): Machine<Event, OutFrame> =>
  pipe(sequence({ maxBuffered: asked.settings.maxBuffered }), new StreamEncoder(ledger, asked))

/** A comment, since a named ping breaks Chat clients (SSE-4). */
export const keepAlive: OutFrame = { comment: 'keepalive' }

/** The error frame of a stream that broke (SER-2). */
export const faultFrame = (fault: Fault): Frame => frame(JSON.stringify(faultBody({ ...fault, param: null })))

/** A thinking part, and the place it stood at. */
interface Thinking {
  readonly part: { text: string; seal: string | null; readonly redacted: boolean }
  readonly place: number
}

class StreamEncoder implements Machine<Event, OutFrame> {
  readonly #ledger: Ledger
  readonly #asked: Asked
  readonly #legacy: boolean
  readonly #showsContent: boolean
  readonly #showsDetails: boolean
  #envelope: Omit<ChatCompletionChunk, 'choices'> = { id: '', object: 'chat.completion.chunk', created: 0, model: '' }
  /** What stands before and after a delta in every frame. */
  #head = ''
  #tail = ''
  #open: OpenEvent | null = null
  /** Thinking so far, and how much of it was told. */
  readonly #thoughts: Thinking[] = []
  #told = 0
  #calls = 0
  #saidArguments = false
  #saidText = false
  /** Characters of the joined text, now and where the open part of it begins. */
  #length = 0
  #begins = 0
  #cited: WebCitation[] = []
  readonly #annotations: ChatCompletionMessage_Annotation[] = []
  #refused = false
  #silent = true
  /** Something that is no text stood after the last text (CNT-1). */
  #apart = false
  #stop: Stop | null = null
  #usage: Usage = unknownUsage
  #out: OutFrame[] = []

  constructor(ledger: Ledger, asked: Asked) {
    this.#ledger = ledger
    this.#asked = asked
    this.#legacy = asksForFunctions(asked)
    const { reasoningField } = asked.settings
    this.#showsContent = reasoningField === 'content' || reasoningField === 'both'
    this.#showsDetails = reasoningField === 'details' || reasoningField === 'both'
  }

  push(event: Event): readonly OutFrame[] {
    this.#out = []
    this.#take(event)
    return this.#out
  }

  end(): readonly OutFrame[] {
    return []
  }

  fail(): readonly OutFrame[] {
    return []
  }

  #take(event: Event): void {
    switch (event.type) {
      case 'start':
        return this.#start(event)
      case 'open':
        return this.#begin(event)
      case 'delta':
        return this.#more(event)
      case 'seal': {
        const thinking = this.#open?.kind === 'thinking' ? this.#thoughts.at(-1) : undefined
        if (thinking) thinking.part.seal = event.data
        return
      }
      case 'close':
        return this.#close()
      case 'usage':
        this.#usage = mergeUsage(this.#usage, event.usage)
        return
      case 'stop':
        this.#stop = event.stop
        return
      case 'ping':
        this.#out.push(keepAlive)
        return
      case 'end':
        return this.#finish()
      case 'fail':
        this.#out.push(faultFrame(event.fault))
        return
      case 'annotate':
        if (event.cited) this.#cited.push(event.cited)
        return
      // What only another format knows has no frame here.
      case 'opaque':
        return
    }
  }

  #start({ id, model, created }: StartEvent): void {
    this.#envelope = {
      id: ownId(id, this.#ledger),
      object: 'chat.completion.chunk',
      created: created ?? Math.floor(this.#asked.context.now() / 1000),
      model: shownModel(model, this.#asked),
    }
    const empty: ChatCompletionChunk = {
      ...this.#envelope,
      choices: [{ index: 0, delta: {}, finish_reason: null, logprobs: null }],
      ...this.#usageMember(),
    }
    const [head, tail] = split(JSON.stringify(empty), '"delta":{}')
    this.#head = `${head}"delta":`
    this.#tail = tail
    this.#delta({ role: 'assistant', content: null, refusal: null })
  }

  /** With `include_usage`, every frame but the last one says that it has none (EMC-9). */
  #usageMember(): Pick<ChatCompletionChunk, 'usage'> {
    return this.#asked.request.streamOptions.includeUsage === true ? { usage: null } : {}
  }

  #begin(open: OpenEvent): void {
    if (open.kind !== 'thinking') this.#endRun()
    if (open.kind === 'text') {
      if (this.#saidText && this.#apart) {
        this.#delta({ content: '\n\n' })
        this.#length += 2
      }
      this.#begins = this.#length
    } else this.#apart = true
    this.#open = open
    if (open.kind === 'thinking') {
      const place = this.#thoughts.length + (this.#saidText ? 1 : 0) + this.#calls
      this.#thoughts.push({ part: { text: '', seal: null, redacted: open.redacted }, place })
    } else if (open.kind === 'toolCall') this.#beginCall(open)
    else if (open.kind === 'opaque') {
      const { rule, level, why } = open.elsewhere
      this.#ledger.lose(open.at, 'dropped', rule, atLeast(level, 'reject') ? 'warn' : level, why)
    }
  }

  #beginCall({ id, name, freeform }: Extract<OpenEvent, { kind: 'toolCall' }>): void {
    this.#silent = false
    this.#saidArguments = false
    const index = this.#calls++
    if (this.#legacy) {
      if (index === 0) this.#delta({ function_call: { name, arguments: '' } })
    } else if (freeform) this.#delta({ tool_calls: [{ index, id, type: 'custom', custom: { name, input: '' } }] })
    else this.#delta({ tool_calls: [{ index, id, type: 'function', function: { name, arguments: '' } }] })
  }

  #more({ text, logprobs }: Extract<Event, { type: 'delta' }>): void {
    if (text === '') return
    switch (this.#open?.kind) {
      case 'text':
        if (this.#saidText && this.#length === this.#begins) this.#ledger.lose(this.#open.at, ...oneString)
        this.#saidText = true
        this.#silent = false
        this.#apart = false
        this.#length += text.length
        if (logprobs) return this.#withLogprobs({ content: text }, logprobs)
        return this.#delta({ content: text })
      case 'refusal':
        this.#refused = true
        this.#silent = false
        return this.#delta({ refusal: text })
      case 'thinking': {
        const thinking = this.#thoughts.at(-1)
        if (thinking) thinking.part.text += text
        if (this.#showsContent) this.#delta({ reasoning_content: text })
        return
      }
      case 'toolCall':
        this.#saidArguments = true
        return this.#args(text, this.#open.freeform)
      case 'opaque':
      case undefined:
        return
    }
  }

  #args(text: string, freeform: boolean): void {
    const index = this.#calls - 1
    if (this.#legacy) {
      if (index === 0) this.#delta({ function_call: { arguments: text } })
    } else if (freeform) this.#delta({ tool_calls: [{ index, custom: { input: text } }] })
    else this.#delta({ tool_calls: [{ index, function: { arguments: text } }] })
  }

  #close(): void {
    const open = this.#open
    this.#open = null
    for (const page of this.#cited.splice(0)) this.#annotations.push(encodeCitation(page, this.#begins, this.#length))
    // EVA-12: a call without arguments is one with none, not one with broken JSON.
    if (open?.kind === 'toolCall' && !open.freeform && !this.#saidArguments) this.#args('{}', false)
  }

  /** EMC-3: SDKs keep the last fragment alone, so after each run all blocks so far go out, whole (EVA-8). */
  #endRun(): void {
    if (this.#told === this.#thoughts.length || !this.#showsDetails) return
    this.#told = this.#thoughts.length
    const details: readonly ReasoningDetail[] = encodeDetails(this.#thoughts)
    this.#delta({ reasoning_details: details })
  }

  #finish(): void {
    this.#endRun()
    const stop = this.#stop ?? { at: {}, reason: 'end', sequence: null, category: null, explanation: null }
    const { finishReason, refusal } = encodeStop(stop, this.#refused, this.#ledger)
    if (refusal !== null) this.#delta({ refusal })
    else if (this.#silent) this.#delta({ content: '' })
    const { usage, ...tier } = encodeUsageMembers(this.#usage, this.#ledger)
    const finish_reason = this.#legacy && finishReason === 'tool_calls' ? 'function_call' : finishReason
    const delta: ExtendedDelta = this.#annotations.length === 0 ? {} : { annotations: this.#annotations }
    this.#chunk({ choices: [{ index: 0, delta, finish_reason, logprobs: null }], ...tier, ...this.#usageMember() })
    if (this.#asked.request.streamOptions.includeUsage === true && usage) this.#chunk({ choices: [], ...tier, usage })
    this.#out.push(frame('[DONE]'))
  }

  #chunk(members: Omit<ChatCompletionChunk, keyof Omit<ChatCompletionChunk, 'choices' | 'usage' | 'service_tier'>>): void {
    this.#out.push(frame(JSON.stringify({ ...this.#envelope, ...members })))
  }

  /** A delta with the log probabilities of its tokens (EVX-1). */
  #withLogprobs(delta: ExtendedDelta, { tokens }: Logprobs): void {
    const logprobs = encodeChoiceLogprobs(tokens)
    this.#chunk({ choices: [{ index: 0, delta, finish_reason: null, logprobs }], ...this.#usageMember() })
  }

  #delta(delta: ExtendedDelta): void {
    this.#out.push(frame(`${this.#head}${JSON.stringify(delta)}${this.#tail}`))
  }
}

/** Chat names no events (SSE-3). */
const frame = (data: string): Frame => ({ event: null, data })

/** The text before and after the first `mark`. */
function split(text: string, mark: string): readonly [string, string] {
  const at = text.indexOf(mark)
  return [text.slice(0, at), text.slice(at + mark.length)]
}
