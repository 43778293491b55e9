import { createHash, createHmac, hkdfSync, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto'
import type { Context } from '../translate/context.ts'
import { carrierPrefix } from '../translate/default-context.ts'
import type { Config } from './config.ts'

/**
 * What codecs need from this process. Carriers are keyed by the configured secret, else by the upstream keys, else by chance
 * (CAR-7); those of the library, made with the same secret, open here too.
 */
export function createContext(config: Config): Context {
  const keys = carrierKeys(config)
  const sealed = (key: Buffer, data: string): string => {
    const signature = createHmac('sha256', key).update(`\0${data}`).digest('base64url')
    return `${carrierPrefix}${Buffer.from(data).toString('base64url')}.${signature}`
  }
  const [first = randomBytes(32)] = keys
  return {
    hash: (text) => createHash('sha256').update(text).digest('hex'),
    seal: (data) => sealed(first, data),
    open(carrier) {
      if (!carrier.startsWith(carrierPrefix)) return null
      const data = Buffer.from(carrier.slice(carrierPrefix.length).split('.')[0] ?? '', 'base64url').toString()
      return keys.some((key) => sameText(sealed(key, data), carrier)) ? data : null
    },
    now: () => Date.now(),
    // Without its version and variant digits a UUID is random, and drawn from a pool that is filled seldom.
    newId: (prefix) =>
      prefix +
      randomUUID()
        .replaceAll(/-.(?=.{3}-)|-/g, '')
        .slice(0, 24),
  }
}

/** True where carriers do not outlive the process: to be said at start-up (CAR-7). */
export const carriersAreShortLived = ({ secret, providers }: Config): boolean =>
  secret === null && providers.every(({ key }) => key === null)

function carrierKeys({ secret, providers }: Config): Buffer[] {
  const secrets = secret === null ? providers.flatMap(({ key }) => key ?? []) : [secret]
  if (secrets.length === 0) return [randomBytes(32)]
  return secrets.map((text) => Buffer.from(hkdfSync('sha256', text, '', 'diglot carrier 1', 32)))
}

const sameText = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a, 'latin1'), Buffer.from(b, 'latin1'))
