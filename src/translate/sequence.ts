import type { Event, OpenEvent } from '../interlingua/event.ts'
import { fault, type Fault } from '../interlingua/fault.ts'
import { JsonText } from './json-text.ts'
import type { Machine } from './machine.ts'
import { wellFormed } from './well-formed.ts'

/** How much may wait. */
export interface SequenceOptions {
  /** Most characters of parts that wait for their turn; more is a `fail` (STR-2). */
  readonly maxBuffered: number
}

/**
 * Puts interleaved parts one after the other, for formats that forbid interleaving (STR-1 to STR-6). Text, thinking and
 * refusals yield as soon as another part has something to say; a tool call yields once its arguments are a whole JSON
 * object. Parts come out with new keys, 0, 1, 2 …, in the order in which they are opened.
 */
export function sequence(options: SequenceOptions): Machine<Event, Event> {
  return new Sequencer(options.maxBuffered)
}

/** Something about an open part. */
type Detail = Extract<Event, { type: 'delta' | 'annotate' | 'seal' }>

interface Lane {
  readonly open: OpenEvent
  /** What came while another part was active. */
  readonly waiting: Detail[]
  readonly args: JsonText
  state: 'silent' | 'waiting' | 'active' | 'done'
  closed: boolean
  /** First half of a character whose second half is to come (SEC-6). */
  half: string
  /** Key of the part as it comes out. */
  key: number
}

/** A waiting event weighs at least this many characters. */
const leastWeight = 16

class Sequencer implements Machine<Event, Event> {
  readonly #maxBuffered: number
  readonly #lanes = new Map<number, Lane>()
  /** Lanes that wait, oldest first. */
  readonly #queue: Lane[] = []
  #active: Lane | null = null
  #buffered = 0
  #nextKey = 0
  #stopped = false
  #over = false
  #out: Event[] = []

  constructor(maxBuffered: number) {
    this.#maxBuffered = maxBuffered
  }

  push(event: Event): readonly Event[] {
    if (this.#over) return []
    this.#out = []
    this.#take(event)
    return this.#out
  }

  end(): readonly Event[] {
    return []
  }

  fail(broken: Fault): readonly Event[] {
    return this.push({ type: 'fail', fault: broken })
  }

  #take(event: Event): void {
    switch (event.type) {
      case 'open':
        return this.#open(event)
      case 'delta':
      case 'annotate':
      case 'seal':
        return this.#detail(event)
      case 'close':
        return this.#closeSource(event.key)
      case 'stop':
      case 'end':
        this.#flush()
        this.#stopped = true
        break
      case 'fail':
      case 'start':
      case 'usage':
      case 'ping':
      case 'opaque':
        break
    }
    this.#over = event.type === 'end' || event.type === 'fail'
    this.#out.push(event)
  }

  #open(open: OpenEvent): void {
    if (this.#stopped) return
    const lane: Lane = { open, waiting: [], args: new JsonText(), state: 'silent', closed: false, half: '', key: -1 }
    this.#lanes.set(open.key, lane)
    // Text that never gets content is never opened (STR-5).
    if (!isText(lane)) this.#wantsTurn(lane)
  }

  #detail(arrived: Detail): void {
    const lane = this.#lanes.get(arrived.key)
    if (!lane || this.#stopped) return
    const event = arrived.type === 'delta' ? { ...arrived, text: wholeCharacters(lane, arrived.text) } : arrived
    if (event.type !== 'delta' || event.text !== '') this.#place(lane, event)
  }

  #place(lane: Lane, event: Detail): void {
    if (lane.state === 'active') {
      this.#emit(lane, event)
      return this.#advance()
    }
    if (lane.state === 'done') return this.#late(lane, event)
    this.#buffered += weight(event)
    if (this.#buffered > this.#maxBuffered) {
      return this.#break(`more than ${this.#maxBuffered} characters of interleaved parts wait for their turn`)
    }
    lane.waiting.push(event)
    if (lane.state === 'silent' && event.type === 'delta') this.#wantsTurn(lane)
  }

  /** Something for a part that was closed because another one had its turn (STR-2a, STR-4). */
  #late(lane: Lane, event: Detail): void {
    if (lane.open.kind === 'toolCall') {
      if (event.type === 'delta' && event.text.trim() !== '') this.#break('tool arguments went on after a complete object')
      return
    }
    if (event.type === 'annotate' || lane.open.kind === 'opaque') return
    lane.state = 'silent'
    this.#place(lane, event)
    // A seal alone has to open the part: it may be all there is of it.
    if (event.type === 'seal' && !this.#over && lane.waiting.length > 0) this.#wantsTurn(lane)
  }

  #closeSource(key: number): void {
    const lane = this.#lanes.get(key)
    if (!lane) return
    if (lane.half !== '') {
      lane.half = ''
      this.#detail({ type: 'delta', key, text: '\ufffd' })
    }
    lane.closed = true
    if (lane.state === 'active') {
      this.#closeActive(lane)
      this.#advance()
    }
  }

  #wantsTurn(lane: Lane): void {
    lane.state = 'waiting'
    this.#queue.push(lane)
    this.#buffered += leastWeight
    this.#advance()
  }

  /** Gives turns as long as the active part yields and another one waits. */
  #advance(): void {
    for (let next = this.#queue[0]; next && (!this.#active || yields(this.#active)); next = this.#queue[0]) {
      if (this.#active) this.#closeActive(this.#active)
      this.#queue.shift()
      this.#activate(next)
    }
  }

  #activate(lane: Lane): void {
    this.#active = lane
    lane.state = 'active'
    lane.key = this.#nextKey++
    this.#buffered -= leastWeight
    this.#out.push({ ...lane.open, key: lane.key })
    for (const event of lane.waiting.splice(0)) {
      this.#buffered -= weight(event)
      this.#emit(lane, event)
    }
    if (lane.closed) this.#closeActive(lane)
  }

  #emit(lane: Lane, event: Detail): void {
    this.#out.push({ ...event, key: lane.key })
    if (lane.open.kind === 'toolCall' && !lane.open.freeform && event.type === 'delta') lane.args.push(event.text)
  }

  #closeActive(lane: Lane): void {
    this.#out.push({ type: 'close', key: lane.key })
    lane.state = 'done'
    this.#active = null
  }

  #flush(): void {
    if (this.#active) this.#closeActive(this.#active)
    for (const lane of this.#queue.splice(0)) {
      this.#activate(lane)
      if (this.#active) this.#closeActive(this.#active)
    }
  }

  #break(message: string): void {
    this.#over = true
    this.#out.push({ type: 'fail', fault: fault('upstream', message) })
  }
}

/** What can be told of a text that has come so far: half a character waits, what can become none is replaced (SEC-6). */
function wholeCharacters(lane: Lane, more: string): string {
  const text = lane.half + more
  const last = text.charCodeAt(text.length - 1)
  lane.half = last >= 0xd800 && last <= 0xdbff ? text.slice(-1) : ''
  const whole = lane.half === '' ? text : text.slice(0, -1)
  return wellFormed(whole)
}

const isText = (lane: Lane): boolean => lane.open.kind === 'text' || lane.open.kind === 'refusal'

/** Whether a part lets another one have its turn. */
function yields(lane: Lane): boolean {
  return lane.open.kind === 'toolCall' ? lane.args.isWholeObject : true
}

function weight(event: Detail): number {
  switch (event.type) {
    case 'delta':
      return event.text.length + leastWeight
    case 'seal':
      return event.data.length + leastWeight
    case 'annotate':
      return JSON.stringify(event.data).length + leastWeight
  }
}
