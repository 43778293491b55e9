import { isDeepStrictEqual } from 'node:util'
import { isList, isObject, type Wire } from '../json.ts'
import type { StreamEvent } from '../pieces/sse.ts'
import type { Order } from './messages.ts'

/** Holds a Responses stream to the order that its documentation describes: items one after the other, each told from start to end. */
export function orderOfResponses(events: readonly StreamEvent[]): Order {
  const order = new Automaton()
  for (const event of events) {
    const wrong = order.push(event)
    if (wrong !== null) return { violation: { event: event.number, message: wrong }, ending: order.ending }
  }
  return { violation: null, ending: order.ending }
}

/** An item that was added and is not done. */
interface Open {
  readonly item: Wire
  readonly index: number
  readonly content: Wire[]
  part: Part | null
  text: string
  /** The event that gave the whole arguments or input came. */
  whole: boolean
}

/** A part of a message or of a summary that was added and is not done. */
interface Part {
  readonly type: unknown
  text: string
  readonly annotations: unknown[]
  /** The event that gave its whole text came. */
  whole: boolean
}

class Automaton {
  ending: Order['ending'] = 'open'
  #number = 0
  #id: unknown = undefined
  #begun = 0
  #open: Open | null = null
  readonly #items: Wire[] = []
  readonly #identities = new Set<string>()

  push({ name, text, data }: StreamEvent): string | null {
    if (data === null) return `its data is no JSON object: ${text.slice(0, 80)}`
    const type = String(data['type'])
    if (name !== type) return `it is named ${String(name)}, and its type is ${type}`
    if (this.ending !== 'open') return `${type} comes after the end`
    if (type === 'error') {
      this.ending = 'error'
      return null
    }
    if (data['sequence_number'] !== this.#number)
      return `its sequence_number is ${String(data['sequence_number'])} where ${this.#number} is due`
    this.#number += 1
    // How long a response waits is the provider's matter.
    if (type === 'response.queued' && this.#begun === 1) return null
    const first = starts[this.#begun]
    if (first !== undefined) {
      if (type !== first) return `${type} comes where ${first} is due`
      this.#begun += 1
      return this.#underway(data['response'])
    }
    const end = ends[type]
    if (end !== undefined) return this.#end(end, data['response'])
    const step = this.#steps[type] ?? (ofHosted.test(type) ? () => null : undefined)
    if (!step) return `${type} is an event that official clients do not know at this place`
    if (type !== 'response.output_item.added') {
      const open = this.#open
      if (!open || data['output_index'] !== open.index) return `${type} is for item ${String(data['output_index'])}, which is not open`
      if (type !== 'response.output_item.done' && data['item_id'] !== open.item['id'])
        return `${type} is for ${String(data['item_id'])}, and item ${open.index} is ${String(open.item['id'])}`
    }
    return step(data)
  }

  readonly #steps: { readonly [type: string]: (data: Wire) => string | null } = {
    'response.output_item.added': (data) => this.#added(data),
    'response.content_part.added': (data) => this.#partAdded(data, 'message', data['content_index'], messageParts),
    'response.output_text.delta': (data) => this.#delta(data, 'output_text') ?? this.#logprobs(data),
    'response.output_text.annotation.added': (data) => this.#annotation(data),
    'response.output_text.done': (data) => this.#whole(data, 'output_text', data['text']) ?? this.#logprobs(data),
    'response.refusal.delta': (data) => this.#delta(data, 'refusal'),
    'response.refusal.done': (data) => this.#whole(data, 'refusal', data['refusal']),
    'response.content_part.done': (data) => this.#partDone(data, data['content_index']),
    'response.reasoning_summary_part.added': (data) => this.#partAdded(data, 'reasoning', data['summary_index'], summaryParts),
    'response.reasoning_summary_text.delta': (data) => this.#delta(data, 'summary_text'),
    'response.reasoning_summary_text.done': (data) => this.#whole(data, 'summary_text', data['text']),
    'response.reasoning_summary_part.done': (data) => this.#partDone(data, data['summary_index']),
    'response.function_call_arguments.delta': (data) => this.#said(data, 'function_call'),
    'response.function_call_arguments.done': (data) => this.#saidAll(data, 'function_call', data['arguments']),
    'response.custom_tool_call_input.delta': (data) => this.#said(data, 'custom_tool_call'),
    'response.custom_tool_call_input.done': (data) => this.#saidAll(data, 'custom_tool_call', data['input']),
    'response.output_item.done': (data) => this.#done(data['item']),
  }

  /** The members that every answer has (ENV-3), and the one id that all of them have. */
  #response(wire: unknown): string | null {
    if (!isObject(wire)) return 'it has no response'
    const missing = members.find((member) => !Object.hasOwn(wire, member))
    if (missing !== undefined) return `its response has no ${missing}`
    const id = wire['id']
    if (typeof id !== 'string' || id === '') return 'its response has no id'
    this.#id ??= id
    return id === this.#id ? null : `its response is ${id}, and the stream began with ${String(this.#id)}`
  }

  #underway(wire: unknown): string | null {
    const wrong = this.#response(wire)
    if (wrong !== null || !isObject(wire)) return wrong
    if (wire['status'] !== 'in_progress') return `the status is ${String(wire['status'])} before the end`
    return isList(wire['output']) && wire['output'].length === 0 ? null : 'its output is not an empty list'
  }

