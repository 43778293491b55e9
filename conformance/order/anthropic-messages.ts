import { isWhole, object, parsed, sentEvents, text, type Ending, type Verdict, type Wire } from './frames.ts'

/** Holds the text of a Messages stream to the order that official clients need (EMA-1 to EMA-10, SSE-2, SSE-5, SER-1). */
export function orderOfMessages(sse: string): Verdict {
  const order = new Order()
  for (const [index, { event, data }] of sentEvents(sse).entries()) {
    const wire = parsed(data)
    const wrong = wire === null ? `data is no JSON object: ${data}` : (misnamed(event, wire) ?? order.push(wire))
    if (wrong !== null) return { violation: `event ${index}: ${wrong}`, ending: order.ending }
  }
  return { violation: null, ending: order.ending }
}

const misnamed = (event: string | null, wire: Wire): string | null =>
  event === wire['type'] ? null : `named ${event ?? 'nothing'}, its type is ${String(wire['type'])}`

interface Block {
  readonly type: string
  json: string
  sealed: boolean
}

class Order {
  ending: Ending = 'open'
  #started = false
  #block: Block | null = null
  #next = 0
  #stop: string | null = null
  /** Calls whose arguments are no whole object: legal only where the answer ends for length. */
  #partial = false

  push(wire: Wire): string | null {
    const type = text(wire['type'])
    if (this.ending !== 'open') return `${type} after the end`
    if (type === 'ping') return null
    if (type === 'error') {
      this.ending = 'error'
      return text(object(wire['error'])?.['type']) === null ? 'an error without a type' : null
    }
    if (type === 'message_start') return this.#start(wire)
    if (!this.#started) return `${type} before message_start`
    if (this.#stop !== null && type !== 'message_stop') return `${type} after message_delta`
    if (type === 'content_block_start') return this.#open(wire)
    if (type === 'content_block_delta') return this.#delta(wire)
    if (type === 'content_block_stop') return this.#close(wire)
    if (type === 'message_delta') return this.#finish(wire)
    if (type === 'message_stop') return this.#end()
    return `the unknown type ${type}`
  }

  #start(wire: Wire): string | null {
    if (this.#started) return 'a second message_start'
    this.#started = true
    const message = object(wire['message']) ?? {}
    const usage = object(message['usage']) ?? {}
    if (!Array.isArray(message['content']) || message['content'].length > 0) return 'message_start with content'
    if (message['stop_reason'] !== null) return 'message_start with a stop reason'
    return typeof usage['input_tokens'] === 'number' && typeof usage['output_tokens'] === 'number' ? null : 'message_start without counters'
  }

  #open(wire: Wire): string | null {
    if (this.#block) return `block ${String(wire['index'])} opens while ${this.#next - 1} is open`
    if (wire['index'] !== this.#next) return `block ${String(wire['index'])} where ${this.#next} was due`
    this.#next += 1
    const block = object(wire['content_block']) ?? {}
    const type = text(block['type']) ?? ''
    this.#block = { type, json: '', sealed: false }
    const missing = (members[type] ?? []).find((member) => !(member in block))
    return missing === undefined ? null : `a ${type} block starts without ${missing}`
  }

  #delta(wire: Wire): string | null {
    const block = this.#block
    if (!block || wire['index'] !== this.#next - 1) return `a delta for block ${String(wire['index'])}, which is not open`
    const delta = object(wire['delta']) ?? {}
    const type = text(delta['type']) ?? ''
    if (!(deltas[block.type] ?? []).includes(type)) return `${type} in a ${block.type} block`
    if (block.sealed) return `${type} after the signature`
    block.sealed = type === 'signature_delta'
    block.json += text(delta['partial_json']) ?? ''
    return null
  }

  #close(wire: Wire): string | null {
    const block = this.#block
    if (!block || wire['index'] !== this.#next - 1) return `block ${String(wire['index'])} closes, which is not open`
    this.#block = null
    this.#partial ||= block.type === 'tool_use' && !isWhole(block.json)
    return null
  }

  #finish(wire: Wire): string | null {
    if (this.#block) return 'message_delta while a block is open'
    const delta = object(wire['delta']) ?? {}
    this.#stop = text(delta['stop_reason'])
    if (this.#stop === null) return 'message_delta without a stop reason'
    if (this.#partial && this.#stop !== 'max_tokens') return 'a tool call whose input is no object'
    const missing = ['container', 'stop_details', 'stop_sequence'].find((member) => !(member in delta))
    return missing === undefined ? null : `message_delta without ${missing}`
  }

  #end(): string | null {
    if (this.#stop === null) return 'message_stop before message_delta'
    this.ending = 'whole'
    return null
  }
}

const members: { readonly [type: string]: readonly string[] } = {
  text: ['text', 'citations'],
  thinking: ['thinking', 'signature'],
  redacted_thinking: ['data'],
  tool_use: ['id', 'name', 'input', 'caller'],
}

const deltas: { readonly [type: string]: readonly string[] } = {
  text: ['text_delta', 'citations_delta'],
  thinking: ['thinking_delta', 'signature_delta'],
  tool_use: ['input_json_delta'],
}
