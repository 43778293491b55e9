import { isNothing, isObject, parsed, type Wire } from '../json.ts'
import type { StreamEvent } from '../pieces/sse.ts'

/** How a stream is out of order, and whether it came to its end. */
export interface Order {
  /** What the official client cannot read or would read wrongly, each with the number of its event; the first one ends the check. */
  readonly violation: { readonly event: number; readonly message: string } | null
  /** whole: its last event came; error: an error event came; open: neither. */
  readonly ending: 'whole' | 'error' | 'open'
}

/** Holds a Messages stream to the order that its documentation describes and its official client needs, and to no more. */
export function orderOfMessages(events: readonly StreamEvent[]): Order {
  const order = new Automaton()
  for (const event of events) {
    const wrong = order.push(event)
    if (wrong !== null) return { violation: { event: event.number, message: wrong }, ending: order.ending }
  }
  return { violation: null, ending: order.ending }
}

interface Block {
  readonly type: string
  readonly input: boolean
  json: string
  signed: boolean
}

class Automaton {
  ending: Order['ending'] = 'open'
  #started = false
  #next = 0
  #block: Block | null = null
  #finished = false
  #reason: unknown = null
  /** The first call whose input is no whole object. */
  #partial: number | null = null

  push({ name, text, data }: StreamEvent): string | null {
    if (text === '[DONE]' && name === null) return null
    // Official clients skip what is named so before they read it: a gateway closes half an event with it.
    if (name === 'ping') return null
    if (data === null) return `its data is no JSON object: ${text.slice(0, 80)}`
    const type = String(data['type'])
    if (type === 'ping') return null
    if (name === null) return `${type} has no event name, and official clients skip what has none`
    if (name !== type) return `it is named ${name}, and its type is ${type}`
    if (this.ending !== 'open') return `${type} comes after the end`
    switch (type) {
      case 'error':
        this.ending = 'error'
        return null
      case 'message_start':
        if (this.#started) return 'a second message_start'
        this.#started = true
        return null
      case 'content_block_start':
        return this.#early(type) ?? this.#open(data['index'], data['content_block'])
      case 'content_block_delta':
        return this.#early(type) ?? this.#delta(data['index'], data['delta'])
      case 'content_block_stop':
        return this.#early(type) ?? this.#close(data['index'])
      case 'message_delta':
        return this.#finish(data)
      case 'message_stop':
        return this.#stop()
      default:
        return null
    }
  }

  #early(type: string): string | null {
    if (!this.#started) return `${type} comes before message_start`
    return this.#finished ? `${type} comes after message_delta` : null
  }

  #open(index: unknown, wire: unknown): string | null {
    if (this.#block) return `block ${String(index)} opens while block ${this.#next - 1} is open`
    if (index !== this.#next) return `block ${String(index)} opens where ${this.#next} is due: clients address blocks by their place`
    this.#next += 1
    const block = isObject(wire) ? wire : {}
    const type = String(block['type'])
    this.#block = { type, input: isObject(block['input']) && Object.keys(block['input']).length > 0, json: '', signed: false }
    return null
  }

  #delta(index: unknown, wire: unknown): string | null {
    const block = this.#block
    if (!block || index !== this.#next - 1) return `a delta comes for block ${String(index)}, which is not open`
    const delta: Wire = isObject(wire) ? wire : {}
    const type = String(delta['type'])
    const owners = fits[type]
    if (owners && !owners.includes(block.type)) return `${type} comes in a ${block.type} block`
    if (type === 'signature_delta') {
      if (block.signed) return 'a second signature_delta: official clients keep the last one alone'
      block.signed = true
    } else if (block.signed && type === 'thinking_delta') return 'thinking_delta comes after the signature'
    if (type !== 'input_json_delta') return null
    if (block.input) return 'input_json_delta in a block that opened with its input: official clients lose what it opened with'
    block.json += typeof delta['partial_json'] === 'string' ? delta['partial_json'] : ''
    return null
  }

  #close(index: unknown): string | null {
    const block = this.#block
    if (!block || index !== this.#next - 1) return `block ${String(index)} closes, which is not open`
    this.#block = null
    if (block.json !== '' && !isObject(parsed(block.json))) this.#partial ??= this.#next - 1
    return null
  }

  #finish(data: Wire): string | null {
    if (!this.#started) return 'message_delta comes before message_start'
    if (this.#block) return `message_delta comes while block ${this.#next - 1} is open`
    this.#finished = true
    this.#reason = isObject(data['delta']) ? data['delta']['stop_reason'] : null
    return null
  }

  #stop(): string | null {
    if (!this.#finished) return 'message_stop comes before message_delta'
    this.ending = 'whole'
    if (isNothing(this.#reason)) return 'the last message_delta has no stop_reason, and official clients keep the last one'
    if (this.#partial !== null && this.#reason === 'tool_use')
      return `the input of block ${this.#partial} is no whole JSON object, and the answer stops to have it run`
    return null
  }
}

const tools = ['tool_use', 'server_tool_use', 'mcp_tool_use']

/** The blocks that a delta belongs to; official clients drop it in silence in others. */
const fits: { readonly [type: string]: readonly string[] } = {
  text_delta: ['text'],
  citations_delta: ['text'],
  thinking_delta: ['thinking'],
  signature_delta: ['thinking'],
  input_json_delta: tools,
}
