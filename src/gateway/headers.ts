import type { Loss } from '../interlingua/loss.ts'
import { atLeast, type Level } from '../interlingua/loss.ts'
import type { Headers } from '../translate/format.ts'
import type { Api, LossLevel } from './config.ts'
import { one, type AnswerHeaders } from './upstream.ts'

/** Headers of one connection, never passed on (RFC 9110 §7.6.1). */
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

/** Request headers that are the gateway's to write or the client's to keep. */
const ownOfRequest = new Set(['host', 'content-length', 'expect', 'cookie', 'authorization', 'x-api-key'])

/** Answer headers that speak of the provider's origin, not of the gateway's. */
const ownOfOrigin = new Set(['alt-svc', 'strict-transport-security'])

/**
 * The client's header lines that a same-format upstream gets: all but those of the connection, the gateway's own and, unless
 * `keepKeys`, the client's keys. `without` names further ones to leave out.
 */
export function passedOn(raw: readonly string[], keepKeys: boolean, without: readonly string[] = []): string[] {
  const named = connectionOptions(raw)
  const out: string[] = []
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const name = (raw[i] ?? '').toLowerCase()
    const isKey = name === 'authorization' || name === 'x-api-key'
    if (hopByHop.has(name) || named.has(name) || name.startsWith('x-diglot-') || without.includes(name)) continue
    if (isKey ? !keepKeys : ownOfRequest.has(name)) continue
    out.push(raw[i] ?? '', raw[i + 1] ?? '')
  }
  return out
}

/** The upstream's headers that a same-format client gets. */
export function passedBack(headers: AnswerHeaders, without: readonly string[] = []): Record<string, string | string[]> {
  const named = optionsOf(one(headers, 'connection') ?? '')
  const out: Record<string, string | string[]> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || hopByHop.has(name) || named.has(name) || ownOfOrigin.has(name) || without.includes(name)) continue
    out[name] = typeof value === 'string' ? value : [...value]
  }
  return out
}

/** Name of the request id header of a dialect (RID-1, ERS-1, ERS-2). */
export const requestIdHeader = (api: Api): string => (api === 'messages' ? 'request-id' : 'x-request-id')

/** The provider's own id of a request, null where it sent none. */
export const upstreamId = (headers: AnswerHeaders): string | null => one(headers, 'request-id') ?? one(headers, 'x-request-id')

/** Header lines that make proxies pass events on at once (SSE-6). */
export const streamHeaders = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache',
  'x-accel-buffering': 'no',
} as const

/** The header that tells a client what was lost, from the level on that it asks for: `usual` where it does not say (LOSS-1). */
export function lossHeaders(losses: readonly Loss[], asked: Headers, usual: LossLevel): Record<string, string> {
  const least = asked['x-diglot-loss-level']
  const header = lossesHeader(losses, least === 'debug' || least === 'info' || least === 'warn' ? least : usual)
  return header === null ? {} : { 'x-diglot-losses': header }
}

const mostBytes = 2048

/** The value of `x-diglot-losses` (LOSS-1): losses of at least `least`, the last member counting what is not listed; null for none. */
export function lossesHeader(losses: readonly Loss[], least: Level = 'info'): string | null {
  const shown = losses.filter(({ level }) => atLeast(level, least))
  if (shown.length === 0) return null
  const room = mostBytes - `, "";rest=${shown.length}`.length
  const listed: string[] = []
  let size = 0
  for (const { path, fate, level, rule } of shown) {
    const member = `"${escaped(path)}";fate=${fate};level=${level};rule=${bare(rule)}`
    size += member.length + 2
    if (size > room) break
    listed.push(member)
  }
  const rest = shown.length - listed.length
  return [...listed, ...(rest > 0 ? [`"";rest=${rest}`] : [])].join(', ')
}

/** A token of RFC 8941 as it is; a rule that is none, such as a numbered decision, as a string. */
const bare = (rule: string): string => (/^[A-Za-z*][\w!#$%&'*+.^`|~:/-]*$/.test(rule) ? rule : `"${escaped(rule)}"`)

/** Printable ASCII but `%`, `"` and `\`; all else percent-encoded (SEC-1). */
const escaped = (text: string): string =>
  text.replaceAll(/[^ !#$&-[\]-~]/gu, (character) =>
    [...new TextEncoder().encode(character)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(''),
  )

function connectionOptions(raw: readonly string[]): ReadonlySet<string> {
  const at = raw.findIndex((name, index) => index % 2 === 0 && name.toLowerCase() === 'connection')
  return optionsOf(at === -1 ? '' : (raw[at + 1] ?? ''))
}

const optionsOf = (value: string): ReadonlySet<string> => new Set(value.split(',').map((option) => option.trim().toLowerCase()))

/** Headers with one value each, as codecs take them. */
export const singleValues = (headers: AnswerHeaders): { readonly [name: string]: string | undefined } =>
  Object.fromEntries(Object.keys(headers).map((name) => [name, one(headers, name) ?? undefined]))
