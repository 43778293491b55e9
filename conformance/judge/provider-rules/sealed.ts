import type { Case } from '../../case.ts'
import { isList, isObject, parsed } from '../json.ts'
import { eventsOf } from '../pieces/sse.ts'

/** Every encrypted content that the provider of a case gives, or that its client brings along. */
export function sealedIn({ exchanges }: Pick<Case, 'exchanges'>): ReadonlySet<string> {
  const values = exchanges.flatMap(({ client, provider }) => {
    const text = provider ? new TextDecoder().decode(provider.answer.bytes) : ''
    const said = provider?.answer.stream === true ? eventsOf(text).map(({ data }) => data) : [parsed(text)]
    return [client.body, ...said].flatMap(sealed)
  })
  return new Set(values)
}

function sealed(value: unknown): string[] {
  if (isList(value)) return value.flatMap(sealed)
  if (!isObject(value)) return []
  return Object.entries(value).flatMap(([member, below]) =>
    member === 'encrypted_content' && typeof below === 'string' ? [below] : sealed(below),
  )
}
