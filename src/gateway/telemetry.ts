import type { Event } from '../interlingua/event.ts'
import type { FaultKind } from '../interlingua/fault.ts'
import type { Loss } from '../interlingua/loss.ts'
import type { StopReason } from '../interlingua/response.ts'
import type { Checks, Findings } from './checks.ts'
import { mergeUsage, unknownUsage, type Usage } from '../interlingua/usage.ts'

/** One request as telemetry tells it. Times are in milliseconds from its arrival; no text, key or signature is ever in it (SEC-7). */
export interface TelemetryRecord {
  readonly id: string
  /** The provider's id of the request. */
  readonly upstreamId: string | null
  /** Path below `/v1`. */
  readonly route: string
  readonly status: number
  /** Null where no upstream was asked. */
  readonly path: 'passthrough' | 'normalised' | null
  /** Format of the client. */
  readonly client: string
  /** Format of the upstream. */
  readonly upstream: string | null
  readonly provider: string | null
  /** Name the client asked for. */
  readonly model: string | null
  /** Name sent to the upstream. */
  readonly upstreamModel: string | null
  /** Name the upstream answered with. */
  readonly servedModel: string | null
  /** False where the model has no record of its own and its provider's default stood in (CAP-1). */
  readonly modelKnown: boolean | null
  readonly stream: boolean
  readonly ttfbMs: number | null
  /** To the first text, thinking, refusal or call (TEL-1). */
  readonly ttftMs: number | null
  readonly totalMs: number
  /** Null is unknown, which is not 0; `input` includes cached tokens, `output` reasoning. */
  readonly tokens: Pick<Usage, 'input' | 'output' | 'cacheRead' | 'cacheWrite' | 'reasoning'>
  readonly stop: StopReason | null
  readonly losses: readonly Loss[]
  /** Bytes of a passed-through request that were changed (§13-16, model names, CAR-8). */
  readonly edits: readonly Edit[]
  /** The upstream finished and did not say how many tokens it took (USE-5). */
  readonly usageMissing: boolean
  /** Events of the upstream's stream that no specification names: they were passed over, or on to a client of the same format (EVA-19, EVR-17). */
  readonly unknownEvents: number
  /** The upstream ended before its terminal event (SSE-7). */
  readonly truncated: boolean
  /** The exchange ended with an error, whoever caused it; `fault` says which. */
  readonly failed: boolean
  readonly fault: FaultKind | null
  /** The SDK's count of tries before this one (HDR-6). */
  readonly retries: number | null
  /** The API version that the client names; null where it names none, and the oldest is meant (HDR-2). */
  readonly apiVersion: string | null
  /** What checks against the published schemas found; null where there were none (VAL-1, VAL-2). */
  readonly validation: Findings | null
}

/** A declared edit of passed-through bytes. */
export type Edit = 'model' | 'usage_requested' | 'foreign_reasoning'

/** Where records go. */
export type Sink = (record: TelemetryRecord) => void

/** Watches the canonical events of one answer: the same code on both paths, so that their telemetry is the same (TEL-1). */
export class Tap {
  readonly #now: () => number
  ttft: number | null = null
  servedModel: string | null = null
  stop: StopReason | null = null
  usage: Usage = unknownUsage
  fault: FaultKind | null = null
  ended = false
  truncated = false
  unknownEvents = 0

  constructor(now: () => number) {
    this.#now = now
  }

  see(events: readonly Event[]): void {
    for (const event of events) this.#see(event)
  }

  #see(event: Event): void {
    switch (event.type) {
      case 'start':
        this.servedModel = event.model
        break
      case 'open':
        if (event.kind === 'toolCall') this.#content()
        break
      case 'delta':
        if (event.text !== '') this.#content()
        break
      case 'usage':
        this.usage = mergeUsage(this.usage, event.usage)
        break
      case 'stop':
        this.stop = event.stop.reason
        break
      case 'end':
        this.ended = true
        break
      case 'fail':
        this.fault = event.fault.kind
        break
      case 'annotate':
      case 'seal':
      case 'close':
      case 'ping':
        break
      case 'opaque':
        if (event.unknown) this.unknownEvents += 1
        break
    }
  }

  #content(): void {
    this.ttft ??= this.#now()
  }
}

/** A record in the making. */
export class Entry {
  readonly #now: () => number
  readonly #arrived: number
  readonly tap: Tap
  readonly id: string
  readonly route: string
  readonly client: string
  upstreamId: string | null = null
  status = 0
  path: TelemetryRecord['path'] = null
  upstream: string | null = null
  provider: string | null = null
  model: string | null = null
  upstreamModel: string | null = null
  modelKnown: boolean | null = null
  stream = false
  firstByte: number | null = null
  /** Seconds since 1970 when the upstream's answer began to arrive (ENV-2). */
  answeredAt: number | null = null
  losses: readonly Loss[] = []
  edits: readonly Edit[] = []
  fault: FaultKind | null = null
  retries: number | null = null
  apiVersion: string | null = null
  checks: Checks | null = null

  constructor(id: string, route: string, client: string, now: () => number) {
    this.id = id
    this.route = route
    this.client = client
    this.#now = now
    this.#arrived = now()
    this.tap = new Tap(now)
  }

  /** The upstream's head arrived, at `now` milliseconds since 1970. */
  headArrived(now: number): void {
    this.firstByte ??= this.#now()
    this.answeredAt ??= Math.floor(now / 1000)
  }

  /** The record, as of now. */
  finish(): TelemetryRecord {
    const { tap } = this
    const { input, output, cacheRead, cacheWrite, reasoning } = tap.usage
    const since = (at: number | null): number | null => (at === null ? null : Math.round((at - this.#arrived) * 1000) / 1000)
    const fault = this.fault ?? tap.fault
    return {
      id: this.id,
      upstreamId: this.upstreamId,
      route: this.route,
      status: this.status,
      path: this.path,
      client: this.client,
      upstream: this.upstream,
      provider: this.provider,
      model: this.model,
      upstreamModel: this.upstreamModel,
      servedModel: tap.servedModel,
      modelKnown: this.modelKnown,
      stream: this.stream,
      ttfbMs: since(this.firstByte),
      ttftMs: since(tap.ttft),
      totalMs: since(this.#now()) ?? 0,
      tokens: { input, output, cacheRead, cacheWrite, reasoning },
      stop: tap.stop,
      losses: this.losses,
      edits: this.edits,
      usageMissing: tap.ended && input === null && output === null,
      unknownEvents: tap.unknownEvents,
      truncated: tap.truncated,
      failed: fault !== null,
      fault,
      retries: this.retries,
      apiVersion: this.apiVersion,
      validation: this.checks?.findings ?? null,
    }
  }
}
