import { reach } from './core.ts'
import type { Enum, Facts, Union } from './facts.ts'
import { mergeFacts } from './merge.ts'
import { renamer } from './names.ts'
import { type OpenApi, flattenAllOf } from './openapi.ts'
import { readFacts } from './read.ts'
import type { Slice } from './slice.ts'
import { synonymsOf } from './synonyms.ts'
import { enumsOf, unionsOf } from './unions.ts'

/** Everything codegen knows about a format. */
export interface FormatFacts {
  readonly format: string
  readonly slice: Slice
  /** What each document says by itself, under the merged names. */
  readonly byDocument: ReadonlyMap<string, Facts>
  readonly facts: Facts
  readonly unions: readonly Union[]
  readonly enums: readonly Enum[]
  /** Names of the shapes and named types of the portable core. */
  readonly core: ReadonlySet<string>
}

/** Merges the documents of a format and marks its portable core. */
export function formatFacts(format: string, slice: Slice, documents: ReadonlyMap<string, OpenApi>): FormatFacts {
  const flat = new Map([...documents].map(([name, document]) => [name, flattenAllOf(document)]))
  const byDocument = new Map<string, Facts>()
  for (const [name, document] of flat) {
    const rename = renamer(
      document,
      [...flat.values()].filter((other) => other !== document),
    )
    byDocument.set(name, readAligned(document, name, slice, rename, [...byDocument.values()]))
  }
  const facts = mergeFacts([...byDocument.values()])
  const unions = unionsOf(facts, slice.pseudoTags)
  const core = new Set(
    [...byDocument].flatMap(([name, own]) => (slice.beta.includes(name) ? [] : [...reach(own, Object.keys(slice.roots), slice.hosted)])),
  )
  return { format, slice, byDocument, facts, unions, enums: enumsOf(facts), core }
}

/** Reads a document under the names that earlier ones gave to the same shapes; a new name can reveal further ones. */
function readAligned(document: OpenApi, name: string, slice: Slice, rename: (name: string) => string, earlier: readonly Facts[]): Facts {
  const facts = readFacts(document, name, slice.roots, rename)
  const synonyms = synonymsOf(facts, earlier)
  if (synonyms.size === 0) return facts
  return readAligned(document, name, slice, (schema) => synonyms.get(rename(schema)) ?? rename(schema), earlier)
}
