import { readFileSync } from 'node:fs'
import type fc from 'fast-check'
import { arbitraryOf, type Document, type Drawing, type Schema, type Specification } from '../../conformance/arbitrary.ts'

const read = (name: string): Specification =>
  JSON.parse(readFileSync(new URL(`../../specs/${name}.openapi.json`, import.meta.url), 'utf8')) as Specification

const messages = read('anthropic-messages@2026-10-21')
const chat = read('openai-chat@v1')
const responses = read('openai-responses@v1')
const specifications = { messages, chat, responses }
const surfaces = { older: read('anthropic-messages@2023-06-01'), beta: read('anthropic-messages@beta') }

/** Objects that a schema of the Messages API allows. */
export const fromMessages = (schema: string, drawing?: Drawing): fc.Arbitrary<Document> =>
  arbitraryOf(messages, schema, drawing) as fc.Arbitrary<Document>

/** Objects that a schema of the older version of the Messages API, or of its beta surface, allows. */
export const fromSurface = (surface: 'older' | 'beta', schema: string, drawing?: Drawing): fc.Arbitrary<Document> =>
  arbitraryOf(surfaces[surface], schema, drawing) as fc.Arbitrary<Document>

/** Objects that a schema of Chat Completions allows. */
export const fromChat = (schema: string, drawing?: Drawing): fc.Arbitrary<Document> =>
  arbitraryOf(chat, schema, drawing) as fc.Arbitrary<Document>

/** Objects that a schema of Responses allows. */
export const fromResponses = (schema: string, drawing?: Drawing): fc.Arbitrary<Document> =>
  arbitraryOf(responses, schema, drawing) as fc.Arbitrary<Document>

/** What members can say where their schemas list it, by the name of the member. */
export const enumerations: ReadonlyMap<string, readonly string[]> = listed()

function listed(): Map<string, readonly string[]> {
  const found = new Map<string, readonly string[]>()
  const add = (member: string, { enum: listing, const: only, 'x-known-values': known, anyOf, items }: Schema): void => {
    const values = [...(listing ?? []), ...(known ?? []), ...(only === undefined ? [] : [only])].filter((it) => typeof it === 'string')
    if (values.length > 0) found.set(member, [...new Set([...(found.get(member) ?? []), ...values])])
    for (const inner of [...(anyOf ?? []), ...(items ? [items] : [])]) add(member, inner)
  }
  for (const { components } of [messages, chat, responses]) {
    for (const { properties } of Object.values(components.schemas)) {
      for (const [member, schema] of Object.entries(properties ?? {})) {
        add(member, schema)
        const named = schema.$ref === undefined ? undefined : components.schemas[schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1)]
        if (named) add(member, named)
      }
    }
  }
  return found
}

/** Names of members, and values of closed lists, that the `core` shapes below `roots` have in their specification. */
export function vocabulary(
  api: keyof typeof specifications,
  roots: readonly string[],
  core: { readonly [shape: string]: unknown },
): readonly string[] {
  const { schemas } = specifications[api].components
  const words = new Set<string>()
  const seen = new Set<string>()
  const walk = ({ $ref, anyOf, oneOf, items, properties, enum: listing, const: only }: Schema): void => {
    const name = $ref?.slice($ref.lastIndexOf('/') + 1)
    const schema = name === undefined ? undefined : schemas[name]
    if (name !== undefined && schema && !seen.has(name) && (Object.hasOwn(core, name.replaceAll('.', '_')) || !schema.properties)) {
      seen.add(name)
      walk(schema)
    }
    for (const inner of [...(anyOf ?? []), ...(oneOf ?? []), ...(items ? [items] : [])]) walk(inner)
    for (const [member, inner] of Object.entries(properties ?? {})) {
      if (inner['x-sdk-only'] === true) continue
      words.add(`${JSON.stringify(member)}:`)
      walk(inner)
    }
    for (const value of [...(listing ?? []), ...(only === undefined ? [] : [only])]) {
      if (typeof value === 'string') words.add(JSON.stringify(value))
    }
  }
  for (const root of roots) walk({ $ref: `#/components/schemas/${root}` })
  return [...words]
}
