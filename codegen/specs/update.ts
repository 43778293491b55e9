import { join, resolve } from 'node:path'
import { changeText } from '../diff/print.ts'
import { driftHtml } from '../drift/html.ts'
import { countText, driftMarkdown } from '../drift/markdown.ts'
import { hasDrift, type DriftReport } from '../drift/report.ts'
import type { SpecsOptions } from './check.ts'
import { choose, packages, type Choice } from './choose.ts'
import { derive, type Derived } from './derive.ts'
import { driftOfDerived, textOf } from './drift.ts'
import { distillerVersion, documentFile, lockText, readLock, type Lock, type LockedDocument } from './lock.ts'
import { noticeText } from './notice.ts'
import { writeTogether } from './write.ts'

/** Options of `specs update`. */
export type UpdateOptions = SpecsOptions &
  Choice & {
    /** Write no document, no lock and no report but the one asked for. */
    readonly dryRun?: boolean
    /** Print one JSON document instead of lines. */
    readonly json?: boolean
    /** Where the report goes, as HTML if its name ends so; `docs/drift/` where it is left out. */
    readonly report?: string
    /** Where lines about the progress go; the default is standard error. */
    readonly progress?: (line: string) => void
  }

/**
 * `specs update`: derives the documents that are meant, and writes them, the lock, the NOTICE and a report of what changed
 * on the wire. Nothing is written unless all could be derived. Resolves to 0 for no drift, 3 for drift, or 1 with one line
 * on what failed.
 */
export async function specsUpdate(options: UpdateOptions = {}): Promise<number> {
  const print = options.print ?? ((line) => void process.stdout.write(`${line}\n`))
  const printError = options.printError ?? ((line) => void process.stderr.write(`${line}\n`))
  try {
    const update = await updated(options.root ?? process.cwd(), options)
    if (options.dryRun !== true) writeTogether(update.files)
    if (options.report !== undefined) writeTogether(new Map([reportFile(options.report, update.drift)]))
    if (options.json === true) print(JSON.stringify({ documents: update.rows, drift: update.drift }, null, 2))
    else for (const line of linesOf(update, options.dryRun === true)) print(line)
    return hasDrift(update.drift) ? 3 : 0
  } catch (error) {
    printError(`specs update: ${error instanceof Error ? error.message : String(error)}`)
    return 1
  }
}

type Update = {
  readonly rows: readonly Row[]
  readonly drift: DriftReport
  /** What is to be written, the lock last. */
  readonly files: ReadonlyMap<string, string>
}

type Row = {
  readonly document: string
  readonly source: string
  readonly origin: Derived['origin']
  readonly changed: boolean
  readonly sha256: string
}

async function updated(root: string, options: UpdateOptions): Promise<Update> {
  const progress = options.progress ?? ((line: string) => void process.stderr.write(`  ${line}\n`))
  const before = readLock(join(root, 'specs'))
  const sources = await choose(options, before, options.npm)
  const derived = await derive({
    ...options,
    root,
    packages: sources,
    progress,
    ...(followsVersion(options) && { isOther: otherVersion(before, sources, progress) }),
  })
  if (derived.length === 0) throw new Error(noneText(sources))
  const drift = await driftOfDerived(root, before, derived)
  const entries = derived.map((each): [string, LockedDocument] => [each.id, locked(each, sources.get(each.id))])
  const documents = { ...before.documents, ...Object.fromEntries(entries) }
  const lock: Lock = { distiller: distillerVersion, documents, imported: before.imported }
  const rows = derived.map((each) => ({
    document: each.id,
    source: `${each.from.package}@${each.from.version}`,
    origin: each.origin,
    changed: textOf(root, each.id) !== each.text,
    sha256: each.sha256,
  }))
  return { rows, drift, files: filesOf(root, derived, lock, drift, options.report === undefined) }
}

/** Documents that were asked for by name must fit their package; a provider's others wait for a package of their API version. */
const followsVersion = ({ provider, version, documents: ids }: UpdateOptions): boolean =>
  ids === undefined && (provider !== undefined || version !== undefined)

function otherVersion(lock: Lock, sources: ReadonlyMap<string, LockedDocument>, progress: (line: string) => void) {
  return (id: string, sent: string | null): boolean => {
    const own = lock.documents[id]
    if (own === undefined || own.apiVersionHeader === sent) return false
    const { package: name, version } = sources.get(id) ?? own
    progress(`${id} stays at ${own.version}: ${name}@${version} sends version ${sent ?? 'none'}`)
    return true
  }
}

function noneText(sources: ReadonlyMap<string, LockedDocument>): string {
  const [first] = sources.values()
  return first === undefined
    ? 'no document is meant'
    : `${first.package}@${first.version} sends an API version that no document here is of: add one to codegen/distil/documents.ts`
}

function filesOf(root: string, derived: readonly Derived[], lock: Lock, drift: DriftReport, withReport: boolean): Map<string, string> {
  const files = new Map(derived.map((each) => [join(root, 'specs', documentFile(each.id)), each.text]))
  if (withReport && hasDrift(drift)) {
    for (const kind of ['md', 'html']) files.set(...reportFile(join(root, 'docs', 'drift', `${reportName(derived)}.${kind}`), drift))
  }
  files.set(join(root, 'specs', 'NOTICE'), noticeText(lock))
  return files.set(join(root, 'specs', 'sources.lock.json'), lockText(lock))
}

const reportFile = (file: string, drift: DriftReport): [string, string] => [
  resolve(file),
  file.endsWith('.html') ? driftHtml(drift) : driftMarkdown(drift),
]

/** `anthropic-1.12.0`, for what came from one package; of several all of them. */
function reportName(derived: readonly Derived[]): string {
  const names = derived.map(({ from }) => {
    const provider = Object.entries(packages).find(([, name]) => name === from.package)?.[0]
    return `${provider ?? 'specs'}-${from.version}`
  })
  return [...new Set(names)].join('+')
}

function linesOf({ rows, drift }: Update, dryRun: boolean): readonly string[] {
  const state = ({ changed }: Row): string => (changed ? (dryRun ? 'would be written' : 'written') : 'unchanged')
  const changes = drift.formats.flatMap((each) => each.changes)
  return [
    ...rows.map((row) => `${row.document}  ${row.source} (${row.origin})  ${state(row)}  sha256 ${row.sha256}`),
    ...changes.map((change) => `${change.severity.padEnd(7)} ${changeText(change)}`),
    ...(changes.length === 0 ? [] : [`drift: ${countText(changes)}`]),
  ]
}

function locked(derived: Derived, source: LockedDocument | undefined): LockedDocument {
  if (source === undefined) throw new Error(`${derived.id} has no source`)
  const { apiVersionHeader, copyright, sha256 } = derived
  return { ...source, apiVersionHeader, copyright, sha256 }
}
