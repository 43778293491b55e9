import { textFor } from './pattern.ts'

/** What a JSON schema demands of a string; lengths in code points. */
export interface StringRules {
  readonly least: number
  readonly most: number
  readonly pattern: string | null
  readonly format: string | null
}

/** A string that keeps the rules: the first name not used yet that does, else an example made for them. */
export function stringFor(rules: StringRules, names: readonly string[], used: Set<string>): string {
  const fitting = names.filter((name) => accepts(rules, name))
  const name = fitting.find((candidate) => !used.has(candidate)) ?? fitting[0]
  if (name === undefined) return madeFor(rules)
  used.add(name)
  return name
}

const EXAMPLES: Readonly<Record<string, string>> = {
  'date-time': '2026-01-31T12:00:00Z',
  date: '2026-01-31',
  time: '12:00:00Z',
  duration: 'P1D',
  email: 'someone@example.com',
  hostname: 'example.com',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  uri: 'https://example.com/',
  uuid: '00000000-0000-4000-8000-000000000000',
}

const SHAPES: Readonly<Record<string, RegExp>> = {
  'date-time': /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/,
  date: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])$/,
  email: /^[\w.+-]+@[\w-]+(\.[\w-]+)+$/,
  ipv4: /^((25[0-5]|2[0-4]\d|1?\d?\d)(\.(?!$)|$)){4}$/,
  uri: /^https?:\/\/[\w.-]+(\/[\w./-]*)?$/,
}

function accepts(rules: StringRules, text: string): boolean {
  const { length } = Array.from(text)
  if (length < rules.least || length > rules.most) return false
  if (rules.format !== null && rules.format in EXAMPLES && SHAPES[rules.format]?.test(text) !== true) return false
  return rules.pattern === null || matches(rules.pattern, text)
}

function madeFor(rules: StringRules): string {
  const example = rules.format === null ? undefined : EXAMPLES[rules.format]
  if (example !== undefined) return example
  if (rules.pattern === null) return 'example'.padEnd(rules.least, '-').slice(0, rules.most)
  for (let extra = 0; extra <= Math.max(2, rules.least); extra++) {
    const text = textFor(rules.pattern, extra)
    if (accepts(rules, text)) return text
  }
  return textFor(rules.pattern)
}

function matches(pattern: string, text: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(text)
  } catch {
    return false
  }
}
