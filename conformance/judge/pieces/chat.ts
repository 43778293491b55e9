import { isList, isNothing, isObject, without, type Wire } from '../json.ts'
import { completionUsage } from '../meaning/chat-answer.ts'
import { asJson } from '../meaning/defaults.ts'
import type { Side } from './fragments.ts'
import { Joined } from './joined.ts'
import type { Piece } from './piece.ts'
import type { StreamEvent } from './sse.ts'

/** What a Chat stream says. Data that is neither JSON nor `[DONE]` is left out, and so is how the role is brought. */
export function piecesOfChat(events: readonly StreamEvent[], side: Side): Piece[] {
  const reader = new Reader(side)
  for (const { number, text, data } of events) {
    if (data) reader.read(number, data)
    else if (text === '[DONE]') reader.done(number)
  }
  return reader.pieces()
}

/** A run of text of one kind, or a call, in the order in which they begin. */
type Run =
  | { readonly kind: 'text'; readonly choice: number; readonly member: string; readonly joined: Joined }
  | { readonly kind: 'call'; readonly choice: number; readonly call: Call }
  | { readonly kind: 'piece'; readonly choice: number; readonly piece: Piece }

interface Call {
  readonly index: unknown
  readonly event: number
  readonly arguments: Joined
  readonly input: Joined
  /** Id, type, name and whatever else its fragments hold; the last one counts. */
  head: Wire
  inner: Wire
}

class Reader {
  readonly #side: Side
  readonly #runs: Run[] = []
  readonly #end: Piece[] = []
  #start: Piece | null = null
  #role: unknown = null
  #usage: Piece | null = null

  constructor(side: Side) {
    this.#side = side
  }

