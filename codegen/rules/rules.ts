import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** One rule of the translation as `docs/rules.json` lists it. */
export interface Rule {
  readonly id: string
  /** What it says, in one line. */
  readonly text: string
  /** `A→C` is a document of Anthropic Messages that becomes one of Chat Completions; R is Responses, `A→A` pass-through. */
  readonly directions: readonly string[]
}

/** The project's list of rules. Throws an Error that names the file and the first entry which is no rule. */
export function readRules(root: string): readonly Rule[] {
  const file = join(root, 'docs/rules.json')
  const list: unknown = JSON.parse(readFileSync(file, 'utf8'))
  if (!Array.isArray(list)) throw new Error(`${file}: not a list`)
  const entries: readonly unknown[] = list
  const rules = entries.map((entry, index) => {
    if (!isRule(entry)) throw new Error(`${file}: entry ${index} is no rule`)
    return entry
  })
  const twice = rules.find(({ id }, index) => rules.findIndex((other) => other.id === id) !== index)
  if (twice) throw new Error(`${file}: ${twice.id} is listed twice`)
  return rules
}

/** What an id shares with its neighbours: `REQ-A` of `REQ-A-32a`, `L` of `L06`. */
export function prefixOf(id: string): string {
  return id.replace(/-?\d+[a-z]?$/, '')
}

function isRule(entry: unknown): entry is Rule {
  if (typeof entry !== 'object' || entry === null) return false
  const { id, text, directions, ...rest }: Partial<Record<keyof Rule, unknown>> = entry
  return (
    typeof id === 'string' &&
    typeof text === 'string' &&
    Array.isArray(directions) &&
    directions.length > 0 &&
    directions.every((direction) => typeof direction === 'string' && /^[ACR]→[ACR]$/.test(direction)) &&
    Object.keys(rest).length === 0
  )
}
