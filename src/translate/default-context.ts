import { hkdf } from '@noble/hashes/hkdf.js'
import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, randomBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Context } from './context.ts'

/** What a context is made from. */
export interface ContextOptions {
  /** What carriers are signed with: they outlive the process only where it is given (CAR-7). Random where it is not. */
  readonly secret?: string
  /** Carriers of one tenant mean nothing to another. */
  readonly tenant?: string
  /** Milliseconds since 1970: `Date.now`. Without it every answer that needs a time says 0. */
  readonly now?: () => number
  /** A new id that begins with `prefix`. Without it ids are the same in every run. */
  readonly newId?: (prefix: string) => string
}

/** A context without Node: for use as a library, in browsers and in tests. */
export function createContext({ secret, tenant = '', now = () => 0, newId = countingIds() }: ContextOptions = {}): Context {
  const key = secret === undefined ? randomBytes(32) : hkdf(sha256, utf8ToBytes(secret), undefined, utf8ToBytes('diglot carrier 1'), 32)
  const sign = (data: string): string => base64url(hmac(sha256, key, utf8ToBytes(`${tenant}\0${data}`)))
  const seal = (data: string): string => `${carrierPrefix}${base64url(utf8ToBytes(data))}.${sign(data)}`
  return {
    hash,
    seal,
    open(carrier) {
      const [encoded, signature, ...more] = carrier.startsWith(carrierPrefix) ? carrier.slice(carrierPrefix.length).split('.') : []
      if (encoded === undefined || signature === undefined || more.length > 0) return null
      const data = textOf(encoded)
      // Compared as a whole, because base64 has several spellings of the same bytes.
      return data !== null && sameText(seal(data), carrier) ? data : null
    },
    now,
    newId,
  }
}

/** How carriers begin; any other string is a provider's own (CAR-9). */
export const carrierPrefix = 'dg1.'

/** SHA-256 in lower-case hex. */
const hash = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)))

function countingIds(): (prefix: string) => string {
  let count = 0
  return (prefix) => prefix + hash(`${prefix}${count++}`).slice(0, 24)
}

function base64url(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/** The text that base64url stands for, null where it stands for none. */
function textOf(encoded: string): string | null {
  try {
    const binary = atob(encoded.replaceAll('-', '+').replaceAll('_', '/'))
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Uint8Array.from(binary, (char) => char.charCodeAt(0)))
  } catch {
    return null
  }
}

/** Equality in a time that does not tell where the difference is. */
function sameText(a: string, b: string): boolean {
  let difference = a.length ^ b.length
  for (let i = 0; i < a.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i)
  return difference === 0
}
