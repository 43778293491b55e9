import type { TableKind } from '../fate-tables.ts'
import { globPattern } from '../core.ts'
import type { Decided, Tables } from '../fidelity/tables.ts'
import { type MemberKind, keyOf } from '../fidelity/member.ts'
import type { Declared } from './declared.ts'

/** The text of a decision, as one would write it; undefined where nobody has decided. */
export type DecisionOf = (kind: TableKind, table: string, key: string) => string | undefined

/** What today's tables say, and for what they do not name, what is declared. `onDeclared` is told each that had to be. */
export function decisionsFrom(tables: Tables, declared: readonly Declared[], onDeclared: (key: string) => void = () => {}): DecisionOf {
  const globs = declared.flatMap(({ at, fate }) => at.map((glob) => ({ pattern: globPattern(glob), fate })))
  const today = { decide: tables.core, arms: tables.unions, values: tables.enums } as const
  return (kind, table, key) => {
    const known = kind === 'whole' ? own(tables.outer, table) : own(own(today[kind], table) ?? {}, key)
    if (known !== undefined) return fateText(known)
    const name = kind === 'whole' ? table : keyOf({ kind: members[kind], of: table, name: key })
    const found = globs.find(({ pattern }) => pattern.test(name))
    if (found === undefined) return undefined
    onDeclared(name)
    return fateText(found.fate)
  }
}

/** What is declared, and no key asked for. */
export const unneeded = (declared: readonly Declared[], asked: readonly string[]): readonly string[] =>
  declared.flatMap(({ at }) => at).filter((glob) => !asked.some((key) => globPattern(glob).test(key)))

const members: { readonly [K in Exclude<TableKind, 'whole'>]: MemberKind } = { decide: 'field', arms: 'variant', values: 'value' }

const own = <T>(record: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined

/** A fate as the call that makes it. */
function fateText({ fate, into, by, rule, why, level, elsewhere, as }: Decided): string {
  const said = [into, by, rule, why, level, elsewhere].flatMap((word) => (word === undefined ? [] : [quoted(word)]))
  const made = said.length === 0 ? fate : `${fate}(${said.join(', ')})`
  return as === undefined ? made : `shared(${quoted(as)}, ${made})`
}

const quoted = (word: string): string => `'${word.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
