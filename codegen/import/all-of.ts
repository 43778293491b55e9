import { isArray, isObject, type Json, type JsonObject } from '../distil/json.ts'
import type { References } from './references.ts'

const silent = new Set(['description', 'title', 'example', 'examples', 'deprecated', 'externalDocs', 'xml', 'readOnly', 'writeOnly'])

/** Whether a schema says anything but words about a value. */
export const saysSomething = (schema: Json): boolean =>
  isObject(schema) && Object.keys(schema).some((keyword) => !silent.has(keyword) && !keyword.startsWith('x-'))

const annotations = new Set(['default', 'nullable', 'format'])

/**
 * A schema with `allOf`, or with members beside a union, in one piece: objects joined, the last part wins; a union among the
 * parts becomes a union of joined objects; what only adds a default or null to one part is put onto that part. Undefined
 * where the parts cannot be joined.
 */
export function joined(schema: JsonObject, references: References, at: string): JsonObject | undefined {
  const { allOf, ...own } = schema
  const parts = [...(isArray(allOf) ? allOf : []), own].filter(saysSomething).filter(isObject)
  const bearing = parts.filter((part) => Object.keys(part).some((keyword) => !annotations.has(keyword) && !silent.has(keyword)))
  const [only] = bearing
  if (only === undefined) return overlaid(parts)
  if (bearing.length === 1 && branchesOf(only) !== undefined && only['properties'] !== undefined) return together([only])
  if (bearing.length === 1) return beside(only, parts, at)
  const open = bearing.map((part) => opened(part, references, at))
  return open.every((part) => part !== undefined) ? together(open) : undefined
}

/** One part with the defaults and nulls of the others beside it. */
function beside(only: JsonObject, parts: readonly JsonObject[], at: string): JsonObject {
  const others = parts.filter((part) => part !== only)
  const added = without(overlaid(others), '$ref')
  if (Object.keys(added).length === 0) return only
  if (only['allOf'] !== undefined) throw new Error(`${at}: allOf inside allOf holds a default`)
  return { ...only, ...added }
}

/** A part with its references and its own `allOf` opened up, if it is an object or a union of objects. */
function opened(part: JsonObject, references: References, at: string): JsonObject | undefined {
  const target = references.follow(part, at)
  const whole = target['allOf'] === undefined ? target : joined(target, references, at)
  if (whole === undefined) return undefined
  const isObjectLike = whole['properties'] !== undefined || whole['required'] !== undefined || whole['type'] === 'object'
  return isObjectLike || branchesOf(whole) !== undefined ? whole : undefined
}

const overlaid = (parts: readonly JsonObject[]): JsonObject => Object.fromEntries(parts.flatMap((part) => Object.entries(part)))

function together(parts: readonly JsonObject[]): JsonObject {
  const [union, ...more] = parts.filter((part) => branchesOf(part) !== undefined)
  if (union === undefined) return parts.reduce(mergeObjects, {})
  const branches = (branchesOf(union) ?? []).filter((branch) => !isOnlyRequired(branch))
  const rest = without(union, 'oneOf', 'anyOf', 'discriminator')
  const others = parts.map((part) => (part === union ? rest : part)).filter(saysSomething)
  if (branches.length === 0) return more.length === 0 ? others.reduce(mergeObjects, {}) : { allOf: others }
  return { anyOf: branches.map((branch) => ({ allOf: [...others, branch] })) }
}

/** A copy of a schema without some keywords. */
export function without(schema: JsonObject, ...keywords: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(schema).filter(([keyword]) => !keywords.includes(keyword)))
}

/** The members of a union as they are written. */
export function branchesOf(schema: JsonObject): readonly Json[] | undefined {
  const branches = schema['oneOf'] ?? schema['anyOf']
  return isArray(branches) ? branches : undefined
}

/** A branch that demands members of the object it stands in, without saying what they are. */
const isOnlyRequired = (branch: Json): boolean =>
  isObject(branch) && branch['required'] !== undefined && branch['properties'] === undefined && branch['$ref'] === undefined

function mergeObjects(one: JsonObject, other: JsonObject): JsonObject {
  const merged: JsonObject = { ...one, ...other, type: 'object' }
  merged['properties'] = { ...members(one), ...members(other) }
  merged['required'] = [...new Set([...required(one), ...required(other)])]
  return merged
}

const members = (schema: JsonObject): JsonObject => (isObject(schema['properties']) ? schema['properties'] : {})

const required = (schema: JsonObject): readonly Json[] => (isArray(schema['required']) ? schema['required'] : [])
