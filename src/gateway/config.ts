import type { Capabilities } from '../capabilities/capabilities.ts'
import { defaultSettings, type Settings } from '../translate/settings.ts'
import type { Bounds } from './bounded.ts'
import { defaultItemStore } from './item-store.ts'
import type { Strictness } from '../translate/strictness.ts'
import type { RateLimit } from './rate-limiter.ts'

/** Name of an upstream API: `messages`, `chat`, `responses`. */
export type Api = Capabilities['api']

/** Everything a gateway is told before it starts. */
export interface Config {
  readonly host: string
  /** 0 takes a free port. */
  readonly port: number
  /** Listen beyond loopback with upstream keys although clients need none. */
  readonly open: boolean
  /** Keys that clients must present; none: clients present their own, or nothing. */
  readonly clientKeys: readonly string[]
  /** Secret of the carriers (CAR-7), null where they are keyed by the upstream keys. */
  readonly secret: string | null
  readonly providers: readonly Provider[]
  readonly routes: readonly Route[]
  /** Other names of models. */
  readonly aliases: { readonly [alias: string]: string }
  readonly strictness: Strictness
  /** A request may ask for less strictness than its route's. */
  readonly mayLoosen: boolean
  /** Least level of the losses that answers tell in their header, where the request does not say (LOSS-1). */
  readonly lossLevel: LossLevel
  readonly settings: Settings
  /** Clients are gateways of this kind: what they hand on is put in (CAR-6). */
  readonly acceptCarry: boolean
  /** Reasoning kept for clients that do not keep it; null where it is not (§13-10). */
  readonly continuity: Bounds | null
  /** Exchanges kept for clients that refer to them, across formats; null where none are (STO-1). */
  readonly itemStore: Bounds | null
  /** EPT-4; null: across formats alone. */
  readonly autoUpgrade: boolean | null
  /** Chat clients of models that are best called over Responses are served over that (EPT-3). */
  readonly upgradeChatToResponses: boolean
  readonly telemetry: { readonly requestUsage: boolean }
  /** What `count_tokens` answers where the upstream cannot count (AUX-1). */
  readonly tokenCount: 'estimate' | 'reject'
  /** How often each client may ask (GWE-4); null for as often as it likes. */
  readonly rateLimit: RateLimit | null
  /** Whether answers tell the limits of their upstream; null: in the same format alone (RLH-7). */
  readonly exposeUpstreamLimits: boolean | null
  /** Keeps OpenAI's clients, which heed no wait of more than a minute, from trying again before it is over (RTY-3). */
  readonly honourLongRetryAfter: boolean
  readonly limits: Limits
  readonly timeouts: Timeouts
  /** The client's `x-stainless-timeout` bounds the wait for an upstream (HDR-7). */
  readonly heedClientTimeout: boolean
  readonly validation: ValidationConfig
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
}

/** Checks against the published schemas (VAL-1, VAL-2). */
export interface ValidationConfig {
  readonly mode: ValidationMode
  /** With mode `off` one exchange in so many is checked, for telemetry alone; 0 checks none. */
  readonly sample: number
}

/** `report` checks every exchange and tells telemetry, `enforce` refuses bad requests too. */
export type ValidationMode = 'off' | 'report' | 'enforce'

/** Levels from which on losses can be told (LOSS-1). */
export type LossLevel = 'debug' | 'info' | 'warn'

/** A host that models are called at. */
export interface Provider {
  readonly name: string
  /** As the SDKs define it: with `/v1` for OpenAI's APIs, without for Anthropic's. */
  readonly baseUrl: string
  /** APIs it speaks, preferred one first. */
  readonly apis: readonly Api[]
  readonly key: string | null
  /** Where the key came from, for the start line; null where there is none. */
  readonly keySource: string | null
  /** `own`: the gateway's key, else the client's. `forward`: the client's first. `none`: the host takes no key. */
  readonly auth: Auth
  /** Configured as OpenAI or Anthropic: counts as their own host whatever its address. */
  readonly vendor: Vendor | null
  /** It is a gateway of this kind, which is handed what the format between has no word for (CAR-6). */
  readonly cooperates?: boolean
}

/** Whose key a provider gets (HDR-1). */
export type Auth = 'own' | 'forward' | 'none'

/** Whose API it is. */
export type Vendor = 'openai' | 'anthropic'

