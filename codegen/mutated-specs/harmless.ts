import { type OpenApi, type Schema, mapSchema, refName } from '../openapi.ts'
import { rootSchema } from '../roots.ts'
import type { Mutation } from './mutation.ts'

/** Every reason for which an edit of a document may go unnoticed, and how it is told; there is no other. */
export const harmlessKinds = {
  'no root of the slice leads to the schema': ({ schema }: Mutation, reached: ReadonlySet<string>) => !reached.has(schema),
  "the member is the SDK's alone and never crosses the wire": ({ sdkOnly }: Mutation) => sdkOnly,
} as const

export type HarmlessKind = keyof typeof harmlessKinds

/** Why an edit changes nothing that crosses the wire; undefined where it does. */
export const harmlessKind = (mutation: Mutation, reached: ReadonlySet<string>): HarmlessKind | undefined =>
  (Object.keys(harmlessKinds) as HarmlessKind[]).find((kind) => harmlessKinds[kind](mutation, reached))

/** Names of the schemas that the roots lead to. */
export function reachedSchemas(document: OpenApi, roots: Readonly<Record<string, string>>): ReadonlySet<string> {
  const seen = new Set<string>()
  const visit = (schema: Schema): Schema => {
    const name = schema.$ref === undefined ? undefined : refName(schema.$ref)
    if (name !== undefined && !seen.has(name)) {
      seen.add(name)
      const next = document.components.schemas[name]
      if (next !== undefined) visit(next)
    }
    return mapSchema(schema, visit)
  }
  for (const where of Object.values(roots)) visit(rootSchema(document, where))
  return seen
}
