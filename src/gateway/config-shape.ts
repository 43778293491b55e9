import type { Capabilities } from '../capabilities/capabilities.ts'
import type { AutoCache, Settings } from '../translate/settings.ts'
import type { Strictness } from '../translate/strictness.ts'
import type { Bounds } from './bounded.ts'
import type { Api, Auth, Config, Dialect, LossLevel, ValidationMode } from './config.ts'

/** The configuration file as `config.schema.json` admits it. */
export interface ConfigFile extends SettingsFile {
  readonly host?: string
  readonly port?: number
  readonly open?: boolean
  readonly apiKeys?: readonly string[]
  readonly carrierSecret?: string
  readonly strictness?: StrictnessFile
  readonly lossLevel?: LossLevel
  readonly acceptCarry?: boolean
  readonly providers?: { readonly [name: string]: ProviderFile }
  readonly routes?: readonly RouteFile[]
  readonly aliases?: { readonly [alias: string]: string }
  readonly maxBuffered?: number | string
  readonly reasoning?: ReasoningFile & { readonly continuityCache?: StoreFile }
  readonly autoUpgrade?: boolean
  readonly upgradeChatToResponses?: boolean
  readonly itemStore?: StoreFile
  readonly tokenCount?: Config['tokenCount']
  readonly rateLimit?: { readonly requests: number; readonly per: number | string }
  readonly exposeUpstreamLimits?: boolean
  readonly honourLongRetryAfter?: boolean
  readonly telemetry?: Partial<Config['telemetry']>
  readonly limits?: { readonly [Name in keyof Config['limits']]?: number | string }
  readonly timeouts?: { readonly [Name in keyof Config['timeouts']]?: number | string }
  readonly heedClientTimeout?: boolean
  readonly validation?: ValidationMode
  readonly validationSample?: number
  readonly logLevel?: Config['logLevel']
}

/** A provider in the file. */
export interface ProviderFile {
  readonly baseUrl?: string
  readonly apiKey?: string
  readonly format?: Api
  readonly formats?: readonly Api[]
  readonly auth?: Auth
  readonly cooperates?: boolean
}

/** A route in the file. `host` names a provider or is the base URL of one. */
export interface RouteFile extends SettingsFile {
  readonly match: { readonly model: string }
  readonly upstream: { readonly provider?: string; readonly host?: string; readonly format?: Api; readonly model?: string }
  readonly capabilities?: Partial<Capabilities>
  readonly strictness?: StrictnessFile
  readonly reasoning?: ReasoningFile
  readonly auth?: Auth
  readonly dialect?: Dialect
  readonly autoUpgrade?: boolean
  readonly upgradeChatToResponses?: boolean
}

/** A strictness, or one with leave for requests to ask for less. */
export type StrictnessFile = Strictness | { readonly default?: Strictness; readonly mayLoosen?: boolean }

/** What becomes of reasoning. */
export interface ReasoningFile {
  readonly onModelSwitch?: Settings['reasoningOnModelSwitch']
}

/** Something kept in memory: on with its defaults, or with limits. */
export type StoreFile = 'off' | 'on' | boolean | { readonly [Name in keyof Bounds]?: number | string }

/** Settings of the translation, for all routes or for one. */
export interface SettingsFile extends Partial<Omit<Settings, 'midSystem' | 'autoCache' | 'maxBuffered' | 'reasoningOnModelSwitch'>> {
  readonly midSystem?: Partial<Settings['midSystem']>
  readonly autoCache?: 'off' | false | Partial<AutoCache>
}
