import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { OpenApi } from './openapi.ts'

/** A vendored document cannot be used; the message is one line and says what to do. */
export class DocumentError extends Error {
  override readonly name = 'DocumentError'
}

/**
 * Reads documents of `specs/` and holds each against its hash in `sources.lock.json`. Throws `DocumentError` where one is
 * missing, broken or not the one the lock names.
 */
export function openSpecs(folder: string): (id: string) => OpenApi {
  const hashes = lockedHashes(folder)
  return (id) => {
    const file = `${id}.openapi.json`
    const text = read(join(folder, file))
    if (text === undefined) throw new DocumentError(`specs/${file} is missing: run \`npm run specs -- update\``)
    const parsed = parse(text, `specs/${file}`)
    const locked = hashes.get(id)
    if (locked === undefined) throw new DocumentError(`specs/sources.lock.json does not name ${id}`)
    const actual = createHash('sha256').update(text).digest('hex')
    if (actual !== locked) {
      throw new DocumentError(`specs/${file} does not match its lock (sha256 ${actual.slice(0, 12)}…, locked ${locked.slice(0, 12)}…)`)
    }
    if (!isOpenApi(parsed)) throw new DocumentError(`specs/${file} is no OpenAPI document with paths and components.schemas`)
    return parsed
  }
}

function lockedHashes(folder: string): ReadonlyMap<string, string> {
  const text = read(join(folder, 'sources.lock.json'))
  if (text === undefined) throw new DocumentError('specs/sources.lock.json is missing: run `npm run specs -- update`')
  const lock = parse(text, 'specs/sources.lock.json')
  const [documents, imported = {}] = [member(lock, 'documents'), member(lock, 'imported')]
  if (!isRecord(documents)) throw new DocumentError('specs/sources.lock.json has no documents')
  return new Map(
    Object.entries({ ...documents, ...(isRecord(imported) && imported) }).flatMap(([id, entry]): [string, string][] => {
      const hash = member(entry, 'sha256')
      return typeof hash === 'string' ? [[id, hash]] : []
    }),
  )
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new DocumentError(`${file} is broken JSON: ${error instanceof Error ? error.message.replaceAll(/\s+/g, ' ') : 'unreadable'}`)
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const member = (value: unknown, name: string): unknown => (isRecord(value) ? value[name] : undefined)

/** Whether a value has the members every vendored document has. */
export const isOpenApi = (value: unknown): value is OpenApi =>
  isRecord(member(value, 'paths')) && isRecord(member(member(value, 'components'), 'schemas'))
