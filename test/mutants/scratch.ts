import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'

/** A copy of the project in which files may be broken. */
export interface Scratch {
  readonly root: string
  read(file: string): string
  /** Names of the files beside `file`, itself included. */
  siblings(file: string): readonly string[]
  write(file: string, text: string): void
  remove(): void
}

/** Copies the project at `root`; what is installed is linked. */
export function scratchOf(root: string): Scratch {
  const copy = mkdtempSync(join(tmpdir(), 'mutants-'))
  cpSync(root, copy, { recursive: true, filter: (path) => !left.has(relative(root, path)) })
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'dir')
  return {
    root: copy,
    read: (file) => readFileSync(join(copy, file), 'utf8'),
    siblings: (file) => readdirSync(join(copy, dirname(file))),
    write: (file, text) => writeFileSync(join(copy, file), text),
    remove: () => rmSync(copy, { recursive: true, force: true }),
  }
}

const left: ReadonlySet<string> = new Set(['node_modules', '.git', 'dist', 'coverage'])
