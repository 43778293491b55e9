import type { StaticMethod } from './methods.ts'
import type { Marks, Probed } from './probe.ts'

/** An operation on which static reading and the probe agree. */
export type Agreed = {
  readonly verb: string
  readonly path: string
  readonly pathParams: readonly string[]
  readonly outsideBody: ReadonlySet<string>
  /** Parameter names of the SDK to the names they travel under. */
  readonly headers: ReadonlyMap<string, string>
  readonly query: ReadonlyMap<string, string>
  /** What every call has in its query. */
  readonly fixedQuery: ReadonlyMap<string, string>
  readonly requiredParams: ReadonlySet<string>
  /** All headers of the call with the required parameters alone. */
  readonly sent: ReadonlyMap<string, string>
}

/** Holds what was read against what was seen. Throws on the first difference (P5, P6). */
export function agree(read: StaticMethod, probed: Probed, marks: Marks): Agreed {
  differ('verb', read.verb, probed.verb)
  const path = probed.path.replace(/\{(\d+)\}/g, (_, index: string) => `{${read.pathParams[Number(index)] ?? ''}}`)
  differ('path', fromBase(read.path, probed.basePath), path + probed.search)
  const fixedQuery = new Map(new URLSearchParams(probed.search))
  const headers = new Map<string, string>()
  const query = new Map<string, string>()
  const outsideBody = new Set<string>()
  for (const name of [...Object.keys(marks.required), ...Object.keys(marks.optional)]) {
    const expected = read.places.get(name) ?? read.place
    const seen = probed.landed.get(name)
    differ(`place of ${name}`, expected, seen?.place ?? 'nowhere')
    if (expected !== 'body') outsideBody.add(name)
    if (seen?.place === 'header') headers.set(name, seen.name)
    if (seen?.place === 'query') query.set(name, seen.name)
  }
  const requiredParams = new Set(Object.keys(marks.required))
  return {
    verb: read.verb,
    path,
    pathParams: read.pathParams,
    outsideBody,
    headers,
    query,
    fixedQuery,
    requiredParams,
    sent: probed.headers,
  }
}

function fromBase(path: string, basePath: string): string {
  return `${basePath}${path}`
}

function differ(what: string, read: string, seen: string): void {
  if (read !== seen) throw new Error(`static reading and probe disagree on the ${what}: ${read} was read, ${seen} was seen`)
}
