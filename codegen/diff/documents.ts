import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Facts } from '../facts.ts'
import { flattenAllOf, type OpenApi } from '../openapi.ts'
import { readFacts } from '../read.ts'
import { rootSchema } from '../roots.ts'

/**
 * Reads a document by the path of its file or by its name in `specs/`. Throws one line where there is none, or where it is
 * no OpenAPI document.
 */
export function openDocument(root: string, written: string): OpenApi {
  const file = [written, join(root, 'specs', written), join(root, 'specs', `${written}.openapi.json`)].find((path) => existsSync(path))
  if (file === undefined) throw new Error(`there is no document ${written}, neither as a file nor in specs/`)
  let parsed: unknown
  try {
    parsed = JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    throw new Error(`${written} is no JSON`)
  }
  if (!isOpenApi(parsed)) throw new Error(`${written} is no OpenAPI document with paths and components.schemas`)
  return parsed
}

/** The facts of two documents, their roots named by operation: the first one's ids where both have the verb and path. */
export function factsOfBoth(before: OpenApi, after: OpenApi): readonly [Facts, Facts] {
  const known = operationsOf(before)
  const taken = new Set(known.map(({ id }) => id))
  const aligned = operationsOf(after).map(({ id, place }) => ({
    id,
    as: taken.has(id) ? id : (known.find((each) => each.place === place)?.id ?? id),
  }))
  return [
    factsOf(
      before,
      known.map(({ id }) => ({ id, as: id })),
    ),
    factsOf(after, aligned),
  ]
}

function factsOf(document: OpenApi, operations: readonly { readonly id: string; readonly as: string }[]): Facts {
  const flat = flattenAllOf(document)
  const roots = operations.flatMap(({ id, as }) =>
    ['request', 'response', 'event', 'error']
      .filter((part) => has(flat, `${id} ${part}`))
      .map((part): [string, string] => [`${as} ${part}`, `${id} ${part}`]),
  )
  return readFacts(flat, 'document', Object.fromEntries(roots))
}

function has(document: OpenApi, where: string): boolean {
  try {
    rootSchema(document, where)
    return true
  } catch {
    return false
  }
}

function operationsOf(document: OpenApi): readonly { readonly id: string; readonly place: string }[] {
  return Object.entries(document.paths).flatMap(([path, verbs]) =>
    Object.entries(verbs).flatMap(([verb, { operationId }]) =>
      operationId === undefined ? [] : [{ id: operationId, place: `${verb} ${path.replace(/\?.*$/, '').replace(/^\/v1(?=\/)/, '')}` }],
    ),
  )
}

const isOpenApi = (value: unknown): value is OpenApi =>
  typeof value === 'object' &&
  value !== null &&
  'paths' in value &&
  'components' in value &&
  typeof value.components === 'object' &&
  value.components !== null &&
  'schemas' in value.components
