import { vi } from 'vitest'
import { createGateway } from '../../src/gateway/server.ts'
import { defaultConfig, vendorProvider, type Config } from '../../src/gateway/config.ts'
import type { TelemetryRecord } from '../../src/gateway/telemetry.ts'
import { ScriptedProvider } from './provider.ts'

/** A gateway on a free port, with a scripted provider for each vendor. */
export interface Stage {
  readonly origin: string
  readonly openai: ScriptedProvider
  readonly anthropic: ScriptedProvider
  readonly records: Records
  /** Forgets requests, scripts and records. */
  reset(): void
  close(): Promise<void>
}

/** Keys that the gateway of a stage holds. */
export const keys = { openai: 'sk-gateway-openai', anthropic: 'sk-ant-gateway' } as const

/** The telemetry of a stage. */
export class Records {
  readonly all: TelemetryRecord[] = []

  /** The only record, once it is written; throws where there are more. */
  async only(): Promise<TelemetryRecord> {
    return vi.waitFor(
      () => {
        const [first, ...others] = this.all
        if (!first || others.length > 0) throw new Error(`expected one record, got ${this.all.length}`)
        return first
      },
      { interval: 2 },
    )
  }
}

/** Starts both providers and a gateway in front of them. */
export async function stage(over: Partial<Config> = {}): Promise<Stage> {
  const openai = new ScriptedProvider()
  const anthropic = new ScriptedProvider()
  const records = new Records()
  const providers = [
    vendorProvider('openai', { baseUrl: `${await openai.listen()}/v1`, key: keys.openai }),
    vendorProvider('anthropic', { baseUrl: await anthropic.listen(), key: keys.anthropic }),
  ]
  const config = { ...defaultConfig, port: 0, logLevel: 'silent', providers, ...over } as const
  const gateway = createGateway(config, { sink: (record) => records.all.push(record) })
  const origin = await gateway.listen()
  return {
    origin,
    openai,
    anthropic,
    records,
    reset: () => {
      openai.reset()
      anthropic.reset()
      records.all.length = 0
    },
    close: async () => {
      await gateway.close()
      await Promise.all([openai.close(), anthropic.close()])
    },
  }
}
