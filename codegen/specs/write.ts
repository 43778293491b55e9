import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** Writes files all together: each is complete in a folder of its own before the first takes its place. */
export function writeTogether(files: ReadonlyMap<string, string>): void {
  const [first] = files.keys()
  if (first === undefined) return
  mkdirSync(dirname(first), { recursive: true })
  const folder = mkdtempSync(join(dirname(first), '.update-'))
  try {
    const ready = [...files].map(([file, text], index): readonly [string, string] => {
      const draft = join(folder, `${index}-${basename(file)}`)
      writeFileSync(draft, text)
      return [draft, file]
    })
    for (const [, file] of ready) mkdirSync(dirname(file), { recursive: true })
    for (const [draft, file] of ready) renameSync(draft, file)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
