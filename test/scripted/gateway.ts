import { createGateway } from '../../src/gateway/server.ts'
import { defaultConfig, vendorProvider, type Config } from '../../src/gateway/config.ts'
import { ScriptedProvider } from './provider.ts'

/** A gateway on a free port, with a scripted provider for each vendor. */
export interface Stage {
  readonly origin: string
  readonly openai: ScriptedProvider
  readonly anthropic: ScriptedProvider
  close(): Promise<void>
}

/** Keys that the gateway of a stage holds. */
export const keys = { openai: 'sk-gateway-openai', anthropic: 'sk-ant-gateway' } as const

/** Starts both providers and a gateway in front of them. */
export async function stage(over: Partial<Config> = {}): Promise<Stage> {
  const openai = new ScriptedProvider()
  const anthropic = new ScriptedProvider()
  const providers = [
    vendorProvider('openai', { baseUrl: `${await openai.listen()}/v1`, key: keys.openai }),
    vendorProvider('anthropic', { baseUrl: await anthropic.listen(), key: keys.anthropic }),
  ]
  const gateway = createGateway({ ...defaultConfig, port: 0, logLevel: 'silent', providers, ...over })
  const origin = await gateway.listen()
  return {
    origin,
    openai,
    anthropic,
    close: async () => {
      await gateway.close()
      await Promise.all([openai.close(), anthropic.close()])
    },
  }
}
