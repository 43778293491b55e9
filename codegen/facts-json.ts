import type { FormatFacts } from './format-facts.ts'

/** The facts of a format as JSON, for those who may not import the generator: one line per shape. */
export function factsJson({ format, facts, unions, enums, core }: FormatFacts): string {
  const section = (name: string, entries: readonly (readonly [string, unknown])[]): string =>
    `  ${JSON.stringify(name)}: {\n${entries.map(([key, value]) => `    ${JSON.stringify(key)}: ${JSON.stringify(value)}`).join(',\n')}\n  }`
  const shapes = [...facts.shapes.values()].map(({ name, ...shape }) => [name, { core: core.has(name), ...shape }] as const)
  const aliases = [...facts.aliases.values()].map(({ name, ...alias }) => [name, { core: core.has(name), ...alias }] as const)
  const parts = [
    `  "format": ${JSON.stringify(format)}`,
    `  "documents": ${JSON.stringify(facts.documents)}`,
    section('roots', [...facts.roots]),
    section('shapes', shapes),
    section('aliases', aliases),
    section(
      'unions',
      unions.map(({ name, ...union }) => [name, union]),
    ),
    section(
      'enums',
      enums.map(({ name, ...values }) => [name, values]),
    ),
  ]
  return `{\n${parts.join(',\n')}\n}\n`
}
