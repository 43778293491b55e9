import { fault, type Fault } from '../interlingua/fault.ts'
import type { Timeouts } from './config.ts'
import { ownFault } from './errors.ts'
import { inflater, isEncoded, type Inflater } from './inflater.ts'
import type { Outlet } from './outlet.ts'
import { one, type AnswerHeaders, type Call, type Receiver, type Sent, type Upstream } from './upstream.ts'

/** What is made of an answer as it arrives. Order of calls: head, read*, then end or fail, once; or gone at any time. */
export interface Flow {
  head(status: number, headers: AnswerHeaders): void
  /** The bytes of one read, however many pieces they came in. */
  read(bytes: Uint8Array): void
  /** The upstream is done; `bytes` are those not yet given to `read`. */
  end(bytes: Uint8Array | null): void
  /** The upstream broke, fell silent, or could not be reached. */
  fail(fault: Fault): void
  /** The client left; the upstream is being given up. */
  gone(): void
  /** Nothing came for the commit time (SSE-9). */
  commit?(): void
  /** Nothing was written for the keep-alive time (SSE-4). */
  keepAlive?(): void
  /** The wait for usage is over (STR-CA-9). */
  wrapUp?(): void
}

/** What a pump is made of. `decode` takes the content encoding off before the flow sees the bytes. */
export interface Plumbing {
  readonly upstream: Upstream
  readonly call: Call
  readonly outlet: Outlet
  readonly flow: Flow
  readonly timeouts: Timeouts
  readonly decode: boolean
  /** Told where the flow itself throws. */
  readonly alarm: (error: unknown) => void
}

/** A flow at work: the only place where bytes over time meet a machine, and the owner of every timer (EVT-2). */
export class Pump implements Receiver {
  readonly #plumbing: Plumbing
  readonly #alarms = new Map<Alarm, NodeJS.Timeout>()
  #sent: Sent | null = null
  #inflater: Inflater | null = null
  #chunks: Uint8Array[] = []
  #scheduled = false
  #over = false

  constructor(plumbing: Plumbing) {
    this.#plumbing = plumbing
  }

