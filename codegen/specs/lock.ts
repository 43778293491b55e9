import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { canonical, isObject, type Json, type JsonObject } from '../distil/json.ts'

/** Where one document came from, and what came out. */
export type LockedDocument = {
  readonly package: string
  readonly version: string
  /** Subresource integrity of the package's tarball (`sha512-…`). */
  readonly integrity: string
  readonly licence: string
  /** The copyright line of that licence. */
  readonly copyright: string
  /** Release date of the package version, ISO 8601. */
  readonly released: string
  /** The API version the SDK's client sends, or null where it sends none. */
  readonly apiVersionHeader: string | null
  /** SHA-256 of the document's bytes, in hexadecimal. */
  readonly sha256: string
}

/** A document that was taken over as it is: nothing here can make it anew. */
export type ImportedDocument = Pick<LockedDocument, 'sha256'>

/** `specs/sources.lock.json`. */
export type Lock = {
  readonly distiller: string
  readonly documents: { readonly [id: string]: LockedDocument }
  readonly imported: { readonly [id: string]: ImportedDocument }
}

/** Version of the distiller; it rises when the same package gives other documents. */
export const distillerVersion = '1'

const lockFile = 'sources.lock.json'
const fields = ['package', 'version', 'integrity', 'licence', 'copyright', 'released', 'sha256'] as const

/** Reads the lock of a specs folder. Throws one line where it is missing or malformed. */
export function readLock(folder: string): Lock {
  const parsed = parse(readText(join(folder, lockFile)))
  const documents = isObject(parsed) ? parsed['documents'] : undefined
  const distiller = isObject(parsed) ? parsed['distiller'] : undefined
  if (!isObject(documents) || typeof distiller !== 'string') throw new Error(`specs/${lockFile} names no documents`)
  const imported = isObject(parsed) && isObject(parsed['imported']) ? parsed['imported'] : {}
  return {
    distiller,
    documents: Object.fromEntries(Object.entries(documents).map(([id, entry]) => [id, readEntry(id, entry)])),
    imported: Object.fromEntries(Object.entries(imported).map(([id, entry]) => [id, { sha256: text(entry, 'sha256', id) }])),
  }
}

/** The text of a lock. */
export function lockText(lock: Lock): string {
  const { distiller, documents, imported } = lock
  return canonical({ distiller, documents: { ...documents }, ...(Object.keys(imported).length > 0 && { imported: { ...imported } }) })
}

/** The file name of a document. */
export function documentFile(id: string): string {
  return `${id}.openapi.json`
}

function readEntry(id: string, entry: Json): LockedDocument {
  const read = (name: (typeof fields)[number]): string => text(entry, name, id)
  const header = isObject(entry) ? entry['apiVersionHeader'] : undefined
  return {
    package: read('package'),
    version: read('version'),
    integrity: read('integrity'),
    licence: read('licence'),
    copyright: read('copyright'),
    released: read('released'),
    apiVersionHeader: typeof header === 'string' ? header : null,
    sha256: read('sha256'),
  }
}

function text(entry: Json | JsonObject, name: string, id: string): string {
  const value = isObject(entry) ? entry[name] : undefined
  if (typeof value !== 'string') throw new Error(`specs/${lockFile}: ${id} has no ${name}`)
  return value
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw new Error(`specs/${lockFile} is missing`)
  }
}

function parse(text: string): Json {
  try {
    return JSON.parse(text)
  } catch {
    throw new Error(`specs/${lockFile} is broken JSON`)
  }
}
