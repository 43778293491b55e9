import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

/** A conformance case and the rules it names. */
export interface Case {
  /** The case's folder, relative to the project. */
  readonly folder: string
  readonly rules: readonly string[]
}

/** Every case under `conformance/cases`, in order of its folder. Throws an Error that names a `case.json` without a list of rules. */
export function readCases(root: string): readonly Case[] {
  const cases = join(root, 'conformance/cases')
  if (!existsSync(cases)) return []
  return readdirSync(cases, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name === 'case.json')
    .map(({ parentPath }) => ({ folder: relative(root, parentPath), rules: rulesOf(join(parentPath, 'case.json')) }))
    .toSorted((one, other) => (one.folder < other.folder ? -1 : 1))
}

function rulesOf(file: string): readonly string[] {
  const content: unknown = JSON.parse(readFileSync(file, 'utf8'))
  const rules: unknown = typeof content === 'object' && content !== null && 'rules' in content ? content.rules : undefined
  if (!Array.isArray(rules) || !rules.every((id) => typeof id === 'string')) throw new Error(`${file}: "rules" is no list of ids`)
  return rules
}
