import type { Event } from '../../interlingua/event.ts'
import { fault, type Fault } from '../../interlingua/fault.ts'
import { unknownUsage } from '../../interlingua/usage.ts'
import type { Logprobs } from '../../interlingua/part.ts'
import type { Context } from '../../translate/context.ts'
import { FirstLedger, FirstReader } from '../../translate/first-reader.ts'
import type { Frame } from '../../translate/frame.ts'
import type { Ledger } from '../../translate/ledger.ts'
import type { Machine } from '../../translate/machine.ts'
import { Reader } from '../../translate/reader.ts'
import type { Nothing } from '../../translate/triage.ts'
import { unread, type Unread } from '../../translate/unread.ts'
import { decodeCitations } from './citations.ts'
import { decodeStreamFault } from './fault.ts'
import { core } from './fates.ts'
import { extendedDelta, type ExtendedDelta } from './fates/stream.ts'
import type * as wire from './generated/shapes.ts'
import { decodeReasoningText, sealReasoning } from './reasoning.ts'
import { decodeChoiceLogprobs, generatedId } from './response.decode.ts'
import { decodeStop } from './stop.ts'
import { decodeUsage } from './usage.ts'

/** Reads an upstream's stream (EVC-1 to EVC-18). */
export const decodeStream = (ledger: Ledger, context: Context): Machine<Frame, Event> => new StreamDecoder(ledger, context)

const message = '/choices/0/message'

/** A tool call of which fragments arrive. */
interface Call {
  /** Null until a name is known (EVC-6). */
  key: number | null
  id: string | null
  name: string
  freeform: boolean
  /** Arguments that came before the name. */
  early: string
  readonly at: string
}

class StreamDecoder implements Machine<Frame, Event> {
  readonly #ledger: FirstLedger
  readonly #reader: Reader
  /** Reads what every chunk has. */
  readonly #chunks: FirstReader
  readonly #context: Context
  #id = ''
  #model = ''
  #tier: string | null = null
  #started = false
  #stopped = false
  #over = false
  #nextKey = 0
  #thinking: number | null = null
  #text: number | null = null
  #refusal: number | null = null
  /** By index of the wire; the last one under an index gets its fragments. */
  readonly #calls = new Map<number, Call>()
  /** Open parts in the order in which they were opened. */
  readonly #open = new Set<number>()
  #callCount = 0
  #lastIndex = 0
  #out: Event[] = []

  constructor(ledger: Ledger, context: Context) {
    this.#ledger = new FirstLedger(ledger)
    this.#reader = new Reader(this.#ledger)
    this.#chunks = new FirstReader(this.#ledger)
    this.#context = context
  }