/** How bodies are read: as the path says, or as what they are (EP-5). */
export type Dialect = 'own' | 'auto'

/** Which models go where. The first route that fits wins. */
export interface Route {
  /** Glob over the model name as the client spells it. */
  readonly match: string
  readonly provider: string
  /** Null: what the client speaks if the provider speaks it, else what the model's record says. */
  readonly api: Api | null
  /** Name of the model at the provider; null keeps the client's. */
  readonly model: string | null
  readonly capabilities: Partial<Capabilities>
  readonly strictness: Strictness | null
  readonly mayLoosen: boolean | null
  readonly settings: Partial<Settings>
  readonly auth: Auth | null
  readonly dialect?: Dialect
  readonly autoUpgrade?: boolean
  readonly upgradeChatToResponses?: boolean
}

/** Sizes in bytes. */
export interface Limits {
  /** Body of a request, after decompression too (SEC-8). */
  readonly body: number
  /** Unary answer of an upstream that has to be read whole. */
  readonly answer: number
  /** One server-sent event (SSE-7). */
  readonly event: number
  /** Nesting of a request's JSON (SEC-5). */
  readonly depth: number
}

/** Times in milliseconds; 0 turns one off. */
export interface Timeouts {
  /** TCP and TLS connect to an upstream. */
  readonly connect: number
  /** Until an upstream's first byte. */
  readonly head: number
  /** Silence of an upstream after that. */
  readonly stall: number
  /** Until a translated stream is committed to status 200 (SSE-9). */
  readonly commit: number
  /** Between keep-alives of a translated stream (SSE-4). */
  readonly keepAlive: number
  /** Wait for usage after the stop reason (STR-CA-9). */
  readonly usage: number
  /** Until a client has sent its whole request. */
  readonly request: number
  /** Grace for open streams when the gateway closes. */
  readonly close: number
}

const mebibyte = 1024 * 1024

export const defaultLimits: Limits = { body: 64 * mebibyte, answer: 64 * mebibyte, event: 16 * mebibyte, depth: 128 }

export const defaultTimeouts: Timeouts = {
  connect: 10_000,
  head: 600_000,
  stall: 300_000,
  commit: 10_000,
  keepAlive: 15_000,
  usage: 2_000,
  request: 300_000,
  close: 3_000,
}

/** Where the vendors' SDKs go when nobody says otherwise. */
export const vendorUrls = { openai: 'https://api.openai.com/v1', anthropic: 'https://api.anthropic.com' } as const

const none = {
  api: null,
  model: null,
  capabilities: {},
  strictness: null,
  mayLoosen: null,
  settings: {},
  auth: null,
} as const

/** Models whose name says whose they are; they come after the configured routes. */
export const vendorRoutes: readonly Route[] = [
  { ...none, match: '{gpt-,chatgpt-}*', provider: 'openai' },
  { ...none, match: 'o[0-9]*', provider: 'openai' },
  { ...none, match: 'claude-*', provider: 'anthropic' },
]

/** A provider configured as one of the vendors. */
export const vendorProvider = (vendor: Vendor, over: Partial<Provider> = {}): Provider => ({
  name: vendor,
  baseUrl: vendorUrls[vendor],
  apis: vendor === 'openai' ? ['chat', 'responses'] : ['messages'],
  key: null,
  keySource: null,
  auth: 'own',
  vendor,
  ...over,
})

/** A gateway in front of both vendors, without keys of its own. */
export const defaultConfig: Config = {
  host: '127.0.0.1',
  port: 4000,
  open: false,
  clientKeys: [],
  secret: null,
  providers: [vendorProvider('openai'), vendorProvider('anthropic')],
  routes: vendorRoutes,
  aliases: {},
  strictness: 'default',
  mayLoosen: false,
  lossLevel: 'info',
  settings: defaultSettings,
  acceptCarry: false,
  continuity: null,
  itemStore: defaultItemStore,
  autoUpgrade: null,
  upgradeChatToResponses: false,
  telemetry: { requestUsage: true },
  tokenCount: 'estimate',
  rateLimit: null,
  exposeUpstreamLimits: null,
  honourLongRetryAfter: false,
  limits: defaultLimits,
  timeouts: defaultTimeouts,
  heedClientTimeout: false,
  validation: { mode: 'off', sample: 1000 },
  logLevel: 'info',
}
