import Anthropic from '@anthropic-ai/sdk'
import OpenAI from 'openai'
import { type Config, defaultConfig, vendorProvider } from '../../src/gateway/config.ts'
import { createGateway } from '../../src/gateway/server.ts'
import { type Simulation, simulate } from '../../src/simulate/index.ts'

/** A gateway in front of simulated providers, and both official SDKs as its clients, on free ports of this machine. */
export interface Stage {
  readonly claude: Anthropic
  readonly gpt: OpenAI
  readonly simulation: Simulation
  /** The base URL for clients of either kind. */
  readonly url: string
  close(): Promise<void>
}

/**
 * Starts the simulated providers and the gateway, and points the official SDKs at it.
 * @param paceMs milliseconds between two events of a provider's stream
 */
export async function openStage(paceMs: number): Promise<Stage> {
  const simulation = await simulate({ paceMs })
  const gateway = createGateway(configFor(simulation))
  const url = `${await gateway.listen()}/v1`
  return {
    claude: new Anthropic({ baseURL: url, apiKey: 'demo', maxRetries: 0 }),
    gpt: new OpenAI({ baseURL: url, apiKey: 'demo', maxRetries: 0 }),
    simulation,
    url,
    close: async () => {
      await gateway.close()
      await simulation.close()
    },
  }
}

const configFor = ({ anthropic, openai }: Simulation): Config => ({
  ...defaultConfig,
  port: 0,
  logLevel: 'silent',
  providers: [
    vendorProvider('openai', { baseUrl: openai.url, key: 'simulated', keySource: 'the demo' }),
    vendorProvider('anthropic', { baseUrl: anthropic.url, key: 'simulated', keySource: 'the demo' }),
  ],
})