  push(frame: Frame): readonly Event[] {
    if (this.#over) return []
    this.#out = []
    if (frame.data.trim() === '[DONE]') this.#done()
    else this.#read(frame.data)
    if (this.#ledger.broken !== null && !this.#over)
      this.#fail(fault('upstream', `the upstream sent a broken chunk: ${this.#ledger.broken}`))
    return this.#out
  }

  end(): readonly Event[] {
    if (this.#over) return []
    this.#out = []
    // EVC-14, EVC-16: a finish reason makes the end an end, even without `[DONE]`.
    if (this.#stopped) this.#finish()
    else this.#fail(fault('upstream', 'upstream stream ended early'))
    return this.#out
  }

  fail(broken: Fault): readonly Event[] {
    if (this.#over) return []
    this.#out = []
    this.#fail(broken)
    return this.#out
  }

  #fail(broken: Fault): void {
    this.#over = true
    this.#out.push({ type: 'fail', fault: broken })
  }

  #finish(): void {
    this.#over = true
    this.#out.push({ type: 'end' })
  }

  /** §13-15: the upstream said that it was done. */
  #done(): void {
    if (!this.#started) return this.#fail(fault('upstream', 'upstream stream ended early'))
    if (!this.#stopped) this.#stop(null)
    this.#finish()
  }

  #read(data: string): void {
    let chunk: unknown
    try {
      chunk = JSON.parse(data)
    } catch {
      return this.#fail(fault('upstream', 'the upstream sent a chunk that is no JSON'))
    }
    if (isError(chunk)) return this.#fail(decodeStreamFault(chunk))
    this.#chunk(unread(chunk))
  }

  #chunk(chunk: Unread<wire.ChatCompletionChunk>): void {
    const { id, choices, created, model, object, service_tier, usage, ...rest } = this.#chunks.fields(chunk, core.ChatCompletionChunk, '')
    rest satisfies Nothing
    this.#reader.known(object)
    const list = this.#reader.list(choices, '/choices')
    if (!this.#started) {
      this.#id = this.#reader.string(id, '/id') ?? ''
      this.#model = this.#reader.string(model, '/model') ?? ''
      // EVC-1: a preamble about the prompt may come before the chunk that says who answers.
      if (this.#id === '' && list.length === 0) return
      this.#started = true
      this.#tier = this.#reader.string(service_tier, '/service_tier')
      this.#out.push({
        type: 'start',
        id: this.#id,
        model: this.#model,
        created: this.#reader.number(created, '/created'),
        serviceTier: this.#tier,
      })
    }
    for (const choice of list) this.#choice(choice)
    this.#usage(usage, service_tier)
  }

  #usage(wireUsage: Unread<wire.CompletionUsage> | undefined, wireTier: Unread<string> | undefined): void {
    const tier = this.#reader.string(wireTier, '/service_tier')
    const counted = wireUsage !== undefined && wireUsage !== null
    if (!counted && (tier === null || tier === this.#tier)) return
    this.#tier = tier ?? this.#tier
    const usage = counted ? decodeUsage(wireUsage, '/usage', this.#reader) : unknownUsage
    this.#out.push({ type: 'usage', usage: { ...usage, serviceTier: this.#tier } })
  }

  #choice(choice: Unread<wire.ChatCompletionChunk_Choice>): void {
    const reader = this.#reader
    const { index, delta, finish_reason, logprobs, ...rest } = this.#chunks.fields(choice, core.ChatCompletionChunk_Choice, '/choices/0')
    rest satisfies Nothing
    if ((reader.number(index, '/choices/0/index') ?? 0) !== 0) {
      return this.#ledger.lose('/choices/1', 'dropped', 'ENV-4', 'debug', 'an answer nobody asked for')
    }
    if (this.#stopped) {
      if (delta && Object.keys(delta).length > 0) this.#ledger.lose(message, 'dropped', 'EVC-17', 'debug', 'a delta after the end')
      return
    }
    if (delta !== undefined && delta !== null) this.#delta(delta, decodeChoiceLogprobs(logprobs, '/choices/0/logprobs', reader))
    const reason = (reader.string(finish_reason, '/choices/0/finish_reason') ?? '').trim()
    if (reason !== '') this.#stop(reason)
  }

  #delta(delta: Unread<wire.ChatCompletionChunk_Choice_Delta>, logprobs: Logprobs | null): void {
    const reader = this.#reader
    const { role, content, refusal, tool_calls, function_call, annotations, reasoning_content, reasoning, reasoning_details, ...rest } =
      this.#chunks.fields(unread<ExtendedDelta>(delta), extendedDelta, message)
    rest satisfies Nothing
    reader.known(role)
    const thought = decodeReasoningText({ reasoning_content, reasoning, reasoning_details }, message, reader)
    if (thought !== '') this.#think(thought)
    const text = reader.string(content, `${message}/content`) ?? ''
    if (text !== '') this.#say(text, logprobs)
    if (annotations !== undefined && annotations !== null) this.#cite(annotations)
    const refused = reader.string(refusal, `${message}/refusal`) ?? ''
    if (refused !== '') this.#refuse(refused)
    if (function_call !== undefined && function_call !== null) this.#functionCall(function_call)
    if (tool_calls !== undefined && tool_calls !== null) {
      for (const fragment of reader.list(tool_calls, `${message}/tool_calls`)) this.#fragment(fragment)
    }
  }

  #think(text: string): void {
    if (this.#thinking === null) {
      this.#thinking = this.#opened()
      this.#out.push({ type: 'open', key: this.#thinking, at: `${message}/reasoning_content`, kind: 'thinking', redacted: false })
    }
    this.#out.push({ type: 'delta', key: this.#thinking, text })
  }

