/** The hand-written `slice.json` of a format: which documents it has, what crosses the wire, where the core ends. */
export interface Slice {
  /** The documents merged into one superset, newest first. */
  readonly documents: readonly string[]
  /** Those of them that add a beta surface: what only they reach is no part of the core. */
  readonly beta: readonly string[]
  /** Role to operation and part: `"request": "POST /v1/messages request"`. */
  readonly roots: Readonly<Record<string, string>>
  /** Names of shapes that belong to tools the provider runs itself; `*` stands for any text. */
  readonly hosted: readonly string[]
  /** Union to the key of the one arm that has no tag. */
  readonly pseudoTags: Readonly<Record<string, string>>
}

/** Reads a slice; throws one line that names the file and the member that is wrong. */
export function parseSlice(text: string, file: string): Slice {
  const data: unknown = JSON.parse(text)
  const member = (name: string): unknown => (typeof data === 'object' && data !== null ? Reflect.get(data, name) : undefined)
  const strings = (name: string): readonly string[] => {
    const value = member(name) ?? []
    if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value
    throw new Error(`${file}: ${name} must be a list of strings`)
  }
  const record = (name: string): Readonly<Record<string, string>> => {
    const entries = Object.entries(member(name) ?? {})
    return Object.fromEntries(
      entries.map(([key, value]) => {
        if (typeof value === 'string') return [key, value]
        throw new Error(`${file}: ${name}.${key} must be a string`)
      }),
    )
  }
  return {
    documents: strings('documents'),
    beta: strings('beta'),
    roots: record('roots'),
    hosted: strings('hosted'),
    pseudoTags: record('pseudoTags'),
  }
}
