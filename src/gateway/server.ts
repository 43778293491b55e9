import Fastify, { LogController, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { AddressInfo } from 'node:net'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { formats as builtIn } from '../formats/index.ts'
import { fault } from '../interlingua/fault.ts'
import type { Format } from '../translate/format.ts'
import type { Config } from './config.ts'
import { createContext } from './context.ts'
import { countTokens } from './count-tokens.ts'
import { translateThrough } from './cross.ts'
import { answerFault } from './errors.ts'
import { openExchange, takeOrder, type Exchange, type Services } from './exchange.ts'
import { housekeeping } from './housekeeping.ts'
import { refuseToListen } from './keys.ts'
import { createModels } from './models.ts'
import { passThrough } from './passthrough.ts'
import { createRouter } from './router.ts'
import type { Sink } from './telemetry.ts'
import type { Upstream } from './upstream.ts'
import { undiciUpstream } from './upstream-undici.ts'
import { logLine } from './log.ts'
import { version } from './version.ts'

/** A gateway that was made and may listen. */
export interface Gateway {
  /** Starts to listen; the base URL. Rejects where the port is taken, or where strangers could spend the gateway's keys. */
  listen(): Promise<string>
  /** Takes no more requests, gives open streams a moment, then breaks them off. */
  close(): Promise<void>
}

/** What a gateway may be given instead of its own. */
export interface GatewayOptions {
  readonly upstream?: Upstream
  /** Gets every telemetry record, beside the log. */
  readonly sink?: Sink
  readonly formats?: readonly Format[]
  /** Where log lines go; standard output by default. */
  readonly log?: NodeJS.WritableStream
}

/** Makes a gateway; nothing is opened before `listen`. */
export function createGateway(config: Config, options: GatewayOptions = {}): Gateway {
  const app = Fastify({
    logger: config.logLevel === 'silent' ? false : { level: config.logLevel, ...(options.log ? { stream: options.log } : {}) },
    logController: new LogController({ disableRequestLogging: true }),
    rewriteUrl: ({ url = '/' }) => withoutVersion(url),
    requestTimeout: config.timeouts.request,
    keepAliveTimeout: 75_000,
    bodyLimit: config.limits.body,
    forceCloseConnections: true,
    exposeHeadRoutes: false,
    frameworkErrors: (error, request, reply) => refuse(services, request, reply, error),
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 500 },
  })
  const upstream = options.upstream ?? undiciUpstream({ connectMs: config.timeouts.connect })
  const formats = options.formats ?? builtIn
  const logged = config.logLevel === 'debug' || config.logLevel === 'info'
  const services: Services = {
    config,
    formats,
    router: createRouter(config, formats),
    upstream,
    context: createContext(config),
    sink(record) {
      if (logged) app.log.info(logLine(record), 'request')
      options.sink?.(record)
    },
    clock: () => performance.now(),
    alarm: (error, id) => app.log.error({ id, err: error }, 'the gateway failed'),
  }
  // Bodies are read by the gateway itself: raw, bounded, and not before the client is known.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, _payload, done) => done(null))
  routes(app, services)
  // A client that asks first need not send what is too large (GWE-11).
  app.server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
    if (Number(request.headers['content-length'] ?? 0) <= config.limits.body) response.writeContinue()
    app.server.emit('request', request, response)
  })
  const streams = new Set<ServerResponse>()
  app.addHook('onRequest', (_, reply, done) => {
    streams.add(reply.raw)
    reply.raw.once('close', () => streams.delete(reply.raw))
    done()
  })
  return {
    async listen() {
      const refused = refuseToListen(config)
      if (refused !== null) throw new Error(refused)
      await app.listen({ host: config.host, port: config.port })
      const { address, family, port } = app.server.address() as AddressInfo
      return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`
    },
    async close() {
      app.server.close()
      await emptied(streams, config.timeouts.close)
      await app.close()
      await upstream.close()
    },
  }
}

function routes(app: FastifyInstance, services: Services): void {
  const models = createModels(services)
  const guess = (request: IncomingMessage): Format => dialectOf(request, services.formats)
  for (const client of services.formats) {
    serve(
      app,
      'POST',
      client.path,
      services,
      () => client,
      async (exchange, request) => {
        const order = await takeOrder(exchange, request)
        if (!order) return
        if (order.destination.format === client) passThrough(order, client.path)
        else translateThrough(order)
      },
    )
    const { tokenCount } = client
    if (!tokenCount) continue
    serve(
      app,
      'POST',
      tokenCount.path,
      services,
      () => client,
      async (exchange, request) => {
        const order = await takeOrder(exchange, request)
        if (order) await countTokens(order, tokenCount)
      },
    )
  }
  serve(app, 'GET', '/models', services, guess, (exchange) => models.answer(exchange, null))
  serve(app, 'GET', '/models/*', services, guess, (exchange, { url = '' }) =>
    models.answer(exchange, decodeURIComponent(withoutVersion(url).slice('/models/'.length).replace(/\?.*$/, ''))),
  )
  housekeeping(app, version)
  // Codex tries a WebSocket first, and falls back at once on 426 (EP-4).
  serve(app, 'GET', '/responses', services, guess, async (exchange) =>
    answerFault(exchange, fault('invalidRequest', 'WebSocket is not spoken here: use HTTP'), {}, 426),
  )
  app.setErrorHandler((error, request, reply) => refuse(services, request, reply, error))
  app.setNotFoundHandler((request, reply) => {
    reply.hijack()
    const exchange = openExchange(services, guess(request.raw), request.url, request.raw, reply.raw)
    answerFault(exchange, fault('notFound', `there is nothing at ${request.method} ${request.url.replace(/\?.*$/, '')}`))
  })
}

/** Registers a route whose handler writes to the socket itself. A fault of our own is a 500 in the caller's dialect (GWE-8). */
function serve(
  app: FastifyInstance,
  method: 'GET' | 'POST',
  url: string,
  services: Services,
  dialect: (request: IncomingMessage) => Format,
  handle: (exchange: Exchange, request: IncomingMessage) => Promise<void>,
): void {
  app.route({
    method,
    url,
    handler(request, reply) {
      reply.hijack()
      const exchange = openExchange(services, dialect(request.raw), url, request.raw, reply.raw)
      handle(exchange, request.raw).catch((error: unknown) => {
        services.alarm(error, exchange.id)
        if (exchange.outlet.headSent) exchange.outlet.break()
        else answerFault(exchange, fault('internal', 'the gateway failed: this is a bug of the gateway'))
        exchange.finish()
      })
    },
  })
}

/** Tells a client in its dialect what the HTTP server could not make sense of. */
function refuse(services: Services, { raw }: FastifyRequest, reply: FastifyReply, error: unknown): void {
  reply.hijack()
  const exchange = openExchange(services, dialectOf(raw, services.formats), raw.url ?? '', raw, reply.raw)
  const told = error instanceof Error ? error : new Error(String(error))
  const status = 'statusCode' in told && typeof told.statusCode === 'number' ? told.statusCode : 500
  if (status >= 500) services.alarm(error, exchange.id)
  const message = status >= 500 ? 'the gateway failed: this is a bug of the gateway' : told.message
  answerFault(exchange, fault(status >= 500 ? 'internal' : 'invalidRequest', message), {}, status)
}

/** The dialect of a path that several share: Anthropic's clients name their API version (EP-2, EP-3). */
function dialectOf({ headers }: IncomingMessage, formats: readonly Format[]): Format {
  const wanted = headers['anthropic-version'] === undefined ? 'chat' : 'messages'
  const found = formats.find(({ api }) => api === wanted) ?? formats[0]
  if (!found) throw new Error('no format is built in')
  return found
}

/** Any number of leading `/v1` is none: the Anthropic SDK adds its own to a base URL that ends in one (EP-1). */
const withoutVersion = (url: string): string => url.replace(/^(?:\/+v1(?=[/?]|$))+/, '').replace(/^(?!\/)/, '/')

/** Resolves once no stream is open, or after `grace` milliseconds, when those left are broken off. */
async function emptied(streams: ReadonlySet<ServerResponse>, grace: number): Promise<void> {
  const until = performance.now() + grace
  while (streams.size > 0 && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 20))
  for (const stream of streams) stream.destroy()
}
