import { type Facts, type Type, namesIn } from './facts.ts'

/**
 * The names a client can reach from the roots without passing through a hosted tool: the portable core of one document.
 * Names of hosted shapes may hold `*`.
 */
export function reach(facts: Facts, roots: readonly string[], hosted: readonly string[]): ReadonlySet<string> {
  const stop = hosted.map(globPattern)
  const seen = new Set<string>()
  const visit = (type: Type): void => {
    for (const name of namesIn(type)) {
      if (seen.has(name) || stop.some((pattern) => pattern.test(name))) continue
      seen.add(name)
      const alias = facts.aliases.get(name)
      if (alias !== undefined) visit(alias.type)
      for (const field of facts.shapes.get(name)?.fields ?? []) visit(field.type)
    }
  }
  for (const role of roots) {
    const type = facts.roots.get(role)
    if (type !== undefined) visit(type)
  }
  return seen
}

export const globPattern = (glob: string): RegExp => new RegExp(`^${glob.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`)
