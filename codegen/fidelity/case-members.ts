import { type Case, type Dialect, dialects } from '../../conformance/case.ts'
import { eventsOf } from '../../conformance/judge/pieces/sse.ts'
import { endpointOf } from '../../conformance/judge/unsaid.ts'
import type { Apis } from './apis.ts'
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

/** What occurs in the wire files of a case. Throws an Error that names the case where no format speaks one of its dialects. */
export function membersOfCase(one: Case, apis: Apis, observers: ReadonlyMap<string, Observe>): CaseMembers {
  const [client, provider] = sidesOf(one)
  const read = new Map<string, Set<string>>()
  const written = new Map<string, Set<string>>()
  const note = (into: Map<string, Set<string>>, dialect: Dialect, role: string, values: readonly unknown[]): void => {
    const format = apis.get(dialect)
    if (format === undefined)
      throw new Error(`conformance/cases/${one.id}: no format below src/formats has said that its api is '${dialect}'`)
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

/** The dialects of the client and of the provider. */
function sidesOf({ id, direction }: Case): readonly [Dialect, Dialect] {
  const client = dialects.find((each) => direction.startsWith(`${each}-to-`))
  const provider = dialects.find((each) => direction.endsWith(`-to-${each}`))
  if (client === undefined || provider === undefined) throw new Error(`conformance/cases/${id}: ${direction} is no direction`)
  return [client, provider]
}

function values(text: string, stream: boolean): readonly unknown[] {
  if (stream) return eventsOf(text).flatMap(({ data }) => (data === null ? [] : [data]))
  try {
    return [JSON.parse(text)]
  } catch {
    // Some providers answer an error with a page of HTML.
    return []
  }
}
