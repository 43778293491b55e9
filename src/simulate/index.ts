import { anthropic } from './anthropic/provider.ts'
import { openai } from './openai/provider.ts'
import type { ReceivedRequest } from './provider.ts'
import { type Exchange, serve } from './serve.ts'

export type { ReceivedRequest } from './provider.ts'

/** How the simulated providers are to run. */
export interface SimulationOptions {
  /** The address to listen on; loopback by default. */
  readonly host?: string
  /** Free ports by default. */
  readonly anthropicPort?: number
  readonly openaiPort?: number
  /** Milliseconds between two events of a stream; 5 by default, 0 for as fast as possible. */
  readonly paceMs?: number
  /** Told of every request before it is answered. */
  readonly onRequest?: (provider: 'anthropic' | 'openai', request: ReceivedRequest) => void
}

/** A simulated provider that listens. */
export interface SimulatedProvider {
  /** The base URL as the provider's own SDK takes it: OpenAI's ends in `/v1`, Anthropic's does not. */
  readonly url: string
  /** Every request so far, oldest first, with what became of it. */
  readonly requests: readonly Exchange[]
}

/** Both simulated providers, until they are closed. */
export interface Simulation {
  readonly anthropic: SimulatedProvider
  readonly openai: SimulatedProvider
  close(): Promise<void>
}

/** Starts simulated providers that answer from the requests they get. Fails if a port asked for is taken. */
export async function simulate(options: SimulationOptions = {}): Promise<Simulation> {
  const { host = '127.0.0.1', paceMs = 5, onRequest } = options
  const start = (name: 'anthropic' | 'openai', port = 0) =>
    serve(name === 'anthropic' ? anthropic : openai, {
      host,
      port,
      paceMs,
      onRequest: (request) => onRequest?.(name, request),
    })
  const claude = await start('anthropic', options.anthropicPort)
  const gpt = await start('openai', options.openaiPort).catch(async (problem: unknown) => {
    await claude.close()
    throw problem
  })
  return {
    anthropic: { url: claude.origin, requests: claude.requests },
    openai: { url: `${gpt.origin}/v1`, requests: gpt.requests },
    close: async () => {
      await Promise.all([claude.close(), gpt.close()])
    },
  }
}