  #end(status: string, wire: unknown): string | null {
    const wrong = this.#response(wire)
    if (wrong !== null || !isObject(wire)) return wrong
    if (wire['status'] !== status) return `the status is ${String(wire['status'])} in the event response.${status}`
    this.ending = 'whole'
    const output = isList(wire['output']) ? wire['output'] : []
    const whole = status === 'failed' ? output.slice(0, this.#items.length) : output
    if (!isDeepStrictEqual(whole, this.#items)) return 'its output is not the items that are done'
    if (status === 'failed') return isObject(wire['error']) ? null : 'it has no error'
    if (this.#open) return `it comes while item ${this.#open.index} is open`
    if ((status === 'incomplete') !== isObject(wire['incomplete_details'])) return `its incomplete_details do not fit the status ${status}`
    return isCounted(wire['usage']) ? null : 'its usage lacks a counter'
  }

  #added({ output_index: index, item }: Wire): string | null {
    if (this.#open) return `item ${String(index)} is added while item ${this.#open.index} is open`
    if (index !== this.#items.length) return `item ${String(index)} is added where ${this.#items.length} is due`
    if (!isObject(item)) return 'there is no item'
    const { id, type, status, call_id: call } = item
    if (typeof id !== 'string' || id === '') return 'its item has no id'
    if (status !== undefined && status !== 'in_progress') return `an item has the status ${JSON.stringify(status)} when it is added`
    const identities = [id, ...(type === 'message' || type === 'reasoning' ? [] : [`${String(type)} ${String(call)}`])]
    const twice = identities.find((identity) => this.#identities.has(identity))
    if (twice !== undefined) return `a second item is ${twice}`
    for (const identity of identities) this.#identities.add(identity)
    const empty = emptyMembers[String(type)]
    if (empty && !isDeepStrictEqual(item[empty[0]], empty[1])) return `the ${empty[0]} of an item is not empty when it is added`
    this.#open = { item, index: this.#items.length, content: [], part: null, text: '', whole: false }
    return null
  }

  #partAdded(data: Wire, type: string, index: unknown, empty: readonly Wire[]): string | null {
    const open = this.#open
    if (!open || open.item['type'] !== type) return `a part for an item of type ${String(open?.item['type'])}`
    if (open.part) return `part ${String(index)} is added while part ${open.content.length} is open`
    if (index !== open.content.length) return `part ${String(index)} is added where ${open.content.length} is due`
    const part = isObject(data['part']) ? data['part'] : {}
    if (!empty.some((it) => isDeepStrictEqual(it, part))) return 'a part is not empty, or lacks a member, when it is added'
    open.part = { type: part['type'], text: '', annotations: [], whole: false }
    return null
  }

  #part(data: Wire, type?: string): Part | string {
    const open = this.#open
    const index = data['content_index'] ?? data['summary_index']
    if (!open?.part || index !== open.content.length) return `part ${String(index)} is not open`
    return type === undefined || open.part.type === type ? open.part : `a part of type ${String(open.part.type)} gets ${type}`
  }

  #delta(data: Wire, type: string): string | null {
    const part = this.#part(data, type)
    if (typeof part === 'string') return part
    if (part.whole || part.annotations.length > 0) return 'text comes after the whole text or its annotations'
    if (typeof data['delta'] !== 'string') return 'it has no delta'
    part.text += data['delta']
    return null
  }

  #logprobs(data: Wire): string | null {
    return isList(data['logprobs']) ? null : 'it has no list of logprobs, and official clients count on one'
  }

  #annotation(data: Wire): string | null {
    const part = this.#part(data, 'output_text')
    if (typeof part === 'string') return part
    if (part.whole) return 'an annotation comes after the whole text'
    if (data['annotation_index'] !== part.annotations.length) return `annotation ${String(data['annotation_index'])} is not the next one`
    part.annotations.push(data['annotation'])
    return null
  }

