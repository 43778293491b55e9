import type { ScriptedProvider } from './provider.ts'

/** Where a run takes place: a gateway, and the provider behind it. */
export interface Stage {
  /** Origin of the gateway, without a trailing slash. */
  readonly url: string
  readonly provider: ScriptedProvider
  close(): Promise<void>
}
