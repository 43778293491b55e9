import { isList, isObject, without, type Wire } from '../json.ts'
import { asJson, changed, inside } from '../meaning/defaults.ts'
import { responseUsage } from '../meaning/responses-answer.ts'
import type { Side } from './fragments.ts'
import { Joined } from './joined.ts'
import type { Piece } from './piece.ts'
import type { StreamEvent } from './sse.ts'

/** What a Responses stream says. What is told again when something is done is left out, and so are events of hosted tools. */
export function piecesOfResponses(events: readonly StreamEvent[], side: Side): Piece[] {
  const reader = new Reader(side)
  for (const { number, data } of events) if (data) reader.read(number, data)
  return reader.pieces()
}

interface Item {
  readonly event: number
  readonly index: unknown
  readonly added: Wire
  /** Parts of a message, in their order. */
  readonly parts: Map<unknown, Part>
  readonly summary: Joined
  readonly thoughts: Joined
  /** The arguments or the input of a call. */
  readonly given: Joined
  /** The part of the summary that is told now. */
  summarized: unknown
  done: { readonly event: number; readonly item: Wire } | null
}

interface Part {
  readonly text: Joined
  readonly refusal: Joined
  readonly annotations: { readonly event: number; readonly value: unknown }[]
  readonly logprobs: unknown[]
  logprobsEvent: number
}

class Reader {
  readonly #side: Side
  readonly #done: Piece[] = []
  #items: Item[] = []

  constructor(side: Side) {
    this.#side = side
  }

  pieces(): Piece[] {
    this.#flush()
    return this.#done
  }

