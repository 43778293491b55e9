import type { Dialect, Exchange } from '../case.ts'
import { endpoints } from '../provider.ts'
import type { Finding, WireMessage } from '../report/report.ts'
import type { Way } from '../target.ts'
import { isObject, parsed } from './json.ts'
import { mismatches, type Mismatch } from './match.ts'
import { arrangedChatRequest, normalChatRequest } from './meaning/chat-request.ts'
import { isForeign } from './meaning/defaults.ts'
import { arrangedMessagesRequest, normalMessagesRequest } from './meaning/messages-request.ts'
import { arrangedResponsesRequest, normalResponsesRequest } from './meaning/responses-request.ts'
import type { Names } from './names.ts'
import { checkRequest, endpointOf } from './unsaid.ts'

/** The part of `judgeRequest` that needs no case: what is wrong with a request that reached the provider. */
export function requestFindings(
  dialect: Dialect,
  provider: NonNullable<Exchange['provider']>,
  received: WireMessage,
  names: Names,
  way: Way,
): Finding[] {
  const { file, http, body } = provider.expect
  const path = http.path ?? endpoints[dialect]
  const method = http.method ?? 'POST'
  const headers = lowered(received.headers)
  const expected = (found: readonly Mismatch[]): Finding[] => found.map((it) => ({ ...it, file, check: 'expected' }))
  const head = expected([...lineMismatches(method, path, received), ...headerMismatches(http.headers ?? {}, headers, names)])
  if (method === 'GET') return head
  const value = parsed(received.body)
  if (!isObject(value)) {
    const message = 'the body of the request is no JSON object'
    return [...head, { file, check: 'expected', path: '', expected: 'a JSON object', received: received.body.slice(0, 200), message }]
  }
  const unsaid = checkRequest(dialect, endpointOf(path), headers, value).map((it): Finding => ({ ...it, file, expected: null }))
  return [...head, ...expected(bodyMismatches(dialect, renamed(body, way), value, names)), ...unsaid]
}

const lowered = (headers: { readonly [name: string]: string }): { readonly [name: string]: string } =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))

/** The gateway may mount a provider anywhere: what counts is how the path ends. */
function lineMismatches(method: string, path: string, { start }: WireMessage): Mismatch[] {
  const [got = '', target = ''] = start.split(' ')
  const [bare = ''] = target.split('?')
  const end = path.replace(/^\/v1(?=\/)/, '').split('?')[0] ?? ''
  if (got === method && bare.endsWith(end)) return []
  const message = `the request is ${start} where ${method} …${end} is expected`
  return [{ path: '', expected: `${method} ${path}`, received: start, message }]
}

/** Mismatches of the headers that a case names, by lower-case name. */
export function headerMismatches(
  expected: { readonly [name: string]: unknown },
  received: { readonly [name: string]: string },
  names: Names,
): Mismatch[] {
  return mismatches({ headers: lowerNames(expected) }, { headers: received }, { names, reads: () => false })
}

const lowerNames = (headers: { readonly [name: string]: unknown }): { readonly [name: string]: unknown } =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))

/** The model that the provider is to receive under the name that the case uses. */
function renamed(body: unknown, way: Way): unknown {
  if (!isObject(body) || typeof body['model'] !== 'string') return body
  return { ...body, model: way.models?.[body['model']]?.upstream ?? body['model'] }
}

function bodyMismatches(dialect: Dialect, expected: unknown, received: unknown, names: Names): Mismatch[] {
  if (dialect === 'chat') {
    const wanted = normalChatRequest(expected, 'expected')
    return mismatches(wanted, arrangedChatRequest(wanted, normalChatRequest(received, 'received')), { names, exact: isForeign })
  }
  if (dialect === 'responses') {
    const wanted = normalResponsesRequest(expected, 'expected')
    return mismatches(wanted, arrangedResponsesRequest(wanted, normalResponsesRequest(received, 'received')), { names, exact: isForeign })
  }
  const wanted = normalMessagesRequest(expected)
  return mismatches(wanted, arrangedMessagesRequest(wanted, normalMessagesRequest(received)), { names, exact: isForeign })
}
