import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'

/**
 * The signature of a thinking block: an HMAC over what the client is shown, followed by the thought itself, so that a
 * block whose text was withheld still carries it.
 * @param shown the text of the block; empty where the client asked not to see it
 */
export function sign(thought: string, shown: string): string {
  return Buffer.concat([mac(thought, shown), utf8ToBytes(thought)]).toString('base64')
}

/** Whether the signature is ours and belongs to that text. */
export function isGenuine(signature: string, shown: string): boolean {
  const bytes = Buffer.from(signature, 'base64')
  if (bytes.length <= MAC_LENGTH) return false
  const thought = bytes.subarray(MAC_LENGTH).toString('utf8')
  return (shown === thought || shown === '') && sign(thought, shown) === signature
}

const MAC_LENGTH = 32
const KEY = utf8ToBytes('the signing key of the simulated Anthropic API')

const mac = (thought: string, shown: string): Uint8Array => hmac(sha256, KEY, utf8ToBytes(`${shown}\0${thought}`))
