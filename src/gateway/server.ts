import Fastify, { LogController } from 'fastify'
import type { AddressInfo } from 'node:net'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { formats as builtIn } from '../formats/index.ts'
import type { Format } from '../translate/format.ts'
import { Inspection } from './checks.ts'
import type { Config } from './config.ts'
import { createContexts } from './context.ts'
import { ContinuityCache } from './continuity.ts'
import type { Services } from './exchange.ts'
import { ItemStore } from './item-store.ts'
import { refuseToListen } from './keys.ts'
import { RateLimiter } from './rate-limiter.ts'
import { createRouter } from './router.ts'
import { refuse, routes, withoutVersion } from './routes.ts'
import type { Sink } from './telemetry.ts'
import { RefusedOverChat } from './upgrade.ts'
import type { Upstream } from './upstream.ts'
import { undiciUpstream } from './upstream-undici.ts'
import { logLine } from './log.ts'

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
  const contexts = createContexts(config)
  const refused = new RefusedOverChat()
  const services: Services = {
    config,
    formats,
    router: createRouter(config, formats, refused),
    refused,
    upstream,
    context: contexts.plain,
    contexts,
    continuity: config.continuity && new ContinuityCache(config.continuity, () => performance.now()),
    items: config.itemStore && new ItemStore(config.itemStore, () => performance.now()),
    limiter: config.rateLimit && new RateLimiter(config.rateLimit, () => performance.now()),
    sink(record) {
      if (logged) app.log.info(logLine(record), 'request')
      options.sink?.(record)
    },
    inspection: new Inspection(config),
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

/** Resolves once no stream is open, or after `grace` milliseconds, when those left are broken off. */
async function emptied(streams: ReadonlySet<ServerResponse>, grace: number): Promise<void> {
  const until = performance.now() + grace
  while (streams.size > 0 && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 20))
  for (const stream of streams) stream.destroy()
}
