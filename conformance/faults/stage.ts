import { fileURLToPath } from 'node:url'
import { ScriptedProvider } from '../provider.ts'
import type { Stage } from '../stage.ts'
import { serve } from '../stage-url.ts'
import { freePort, start } from '../targets/process.ts'
import type { Fault } from './fault.ts'
import { openBefore, openBehind } from './proxy.ts'

/** A stage around the project's own gateway, in a process of its own, into which faults can be put. */
export interface FaultyStage extends Stage {
  strike(fault: Fault | null): void
}

const file = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** Starts provider, gateway and the proxies around it. `log` takes what the gateway prints. Rejects where it does not come up. */
export async function faultyStage(log: string): Promise<FaultyStage> {
  const provider = new ScriptedProvider()
  const served = await serve(provider, { host: '127.0.0.1', port: 0 })
  const behind = await openBehind(served.origin)
  const port = await freePort()
  const args = ['serve', '--config', file('../targets/diglot/config.yaml'), '--port', String(port)] as const
  const env = { ...process.env, PROVIDER_URL: behind.origin }
  const gateway = start([process.execPath, '--import', 'tsx', file('../../src/cli.ts'), ...args], file('../..'), env, log)
  const origin = `http://127.0.0.1:${port}`
  await gateway.up(`${origin}/`, 60_000)
  const before = await openBefore(origin, behind)
  return {
    url: before.origin,
    provider,
    strike: (fault) => before.strike(fault),
    close: async () => {
      await gateway.stop()
      await Promise.all([before.close(), served.close()])
    },
  }
}
