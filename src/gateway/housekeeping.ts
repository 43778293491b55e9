import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/**
 * Requests that popular clients make beside their real ones (EP-3): probes of the base URL, and event logs that are thrown
 * away. `version` is the gateway's own.
 */
export function housekeeping(app: FastifyInstance, version: string): void {
  const quietly = { logLevel: 'debug' } as const
  for (const url of ['/', '/api/hello']) {
    app.route({
      method: ['GET', 'HEAD'],
      url,
      ...quietly,
      handler: (request, reply) => answer(request, reply, { name: 'diglot', version }),
    })
  }
  app.post('/api/event_logging/batch', quietly, (request, reply) => {
    request.raw.resume()
    return answer(request, reply, {})
  })
  app.get('/health', quietly, (request, reply) => answer(request, reply, { status: 'ok', version }))
}

function answer(request: FastifyRequest, reply: FastifyReply, body: object): FastifyReply {
  request.log.debug({ method: request.method, path: request.routeOptions.url }, 'housekeeping')
  return reply.send(body)
}
