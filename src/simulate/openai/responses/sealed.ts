import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'

/** A thought as the simulated model gives it out: nobody else can make one that it takes back. It names the item it belongs to. */
export const sealed = (id: string, thought: string): string => Buffer.concat([mac(id, thought), utf8ToBytes(thought)]).toString('base64')

/** Whether the content is ours, unaltered, and of that item. */
export function isGenuine(id: string, content: string): boolean {
  const bytes = Buffer.from(content, 'base64')
  return bytes.length > macLength && sealed(id, bytes.subarray(macLength).toString('utf8')) === content
}

const macLength = 32
const key = utf8ToBytes('the sealing key of the simulated OpenAI API')

const mac = (id: string, thought: string): Uint8Array => hmac(sha256, key, utf8ToBytes(`${id}\0${thought}`))
