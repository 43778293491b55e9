import type { Case, Dialect, Exchange } from '../case.ts'
import type { Finding, WireMessage } from '../report/report.ts'
import type { Way } from '../target.ts'
import { isList, isObject, parsed } from './json.ts'
import { mismatches } from './match.ts'
import { CaseError, countIn } from './matchers.ts'
import { Names } from './names.ts'

export { CaseError, Names }

/** Which official clients are there to be asked, by package name: their version, or null where one is missing. */
export interface Sdks {
  readonly versions: { readonly [name: string]: string | null }
}

/** The official clients that are installed. */
export async function loadSdks(): Promise<Sdks> {
  return { versions: { openai: null, '@anthropic-ai/sdk': null } }
}

/** Whether a request that reached the provider is what the case demands. Throws a {@link CaseError} where the case is wrong. */
export function judgeRequest(_c: Case, exchange: Exchange, received: WireMessage, names: Names, _way: Way): Finding[] {
  const provider = exchange.provider
  if (provider === null) return []
  return mismatches(provider.expect.body, parsed(received.body), { names }).map((it) => ({
    ...it,
    file: provider.expect.file,
    check: 'expected',
  }))
}

/** Whether an answer that reached the client is what the case demands. */
export async function judgeAnswer(_c: Case, exchange: Exchange, received: WireMessage, names: Names, _sdks: Sdks): Promise<Finding[]> {
  const { file, text, stream } = exchange.expect
  if (stream) return []
  return mismatches(parsed(text), parsed(received.body), { names, reads: () => false }).map((it) => ({ ...it, file, check: 'expected' }))
}

/** Whether the losses that the case demands were reported in a header. */
export function judgeLosses(_c: Case, _received: WireMessage, _header: string): Finding[] {
  return []
}

/** A client's body with its placeholders filled. Throws where an answer cannot be appended or a name was never bound. */
export function sendable(body: unknown, answers: readonly WireMessage[], dialect: Dialect, names: Names): unknown {
  if (isList(body)) return body.map((item) => sendable(item, answers, dialect, names))
  if (!isObject(body)) return body
  const bound = body['$bound']
  if (typeof bound === 'string') {
    const known = names.get(bound)
    if (known === undefined) throw new Error(`nothing was remembered as '${bound}'`)
    return known
  }
  return Object.fromEntries(Object.entries(body).map(([member, value]) => [member, sendable(value, answers, dialect, names)]))
}

/** How often each matcher stands in the expectations of cases. */
export function countMatchers(cases: readonly Case[]): Record<string, number> {
  const counts = new Map<string, number>()
  for (const { exchanges } of cases)
    for (const { provider, expect } of exchanges) {
      if (provider) countIn(provider.expect.body, counts)
      countIn(parsed(expect.text), counts)
    }
  return Object.fromEntries(counts)
}
