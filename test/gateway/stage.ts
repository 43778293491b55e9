import { defaultConfig, vendorProvider, type Config } from '../../src/gateway/config.ts'
import { createGateway, type GatewayOptions } from '../../src/gateway/server.ts'
import type { TelemetryRecord } from '../../src/gateway/telemetry.ts'
import { ScriptedProvider } from '../scripted/provider.ts'

/** A gateway with a scripted provider for each vendor, and the telemetry it tells. */
export interface Stage {
  readonly origin: string
  readonly openai: ScriptedProvider
  readonly anthropic: ScriptedProvider
  readonly records: readonly TelemetryRecord[]
  /** The record of the `count`th request, once it is told. */
  record(count?: number): Promise<TelemetryRecord>
  close(): Promise<void>
}

/** Starts both providers and a gateway that holds a key for each; `over` may be made from their addresses. */
export async function stage(over: Partial<Config> | ((urls: Urls) => Partial<Config>) = {}, options: GatewayOptions = {}): Promise<Stage> {
  const openai = new ScriptedProvider()
  const anthropic = new ScriptedProvider()
  const urls = { openai: `${await openai.listen()}/v1`, anthropic: await anthropic.listen() }
  const providers = [
    vendorProvider('openai', { baseUrl: urls.openai, key: 'sk-gateway-openai' }),
    vendorProvider('anthropic', { baseUrl: urls.anthropic, key: 'sk-ant-gateway' }),
  ]
  const changed = typeof over === 'function' ? over(urls) : over
  const records: TelemetryRecord[] = []
  const gateway = createGateway(
    { ...defaultConfig, port: 0, logLevel: 'silent', providers, ...changed },
    { ...options, sink: (record) => records.push(record) },
  )
  const origin = await gateway.listen()
  return {
    origin,
    openai,
    anthropic,
    records,
    async record(count = 1) {
      const until = performance.now() + 5000
      for (let record = records[count - 1]; performance.now() < until; record = records[count - 1]) {
        if (record) return record
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
      throw new Error(`record ${count} was not told`)
    },
    async close() {
      await gateway.close()
      await Promise.all([openai.close(), anthropic.close()])
    },
  }
}

/** Addresses of the scripted providers, as base URLs. */
export interface Urls {
  readonly openai: string
  readonly anthropic: string
}
