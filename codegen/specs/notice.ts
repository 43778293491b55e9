import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Lock } from './lock.ts'

const opening = `The documents in this folder state facts about the Anthropic and OpenAI APIs:
names, types, variants and limits. They hold no code and no prose of others.
Each was derived from the type declarations of an official SDK package:
`

const closing = `Facts in overlays/ come from the sources each entry names, among them
openai/openai-openapi (MIT, Copyright OpenAI) and @effect/ai-anthropic 0.27.0 (MIT).
`

/** The text of `specs/NOTICE`: which package, version and licence each document was derived from. */
export function noticeText(lock: Lock): string {
  const rows = Object.entries(lock.documents)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, entry]) => `${id}\n  ${entry.package} ${entry.version}, ${entry.licence}, ${entry.copyright}\n`)
  return [opening, rows.join(''), closing].join('\n')
}

/** The copyright line of a package's licence. Throws where the package has none. */
export function copyrightOf(root: string): string {
  const file = ['LICENSE', 'LICENSE.md', 'LICENSE-MIT'].map((name) => join(root, name)).find((path) => existsSync(path))
  const line = file === undefined ? undefined : /^\s*(Copyright (?:\(c\) )?\d{4}.*)$/m.exec(readFileSync(file, 'utf8'))?.[1]
  if (line === undefined) throw new Error(`${root} has no copyright line in its licence`)
  return line.trim()
}
