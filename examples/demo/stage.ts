import Anthropic from '@anthropic-ai/sdk'
import OpenAI from 'openai'
import { type Simulation, simulate } from '../../src/simulate/index.ts'

/** Both official SDKs with what they talk to, on free ports of this machine. */
export interface Stage {
  readonly claude: Anthropic
  readonly gpt: OpenAI
  readonly simulation: Simulation
  /** The base URL for clients of either kind. */
  readonly url: string
  close(): Promise<void>
}

/** Starts the simulated providers and points the official SDKs at them. */
export async function openStage(paceMs: number): Promise<Stage> {
  const simulation = await simulate({ paceMs })
  return {
    claude: new Anthropic({ baseURL: simulation.anthropic.url, apiKey: 'demo', maxRetries: 0 }),
    gpt: new OpenAI({ baseURL: simulation.openai.url, apiKey: 'demo', maxRetries: 0 }),
    simulation,
    url: simulation.anthropic.url,
    close: () => simulation.close(),
  }
}
