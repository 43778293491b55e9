import type { IncomingMessage, ServerResponse } from 'node:http'
import { fault, type Fault } from '../interlingua/fault.ts'
import type { JsonObject } from '../interlingua/json.ts'
import type { Context } from '../translate/context.ts'
import type { Format, Headers } from '../translate/format.ts'
import type { Strictness } from '../translate/strictness.ts'
import { BodyError, parseBody, readBody, type Body } from './body.ts'
import type { Config } from './config.ts'
import type { Contexts } from './context.ts'
import type { ContinuityCache } from './continuity.ts'
import type { ItemStore } from './item-store.ts'
import type { Checks, Inspection } from './checks.ts'
import { answerFault } from './errors.ts'
import { credentialFor, refuseClient, tenantOf, type Credential } from './keys.ts'
import { Outlet } from './outlet.ts'
import { ownLimits, tooOften, type Allowance, type RateLimiter } from './rate-limiter.ts'
import type { Destination, Router } from './router.ts'
import { strictnessFor } from './strictness.ts'
import { Entry, type Sink } from './telemetry.ts'
import type { RefusedOverChat } from './upgrade.ts'
import type { Upstream } from './upstream.ts'

/** What every exchange needs. */
export interface Services {
  readonly config: Config
  readonly formats: readonly Format[]
  readonly router: Router
  readonly upstream: Upstream
  /** For what is nobody's in particular: ids and times. */
  readonly context: Context
  readonly contexts: Contexts
  /** Null where it is off (§13-10). */
  readonly continuity: ContinuityCache | null
  /** Exchanges that clients may refer to; null where nothing is kept (§13-18). */
  readonly items: ItemStore | null
  readonly refused: RefusedOverChat
  readonly sink: Sink
  readonly inspection: Inspection
  /** Null where clients may ask as often as they like. */
  readonly limiter: RateLimiter | null
  /** A monotonic clock, in milliseconds. */
  readonly clock: () => number
  /** Told of faults of the gateway's own (GWE-8); `id` is that of the request. */
  readonly alarm: (error: unknown, id: string) => void
}

/** One request of a client, and the way back to it. */
export interface Exchange {
  readonly services: Services
  /** Id minted for this request (RID-1). */
  readonly id: string
  readonly client: Format
  readonly headers: Headers
  /** Header lines as they came: name, value, name, value … */
  readonly rawHeaders: readonly string[]
  /** Query of the request, with its `?`; empty where there is none. */
  readonly query: string
  readonly outlet: Outlet
  readonly entry: Entry
  /** Writes the telemetry record; call once, when nothing more can happen. */
  finish(): void
}

/** A request that was read, routed and given a key. */
export interface Order {
  readonly exchange: Exchange
  readonly body: Body
  readonly json: JsonObject
  /** The format of the body: another than the client's where that was sent here by mistake, and the route finds out (EP-5). */
  readonly readAs: Format
  readonly destination: Destination
  readonly credential: Credential
  /** In force for this request. */
  readonly strictness: Strictness
  /** Of its documents; null where they go unchecked (VAL-2). */
  readonly checks: Checks | null
  /** For the codecs: its carriers are those of this provider and this tenant. */
  readonly context: Context
  readonly tenant: string
  /** What the gateway's own limit leaves the client, null where there is none. */
  readonly allowance: Allowance | null
}

/** Begins an exchange: mints its id, opens its telemetry. */
export function openExchange(
  services: Services,
  client: Format,
  route: string,
  request: IncomingMessage,
  response: ServerResponse,
): Exchange {
  const id = services.context.newId('req_')
  const entry = new Entry(id, route, client.name, services.clock)
  const headers = flat(request)
  const retries = Number(headers['x-stainless-retry-count'] ?? Number.NaN)
  entry.retries = Number.isInteger(retries) ? retries : null
  entry.apiVersion = headers['anthropic-version'] ?? null
  let finished = false
  const { url = '' } = request
  return {
    services,
    id,
    client,
    headers,
    rawHeaders: request.rawHeaders,
    query: url.includes('?') ? url.slice(url.indexOf('?')) : '',
    outlet: new Outlet(response),
    entry,
    finish() {
      if (finished) return
      finished = true
      services.sink(entry.finish())
    },
  }
}

/** Reads, checks and routes a request that has a body; answers the client itself, and returns null, where that cannot be done. */
export async function takeOrder(exchange: Exchange, request: IncomingMessage): Promise<Order | null> {
  const { services, headers, client, entry } = exchange
  const { config, router } = services
  const refuse = (told: Fault): null => {
    answerFault(exchange, told)
    return null
  }
  const stranger = refuseClient(config, headers)
  if (stranger) return refuse(stranger)
  const tenant = tenantOf(headers)
  const allowance = services.limiter?.take(tenant) ?? null
  if (allowance && allowance.wait > 0) {
    answerFault(exchange, tooOften(allowance), ownLimits(allowance, client.api, services.context.now()))
    return null
  }
  let body: Body
  let json: JsonObject
  try {
    body = await readBody(request, config.limits.body)
    json = parseBody(body.plain)
  } catch (error) {
    if (error instanceof BodyError) return refuse(error.fault)
    throw error
  }
  const { model } = json
  if (typeof model !== 'string' || model === '') return refuse(fault('invalidRequest', 'expected the name of a model', { param: '/model' }))
  entry.model = model
  entry.stream = json['stream'] === true
  const destination = router.resolve(model, client)
  if ('kind' in destination) return refuse(destination)
  entry.provider = destination.provider.name
  entry.upstream = destination.format.name
  entry.upstreamModel = destination.model
  entry.modelKnown = destination.known
  const mistaken = client.request.mistaken(json)
  const meant = mistaken === null ? client : services.formats.find(({ api }) => api === client.request.mistakenFor)
  if (mistaken !== null && (!meant || destination.dialect === 'own')) return refuse(fault('invalidRequest', mistaken, { param: '/input' }))
  const credential = credentialFor(destination, client.api, headers, config)
  if ('kind' in credential) return refuse(credential)
  const strictness = strictnessFor(destination, headers)
  if (typeof strictness === 'object') return refuse(strictness)
  const checks = await checksFor(exchange, destination)
  const wrong = checks?.received(json, headers) ?? null
  if (wrong && services.inspection.enforces) return refuse(fault('invalidRequest', wrong.why, { param: wrong.path }))
  const context = { ...services.contexts.of(destination.provider, tenant), model: destination.model }
  return { exchange, body, json, readAs: meant ?? client, destination, credential, strictness, checks, context, tenant, allowance }
}

/** Only the create call has documents whose schemas are known (VAL-1, VAL-2). */
async function checksFor({ services, client, entry, id }: Exchange, { format }: Destination): Promise<Checks | null> {
  if (entry.route !== client.path) return null
  entry.checks = await services.inspection.next(client, format, (error) => services.alarm(error, id))
  return entry.checks
}

function flat({ headers }: IncomingMessage): Headers {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]))
}
