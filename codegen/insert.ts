import { Node, type ObjectLiteralElementLike, type ObjectLiteralExpression, type SourceFile } from 'ts-morph'

/** Text to put into a file at a position; nothing is taken out. */
export interface Insertion {
  readonly at: number
  readonly text: string
}

/** The text with every insertion made. */
export function applyInsertions(text: string, insertions: readonly Insertion[]): string {
  const ordered = insertions.map((insertion, index) => ({ ...insertion, index }))
  ordered.sort((one, other) => other.at - one.at || other.index - one.index)
  return ordered.reduce((result, { at, text: added }) => result.slice(0, at) + added + result.slice(at), text)
}

/** Entries at the end of a literal: on lines of their own, or on its one line. */
export function keyInsertion(literal: ObjectLiteralExpression, entries: readonly string[]): Insertion {
  const properties = literal.getProperties()
  const last = properties.at(-1)
  if (last === undefined) return { at: literal.getStart() + 1, text: ` ${entries.join(', ')} ` }
  const close = literal.getEnd() - 1
  const after = literal.getSourceFile().getFullText().slice(last.getEnd(), close)
  const comma = /^\s*,/.exec(after)
  const at = last.getEnd() + (comma?.[0].length ?? 0)
  const before = comma === null ? ',' : ''
  if (!after.includes('\n')) return { at, text: `${before} ${entries.join(', ')}` }
  const indent = ' '.repeat(last.getStart() - last.getStartLinePos())
  return { at, text: before + entries.map((entry) => `\n${indent}${entry},`).join('') }
}

/** A name among those that a file imports from the fates, in its order; none where it is there, or nothing comes from there. */
export function importInsertion(file: SourceFile, name: string): Insertion | undefined {
  const all = file.getImportDeclarations().filter((each) => each.getModuleSpecifierValue().endsWith('/translate/fate.ts'))
  if (all.some((each) => each.getNamedImports().some((named) => named.getName() === name))) return undefined
  const declaration = all.find((each) => !each.isTypeOnly())
  const named = declaration?.getNamedImports() ?? []
  const after = named.find((each) => each.getName().toLowerCase() > name)
  const last = named.at(-1)
  if (after !== undefined) return { at: after.getStart(), text: `${name}, ` }
  if (last !== undefined) return { at: last.getEnd(), text: `, ${name}` }
  const [types] = all
  return types && { at: types.getEnd(), text: `\nimport { ${name} } from '${types.getModuleSpecifierValue()}'` }
}

/** A remark before a key that decides something the specs no longer have; none where it stands there already. */
export function orphanInsertion(property: ObjectLiteralElementLike, name: string): Insertion | undefined {
  const remark = `orphan: the spec no longer has '${name}'`
  if (property.getLeadingCommentRanges().some((comment) => comment.getText().includes(remark))) return undefined
  if (!Node.isPropertyAssignment(property) && !Node.isShorthandPropertyAssignment(property)) return undefined
  const start = property.getStart()
  const indent = start - property.getStartLinePos()
  const startsLine = property.getSourceFile().getFullText().slice(property.getStartLinePos(), start).trim() === ''
  return { at: start, text: startsLine ? `// ${remark}\n${' '.repeat(indent)}` : `/* ${remark} */ ` }
}
