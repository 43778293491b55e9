import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { documents } from '../distil/documents.ts'
import type { SpecsOptions } from './check.ts'
import { derive, type Derived } from './derive.ts'
import { distillerVersion, documentFile, readLock, writeLock, type LockedDocument } from './lock.ts'
import { noticeText } from './notice.ts'
import { publishedVersion } from './tarball.ts'

/** Options of `specs update`. */
export type UpdateOptions = SpecsOptions & {
  /** Documents to take from another version; all of the lock where it is left out. */
  readonly documents?: readonly string[]
  /** The package version to take them from; the locked one where it is left out. */
  readonly version?: string
}

/**
 * `specs update`: derives all documents and writes them, the lock and the NOTICE. Nothing is written unless all could be derived.
 * Resolves to 0, or to 1 with one line on what failed.
 */
export async function specsUpdate(options: UpdateOptions = {}): Promise<number> {
  const print = options.print ?? ((line) => void process.stdout.write(`${line}\n`))
  const printError = options.printError ?? ((line) => void process.stderr.write(`${line}\n`))
  const root = options.root ?? process.cwd()
  try {
    for (const line of await update(root, options)) print(line)
    return 0
  } catch (error) {
    printError(`specs update: ${error instanceof Error ? error.message : String(error)}`)
    return 1
  }
}

async function update(root: string, options: UpdateOptions): Promise<readonly string[]> {
  const folder = join(root, 'specs')
  const before = readLock(folder)
  const sources = new Map<string, LockedDocument>()
  for (const { id } of documents) {
    const locked = before.documents[id]
    if (locked === undefined) throw new Error(`specs/sources.lock.json does not name ${id}`)
    sources.set(id, await chosen(id, locked, options))
  }
  const stranger = options.documents?.find((id) => !sources.has(id))
  if (stranger !== undefined) throw new Error(`there is no document ${stranger}`)
  const derived = await derive({ ...options, root, packages: sources })
  for (const each of derived) writeFileSync(join(folder, documentFile(each.id)), each.text)
  const entries = derived.map((each): [string, LockedDocument] => [each.id, locked(each, sources.get(each.id))])
  const lock = { distiller: distillerVersion, documents: Object.fromEntries(entries) }
  writeLock(folder, lock)
  writeFileSync(join(folder, 'NOTICE'), noticeText(lock))
  return derived.map((each) => {
    const changed = before.documents[each.id]?.sha256 === each.sha256 ? 'unchanged' : 'written'
    return `${each.id}  ${each.from.package}@${each.from.version} (${each.origin})  ${changed}  sha256 ${each.sha256}`
  })
}

async function chosen(id: string, locked: LockedDocument, options: UpdateOptions): Promise<LockedDocument> {
  const meant = options.documents === undefined || options.documents.includes(id)
  if (options.version === undefined || !meant || options.version === locked.version) return locked
  return { ...locked, version: options.version, ...(await publishedVersion(locked.package, options.version)) }
}

function locked(derived: Derived, source: LockedDocument | undefined): LockedDocument {
  if (source === undefined) throw new Error(`${derived.id} has no source`)
  const { apiVersionHeader, copyright, sha256 } = derived
  return { ...source, apiVersionHeader, copyright, sha256 }
}
