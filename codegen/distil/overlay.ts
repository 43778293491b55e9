import { isArray, isObject, type Json, type JsonObject } from './json.ts'
import { locate, schemaName, type Spot } from './locate.ts'
import { operationsOf, overlayOperation } from './overlay-operations.ts'

/** Reviewed facts about the schemas or operations that the name paths in `at` mean. */
export type OverlayEntry = {
  readonly at: readonly string[]
  /** API versions of the documents meant; all of the format where it is left out. */
  readonly documents: readonly string[] | undefined
  readonly facts: JsonObject
  readonly source: string
  readonly reviewed: string
}

/**
 * The reviewed facts of one format. About schemas: `set` keywords, `replace` the schema, `define` a new one (marked
 * `x-added`), add a `branch` to a union, make properties `optional`, add `properties`. About operations: see {@link overlayOperation}.
 */
export type Overlay = { readonly file: string; readonly entries: readonly OverlayEntry[] }

const factNames = new Set([
  'set',
  'replace',
  'define',
  'branch',
  'optional',
  'properties',
  'errors',
  'headers',
  'errorHeaders',
  'item',
  'terminator',
])
const sources = [/^@?[\w./-]+@\d+\.\d+\.\d+[\w.-]*,? \S/, /^(https?:\/\/)?[\w-]+(\.[\w-]+)+\/\S* .*\d{4}-\d{2}-\d{2}/]

/** Reads an overlay. Throws for the first entry that is malformed or names no source, with the entry's path. */
export function readOverlay(text: string, file: string): Overlay {
  const list: Json = JSON.parse(text)
  if (!isArray(list)) throw new Error(`${file}: not a list of entries`)
  return { file, entries: list.map((entry, index) => readEntry(entry, `${file}: entry ${index + 1}`)) }
}

/** Entries of an overlay no longer fit a document. The message names each of them, in one line. */
export class OverlayError extends Error {
  override readonly name = 'OverlayError'
}

/**
 * A copy of the document with the overlay's facts. Throws `OverlayError` with the path of every entry that matches nothing, or
 * says what the document says already.
 */
export function applyOverlay(document: JsonObject, overlay: Overlay, apiVersion: string): JsonObject {
  const copy = structuredClone(document)
  const prefix = apiVersion === 'beta' ? 'Beta' : ''
  const faults: string[] = []
  for (const entry of overlay.entries) {
    if (entry.documents !== undefined && !entry.documents.includes(apiVersion)) continue
    for (const path of entry.at) {
      try {
        applyAt(copy, entry, path, prefix, `${path} (${apiVersion})`)
      } catch (error) {
        if (!(error instanceof OverlayError)) throw error
        faults.push(error.message)
      }
    }
  }
  if (faults.length > 0) throw new OverlayError(`${overlay.file}: ${[...new Set(faults)].join('; ')}`)
  return copy
}

function readEntry(entry: Json, where: string): OverlayEntry {
  if (!isObject(entry)) throw new Error(`${where} is not an object`)
  const { at, documents, source, reviewed, ...facts } = entry
  const paths = strings(at)
  const named = `${where} (${paths?.[0] ?? 'no path'})`
  if (paths === undefined || paths.length === 0) throw new Error(`${named}: "at" is no path`)
  if (typeof source !== 'string' || !sources.some((form) => form.test(source))) {
    throw new Error(`${named}: no source (package@version and declaration, or address and date)`)
  }
  if (typeof reviewed !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(reviewed)) throw new Error(`${named}: no review date`)
  const unknown = Object.keys(facts).find((name) => !factNames.has(name))
  if (unknown !== undefined || Object.keys(facts).length === 0) throw new Error(`${named}: ${unknown ?? 'no fact'} is not known`)
  return { at: paths, documents: documents === undefined ? undefined : strings(documents), facts, source, reviewed }
}