  read(event: number, data: Wire): void {
    const type = String(data['type'])
    switch (type) {
      case 'response.created':
        return this.#add(
          'start',
          type,
          event,
          '/response',
          without(asObject(data['response']), (member) => later.has(member)),
        )
      case 'response.output_item.added':
        return this.#added(event, data['output_index'], asObject(data['item']))
      case 'response.completed':
      case 'response.incomplete':
        this.#flush()
        return this.#add(type, type, event, '/response', this.#end(asObject(data['response'])))
      case 'response.failed':
        this.#flush()
        return this.#add('error', type, event, '/response/error', asObject(data['response'])['error'])
      case 'error':
        this.#flush()
        return this.#add(
          'error',
          'an error event',
          event,
          '',
          without(data, (member) => member === 'type' || member === 'sequence_number'),
        )
      default:
        return this.#inItem(event, type, data)
    }
  }

  #add(kind: string, says: string, event: number, base: string, value: unknown): void {
    this.#done.push({ kind, says, event, base, value })
  }

  #end(response: Wire): Wire {
    const told = without(response, (member) => member === 'output' || member === 'output_text')
    return changed(told, 'usage', (usage) => inside(usage, (it) => responseUsage(it, this.#side)))
  }

  #added(event: number, index: unknown, added: Wire): void {
    const joined = (): Joined => new Joined(this.#side)
    const item: Item = {
      event,
      index,
      added,
      parts: new Map(),
      summary: joined(),
      thoughts: joined(),
      given: joined(),
      summarized: undefined,
      done: null,
    }
    this.#items.push(item)
  }

  #inItem(event: number, type: string, data: Wire): void {
    if (data['output_index'] === undefined) return
    const item = this.#items.find(({ index }) => index === data['output_index'])
    if (!item) {
      this.#flush()
      return this.#add('stray', `${type} for item ${JSON.stringify(data['output_index'])}, which was not added`, event, '', data)
    }
    switch (type) {
      case 'response.output_text.delta':
        return this.#text(event, item, data)
      case 'response.refusal.delta':
        return this.#part(item, data['content_index']).refusal.add(event, data['delta'])
      case 'response.output_text.annotation.added':
        this.#part(item, data['content_index']).annotations.push({ event, value: data['annotation'] })
        return
      case 'response.reasoning_summary_text.delta':
        return this.#summary(event, item, data)
      case 'response.reasoning_text.delta':
        return item.thoughts.add(event, data['delta'])
      case 'response.function_call_arguments.delta':
      case 'response.custom_tool_call_input.delta':
        return item.given.add(event, data['delta'])
      case 'response.output_item.done':
        item.done = { event, item: asObject(data['item']) }
    }
  }

  #part({ parts }: Item, index: unknown): Part {
    const known = parts.get(index)
    if (known) return known
    const part: Part = { text: new Joined(this.#side), refusal: new Joined(this.#side), annotations: [], logprobs: [], logprobsEvent: 0 }
    parts.set(index, part)
    return part
  }

  #text(event: number, item: Item, data: Wire): void {
    const part = this.#part(item, data['content_index'])
    part.text.add(event, data['delta'])
    const logprobs = isList(data['logprobs']) ? data['logprobs'] : []
    if (logprobs.length > 0 && part.logprobs.length === 0) part.logprobsEvent = event
    part.logprobs.push(...logprobs)
  }

  /** A blank line divides the parts of a summary. */
  #summary(event: number, item: Item, data: Wire): void {
    if (data['delta'] === '') return
    if (item.summary.event !== null && item.summarized !== data['summary_index']) item.summary.add(event, '\n\n')
    item.summarized = data['summary_index']
    item.summary.add(event, data['delta'])
  }

  #flush(): void {
    for (const item of this.#items) this.#item(item)
    this.#items = []
  }

  #item({ event, index, added, parts, summary, thoughts, given, done }: Item): void {
    const type = String(added['type'])
    const where = `of ${type} item ${String(index)}`
    this.#add(
      `open ${type}`,
      `response.output_item.added ${where}`,
      event,
      '/item',
      without(added, (member) => streamed.has(member)),
    )
    for (const part of parts.values()) this.#said(part, where)
    this.#join('reasoning text', 'response.reasoning_text.delta', thoughts, where)
    this.#join('summary', 'response.reasoning_summary_text.delta', summary, where)
    const called = calls[type]
    if (called) {
      const value = given.value ?? ''
      const text = type === 'function_call' && this.#side === 'expected' ? asJson(value) : value
      this.#add(called, `response.${type}_${called}.delta ${where}`, given.event ?? event, '/delta', text)
    }
    if (done) this.#closed(done, type, where)
  }

  #said({ text, refusal, annotations, logprobs, logprobsEvent }: Part, where: string): void {
    this.#join('content', 'response.output_text.delta', text, where)
    this.#join('refusal', 'response.refusal.delta', refusal, where)
    if (logprobs.length > 0) this.#add('logprobs', `logprobs ${where}`, logprobsEvent, '/logprobs', logprobs)
    for (const { event, value } of annotations)
      this.#add('annotation', `response.output_text.annotation.added ${where}`, event, '/annotation', value)
  }

  #closed({ event, item }: { readonly event: number; readonly item: Wire }, type: string, where: string): void {
    const { encrypted_content: sealed, status = 'completed' } = item
    if (sealed !== undefined && sealed !== null)
      this.#add('signature', `encrypted_content ${where}`, event, '/item/encrypted_content', sealed)
    const whole = without(item, (member) => member === 'status')
    this.#add(`close ${type}`, `response.output_item.done ${where}`, event, '/item', told.has(type) ? { status } : { ...whole, status })
  }

  #join(kind: string, what: string, { event, value }: Joined, where: string): void {
    if (event !== null) this.#add(kind, `${what} ${where}: ${JSON.stringify(value)}`, event, '/delta', value)
  }
}

/** Members of a response that are compared at its end. */
const later: ReadonlySet<string> = new Set(['output', 'output_text', 'usage', 'status', 'error', 'incomplete_details', 'completed_at'])

/** Members of an item that events fill. */
const streamed: ReadonlySet<string> = new Set(['content', 'summary', 'arguments', 'input', 'encrypted_content', 'status'])

/** Types of items whose events tell all of them. */
const told: ReadonlySet<string> = new Set(['message', 'reasoning', 'function_call', 'custom_tool_call'])

/** What the events of a call tell. */
const calls: { readonly [type: string]: 'arguments' | 'input' } = { function_call: 'arguments', custom_tool_call: 'input' }

const asObject = (value: unknown): Wire => (isObject(value) ? value : {})
