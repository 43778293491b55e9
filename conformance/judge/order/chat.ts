import { isList, isNothing, isObject, parsed, type Wire } from '../json.ts'
import type { StreamEvent } from '../pieces/sse.ts'
import type { Order } from './messages.ts'

/** Holds a Chat stream to the order that its documentation describes and its official client needs, and to no more. */
export function orderOfChat(events: readonly StreamEvent[]): Order {
  const order = new Automaton()
  for (const event of events) {
    const wrong = order.push(event)
    if (wrong !== null) return { violation: { event: event.number, message: wrong }, ending: order.ending }
  }
  const last = events.at(-1)?.number ?? 0
  const wrong = order.ending === 'error' ? null : order.end()
  return { violation: wrong === null ? null : { event: last, message: wrong }, ending: order.ending }
}

interface Choice {
  role: boolean
  finish: unknown
  readonly calls: Call[]
}

interface Call {
  id: unknown
  type: unknown
  name: unknown
  json: string
}

class Automaton {
  #done = false
  #failed = false
  #id: unknown = undefined
  readonly #choices = new Map<number, Choice>()

  get ending(): Order['ending'] {
    if (this.#failed) return 'error'
    const finished = this.#choices.size > 0 && [...this.#choices.values()].every(({ finish }) => !isNothing(finish))
    return this.#done || finished ? 'whole' : 'open'
  }

  push({ text, data }: StreamEvent): string | null {
    if (this.#done) return 'something comes after [DONE]'
    if (this.#failed) return text === '[DONE]' ? null : 'something comes after the error'
    if (text === '[DONE]') {
      this.#done = true
      return null
    }
    if (data === null) return `its data is neither JSON nor [DONE]: ${text.slice(0, 80)}`
    if (!isNothing(data['error'])) {
      this.#failed = true
      return null
    }
    if (!isList(data['choices'])) return 'it has no list of choices, and official clients throw on it'
    return (
      this.#envelope(data) ??
      data['choices'].reduce<string | null>((wrong, choice) => wrong ?? this.#choice(isObject(choice) ? choice : {}), null)
    )
  }

  /** What is missing once the stream has ended. */
  end(): string | null {
    if (this.ending === 'open') return null
    for (const [index, { role, finish, calls }] of this.#choices) {
      if (!role) return `choice ${index} never gets a role, and official clients throw for want of it`
      if (isNothing(finish)) return `choice ${index} never gets a finish_reason, and official clients throw for want of it`
      const wrong = calls.map((call, place) => incomplete(call, place, finish)).find((it) => it !== null)
      if (wrong !== undefined) return wrong
    }
    return this.#done ? null : 'the stream ends without [DONE]'
  }

  #envelope(chunk: Wire): string | null {
    const id = chunk['id']
    if (typeof id !== 'string' || id === '') return 'it has no id, and official clients leave out what it says beside its choices'
    this.#id ??= id
    if (id !== this.#id) return `its id is ${id}, and the stream began with ${String(this.#id)}`
    return chunk['object'] === 'chat.completion.chunk' ? null : `its object is ${JSON.stringify(chunk['object'] ?? null)}`
  }

  #choice(wire: Wire): string | null {
    const index = wire['index']
    if (typeof index !== 'number' || !Number.isSafeInteger(index) || index < 0)
      return `a choice has the index ${JSON.stringify(index ?? null)}`
    const choice = this.#choices.get(index) ?? { role: false, finish: null, calls: [] }
    this.#choices.set(index, choice)
    const delta = isObject(wire['delta']) ? wire['delta'] : {}
    const finish = wire['finish_reason'] === '' ? null : wire['finish_reason']
    if (!isNothing(choice.finish)) {
      if (!isNothing(finish)) return `a second finish_reason for choice ${index}`
      const late = said.find((member) => !isNothing(delta[member]) && delta[member] !== '')
      if (late !== undefined) return `${late} comes after the finish_reason`
    }
    choice.role ||= delta['role'] === 'assistant'
    choice.finish ??= finish ?? null
    const calls = isList(delta['tool_calls']) ? delta['tool_calls'] : []
    return calls.reduce<string | null>((wrong, call) => wrong ?? this.#call(choice.calls, isObject(call) ? call : {}), null)
  }

  #call(calls: Call[], wire: Wire): string | null {
    const index = wire['index']
    if (typeof index !== 'number' || !Number.isSafeInteger(index) || index < 0)
      return `a call has the index ${JSON.stringify(index ?? null)}`
    if (index > calls.length) return `call ${index} begins where ${calls.length} is due: official clients crash on the gap`
    const call = (calls[index] ??= { id: null, type: null, name: null, json: '' })
    const inner = isObject(wire['function']) ? wire['function'] : isObject(wire['custom']) ? wire['custom'] : {}
    const changed = change('id', call.id, wire['id'], index) ?? change('name', call.name, inner['name'], index)
    call.id = wire['id'] || call.id
    call.type = wire['type'] || call.type
    call.name = inner['name'] || call.name
    call.json += typeof inner['arguments'] === 'string' ? inner['arguments'] : ''
    return changed
  }
}

const said = ['content', 'refusal', 'tool_calls'] as const

const change = (member: string, before: unknown, after: unknown, index: number): string | null =>
  isNothing(before) || isNothing(after) || after === '' || before === after
    ? null
    : `the ${member} of call ${index} changes from ${JSON.stringify(before)} to ${JSON.stringify(after)}`

function incomplete({ id, type, name, json }: Call, index: number, finish: unknown): string | null {
  const missing = Object.entries({ id, type, name }).find(([, value]) => isNothing(value))
  if (missing) return `call ${index} never gets a ${missing[0]}`
  if (type !== 'function' || finish === 'length' || finish === 'content_filter') return null
  return isObject(parsed(json)) ? null : `the arguments of call ${index} are no whole JSON object`
}
