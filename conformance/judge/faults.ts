import { dialectsOf, type Case } from '../case.ts'
import { isList, isObject, parsed } from './json.ts'
import { CaseError, countIn } from './matchers.ts'
import { piecesOf } from './pieces/pieces.ts'
import { eventsOf } from './pieces/sse.ts'

/** How often each matcher stands in the expectations of cases. */
export function countMatchers(cases: readonly Case[]): Record<string, number> {
  const counts = new Map<string, number>()
  for (const { exchanges } of cases) {
    for (const { provider, expect } of exchanges) {
      if (provider) countIn([provider.expect.body, provider.expect.http.headers], counts)
      countIn([expect.stream ? eventsOf(expect.text).map(({ data }) => data) : parsed(expect.text), expect.http.headers], counts)
    }
  }
  return Object.fromEntries(counts)
}

/** What is wrong with the files of a case itself, each in one sentence that names the file. */
export function faultsOf(c: Case): string[] {
  return c.exchanges.flatMap(({ client, provider, expect }) => {
    const dialect = dialectsOf(c).client
    return [
      ...told(client.file, () => placeholders(client.body)),
      ...(provider ? told(provider.expect.file, () => countIn([provider.expect.body, provider.expect.http.headers], new Map())) : []),
      ...told(expect.file, () => {
        countIn(expect.http.headers, new Map())
        if (!expect.stream) return countIn(parsed(expect.text), new Map())
        const events = eventsOf(expect.text)
        const unread = events.find(({ data, text }) => data === null && text !== '[DONE]')
        if (unread) throw new CaseError(`event ${unread.number} is no JSON object: ${unread.text.slice(0, 80)}`)
        countIn(
          events.map(({ data }) => data),
          new Map(),
        )
        piecesOf(dialect, events, 'expected')
      }),
    ]
  })
}

function placeholders(value: unknown): void {
  if (isList(value)) for (const item of value) placeholders(item)
  if (!isObject(value)) return
  const name = ['$answer', '$bound'].find((placeholder) => value[placeholder] !== undefined)
  if (name !== undefined && Object.keys(value).length > 1) throw new CaseError(`${name} stands beside other members`)
  for (const member of Object.values(value)) placeholders(member)
}

function told(file: string, check: () => void): string[] {
  try {
    check()
    return []
  } catch (error) {
    if (error instanceof CaseError) return [`${file}: ${error.message}`]
    throw error
  }
}