  #say(text: string, logprobs: Logprobs | null): void {
    this.#endThinking()
    if (this.#text === null) {
      this.#text = this.#opened()
      this.#out.push({ type: 'open', key: this.#text, at: `${message}/content`, kind: 'text' })
    }
    this.#out.push({ type: 'delta', key: this.#text, text, ...(logprobs ? { logprobs } : {}) })
  }

  /** EVC-10: the pages that the text so far rests on. */
  #cite(annotations: Unread<readonly wire.ChatCompletionMessage_Annotation[]>): void {
    const at = `${message}/annotations`
    for (const cited of decodeCitations(annotations, at, this.#reader)) {
      if (this.#text === null) this.#ledger.lose(at, 'dropped', 'RSP-8', 'debug', 'there is no text that rests on them')
      else this.#out.push({ type: 'annotate', key: this.#text, format: '', data: null, cited })
    }
  }

  #refuse(text: string): void {
    this.#endThinking()
    if (this.#refusal === null) {
      this.#refusal = this.#opened()
      this.#out.push({ type: 'open', key: this.#refusal, at: `${message}/refusal`, kind: 'refusal' })
    }
    this.#out.push({ type: 'delta', key: this.#refusal, text })
  }

  /** Chat hosts do not sign their reasoning; what stands for the signature lets us know it again (RSN-12). */
  #endThinking(): void {
    if (this.#thinking === null) return
    const key = this.#thinking
    this.#thinking = null
    this.#out.push({ type: 'seal', key, data: sealReasoning(this.#model, this.#context) })
    this.#closed(key)
  }

  /** EVC-9: as a tool call, beside which there is no other. */
  #functionCall(wireCall: Unread<wire.ChatCompletionChunk_Choice_Delta_FunctionCall>): void {
    const at = `${message}/function_call`
    const reader = this.#reader
    const { name, arguments: args, ...rest } = this.#chunks.fields(wireCall, core.ChatCompletionChunk_Choice_Delta_FunctionCall, at)
    rest satisfies Nothing
    const call = this.#calls.get(-1) ?? this.#newCall(-1, null, at)
    this.#grow(call, reader.string(name, `${at}/name`), reader.string(args, `${at}/arguments`))
  }

  #fragment(fragment: Unread<wire.ChatCompletionChunk_Choice_Delta_ToolCall>): void {
    const reader = this.#reader
    const at = `${message}/tool_calls/${this.#lastIndex}`
    const {
      index,
      id,
      type,
      function: called,
      custom,
      ...rest
    } = this.#chunks.fields(fragment, core.ChatCompletionChunk_Choice_Delta_ToolCall, at)
    rest satisfies Nothing
    const named = reader.string(id, `${at}/id`) || null
    const call = this.#callAt(reader.number(index, `${at}/index`), named)
    if (custom !== undefined && custom !== null) {
      const { name, input, ...none } = this.#chunks.fields(custom, core.ChatCompletionChunk_Choice_Delta_ToolCall_Custom, `${at}/custom`)
      none satisfies Nothing
      call.freeform = true
      this.#grow(call, reader.string(name, `${at}/custom/name`), reader.string(input, `${at}/custom/input`))
    } else if (called !== undefined && called !== null) {
      const {
        name,
        arguments: args,
        ...none
      } = this.#chunks.fields(called, core.ChatCompletionChunk_Choice_Delta_ToolCall_Function, `${at}/function`)
      none satisfies Nothing
      if (reader.string(type, `${at}/type`) === 'custom') call.freeform = true
      this.#grow(call, reader.string(name, `${at}/function/name`), reader.string(args, `${at}/function/arguments`))
    }
  }

  /** The call a fragment belongs to; some hosts leave the index out, or give every call index 0 and an id of its own (EVC-6). */
  #callAt(index: number | null, id: string | null): Call {
    const known = index === null ? this.#calls.get(this.#lastIndex) : this.#calls.get(index)
    if (known && (id === null || known.id === null || known.id === id)) {
      known.id ??= id
      this.#lastIndex = index ?? this.#lastIndex
      return known
    }
    this.#lastIndex = index ?? (known ? this.#lastIndex + 1 : 0)
    return this.#newCall(this.#lastIndex, id, `${message}/tool_calls/${this.#callCount}`)
  }

  #newCall(index: number, id: string | null, at: string): Call {
    const call: Call = { key: null, id, name: '', freeform: false, early: '', at }
    this.#calls.set(index, call)
    this.#callCount += 1
    return call
  }

  #grow(call: Call, name: string | null, args: string | null): void {
    this.#endThinking()
    if (call.key === null) {
      call.name = name || call.name
      if (call.name === '') {
        call.early += args ?? ''
        return
      }
      call.key = this.#opened()
      const id = call.id ?? generatedId(this.#id, Number(call.at.split('/').at(-1)) || 0, this.#context)
      this.#out.push({ type: 'open', key: call.key, at: call.at, kind: 'toolCall', id, name: call.name, freeform: call.freeform })
    }
    const text = call.early + (args ?? '')
    call.early = ''
    if (text !== '') this.#out.push({ type: 'delta', key: call.key, text })
  }

  #stop(reason: string | null): void {
    this.#stopped = true
    this.#endThinking()
    for (const key of this.#open) this.#out.push({ type: 'close', key })
    this.#open.clear()
    const calls = [...this.#calls.values()]
    for (const { key, at } of calls) if (key === null) this.#ledger.lose(at, 'dropped', 'EVC-6', 'warn', 'a tool call without a name')
    const ending = { calls: calls.some(({ key }) => key !== null), refused: this.#refusal !== null }
    this.#out.push({ type: 'stop', stop: decodeStop(reason, ending, '/choices/0/finish_reason', this.#ledger) })
  }

  #opened(): number {
    const key = this.#nextKey++
    this.#open.add(key)
    return key
  }

  #closed(key: number): void {
    this.#open.delete(key)
    this.#out.push({ type: 'close', key })
  }
}

/** Data that is no chunk: an error, or an error object by itself, as some hosts send it (EMC-7). */
const isError = (chunk: unknown): boolean =>
  typeof chunk === 'object' &&
  chunk !== null &&
  (('error' in chunk && Boolean(chunk.error)) || ('object' in chunk && chunk.object === 'error'))