function applyAt(document: JsonObject, entry: OverlayEntry, path: string, prefix: string, where: string): void {
  const components = document['components']
  const schemas = isObject(components) ? components['schemas'] : undefined
  if (!isObject(schemas)) throw new OverlayError(`${where}: the document has no schemas`)
  const { define, branch, set, replace, optional, properties, ...operation } = entry.facts
  if (isObject(define)) return defineSchema(schemas, path, withPrefix(define, schemas, prefix), prefix, where)
  if (Object.keys(operation).length > 0) {
    const operations = operationsOf(document, path)
    if (operations.length === 0) throw new OverlayError(`${where} matches no operation`)
    const facts = withPrefix(operation, schemas, prefix)
    return operations.forEach((each) => overlayOperation(each, isObject(facts) ? facts : {}))
  }
  const spots = locate(schemas, path, prefix)
  if (spots.length === 0) throw new OverlayError(`${where} matches nothing`)
  let changed = false
  for (const spot of spots) {
    const before = JSON.stringify(spot.schema)
    if (isObject(set)) merge(spot, set, path.startsWith('*'), where)
    if (typeof branch === 'string') addBranch(spot, branch, schemas, prefix, where)
    if (isObject(properties)) addProperties(spot.schema, withPrefix(properties, schemas, prefix), where)
    if (isArray(optional)) loosen(spot.schema, optional)
    if (isObject(replace)) spot.replace({ ...replace })
    changed ||= isObject(replace) || JSON.stringify(spot.schema) !== before
  }
  if (!changed) throw new OverlayError(`${where} says nothing new`)
}

function defineSchema(schemas: JsonObject, path: string, schema: Json, prefix: string, where: string): void {
  if (schemaName(schemas, path, prefix) !== undefined) throw new OverlayError(`${where} is already in the types`)
  schemas[prefix + path] = isObject(schema) ? { ...schema, 'x-added': true } : schema
}

/** Sets keywords; `type: integer` narrows a number and keeps null. A reference cannot carry facts of its target. */
function merge(spot: Spot, set: JsonObject, lenient: boolean, where: string): void {
  const { type, ...rest } = set
  if (type !== undefined && type !== 'integer') spot.schema['type'] = type
  if (type === 'integer') {
    const kinds = [spot.schema['type']].flat()
    if (kinds.includes('number')) spot.schema['type'] = narrowed(spot.schema['type'])
    else if (!lenient && !kinds.includes('integer')) throw new OverlayError(`${where} is not a number`)
  }
  if (spot.schema['$ref'] !== undefined && 'type' in set) throw new OverlayError(`${where} is a reference`)
  Object.assign(spot.schema, rest)
}

function narrowed(type: Json | undefined): Json {
  return isArray(type) ? type.map((kind) => (kind === 'number' ? 'integer' : kind)) : 'integer'
}

function addBranch(spot: Spot, written: string, schemas: JsonObject, prefix: string, where: string): void {
  const name = schemaName(schemas, written, prefix)
  const key = spot.schema['oneOf'] === undefined ? 'anyOf' : 'oneOf'
  const branches = spot.schema[key]
  if (name === undefined || !isArray(branches)) throw new OverlayError(`${where} takes no branch ${written}`)
  spot.schema[key] = [...branches, { $ref: `#/components/schemas/${name}` }]
}

function addProperties(schema: JsonObject, added: Json, where: string): void {
  const present = schema['properties']
  if (!isObject(present) || !isObject(added)) throw new OverlayError(`${where} has no properties`)
  const twice = Object.keys(added).find((name) => present[name] !== undefined)
  if (twice !== undefined) throw new OverlayError(`${where}.${twice} is already in the types`)
  schema['properties'] = { ...present, ...added }
}

function loosen(schema: JsonObject, names: readonly Json[]): void {
  const required = schema['required']
  if (isArray(required)) schema['required'] = required.filter((name) => !names.includes(name))
}

/** References in an overlay are written without the prefix of the document's names. */
function withPrefix(value: Json, schemas: JsonObject, prefix: string): Json {
  if (isArray(value)) return value.map((each) => withPrefix(each, schemas, prefix))
  if (!isObject(value)) return value
  const ref = value['$ref']
  const written = typeof ref === 'string' ? ref.slice('#/components/schemas/'.length) : undefined
  if (written !== undefined) return { $ref: `#/components/schemas/${schemaName(schemas, written, prefix) ?? written}` }
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withPrefix(each, schemas, prefix)]))
}

function strings(value: Json | undefined): readonly string[] | undefined {
  const list = isArray(value) ? value : [value]
  const texts = list.filter((each) => typeof each === 'string')
  return texts.length === list.length ? texts : undefined
}
