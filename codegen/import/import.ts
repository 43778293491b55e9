import { isObject, type Json, type JsonObject } from '../distil/json.ts'
import { tagUnions } from '../distil/tags.ts'
import { Converter } from './convert.ts'
import { implyTags } from './implied-tags.ts'
import { describe, securityOf } from './operation.ts'
import { References } from './references.ts'
import { serverUrl, type Selected } from './select.ts'

/** What an import gives. */
export interface Imported {
  readonly document: JsonObject
  /** Keywords that constrain a value and were left out, with how often each was met. */
  readonly leftOut: ReadonlyMap<string, number>
}

/** How the document is to be called. */
export interface Naming {
  readonly title: string
  readonly apiVersion: string
}

/**
 * The closure of some operations as an OpenAPI 3.2 document in the way of `specs/`: structure and limits, no prose. Throws one
 * line with the place of the first reference that leads nowhere, or of what is no schema.
 */
export function importOperations(upstream: JsonObject, selected: readonly Selected[], naming: Naming): Imported {
  const document = implyTags(upstream)
  const references = new References(document)
  const converter = new Converter(references)
  const paths: JsonObject = {}
  const securitySchemes: JsonObject = {}
  for (const each of selected) {
    const before = paths[each.path]
    const { security, schemes } = securityOf(each, document)
    const operation = describe(each, { document, references, converter })
    paths[each.path] = { ...(isObject(before) ? before : {}), [each.verb]: { ...operation, security } }
    Object.assign(securitySchemes, schemes)
  }
  const schemas = tagUnions(converter.schemas())
  return {
    document: {
      openapi: '3.2.0',
      info: { title: naming.title, version: naming.apiVersion },
      servers: [{ url: serverUrl(document)?.origin ?? '/' }],
      paths,
      components: { schemas, ...(Object.keys(securitySchemes).length > 0 && { securitySchemes }) },
    },
    leftOut: converter.leftOut,
  }
}

/** A document's title and version, where they are not given. */
export function namingOf(document: JsonObject): Naming {
  const info = isObject(document['info']) ? document['info'] : {}
  const text = (value: Json | undefined, otherwise: string): string =>
    typeof value === 'string' && value !== '' && value.length <= 80 ? value : otherwise
  return { title: text(info['title'], 'Imported document'), apiVersion: text(info['version'], '0') }
}
