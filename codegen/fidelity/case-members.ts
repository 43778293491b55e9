import type { Case, Dialect } from '../../conformance/case.ts'
import { eventsOf } from '../../conformance/judge/pieces/sse.ts'
import { endpointOf } from '../../conformance/judge/unsaid.ts'
import type { Observe } from './occurrences.ts'

/** A case, and what occurs in its wire files: by format, the keys of members. */
export interface CaseMembers {
  readonly id: string
  readonly rules: readonly string[]
  /** Whether its client and its provider speak the same format, so that bytes pass and no fate is asked. */
  readonly passes: boolean
  /** In what the gateway reads: requests of clients, answers of providers. */
  readonly read: ReadonlyMap<string, ReadonlySet<string>>
  /** In what the gateway has to write. */
  readonly written: ReadonlyMap<string, ReadonlySet<string>>
}

/** The format that a dialect of the cases is. */
export const formatOf: { readonly [D in Dialect]: string } = { messages: 'anthropic-messages', chat: 'openai-chat' }

/** What occurs in the wire files of a case. */
export function membersOfCase(one: Case, observers: ReadonlyMap<string, Observe>): CaseMembers {
  const [client, provider] = [clientOf(one), providerOf(one)]
  const read = new Map<string, Set<string>>()
  const written = new Map<string, Set<string>>()
  const note = (into: Map<string, Set<string>>, dialect: Dialect, role: string, values: readonly unknown[]): void => {
    const format = formatOf[dialect]
    const found = into.get(format) ?? new Set<string>()
    into.set(format, found)
    for (const value of values) observers.get(format)?.(role, value, found)
  }
  for (const exchange of one.exchanges) {
    const asked = endpointOf(exchange.client.http.path ?? '')
    note(read, client, requestRoles[asked], [exchange.client.body])
    if (exchange.provider !== null) {
      const { expect, answer } = exchange.provider
      const endpoint = endpointOf(expect.http.path ?? '')
      note(written, provider, requestRoles[endpoint], [expect.body])
      const text = new TextDecoder().decode(answer.bytes)
      const status = answer.http.status ?? 200
      note(read, provider, answerRole(answer.stream, status, endpoint), values(text, answer.stream))
    }
    const { text, stream, http } = exchange.expect
    note(written, client, answerRole(stream, http.status ?? http.statuses?.[0] ?? 200, asked), values(text, stream))
  }
  return { id: one.id, rules: one.rules, passes: client === provider, read, written }
}

type Endpoint = ReturnType<typeof endpointOf>

const requestRoles: { readonly [E in Endpoint]: string } = {
  answer: 'request',
  'count-tokens': 'countTokensRequest',
  models: '',
  model: '',
}

const answerRoles: { readonly [E in Endpoint]: string } = {
  answer: 'response',
  'count-tokens': 'countTokensResponse',
  models: 'modelList',
  model: 'model',
}

const answerRole = (stream: boolean, status: number, endpoint: Endpoint): string =>
  stream ? 'event' : status >= 400 ? 'error' : answerRoles[endpoint]

const clientOf = ({ direction }: Case): Dialect => (direction.startsWith('messages') ? 'messages' : 'chat')
const providerOf = ({ direction }: Case): Dialect => (direction.endsWith('messages') ? 'messages' : 'chat')

function values(text: string, stream: boolean): readonly unknown[] {
  if (stream) return eventsOf(text).flatMap(({ data }) => (data === null ? [] : [data]))
  try {
    return [JSON.parse(text)]
  } catch {
    // Some providers answer an error with a page of HTML.
    return []
  }
}