  start(): void {
    const { upstream, call, outlet, flow, timeouts } = this.#plumbing
    this.#ring('silence', timeouts.head, () => this.fail(new Silence(`no answer within ${timeouts.head} ms`)))
    if (flow.commit) this.#ring('commit', timeouts.commit, () => this.#guarded(() => flow.commit?.()))
    this.#sent = upstream.send(call, this)
    outlet.watch(
      () => this.#sent?.resume(),
      () => {
        if (this.#over) return
        this.stop()
        flow.gone()
      },
    )
  }

  /** Leaves the upstream and stops every timer: the flow has all it wants. */
  stop(): void {
    this.#over = true
    for (const timer of this.#alarms.values()) clearTimeout(timer)
    this.#inflater?.destroy()
    this.#sent?.abort()
  }

  /** Nothing more is wanted: the upstream gets a moment to close by itself. */
  drain(): void {
    if (this.#over) return
    for (const alarm of this.#alarms.keys()) this.#quiet(alarm)
    this.#ring('usage', this.#plumbing.timeouts.usage || 1, () => this.stop())
  }

  /** The answer is committed: from now on the client is kept from timing out. */
  committed(): void {
    this.#quiet('commit')
    const { flow, timeouts } = this.#plumbing
    this.#ring('keepAlive', timeouts.keepAlive, () => {
      flow.keepAlive?.()
      this.#alarms.get('keepAlive')?.refresh()
    })
  }

  /** Something was written, so no keep-alive is due. */
  wrote(): void {
    this.#alarms.get('keepAlive')?.refresh()
  }

  /** All but usage has come (STR-CA-9). */
  awaitUsage(): void {
    if (!this.#alarms.has('usage'))
      this.#ring('usage', this.#plumbing.timeouts.usage, () => this.#guarded(() => this.#plumbing.flow.wrapUp?.()))
  }

  head(status: number, headers: AnswerHeaders): void {
    const { decode, flow, timeouts } = this.#plumbing
    const encoding = one(headers, 'content-encoding')
    if (decode && encoding !== null && isEncoded(encoding)) {
      this.#inflater = inflater(encoding, {
        data: (chunk) => this.#gather(chunk),
        drain: () => this.#sent?.resume(),
        end: () => this.#finish(),
        fail: () => this.fail(new Error(`the answer is not valid ${encoding}`)),
      })
      if (!this.#inflater) return this.fail(new Error(`the answer has the unknown content encoding '${encoding}'`))
    }
    this.#quiet('silence')
    this.#ring('silence', timeouts.stall, () => {
      // Not the upstream is silent but the client does not read.
      if (this.#plumbing.outlet.full) this.#alarms.get('silence')?.refresh()
      else this.fail(new Silence(`nothing more within ${timeouts.stall} ms`))
    })
    this.#guarded(() => flow.head(status, headers))
  }

  data(chunk: Uint8Array): boolean {
    if (this.#over) return true
    this.#alarms.get('silence')?.refresh()
    if (!this.#inflater) {
      this.#gather(chunk)
      return !this.#plumbing.outlet.full
    }
    return this.#inflater.push(chunk) && !this.#plumbing.outlet.full
  }

  end(): void {
    if (this.#over) return
    if (this.#inflater) this.#inflater.end()
    else this.#finish()
  }

  fail(error: Error): void {
    if (this.#over) return
    const rest = this.#take()
    if (rest) this.#guarded(() => this.#plumbing.flow.read(rest))
    if (this.#over) return
    this.stop()
    this.#guarded(() => this.#plumbing.flow.fail(faultOf(error)))
  }

  #finish(): void {
    if (this.#over) return
    const rest = this.#take()
    this.stop()
    this.#guarded(() => this.#plumbing.flow.end(rest))
  }

  /** Providers send one piece per event: all that one read brought is worked on, and written, together. */
  #gather(chunk: Uint8Array): void {
    this.#chunks.push(chunk)
    if (this.#scheduled) return
    this.#scheduled = true
    process.nextTick(() => {
      this.#scheduled = false
      const bytes = this.#over ? null : this.#take()
      if (bytes) this.#guarded(() => this.#plumbing.flow.read(bytes))
    })
  }

  /** A flow that throws is a fault of ours: its client is told, and no other request notices (GWE-8). */
  #guarded(step: () => void): void {
    try {
      step()
    } catch (error) {
      const { flow, outlet, alarm } = this.#plumbing
      alarm(error)
      this.stop()
      try {
        flow.fail(ownFault)
      } catch {
        outlet.break()
      }
    }
  }

  #take(): Uint8Array | null {
    const [first, ...more] = this.#chunks
    if (!first) return null
    this.#chunks = []
    return more.length === 0 ? first : Buffer.concat([first, ...more])
  }

  #ring(alarm: Alarm, after: number, then: () => void): void {
    if (after > 0) this.#alarms.set(alarm, setTimeout(then, after))
  }

  #quiet(alarm: Alarm): void {
    clearTimeout(this.#alarms.get(alarm))
    this.#alarms.delete(alarm)
  }
}

type Alarm = 'silence' | 'commit' | 'keepAlive' | 'usage'

class Silence extends Error {}

/** GWE-5, GWE-6. The transport's own words stay in the log: they may name addresses. */
function faultOf(error: Error): Fault {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null
  if (error instanceof Silence) return fault('timeout', `the upstream timed out: ${error.message}`, { code: 'timeout' })
  if (code === 'UND_ERR_CONNECT_TIMEOUT') return fault('timeout', 'the upstream could not be reached in time', { code: 'timeout' })
  if (code === null) return fault('upstream', `the upstream failed: ${error.message}`)
  return fault('upstream', `the upstream failed: ${code}`)
}
