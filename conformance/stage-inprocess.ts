import { fileURLToPath } from 'node:url'
import { http } from 'msw'
import { setupServer } from 'msw/node'
import { loadConfig } from '../src/gateway/config-load.ts'
import { createGateway } from '../src/gateway/server.ts'
import { fetchUpstream } from '../src/gateway/upstream-fetch.ts'
import { ScriptedProvider, type Outgoing } from './provider.ts'
import type { Stage } from './stage.ts'

/** How the project's own gateway is configured for the suite. */
export const ownConfig = fileURLToPath(new URL('targets/diglot/config.yaml', import.meta.url))

/** A stage around the project's own gateway in this process: the provider answers from within `fetch`. */
export async function inProcessStage(): Promise<Stage> {
  const provider = new ScriptedProvider()
  const origin = 'http://provider.test'
  const intercepted = setupServer(
    http.all(`${origin}/*`, async ({ request }) => {
      const { pathname, search } = new URL(request.url)
      const headers = Object.fromEntries(request.headers)
      return toResponse(provider.answer({ method: request.method, url: pathname + search, headers, body: await request.text() }))
    }),
  )
  intercepted.listen({ onUnhandledRequest: 'bypass' })
  const config = loadConfig({ ...process.env, PROVIDER_URL: origin }, ownConfig)
  const gateway = createGateway({ ...config, port: 0, logLevel: 'silent' }, { upstream: fetchUpstream() })
  return {
    url: await gateway.listen(),
    provider,
    async close() {
      await gateway.close()
      intercepted.close()
    },
  }
}

/** The `Response` of an answer: a chunk for every read, and an error for a broken connection. */
function toResponse({ status, headers, chunks, ending }: Outgoing): Response {
  let next = 0
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const chunk = chunks[next++]
        if (chunk) controller.enqueue(chunk)
        else if (ending === 'end') controller.close()
        else controller.error(new Error('the provider broke off'))
      },
    },
    { highWaterMark: 0 },
  )
  return new Response(body, { status, headers })
}
