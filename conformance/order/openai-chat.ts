import { isWhole, list, object, parsed, sentEvents, text, type Ending, type Verdict, type Wire } from './frames.ts'

/** Holds the text of a Chat stream to the order that official clients need (EMC-1 to EMC-9, SSE-3, SSE-5, SER-2). */
export function orderOfChunks(sse: string, includeUsage: boolean): Verdict {
  const order = new Order(includeUsage)
  for (const [index, { event, data }] of sentEvents(sse).entries()) {
    const wrong = event === null ? order.push(data) : `an event with the name ${event}`
    if (wrong !== null) return { violation: `event ${index}: ${wrong}`, ending: order.ending }
  }
  return { violation: null, ending: order.ending }
}

const same = ['id', 'created', 'model', 'object'] as const

class Order {
  ending: Ending = 'open'
  readonly #includeUsage: boolean
  #first: Wire | null = null
  #finish: string | null = null
  #usage = false
  /** Arguments of every call, null for a call of another type. */
  readonly #calls: (string | null)[] = []

  constructor(includeUsage: boolean) {
    this.#includeUsage = includeUsage
  }

  push(data: string): string | null {
    if (this.ending !== 'open') return `${data} after the end`
    if (data === '[DONE]') return this.#done()
    const chunk = parsed(data)
    if (chunk === null) return `data is no JSON object: ${data}`
    if ('error' in chunk) return this.#error(chunk)
    return this.#envelope(chunk) ?? (list(chunk['choices']).length === 0 ? this.#counted(chunk) : this.#choice(chunk))
  }

  #envelope(chunk: Wire): string | null {
    const first = (this.#first ??= chunk)
    const changed = same.find((member) => chunk[member] !== first[member] || chunk[member] === undefined)
    if (changed !== undefined) return `another ${changed}`
    return chunk['object'] === 'chat.completion.chunk' ? null : `the object ${String(chunk['object'])}`
  }

  #choice(chunk: Wire): string | null {
    const [only, ...others] = list(chunk['choices'])
    const choice = object(only) ?? {}
    const delta = object(choice['delta']) ?? {}
    if (others.length > 0 || choice['index'] !== 0) return 'a choice other than 0'
    if (!('logprobs' in choice) || !('finish_reason' in choice)) return 'a choice without logprobs or finish_reason'
    if (this.#includeUsage !== 'usage' in chunk || (this.#includeUsage && chunk['usage'] !== null)) return 'usage out of place'
    if (this.#finish !== null) return 'a choice after the finish reason'
    if ('role' in delta !== (chunk === this.#first)) return 'the role stands in the first chunk alone'
    if (chunk === this.#first && (delta['role'] !== 'assistant' || !['', null].includes(text(delta['content']))))
      return 'a wrong first chunk'
    this.#finish = text(choice['finish_reason'])
    if (this.#finish !== null) return said.some((member) => member in delta) ? 'content in the chunk of the finish reason' : this.#whole()
    return list(delta['tool_calls']).reduce<string | null>((wrong, call) => wrong ?? this.#call(object(call) ?? {}), null)
  }

  #call(call: Wire): string | null {
    const index = call['index']
    const { name, arguments: json } = { name: undefined, arguments: undefined, ...object(call['function']) }
    if (index === this.#calls.length) {
      const unfinished = this.#calls.findIndex((earlier) => earlier !== null && !isWhole(earlier))
      if (unfinished !== -1) return `call ${index} starts before ${unfinished} is finished`
      this.#calls.push(call['type'] === 'custom' ? null : (text(json) ?? ''))
      const complete = text(call['id']) !== null && text(call['type']) !== null
      return complete && (call['type'] !== 'function' || text(name) !== null) ? null : `call ${index} starts without id, type or name`
    }
    if (index !== this.#calls.length - 1) return `a fragment of call ${String(index)}, which is not the last`
    if ('id' in call || 'type' in call || name !== undefined) return `id, type or name of call ${index} again`
    const before = this.#calls[index]
    if (typeof before === 'string') this.#calls[index] = before + (text(json) ?? '')
    return null
  }

  #whole(): string | null {
    const partial = this.#calls.some((json) => json !== null && !isWhole(json))
    return partial && this.#finish !== 'length' ? 'a call whose arguments are no object' : null
  }

  #counted(chunk: Wire): string | null {
    if (!this.#includeUsage || object(chunk['usage']) === null) return 'a chunk without choices'
    if (this.#finish === null || this.#usage) return 'usage before the finish reason, or twice'
    this.#usage = true
    return null
  }

  #done(): string | null {
    if (this.#finish === null) return '[DONE] without a finish reason'
    this.ending = 'whole'
    return null
  }

  #error(chunk: Wire): string | null {
    this.ending = 'error'
    const error = object(chunk['error']) ?? {}
    const missing = ['message', 'type', 'param', 'code'].find((member) => !(member in error))
    if (missing !== undefined) return `an error without ${missing}`
    return this.#finish === null ? null : 'an error after the finish reason'
  }
}

const said = ['content', 'refusal', 'tool_calls', 'reasoning_content'] as const
