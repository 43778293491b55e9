import type { IncomingMessage } from 'node:http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { fault } from '../interlingua/fault.ts'
import type { Format } from '../translate/format.ts'
import { isAuxiliary, nothingAt, passAuxiliary } from './auxiliary.ts'
import { countTokens } from './count-tokens.ts'
import { translateThrough } from './cross.ts'
import { answerFault, ownFault } from './errors.ts'
import { openExchange, takeOrder, type Exchange, type Services } from './exchange.ts'
import { housekeeping } from './housekeeping.ts'
import { createModels } from './models.ts'
import { passThrough } from './passthrough.ts'
import { version } from './version.ts'

/** Registers every path: the calls of each format, lists of models, housekeeping, and a 404 in dialect for the rest. */
export function routes(app: FastifyInstance, services: Services): void {
  const route = (method: 'GET' | 'POST', url: string, client: Format | null, handle: Handle): void => {
    app.route({ method, url, handler: (request, reply) => take(services, url, client, handle, request, reply) })
  }
  for (const client of services.formats) {
    route('POST', client.path, client, async (exchange, request) => {
      const order = await takeOrder(exchange, request)
      if (!order) return
      if (order.destination.format === client && order.readAs === client) passThrough(order, client.path, translateThrough)
      else translateThrough(order)
    })
    const { tokenCount } = client
    if (!tokenCount) continue
    route('POST', tokenCount.path, client, async (exchange, request) => {
      const order = await takeOrder(exchange, request)
      if (order) await countTokens(order, tokenCount)
    })
  }
  const models = createModels(services)
  route('GET', '/models', null, (exchange) => models.answer(exchange, null))
  route('GET', '/models/*', null, (exchange, { url = '' }) =>
    models.answer(exchange, decodeURIComponent(pathOf(url).slice('/models/'.length))),
  )
  // Codex tries a WebSocket first, and falls back at once on 426 (EP-4).
  route('GET', '/responses', services.formats.find(({ api }) => api === 'responses') ?? null, async (exchange) =>
    answerFault(exchange, fault('invalidRequest', 'WebSocket is not spoken here: use HTTP'), {}, 426),
  )
  housekeeping(app, version)
  app.setErrorHandler((error, request, reply) => refuse(services, request, reply, error))
  app.setNotFoundHandler((request, reply) => {
    const path = pathOf(request.raw.url ?? '')
    const handle: Handle = async (exchange, raw) =>
      isAuxiliary(exchange, path) ? passAuxiliary(exchange, raw, path) : answerFault(exchange, nothingAt(raw.method, path))
    take(services, path, null, handle, request, reply)
  })
}

/** Answers one request; what it throws is a fault of the gateway's own. */
type Handle = (exchange: Exchange, request: IncomingMessage) => Promise<void>

/** Takes a request off the server: the handler writes to the socket itself. A fault of our own is a 500 in the caller's dialect (GWE-8). */
function take(services: Services, url: string, client: Format | null, handle: Handle, { raw }: FastifyRequest, reply: FastifyReply): void {
  reply.hijack()
  const exchange = openExchange(services, client ?? dialectOf(raw, services.formats), url, raw, reply.raw)
  handle(exchange, raw).catch((error: unknown) => {
    services.alarm(error, exchange.id)
    if (exchange.outlet.headSent) exchange.outlet.break()
    else answerFault(exchange, ownFault)
    exchange.finish()
  })
}

/** Tells a client in its dialect what the HTTP server could not make sense of. */
export function refuse(services: Services, { raw }: FastifyRequest, reply: FastifyReply, error: unknown): void {
  reply.hijack()
  const exchange = openExchange(services, dialectOf(raw, services.formats), pathOf(raw.url ?? ''), raw, reply.raw)
  const told = error instanceof Error ? error : new Error(String(error))
  const status = 'statusCode' in told && typeof told.statusCode === 'number' ? told.statusCode : 500
  if (status >= 500) services.alarm(error, exchange.id)
  answerFault(exchange, status >= 500 ? ownFault : fault('invalidRequest', told.message), {}, status)
}

/** The dialect of a path that several share: Anthropic's clients name their API version (EP-2, EP-3). */
function dialectOf({ headers }: IncomingMessage, formats: readonly Format[]): Format {
  const wanted = headers['anthropic-version'] === undefined ? 'chat' : 'messages'
  const found = formats.find(({ api }) => api === wanted) ?? formats[0]
  if (!found) throw new Error('no format is built in')
  return found
}

/** Any number of leading `/v1` is none: the Anthropic SDK adds its own to a base URL that ends in one (EP-1). */
export const withoutVersion = (url: string): string => url.replace(/^(?:\/+v1(?=[/?]|$))+/, '').replace(/^(?!\/)/, '/')

/** A request's path below `/v1`, without its query, which may hold what no log is to have. */
const pathOf = (url: string): string => withoutVersion(url).replace(/\?.*$/s, '')
