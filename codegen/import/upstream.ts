import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { LineCounter, parseDocument } from 'yaml'
import { isObject, type Json, type JsonObject } from '../distil/json.ts'

/**
 * Reads a provider's OpenAPI 3 document, JSON or YAML; a stats file that names a local document is followed. Throws one line
 * that names the file, and the line in it where the text is broken.
 */
export function readUpstream(file: string): JsonObject {
  const value = parse(read(file), file)
  if (!isObject(value)) throw new Error(`${file} is not an OpenAPI document: it holds no object`)
  const pointed = value['openapi_spec_url']
  if (value['openapi'] === undefined && typeof pointed === 'string') return readUpstream(localPath(pointed, file))
  const version = value['openapi'] ?? value['swagger']
  if (typeof version !== 'string') throw new Error(`${file} is not an OpenAPI document: it has no member openapi`)
  if (!version.startsWith('3.')) throw new Error(`${file} is of version ${version}: only OpenAPI 3 is understood`)
  if (!isObject(value['paths'])) throw new Error(`${file} is not an OpenAPI document: it has no paths`)
  return value
}

function localPath(pointed: string, file: string): string {
  if (pointed.startsWith('file:')) return fileURLToPath(pointed)
  if (/^\w+:\/\//.test(pointed)) throw new Error(`${file} points at ${pointed}: download that document and import it`)
  return resolve(dirname(file), pointed)
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw new Error(`${file} cannot be read`)
  }
}

function parse(text: string, file: string): Json {
  const isJson = text.trimStart().startsWith('{')
  if (isJson) {
    try {
      return JSON.parse(text)
    } catch {
      // Read as YAML, which JSON is, the error has a line.
    }
  }
  const document = parseDocument(text, { lineCounter: new LineCounter(), uniqueKeys: true })
  const [error] = document.errors
  if (error === undefined) return document.toJS({ maxAliasCount: -1 })
  const why = error.message.split(/ at line \d|\n/)[0] ?? error.code
  throw new Error(`${file}:${error.linePos?.[0].line ?? 1}: broken ${isJson ? 'JSON' : 'YAML'}: ${why}`)
}