  #whole(data: Wire, type: string, text: unknown): string | null {
    const part = this.#part(data, type)
    if (typeof part === 'string') return part
    if (part.whole) return 'the whole text comes twice'
    part.whole = true
    return text === part.text ? null : 'the whole text is not what its deltas gave'
  }

  #partDone(data: Wire, index: unknown): string | null {
    const part = this.#part(data)
    if (typeof part === 'string') return part
    if (!part.whole) return `part ${String(index)} is done before its whole text`
    const told = isObject(data['part']) ? data['part'] : {}
    if ((told['text'] ?? told['refusal']) !== part.text) return 'the text of a part is not what its deltas gave'
    if (part.type === 'output_text' && !isDeepStrictEqual(told['annotations'], part.annotations))
      return 'a part has other annotations than were added'
    if (part.type === 'output_text' && !isList(told['logprobs'])) return 'a part has no list of logprobs'
    this.#open?.content.push(told)
    if (this.#open) this.#open.part = null
    return null
  }

  #said(data: Wire, type: string): string | null {
    const open = this.#open
    if (!open || open.item['type'] !== type) return `it is for an item of type ${String(open?.item['type'])}`
    if (open.whole) return 'more comes after the whole'
    if (typeof data['delta'] !== 'string') return 'it has no delta'
    open.text += data['delta']
    return null
  }

  #saidAll(_data: Wire, type: string, whole: unknown): string | null {
    const open = this.#open
    if (!open || open.item['type'] !== type) return `it is for an item of type ${String(open?.item['type'])}`
    if (open.whole) return 'the whole comes twice'
    open.whole = true
    return whole === open.text ? null : 'the whole is not what its deltas gave'
  }

  #done(wire: unknown): string | null {
    const open = this.#open
    if (!open || !isObject(wire)) return 'there is no item'
    if (open.part) return `item ${open.index} is done while part ${open.content.length} is open`
    const changed = ['id', 'type', 'call_id', 'name', 'namespace'].find((member) => wire[member] !== open.item[member])
    if (changed !== undefined) return `the ${changed} of item ${open.index} changes`
    const [member, empty] = emptyMembers[String(wire['type'])] ?? []
    if (member !== undefined) {
      if (typeof empty === 'string' && !open.whole) return `item ${open.index} is done before its whole ${member}`
      if (!isDeepStrictEqual(wire[member], typeof empty === 'string' ? open.text : open.content))
        return `the ${member} of item ${open.index} is not what was told of it`
    }
    if (wire['status'] === 'in_progress') return `item ${open.index} is in progress when it is done`
    this.#items.push(wire)
    this.#open = null
    return null
  }
}

/** Events of tools that the provider runs: what they tell stands in their item too. */
const ofHosted =
  /^response\.(web_search_call|file_search_call|code_interpreter_call(_code)?|image_generation_call|mcp_call(_arguments)?|mcp_list_tools|shell_call\w*)\./

const starts = ['response.created', 'response.in_progress'] as const

const ends: { readonly [type: string]: string } = {
  'response.completed': 'completed',
  'response.incomplete': 'incomplete',
  'response.failed': 'failed',
}

/** What events fill, by type of item, and what it is before. */
const emptyMembers: { readonly [type: string]: readonly [string, unknown] } = {
  message: ['content', []],
  reasoning: ['summary', []],
  function_call: ['arguments', ''],
  custom_tool_call: ['input', ''],
}

const messageParts: readonly Wire[] = [
  { type: 'output_text', text: '', annotations: [], logprobs: [] },
  { type: 'refusal', refusal: '' },
]
const summaryParts: readonly Wire[] = [{ type: 'summary_text', text: '' }]

const members = [
  'id',
  'object',
  'created_at',
  'status',
  'error',
  'incomplete_details',
  'instructions',
  'metadata',
  'model',
  'output',
  'parallel_tool_calls',
  'temperature',
  'tool_choice',
  'tools',
  'top_p',
] as const

function isCounted(usage: unknown): boolean {
  if (!isObject(usage)) return false
  const { input_tokens_details: input, output_tokens_details: output } = usage
  const counters = [
    usage['input_tokens'],
    usage['output_tokens'],
    usage['total_tokens'],
    ...(isObject(input) ? [input['cached_tokens'], input['cache_write_tokens']] : [null]),
    ...(isObject(output) ? [output['reasoning_tokens']] : [null]),
  ]
  return counters.every((counter) => typeof counter === 'number')
}
