import type { Config, Provider } from './config.ts'
import { shortLived } from './context.ts'
import { isLoopback } from './keys.ts'
import { version } from './version.ts'

/** What a start says: where it listens, which providers and keys it found, never their text. */
export function startLines(config: Config, url: string): readonly string[] {
  const width = Math.max(...config.providers.map(({ name }) => name.length), 'clients'.length)
  const line = (name: string, text: string): string => `  ${name.padEnd(width)}  ${text}`
  return [
    `diglot ${version} listens on ${url}`,
    ...config.providers.map((provider) => line(provider.name, `${withoutPassword(provider.baseUrl)}  ${keyOf(provider)}`)),
    line('clients', clients(config)),
    ...carriers(config).map((text) => line('carriers', text)),
  ]
}

/** The configuration in force, secrets masked, as it is printed. */
export function maskedConfig({ clientKeys, secret, providers, ...rest }: Config): { readonly [setting: string]: unknown } {
  return {
    ...rest,
    clientKeys: clientKeys.map(() => mask),
    secret: secret === null ? null : mask,
    providers: providers.map(({ key, baseUrl, ...more }) => ({
      ...more,
      baseUrl: withoutPassword(baseUrl),
      key: key === null ? null : mask,
    })),
  }
}

/** What there is to say about carriers that end with the process (CAR-7). */
function carriers(config: Config): string[] {
  const ending = shortLived(config)
  if (ending.length === 0) return []
  const whose = ending.length === config.providers.length ? '' : `of ${ending.map(({ name }) => name).join(' and ')} `
  return [`${whose}are keyed by chance and end with this process: set DIGLOT_SECRET to keep them`]
}

const mask = '********'

function keyOf({ key, keySource, auth, vendor }: Provider): string {
  if (auth === 'none') return 'takes no key'
  if (key !== null) return `key from ${keySource ?? 'the configuration'}${auth === 'forward' ? ", the client's goes first" : ''}`
  return vendor === null ? 'no key' : `no key: clients of its own dialect send theirs`
}

const clients = ({ clientKeys, open, host }: Config): string =>
  clientKeys.length > 0
    ? `must present a key of this gateway (${clientKeys.length} known)`
    : open && !isLoopback(host)
      ? 'need no key, from anywhere'
      : 'need no key of this gateway'

function withoutPassword(address: string): string {
  const url = new URL(address)
  if (url.password === '' && url.username === '') return address
  url.password = mask
  url.username = mask
  return url.href
}
