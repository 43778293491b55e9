import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { documents } from '../distil/documents.ts'
import { sha256 } from '../distil/json.ts'
import { derive, type Derived } from './derive.ts'
import { distillerVersion, documentFile, readLock, type ImportedDocument, type Lock } from './lock.ts'
import { noticeText } from './notice.ts'
import type { PackageOptions } from './packages.ts'

/** Options of the specs commands. */
export type SpecsOptions = Partial<PackageOptions> & {
  /** Where lines for the user go; the default is the terminal. */
  readonly print?: (line: string) => void
  readonly printError?: (line: string) => void
}

/**
 * `specs check`: derives every document from the lock and holds it against the file, byte for byte. Prints source and
 * hash per document. Resolves to 0, or to 1 where anything differs or a source cannot be had.
 */
export async function specsCheck(options: SpecsOptions = {}): Promise<number> {
  const print = options.print ?? ((line) => void process.stdout.write(`${line}\n`))
  const printError = options.printError ?? ((line) => void process.stderr.write(`${line}\n`))
  const root = options.root ?? process.cwd()
  try {
    const lock = readLock(join(root, 'specs'))
    const faults = await check(root, lock, options, print)
    faults.forEach(printError)
    return faults.length === 0 ? 0 : 1
  } catch (error) {
    printError(`specs check: ${error instanceof Error ? error.message : String(error)}`)
    return 1
  }
}

async function check(root: string, lock: Lock, options: SpecsOptions, print: (line: string) => void): Promise<string[]> {
  const faults = documents
    .filter(({ id }) => lock.documents[id] === undefined)
    .map(({ id }) => `specs/sources.lock.json does not name ${id}`)
  if (lock.distiller !== distillerVersion) faults.push(`the lock is of distiller ${lock.distiller}, this is ${distillerVersion}`)
  const packages = new Map(Object.entries(lock.documents))
  for (const derived of await derive({ ...options, root, packages })) {
    const fault = compare(root, lock, derived)
    print(`${derived.id}  ${derived.from.package}@${derived.from.version} (${derived.origin})  sha256 ${derived.sha256}`)
    if (fault !== undefined) faults.push(fault)
  }
  for (const [id, locked] of Object.entries(lock.imported)) {
    const fault = compareImported(root, id, locked)
    print(`${id}  imported  sha256 ${locked.sha256}`)
    if (fault !== undefined) faults.push(fault)
  }
  const notice = join(root, 'specs', 'NOTICE')
  if (!existsSync(notice) || readFileSync(notice, 'utf8') !== noticeText(lock)) faults.push('specs/NOTICE is not what the lock gives')
  return faults
}

function compareImported(root: string, id: string, locked: ImportedDocument): string | undefined {
  const name = `specs/${documentFile(id)}`
  if (!existsSync(join(root, name))) return `${name} is missing`
  return sha256(readFileSync(join(root, name), 'utf8')) === locked.sha256 ? undefined : `${name} is not the one the lock names`
}

function compare(root: string, lock: Lock, derived: Derived): string | undefined {
  const name = `specs/${documentFile(derived.id)}`
  const file = join(root, name)
  if (!existsSync(file)) return `${name} is missing`
  if (readFileSync(file, 'utf8') !== derived.text) return `${name} is not what its source gives`
  const locked = lock.documents[derived.id]
  if (locked?.sha256 !== derived.sha256) return `${name} is not the one the lock names`
  if (locked.copyright !== derived.copyright) return `${name}: the lock names another copyright`
  return locked.apiVersionHeader === derived.apiVersionHeader ? undefined : `${name}: the lock names another API version`
}
