import { canonical, isObject, sha256, type JsonObject } from '../distil/json.ts'
import { isOpenApi } from '../documents.ts'
import { importOperations, namingOf } from '../import/import.ts'
import { presets } from '../import/presets.ts'
import { operationsIn, selectFor, type Selected } from '../import/select.ts'
import { readUpstream } from '../import/upstream.ts'
import { streamsIn } from './slice-of.ts'

/** A document that is to become one of `specs/`. */
export interface NewDocument {
  /** The API version it is of, as a part of file names. */
  readonly version: string
  readonly text: string
  readonly sha256: string
}

/**
 * Reads an OpenAPI document for a format. One that is already in the way of `specs/` stays as it is; of another one, what its
 * streaming call and the calls beside it need is imported. Throws one line where nothing says which call that is.
 */
export function newDocument(file: string, format: string): NewDocument {
  const upstream = readUpstream(file)
  const document = isOurs(upstream) ? upstream : imported(upstream, format, file)
  const text = canonical(document)
  return { version: namingOf(document).apiVersion.replaceAll(/[^\w.-]+/g, '-'), text, sha256: sha256(text) }
}

function isOurs(document: JsonObject): boolean {
  const { openapi } = document
  return typeof openapi === 'string' && openapi.startsWith('3.2.') && isOpenApi(document) && streamsIn(document).length > 0
}

function imported(upstream: JsonObject, format: string, file: string): JsonObject {
  const preset = presets.get(format)
  const own = namingOf(upstream)
  const selected = preset === undefined ? chosen(upstream, file) : selectFor(upstream, preset)
  const naming = { title: preset?.title ?? own.title, apiVersion: preset?.apiVersion ?? own.apiVersion }
  return importOperations(upstream, selected, naming).document
}

/** The one call that streams, and those that count tokens and list models. */
function chosen(upstream: JsonObject, file: string): readonly Selected[] {
  const all = operationsIn(upstream)
  const streams = all.filter(({ operation }) => answersWithEvents(operation))
  const [create, ...others] = streams
  if (create === undefined) throw new Error(`${file} has no operation that answers with text/event-stream`)
  if (others.length > 0) {
    const names = streams.map(({ id }) => id).join(', ')
    throw new Error(`${file} has several operations that stream (${names}): take one with \`npm run specs -- import ${file} --ops\``)
  }
  return [create, ...all.filter(({ id }) => /^(count\w*tokens|listModels|(retrieve|get)Model)$/i.test(id))]
}

function answersWithEvents(operation: JsonObject): boolean {
  const responses = isObject(operation['responses']) ? Object.entries(operation['responses']) : []
  return responses.some(
    ([status, body]) => status.startsWith('2') && isObject(body) && isObject(body['content']) && 'text/event-stream' in body['content'],
  )
}
