/** A member of an RFC 8941 list of strings with parameters. */
export interface LossMember {
  readonly path: string
  readonly parameters: { readonly [name: string]: string }
}

/** Reads an RFC 8941 list of strings whose parameters are tokens, numbers, strings or booleans; null where it is none. */
export function lossesOf(header: string): LossMember[] | null {
  const found: LossMember[] = []
  let rest = header.trim()
  while (rest !== '') {
    const [whole, path, parameters = ''] = member.exec(rest) ?? []
    if (whole === undefined || path === undefined) return null
    found.push({ path: decoded(unescaped(path)), parameters: parametersOf(parameters) })
    rest = rest.slice(whole.length).trimStart()
    if (rest === '') return found
    if (!rest.startsWith(',')) return null
    rest = rest.slice(1).trimStart()
    if (rest === '') return null
  }
  return found
}

const member = /^"((?:[^"\\]|\\["\\])*)"((?:;\s*[a-z*][a-z0-9_.*-]*(?:=(?:"(?:[^"\\]|\\["\\])*"|\?[01]|[^\s;,"]+))?)*)/

const parameter = /;\s*([a-z*][a-z0-9_.*-]*)(?:=(?:"((?:[^"\\]|\\["\\])*)"|([^\s;,"]+)))?/g

const parametersOf = (text: string): { readonly [name: string]: string } =>
  Object.fromEntries(
    [...text.matchAll(parameter)].map(([, name = '', string, token]) => [name, string === undefined ? (token ?? '?1') : unescaped(string)]),
  )

const unescaped = (text: string): string => text.replaceAll(/\\(["\\])/g, '$1')

/** Pointers are percent-encoded where a header cannot hold them. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
