import { createHash, createHmac, hkdfSync, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto'
import type { Context } from '../translate/context.ts'
import { carrierPrefix } from '../translate/default-context.ts'
import type { Config, Provider } from './config.ts'

/** What codecs need from this process. */
export interface Contexts {
  /** For what is nobody's in particular: ids, times, hashes. */
  readonly plain: Context
  /** For an exchange with `provider` on behalf of `tenant`: its carriers open for that tenant alone. */
  of(provider: Provider, tenant: string): Context
}

/**
 * Contexts of a gateway. Carriers are signed with a key derived from the configured secret, else from the upstream key of the
 * provider they are about, else from chance (CAR-7); those of the library, made with the same secret, open here too.
 */
export function createContexts({ secret, providers }: Config): Contexts {
  const byChance = randomBytes(32)
  const derived = new Map<string, Buffer>()
  const keyOf = ({ key }: Pick<Provider, 'key'>): Buffer => {
    const source = secret ?? key
    if (source === null) return byChance
    const known = derived.get(source) ?? Buffer.from(hkdfSync('sha256', source, '', 'diglot carrier 1', 32))
    derived.set(source, known)
    return known
  }
  const keys = [...new Set([...providers.map(keyOf), keyOf({ key: null })])]
  const context = (key: Buffer, tenant: string): Context => ({
    hash: (text) => createHash('sha256').update(text).digest('hex'),
    seal: (data) => sealed(key, tenant, data),
    open: (carrier) => opened(keys, tenant, carrier),
    now: () => Date.now(),
    newId,
  })
  return { plain: context(byChance, ''), of: (provider, tenant) => context(keyOf(provider), tenant) }
}

/** Providers whose carriers do not outlive the process: to be said at start-up (CAR-7). */
export function shortLived({ secret, providers }: Config): readonly Provider[] {
  if (secret !== null) return []
  const keyless = providers.filter(({ key }) => key === null)
  // A vendor without a key is asked by clients of its own dialect alone, and they get no carriers.
  return keyless.length === providers.length ? keyless : keyless.filter(({ vendor }) => vendor === null)
}

function sealed(key: Buffer, tenant: string, data: string): string {
  const signature = createHmac('sha256', key).update(`${tenant}\0${data}`).digest('base64url')
  return `${carrierPrefix}${Buffer.from(data).toString('base64url')}.${signature}`
}

function opened(keys: readonly Buffer[], tenant: string, carrier: string): string | null {
  if (!carrier.startsWith(carrierPrefix)) return null
  const data = Buffer.from(carrier.slice(carrierPrefix.length).split('.')[0] ?? '', 'base64url').toString()
  // Compared as a whole, because base64 has several spellings of the same bytes.
  return keys.some((key) => sameText(sealed(key, tenant, data), carrier)) ? data : null
}

function sameText(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/** Without its version and variant digits a UUID is random, and drawn from a pool that is filled seldom. */
const newId = (prefix: string): string =>
  prefix +
  randomUUID()
    .replaceAll(/-.(?=.{3}-)|-/g, '')
    .slice(0, 24)
