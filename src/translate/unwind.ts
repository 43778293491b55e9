import type { Event, OpenEvent } from '../interlingua/event.ts'
import type { Fault } from '../interlingua/fault.ts'
import type { Part, ToolCallPart } from '../interlingua/part.ts'
import type { Response, Stop } from '../interlingua/response.ts'
import type { Memo } from './format.ts'
import { WrappedInput } from './json-string.ts'
import type { Ledger } from './ledger.ts'
import { pipe, type Machine } from './machine.ts'
import { stopAt, stopResponseAt } from './stop-sequences.ts'
import { wellFormedPart } from './well-formed.ts'

/**
 * Undoes on the way back what the memo says was changed on the way out: tool names (TOOL-7), free-text calls sent as
 * functions (TOOL-9), the tool whose input is the JSON answer (REQ-C-15), and stop sequences the gateway looks for (BR-3). An
 * end at a limit that the client did not set is reported to `ledger` (LIM-2).
 */
export function unwind(memo: Memo, ledger: Ledger): Machine<Event, Event> {
  const tools = new ToolMachine(memo, ledger)
  return memo.stop.length === 0 ? tools : pipe(tools, stopAt(memo.stop))
}

/** The same for a whole response. */
export function unwindResponse(response: Response, memo: Memo, ledger: Ledger): Response {
  reportEnd(response.stop, memo, ledger)
  const parts = response.parts.map((part) => wellFormedPart(part.kind === 'toolCall' ? restoredCall(part, memo) : part))
  const restored = { ...response, parts, stop: restoredStop(response.stop, response.parts.some(isJsonAnswer(memo)), parts.some(isCall)) }
  return memo.stop.length === 0 ? restored : stopResponseAt(restored, memo.stop)
}

/** What the end of an answer does not tell: that a limit was not the client's own (LIM-2), and which stop sequence it was (L03). */
function reportEnd({ reason, at }: Stop, { ownLimit, silentStop }: Memo, ledger: Ledger): void {
  const end = at['reason'] ?? ''
  if (ownLimit && reason === 'maxTokens')
    ledger.lose(end, 'mapped', 'LIM-2', 'warn', 'the answer ended at a limit that the request did not name')
  if (silentStop && reason === 'end')
    ledger.lose(end, 'folded', 'STOP-C-2', 'info', 'the upstream does not say whether a stop sequence ended the answer')
}

const isCall = (part: Part): boolean => part.kind === 'toolCall'
const isJsonAnswer =
  (memo: Memo) =>
  (part: Part): boolean =>
    part.kind === 'toolCall' && part.name === memo.jsonTool

/** An object without members where the model sent none: the answer asked for is JSON. */
const emptyJson = '{}'

function restoredCall(part: ToolCallPart, memo: Memo): Part {
  if (part.name === memo.jsonTool) {
    return { kind: 'text', at: part.at, text: part.arguments === '' ? emptyJson : part.arguments, cache: null }
  }
  const name = memo.toolNames.get(part.name) ?? part.name
  if (part.freeform || !memo.freeformTools.has(name)) return { ...part, name }
  const input = new WrappedInput()
  return { ...part, name, freeform: true, arguments: input.push(part.arguments) + input.end() }
}

/** A call that was the JSON answer is no reason to stop for calls. */
function restoredStop(stop: Stop, jsonAnswer: boolean, calls: boolean): Stop {
  return stop.reason === 'toolCalls' && jsonAnswer && !calls ? { ...stop, reason: 'end' } : stop
}

class ToolMachine implements Machine<Event, Event> {
  readonly #memo: Memo
  readonly #ledger: Ledger
  readonly #inputs = new Map<number, WrappedInput>()
  /** Keys of JSON answers → whether any of it came. */
  readonly #json = new Map<number, boolean>()
  #calls = false
  #over = false

  constructor(memo: Memo, ledger: Ledger) {
    this.#memo = memo
    this.#ledger = ledger
  }

  push(event: Event): readonly Event[] {
    if (this.#over) return []
    this.#over = event.type === 'end' || event.type === 'fail'
    switch (event.type) {
      case 'open':
        return [this.#open(event)]
      case 'delta':
        return this.#delta(event.key, event.text, event)
      case 'close':
        return [...this.#rest(event.key), event]
      case 'stop':
        reportEnd(event.stop, this.#memo, this.#ledger)
        return [{ type: 'stop', stop: restoredStop(event.stop, this.#json.size > 0, this.#calls) }]
      case 'start':
      case 'annotate':
      case 'seal':
      case 'usage':
      case 'ping':
      case 'end':
      case 'fail':
      case 'opaque':
        return [event]
    }
  }

  end(): readonly Event[] {
    return []
  }

  fail(fault: Fault): readonly Event[] {
    return this.push({ type: 'fail', fault })
  }

  #open(event: OpenEvent): Event {
    if (event.kind !== 'toolCall') return event
    const { key, at } = event
    if (event.name === this.#memo.jsonTool) {
      this.#json.set(key, false)
      return { type: 'open', key, at, kind: 'text' }
    }
    this.#calls = true
    const name = this.#memo.toolNames.get(event.name) ?? event.name
    if (event.freeform || !this.#memo.freeformTools.has(name)) return name === event.name ? event : { ...event, name }
    this.#inputs.set(key, new WrappedInput())
    return { ...event, name, freeform: true }
  }

  #delta(key: number, text: string, event: Event): readonly Event[] {
    const input = this.#inputs.get(key)
    if (!input) {
      if (this.#json.has(key) && text !== '') this.#json.set(key, true)
      return [event]
    }
    return said(key, input.push(text))
  }

  #rest(key: number): readonly Event[] {
    const input = this.#inputs.get(key)
    if (input) return said(key, input.end())
    return this.#json.get(key) === false ? said(key, emptyJson) : []
  }
}

const said = (key: number, text: string): readonly Event[] => (text === '' ? [] : [{ type: 'delta', key, text }])
