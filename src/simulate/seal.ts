import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'

/** What a provider makes of a thought so that nobody else can make it, and that it takes back in one place alone. */
export interface Sealer {
  /** A thought that belongs to `place`: an HMAC over both, followed by the thought. */
  seal(place: string, thought: string): string
  /** The thought, null where the seal is not ours, was altered, or belongs elsewhere. */
  open(place: string, seal: string): string | null
}

/** Seals of one provider. */
export function sealer(secret: string): Sealer {
  const key = utf8ToBytes(secret)
  const seal = (place: string, thought: string): string =>
    Buffer.concat([hmac(sha256, key, utf8ToBytes(`${place}\0${thought}`)), utf8ToBytes(thought)]).toString('base64')
  return {
    seal,
    open(place, sealed) {
      const bytes = Buffer.from(sealed, 'base64')
      const thought = bytes.subarray(macLength).toString('utf8')
      return bytes.length > macLength && seal(place, thought) === sealed ? thought : null
    },
  }
}

const macLength = 32
