import { timingSafeEqual, createHash } from 'node:crypto'
import { fault, type Fault } from '../interlingua/fault.ts'
import type { Headers } from '../translate/format.ts'
import type { Api, Config, Provider, Vendor } from './config.ts'
import type { Destination } from './router.ts'

/** Whose key goes to the upstream. */
export interface Credential {
  readonly whose: 'gateway' | 'client' | 'nobody'
  readonly key: string | null
}

/** As much of a destination as keys depend on. */
export type Keyed = Pick<Destination, 'provider' | 'auth' | 'format'>

/** Whose dialect an API is: a client's key goes nowhere else (HDR-1). */
export const vendorOfApi: { readonly [A in Api]: Vendor } = { messages: 'anthropic', chat: 'openai', responses: 'openai' }

/** The key a client presents: `Authorization: Bearer` or `x-api-key`; null where there is none. */
export function presentedKey(headers: Headers): string | null {
  const [, bearer = ''] = /^bearer\s+(\S+)\s*$/i.exec(headers['authorization'] ?? '') ?? []
  return bearer || headers['x-api-key'] || null
}

/** Whose request it is, as far as the key it presents tells; empty where it presents none. Never the key itself. */
export function tenantOf(headers: Headers): string {
  const key = presentedKey(headers)
  return key === null ? '' : digest(key).toString('hex')
}

/** The fault of a client that does not present one of the gateway's own keys where it must (GWE-3). */
export function refuseClient(config: Config, headers: Headers): Fault | null {
  if (config.clientKeys.length === 0) return null
  const key = presentedKey(headers)
  if (key !== null && config.clientKeys.some((known) => same(known, key))) return null
  const wrong = key === null ? 'this gateway wants a key: send it as a Bearer token or as x-api-key' : 'this is not a key of this gateway'
  return fault('authentication', wrong, { code: 'invalid_api_key' })
}

/** The key for an upstream, or a 401 that says what to configure (GWE-10). `api` is the client's. */
export function credentialFor(destination: Keyed, api: Api, headers: Headers, config: Config): Credential | Fault {
  const { provider, auth } = destination
  if (auth === 'none') return { whose: 'nobody', key: null }
  const presented = config.clientKeys.length === 0 ? presentedKey(headers) : null
  const theirs: Credential | null = presented !== null && mayForward(destination, api) ? { whose: 'client', key: presented } : null
  const ours: Credential | null = provider.key === null ? null : { whose: 'gateway', key: provider.key }
  const chosen = auth === 'forward' ? (theirs ?? ours) : (ours ?? theirs)
  return chosen ?? fault('authentication', `no key for '${provider.name}': ${remedy(provider, api)}`, { code: 'invalid_api_key' })
}

/** Header lines that present `key` to an upstream. */
export const presentKey = (api: Api, { key }: Credential): readonly string[] =>
  key === null ? [] : api === 'messages' ? ['x-api-key', key] : ['authorization', `Bearer ${key}`]

/** Why a gateway must not start so (HDR-1): strangers could spend its keys. Null where it may. */
export function refuseToListen({ host, open, clientKeys, providers }: Config): string | null {
  const keyed = providers.filter(({ key }) => key !== null).map(({ name }) => name)
  if (isLoopback(host) || open || clientKeys.length > 0 || keyed.length === 0) return null
  return `listening on ${host} would let anybody spend the keys of ${keyed.join(' and ')}: set DIGLOT_API_KEY for clients to present, or pass --open`
}

/** An address that only this machine reaches. */
export const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || /^127(\.\d+){3}$/.test(host)

function mayForward({ provider, auth, format }: Keyed, api: Api): boolean {
  if (provider.vendor !== null) return provider.vendor === vendorOfApi[api]
  return auth === 'forward' && format.api === api
}

function remedy({ name, vendor }: Provider, api: Api): string {
  if (vendor === null) return `set providers.${name}.apiKey in the configuration`
  const variable = `${vendor.toUpperCase()}_API_KEY`
  return vendor === vendorOfApi[api]
    ? `send yours, or set ${variable} where the gateway runs`
    : `set ${variable} where the gateway runs; a client's key is not sent to another provider`
}

/** Compares digests, so that the time taken says nothing about the key. */
const same = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b))

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
