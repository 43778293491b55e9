import type { Document, Value } from '../../conformance/arbitrary.ts'
import type { Loss } from '../../src/index.ts'
import { below, members } from '../../src/translate/pointer.ts'
import { replaced } from './leaves.ts'

/** What a rule makes of a document where it folds the value at `path`, as literals of the rule. */
type Fold = (document: Document, path: string, fate: Loss['fate']) => Document

/** What becomes of a document by rules that do not only take away. */
export type Folds = { readonly [rule: string]: Fold }

/**
 * The document as `losses` say that it arrived: without what was dropped, refused or kept aside, and with what the rules of
 * `folds` put in the place of the rest. A rule that folds and has no line here is no part of the projection, and is named.
 */
export function project(document: Document, losses: readonly Loss[], folds: Folds): Document {
  const gone = losses.filter(({ fate, rule }) => fate !== 'folded' && fate !== 'emulated' && !folds[rule])
  const folded = losses.filter((loss) => !gone.includes(loss))
  const without = removed(document, new Set(gone.map(({ path }) => path)))
  return folded.reduce((projected, { rule, path, fate }) => {
    const fold = folds[rule]
    if (!fold) throw new Error(`no projection of ${rule} at ${path}`)
    return fold(projected, path, fate)
  }, without)
}

/** The document without the values at `paths`. */
export function removed(document: Document, paths: ReadonlySet<string>): Document {
  return without(document, '', paths) as Document
}

function without(value: Value, at: string, paths: ReadonlySet<string>): Value {
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries(value).flatMap(([name, inner]): [string, Value][] => {
    const here = below(at, name)
    return paths.has(here) ? [] : [[name, without(inner, here, paths)]]
  })
  return Array.isArray(value) ? kept.map(([, inner]) => inner) : Object.fromEntries(kept)
}

/** A fold that puts `value` in the place of what was there. */
export const becomes =
  (value: Value): Fold =>
  (document, path) =>
    replaced(document, path, value) as Document

/** A fold that takes a member away together with the member that holds it, `levels` up. */
export const goes =
  (levels: number): Fold =>
  (document, path) => {
    const names = members(path)
    return removed(document, new Set([`/${names.slice(0, names.length - levels).join('/')}`]))
  }

/** What stands at `path`; undefined where nothing does. */
export const valueAt = (document: Document, path: string): Value | undefined =>
  members(path).reduce<Value | undefined>(
    (value, name) => (typeof value === 'object' && value !== null ? (value as Document)[name] : undefined),
    document,
  )
