import type { Document, Value } from '../../conformance/arbitrary.ts'
import type { Loss } from '../../src/index.ts'
import { below } from '../../src/translate/pointer.ts'
import { enumerations } from './specs.ts'

/** A value of a document that holds no others. */
export interface Leaf {
  readonly path: string
  readonly member: string
  readonly value: string | number | boolean
}

/** Says whether a specification allows a document. */
export type Judge = (document: unknown) => boolean

/** Where a document says something and can say something else: strings, numbers and booleans. */
export function leavesOf(value: Value, path = '', member = ''): readonly Leaf[] {
  if (value === null) return []
  if (typeof value !== 'object') return [{ path, member, value }]
  return Object.entries(value).flatMap(([name, inner]) => leavesOf(inner, below(path, name), Array.isArray(value) ? member : name))
}

/** The document with another value at `path`. */
export function replaced(value: Value, path: string, other: Value, at = ''): Value {
  if (at === path) return other
  if (typeof value !== 'object' || value === null || !path.startsWith(at)) return value
  const inner = (name: string, member: Value): Value => replaced(member, path, other, below(at, name))
  if (Array.isArray(value)) return value.map((member: Value, index) => inner(String(index), member))
  return Object.fromEntries(Object.entries(value as Document).map(([name, member]) => [name, inner(name, member)]))
}

/** What the leaf may say instead, as far as the specification allows it: a few of many values. */
export function* changed(document: Value, { path, member, value }: Leaf, allowed: Judge): Generator<Value> {
  const others: readonly Value[] =
    typeof value === 'boolean'
      ? [!value]
      : typeof value === 'number'
        ? [value + 1, value - 1, value / 2].filter((other) => other !== value)
        : (enumerations.get(member) ?? []).filter((other) => other !== value)
  for (const other of others.slice(0, 12)) {
    const candidate = replaced(document, path, other)
    if (allowed(candidate)) yield candidate
  }
}

/** A word that stands nowhere else. */
export const canary = 'Canary7x'

/**
 * Whether a loss tells of the leaf: at its path, or above it where the whole was lost or cut to a rule; never all there is, all
 * messages or all tools, but for what an answer repeats of its request (ENV-3).
 */
export const accounts = (losses: readonly Loss[], leaf: string): boolean =>
  losses.some(({ path, fate, rule }) => {
    if (path === leaf) return true
    if (fate === 'folded') return cuts.some((cut) => cut.rule === rule && cut.path === path && cut.leaves.test(leaf))
    const whole = fate === 'dropped' || fate === 'rejected' || fate === 'carried'
    const isAll = ['', '/messages', '/input', '/tools'].includes(path) && rule !== 'ENV-3'
    return whole && !isAll && leaf.startsWith(`${path}/`)
  })

/** Rules that reckon several leaves against each other, and so tell of them where they hang together. */
const cuts: readonly { readonly rule: string; readonly path: string; readonly leaves: RegExp }[] = [
  // Slices of the prompt, and of the output, are cut to what they are slices of.
  { rule: 'USE-3', path: '/usage', leaves: /^\/usage\/(prompt|input)_tokens_details\/(cached_tokens|cache_write_tokens)$/ },
  { rule: 'USE-3', path: '/usage/completion_tokens_details', leaves: /\/reasoning_tokens$/ },
  { rule: 'USE-3', path: '/usage/output_tokens_details', leaves: /\/reasoning_tokens$/ },
  // A share of the limit in tokens becomes one of a few levels.
  { rule: 'EFF-O-5', path: '/thinking', leaves: /^\/thinking\/budget_tokens$/ },
]
