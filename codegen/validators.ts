import { Ajv } from 'ajv'
import standalone from 'ajv/dist/standalone/index.js'
import type { FormatFacts } from './format-facts.ts'
import { normalise } from './normalise.ts'
import { type OpenApi, type Schema, flattenAllOf, mapSchema, typesOf } from './openapi.ts'
import { SchemaPool } from './pool.ts'
import { identifier } from './read.ts'
import { rootSchema } from './roots.ts'

export interface ValidatorFiles {
  /** Lets members pass that the spec does not know. */
  readonly open: string
  /** Refuses them wherever the spec does not allow further members. */
  readonly closed: string
  /** The closed build, but that it asks for no member: it tells what is new, not what is missing. */
  readonly news: string
  readonly types: string
}

type Source = Pick<FormatFacts, 'slice'> & { readonly documents: ReadonlyMap<string, OpenApi> }

/** The validators of a format: every build as an ES module, and their declaration. */
export function validatorFiles(source: Source, banner: string): ValidatorFiles {
  const built = (each: Build): string => buildOf(source, banner, each)
  return { open: built('open'), closed: built('closed'), news: built('news'), types: declaration(source, banner) }
}

type Build = Exclude<keyof ValidatorFiles, 'types'>

function buildOf({ documents, slice }: Source, banner: string, build: Build): string {
  const pool = new SchemaPool((name) => identifier(name.replace(/^Beta(?=[A-Z])/, '')))
  const roots = [...documents].flatMap(([document, openapi]) => {
    const flat = flattenAllOf(openapi)
    const schemas = prepared(flat.components.schemas, build)
    return Object.entries(slice.roots).map(([role, where]) => ({
      document,
      role,
      name: pool.add(role, normalise(strip(rootSchema(flat, where), build), flat.components.schemas), schemas),
    }))
  })
  // Not Ajv2020: the specs use nothing of the newer draft that differs, and its bookkeeping makes the code a fifth larger.
  const ajv = new Ajv({
    discriminator: true,
    inlineRefs: false,
    validateFormats: false,
    allErrors: false,
    strictTypes: false,
    strictRequired: false,
    code: { source: true, esm: true, lines: true },
    schemas: [...pool.schemas.values()],
  })
  const names = [...new Set(roots.map(({ name }) => name))]
  const exports = Object.fromEntries(names.map((name, index) => [`root${index}`, name]))
  const code = standalone.default(ajv, exports)
  const table = [...documents.keys()].map((document) => {
    const entries = roots.filter((root) => root.document === document).map(({ role, name }) => `${role}: root${names.indexOf(name)}`)
    return `  '${document}': { ${entries.join(', ')} },`
  })
  return `${banner}\n${esm(code)}\nexport const validators = {\n${table.join('\n')}\n}\n`
}

function prepared(schemas: OpenApi['components']['schemas'], build: Build): OpenApi['components']['schemas'] {
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, strip(normalise(schema, schemas), build)]))
}

/**
 * What Ajv is to see: no extension keywords, no formats and defaults. Fields that exist only in an SDK are not required, and
 * the closed builds do not know them. The build for news requires nothing but the tags that tell the members of a union apart.
 */
function strip(schema: Schema, build: Build): Schema {
  const closed = build !== 'open'
  const hidden = Object.entries(schema.properties ?? {}).flatMap(([key, child]) => (child['x-sdk-only'] === true ? [key] : []))
  const copy = mapSchema(schema, (child) => strip(child, build))
  const kept: Record<string, unknown> = Object.fromEntries(Object.entries(copy).filter(([keyword]) => !isDropped(keyword)))
  for (const keyword of ['if', 'then', 'else'] as const) {
    const child = copy[keyword]
    if (isSchema(child)) kept[keyword] = keyword === 'if' ? child : strip(child, build)
  }
  if (build === 'news' && copy.discriminator === undefined) delete kept['required']
  else if (copy.required !== undefined) kept['required'] = copy.required.filter((key) => !hidden.includes(key))
  if (copy.properties === undefined) return kept
  if (closed) kept['properties'] = Object.fromEntries(Object.entries(copy.properties).filter(([key]) => !hidden.includes(key)))
  if (closed && typesOf(schema).includes('object') && schema.additionalProperties === undefined) kept['additionalProperties'] = false
  return kept
}

const isDropped = (keyword: string): boolean =>
  keyword.startsWith('x-') || keyword === 'default' || keyword === 'format' || keyword === 'title'

const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null

/** Ajv's ES module still asks for its own runtime by `require`. Some loaders (Vitest's) unwrap the default export of CommonJS, Node does not. */
function esm(code: string): string {
  const imports: string[] = []
  const body = code.replaceAll(/const (\w+) = require\("([^"]+)"\)(\.default)?;?/g, (_, name: string, from: string, member?: string) => {
    const local = member === undefined ? name : `${name}Module`
    imports.push(`import ${local} from '${from}.js'`)
    return member === undefined ? '' : `const ${name} = ${local}.default ?? ${local};`
  })
  if (/\brequire\(/.test(body)) throw new Error('a validator still has a require')
  return [...imports, withoutUnused(body.replace('"use strict";', '').replaceAll(/^\/\*# sourceURL=.*\n/gm, ''))].join('\n')
}

/** Ajv writes out every schema it compiled; only those that an error quotes from are needed. */
function withoutUnused(body: string): string {
  const uses = new Map<string, number>()
  for (const [name] of body.matchAll(/\bschema\d+\b/g)) uses.set(name, (uses.get(name) ?? 0) + 1)
  return body.replaceAll(/^const (schema\d+) = .*\n/gm, (line, name: string) => (uses.get(name) === 1 ? '' : line))
}

function declaration({ documents, slice }: Source, banner: string): string {
  const union = (values: Iterable<string>): string => [...values].map((value) => `'${value}'`).join(' | ')
  return `${banner}
/** Why a value was refused. */
export interface Violation {
  readonly instancePath: string
  readonly schemaPath: string
  readonly keyword: string
  readonly params: Readonly<Record<string, unknown>>
  readonly message?: string
}
/** True if the value is valid; else \`errors\` of the function says why, until its next call. */
export interface Validate {
  (data: unknown): boolean
  errors?: readonly Violation[] | null
}
export type Document = ${union(documents.keys())}
export type Root = ${union(Object.keys(slice.roots))}
export const validators: { readonly [D in Document]: { readonly [R in Root]: Validate } }
`
}
