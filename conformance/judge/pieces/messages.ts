import { isNothing, isObject, without, type Wire } from '../json.ts'
import { asJson } from '../meaning/defaults.ts'
import { countersOf, normalBlock } from '../meaning/messages-answer.ts'
import type { Side } from './fragments.ts'
import { Joined } from './joined.ts'
import type { Piece } from './piece.ts'
import type { StreamEvent } from './sse.ts'

/** What a Messages stream says. Pings, events of unknown types and data that is no JSON are left out. */
export function piecesOfMessages(events: readonly StreamEvent[], side: Side): Piece[] {
  const reader = new Reader(side)
  for (const { number, data } of events) if (data) reader.read(number, data)
  return reader.pieces()
}

interface Block {
  readonly event: number
  readonly index: unknown
  readonly start: Wire
  readonly text: Joined
  readonly thinking: Joined
  readonly json: Joined
  readonly citations: { readonly event: number; readonly value: unknown }[]
  readonly others: { readonly event: number; readonly value: Wire }[]
  signature: { readonly event: number; readonly value: unknown } | null
  closed: number | null
}

class Reader {
  readonly #side: Side
  readonly #done: Piece[] = []
  #blocks: Block[] = []
  readonly #open = new Map<unknown, Block>()
  #usage: Wire = {}
  #end: Wire = {}
  /** What message_delta has beside its delta and usage: members of the beta surface. */
  #beside: Wire = {}
  #endEvent: number | null = null

  constructor(side: Side) {
    this.#side = side
  }

  pieces(): Piece[] {
    this.#flush()
    return this.#done
  }

  read(event: number, data: Wire): void {
    switch (data['type']) {
      case 'message_start':
        return this.#start(event, asObject(data['message']))
      case 'content_block_start':
        return this.#opened(event, data['index'], asObject(data['content_block']))
      case 'content_block_delta':
        return this.#delta(event, data['index'], asObject(data['delta']))
      case 'content_block_stop':
        return this.#closed(event, data['index'])
      case 'message_delta':
        return this.#finish(event, data)
      case 'message_stop':
        this.#flush()
        return this.#add('message_stop', 'message_stop', event, '', null)
      case 'error':
        this.#flush()
        return this.#add('error', 'an error event', event, '/error', data['error'])
      default:
        return
    }
  }

  #add(kind: string, says: string, event: number, base: string, value: unknown): void {
    this.#done.push({ kind, says, event, base, value })
  }

  #start(event: number, message: Wire): void {
    this.#usage = asObject(message['usage'])
    this.#add(
      'message_start',
      'message_start',
      event,
      '/message',
      without(message, (member) => later.has(member)),
    )
  }

  #opened(event: number, index: unknown, start: Wire): void {
    const block: Block = {
      event,
      index,
      start,
      text: new Joined(this.#side),
      thinking: new Joined(this.#side),
      json: new Joined(this.#side),
      citations: [],
      others: [],
      signature: null,
      closed: null,
    }
    if (!isNothing(start['text'])) block.text.add(event, start['text'])
    if (!isNothing(start['thinking'])) block.thinking.add(event, start['thinking'])
    block.signature = said(event, start['signature'])
    this.#blocks.push(block)
    this.#open.set(index, block)
  }

  #delta(event: number, index: unknown, delta: Wire): void {
    const block = this.#open.get(index)
    if (!block) return this.#stray(event, `a ${String(delta['type'])} for block ${String(index)}, which is not open`, delta)
    switch (delta['type']) {
      case 'text_delta':
        return block.text.add(event, delta['text'])
      case 'thinking_delta':
        return block.thinking.add(event, delta['thinking'])
      case 'input_json_delta':
        return block.json.add(event, delta['partial_json'])
      case 'signature_delta':
        block.signature = said(event, delta['signature'])
        return
      case 'citations_delta':
        block.citations.push({ event, value: delta['citation'] })
        return
      default:
        block.others.push({ event, value: delta })
    }
  }

  #closed(event: number, index: unknown): void {
    const block = this.#open.get(index)
    if (!block) return this.#stray(event, `the end of block ${String(index)}, which is not open`, { index })
    block.closed = event
    this.#open.delete(index)
  }

  #stray(event: number, says: string, value: Wire): void {
    this.#flush()
    this.#add('stray', says, event, '', value)
  }

  #finish(event: number, { type: _type, delta, usage, ...beside }: Wire): void {
    this.#usage = { ...this.#usage, ...without(asObject(usage), (_, value) => isNothing(value)) }
    this.#end = { ...this.#end, ...asObject(delta) }
    this.#beside = { ...this.#beside, ...beside }
    this.#endEvent = event
  }

  #flush(): void {
    for (const block of this.#blocks) this.#block(block)
    this.#blocks = []
    if (this.#endEvent === null) return
    const value = { ...this.#beside, delta: this.#end, usage: countersOf(this.#usage, this.#side) }
    this.#add('message_delta', 'message_delta', this.#endEvent, '', value)
    this.#endEvent = null
  }

  #block({ event, index, start, text, thinking, json, citations, others, signature, closed }: Block): void {
    const type = String(start['type'])
    const where = `of ${type} block ${String(index)}`
    const opened = without(start, (member) => streamed.has(member) && (member !== 'input' || takesInput(start)))
    this.#add(`open ${type}`, `content_block_start ${where}`, event, '/content_block', normalBlock(opened, this.#side))
    this.#join('thinking', thinking, where)
    this.#join('text', text, where)
    for (const { event: number, value } of citations) this.#add('citation', `citations_delta ${where}`, number, '/delta/citation', value)
    if (signature) this.#add('signature', `signature_delta ${where}`, signature.event, '/delta/signature', signature.value)
    if (takesInput(start)) this.#input(start, json, event, where)
    for (const { event: number, value } of others) {
      const kind = String(value['type'])
      this.#add(`delta ${kind}`, `${kind} ${where}`, number, '/delta', value)
    }
    if (closed !== null) this.#add(`close ${type}`, `content_block_stop ${where}`, closed, '', null)
  }

  #join(kind: 'text' | 'thinking', { event, value }: Joined, where: string): void {
    if (event !== null) this.#add(kind, `${kind}_delta ${where}: ${JSON.stringify(value)}`, event, `/delta/${kind}`, value)
  }

  #input(start: Wire, { event, value: streamed }: Joined, opened: number, where: string): void {
    const given = isObject(start['input']) && Object.keys(start['input']).length > 0 ? JSON.stringify(start['input']) : '{}'
    const value = streamed ?? given
    const wanted = this.#side === 'expected' ? asJson(value) : value
    this.#add('input', `input_json_delta ${where}`, event ?? opened, '/delta/partial_json', wanted)
  }
}

/** Members of a message's start that are compared at its end. */
const later: ReadonlySet<string> = new Set(['content', 'usage', 'stop_reason', 'stop_sequence', 'stop_details', 'container'])

/** Members of a block's start that deltas fill. */
const streamed: ReadonlySet<string> = new Set(['text', 'thinking', 'signature', 'input'])

const takesInput = (start: Wire): boolean =>
  start['type'] === 'tool_use' || start['type'] === 'server_tool_use' || start['type'] === 'mcp_tool_use'

const said = (event: number, value: unknown): { event: number; value: unknown } | null =>
  isNothing(value) || value === '' ? null : { event, value }

const asObject = (value: unknown): Wire => (isObject(value) ? value : {})
