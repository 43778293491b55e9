import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

/** Makes an id: a prefix, then `length` letters and digits. */
export type NewId = (prefix: string, length: number) => string

/** Ids that follow from a seed: the same seed gives the same ids in the same order. */
export function identifiers(seed: string): NewId {
  let made = 0
  return (prefix, length) => prefix + digits(`${seed} ${made++}`, length)
}

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

function digits(seed: string, length: number): string {
  const hex = bytesToHex(sha256(utf8ToBytes(seed)))
  return Array.from({ length }, (_, index) => {
    const at = (index * 2) % hex.length
    return ALPHABET[Number.parseInt(hex.slice(at, at + 2), 16) % ALPHABET.length]
  }).join('')
}