  pieces(): Piece[] {
    const start = this.#start
    const first = start
      ? [{ ...start, value: { ...(isObject(start.value) ? start.value : {}), ...(isNothing(this.#role) ? {} : { role: this.#role }) } }]
      : []
    const choices = this.#runs.map((run) => run.choice).filter((choice, index, all) => all.indexOf(choice) === index)
    const said = choices.flatMap((choice) => this.#runs.filter((run) => run.choice === choice).flatMap((run) => this.#run(run)))
    return [...first, ...said, ...(this.#usage ? [this.#usage] : []), ...this.#end]
  }

  done(event: number): void {
    this.#end.push({ kind: '[DONE]', says: '[DONE]', event, base: '', value: null })
  }

  read(event: number, chunk: Wire): void {
    if (!isNothing(chunk['error'])) {
      this.#end.push({ kind: 'error', says: 'an error', event, base: '/error', value: chunk['error'] })
      return
    }
    const choices = isList(chunk['choices']) ? chunk['choices'].filter(isObject) : []
    this.#start ??= { kind: 'start', says: 'the first chunk', event, base: '', value: without(chunk, (member) => elsewhere.has(member)) }
    if (isObject(chunk['usage'])) {
      const alone = choices.length === 0
      const value = completionUsage(chunk['usage'], this.#side)
      this.#usage = {
        kind: alone || this.#side === 'expected' ? 'usage' : 'extension usage',
        says: 'the usage',
        event,
        base: '/usage',
        value,
      }
    }
    for (const [place, choice] of choices.entries()) this.#choice(event, place, choice)
  }

  #choice(event: number, place: number, wire: Wire): void {
    const choice = typeof wire['index'] === 'number' ? wire['index'] : 0
    const base = `/choices/${place}`
    const delta = isObject(wire['delta']) ? wire['delta'] : {}
    if (!isNothing(delta['role'])) this.#role = delta['role']
    for (const [member, value] of Object.entries(delta)) {
      if (isNothing(value) || member === 'role') continue
      if (member === 'tool_calls') for (const call of isList(value) ? value.filter(isObject) : []) this.#call(event, choice, call)
      else if (texts.has(member)) this.#text(event, choice, member, value)
      else this.#other(event, choice, member, `${base}/delta/${member}`, value)
    }
    if (isObject(wire['logprobs'])) this.#other(event, choice, 'logprobs', `${base}/logprobs`, wire['logprobs'])
    const reason = wire['finish_reason']
    if (isNothing(reason) || reason === '') return
    const piece: Piece = {
      kind: 'finish_reason',
      says: `finish_reason ${JSON.stringify(reason)}`,
      event,
      base: `${base}/finish_reason`,
      value: reason,
    }
    this.#runs.push({ kind: 'piece', choice, piece })
  }

  #text(event: number, choice: number, member: string, value: unknown): void {
    if (value === '') return
    const last = this.#runs.findLast((run) => run.choice === choice && !isBeside(run))
    if (last?.kind === 'text' && last.member === member) return last.joined.add(event, value)
    const joined = new Joined(this.#side)
    joined.add(event, value)
    this.#runs.push({ kind: 'text', choice, member, joined })
  }

  #call(event: number, choice: number, wire: Wire): void {
    const index = wire['index']
    const known = this.#runs.find((run) => run.kind === 'call' && run.choice === choice && run.call.index === index)
    const call: Call =
      known?.kind === 'call'
        ? known.call
        : { index, event, arguments: new Joined(this.#side), input: new Joined(this.#side), head: {}, inner: {} }
    if (!known) this.#runs.push({ kind: 'call', choice, call })
    const inner = isObject(wire['function']) ? wire['function'] : isObject(wire['custom']) ? wire['custom'] : {}
    const told = (_: string, value: unknown): boolean => isNothing(value) || value === ''
    call.head = { ...call.head, ...without(wire, (member, value) => member === 'function' || member === 'custom' || told(member, value)) }
    call.inner = {
      ...call.inner,
      ...without(inner, (member, value) => member === 'arguments' || member === 'input' || told(member, value)),
    }
    call.arguments.add(event, inner['arguments'])
    call.input.add(event, inner['input'])
  }

  /** Members that have no text: lists are joined, of others the last one counts. */
  #other(event: number, choice: number, member: string, base: string, value: unknown): void {
    const kind = member === 'logprobs' || member === 'annotations' ? member : `extension ${member}`
    const index = this.#runs.findIndex((run) => run.kind === 'piece' && run.choice === choice && run.piece.kind === kind)
    const before = this.#runs[index]
    if (before?.kind !== 'piece') {
      this.#runs.push({ kind: 'piece', choice, piece: { kind, says: member, event, base, value } })
      return
    }
    this.#runs[index] = { ...before, piece: { ...before.piece, value: later(before.piece.value, value) } }
  }

  #run(run: Run): Piece[] {
    if (run.kind === 'piece') return [run.piece]
    if (run.kind === 'text') {
      const { member, joined } = run
      const kind = member === 'content' || member === 'refusal' ? member : `extension ${member}`
      return [
        {
          kind,
          says: `${member} ${JSON.stringify(joined.value)}`,
          event: joined.event ?? 0,
          base: `/choices/0/delta/${member}`,
          value: joined.value,
        },
      ]
    }
    const { index, event, head, inner, arguments: json, input } = run.call
    const base = '/choices/0/delta/tool_calls/0'
    const custom = head['type'] === 'custom' || input.event !== null
    const value = { ...head, [custom ? 'custom' : 'function']: inner }
    const given = custom ? (input.value ?? '') : (json.value ?? '')
    const text = custom || this.#side === 'received' ? given : asJson(given)
    const what = custom ? 'input' : 'arguments'
    return [
      { kind: 'call', says: `call ${String(index)} begins`, event, base, value },
      {
        kind: what,
        says: `the ${what} of call ${String(index)}`,
        event: (custom ? input : json).event ?? event,
        base: `${base}/${custom ? 'custom' : 'function'}/${what}`,
        value: text,
      },
    ]
  }
}

/** Whether a run stands beside the text and does not divide it. */
const isBeside = (run: Run): boolean => run.kind === 'piece' && (run.piece.kind === 'logprobs' || run.piece.kind === 'annotations')

function later(before: unknown, value: unknown): unknown {
  if (isList(before) && isList(value)) return [...before, ...value]
  if (!isObject(before) || !isObject(value)) return value
  const members = Object.entries(value).map(([member, item]) => [member, isList(item) ? later(before[member], item) : item])
  return { ...before, ...Object.fromEntries(members) }
}

/** Members of a chunk that stand in pieces of their own, or are another in every chunk. */
const elsewhere: ReadonlySet<string> = new Set(['choices', 'usage', 'created', 'obfuscation'])

const texts: ReadonlySet<string> = new Set(['content', 'refusal', 'reasoning_content', 'reasoning'])
