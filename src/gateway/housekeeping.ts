import type { FastifyInstance } from 'fastify'

/**
 * Requests that popular clients make beside their real ones (EP-3): probes of the base URL, and event logs that are thrown
 * away. `version` is the gateway's own.
 */
export function housekeeping(app: FastifyInstance, version: string): void {
  const quietly = { logLevel: 'debug' } as const
  for (const path of ['/', '/api/hello']) {
    app.route({ method: ['GET', 'HEAD'], url: path, ...quietly, handler: (_, reply) => reply.send({ name: 'diglot', version }) })
  }
  app.post('/api/event_logging/batch', quietly, (request, reply) => {
    request.raw.resume()
    return reply.send({})
  })
  app.get('/health', quietly, (_, reply) => reply.send({ status: 'ok', version }))
}
