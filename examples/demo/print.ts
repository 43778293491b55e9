import { inspect, isDeepStrictEqual, styleText } from 'node:util'
import type { Report } from './play.ts'

/** Shows a report: every turn as the client sent it, as the provider received it and as the SDK assembled it. */
export function print({ title, turns, problem }: Report): void {
  console.log(`\n${problem === null ? paint('green', '✓') : paint('red', '✗')} ${paint('bold', title)}`)
  turns.forEach(({ sent, received, assembled }, index) => {
    const before = turns[index - 1]
    show('the client sent', news(sent, before?.sent))
    show('the provider received', isDeepStrictEqual(sent, received) ? UNCHANGED : news(received, before?.received))
    show('the SDK assembled', assembled)
  })
  if (problem !== null) console.log(paint('red', `  ${problem}`))
}

/** Colours a text, on a terminal that wants colours only. */
export const paint = (style: Parameters<typeof styleText>[0], text: string): string => (COLOURS ? styleText(style, text) : text)

const COLOURS = process.stdout.isTTY && process.env['NO_COLOR'] === undefined

const UNCHANGED = Symbol('the very same')

function show(label: string, value: unknown): void {
  const text =
    value === UNCHANGED
      ? ` ${paint('dim', 'the very same')}`
      : `\n${inspect(telling(value), { depth: null, compact: 8, breakLength: 112, colors: COLOURS })}`
  console.log(`  ${paint('cyan', `${label}:`)}${text.replaceAll('\n', '\n    ')}`)
}

/** What a document says that the one of the turn before has not said: other members, and further messages. */
function news(document: object | undefined, before: object | undefined): unknown {
  if (document === undefined || before === undefined) return document
  const known = new Map<string, unknown>(Object.entries(before))
  return Object.fromEntries(
    Object.entries(document)
      .filter(([name, member]) => name === 'model' || !isDeepStrictEqual(member, known.get(name)))
      .map(([name, member]) => [name, Array.isArray(member) ? furtherItems(member, known.get(name)) : member]),
  )
}

function furtherItems(items: readonly unknown[], before: unknown): readonly unknown[] {
  const known = Array.isArray(before) ? before.length : 0
  const same = known > 0 && isDeepStrictEqual(items.slice(0, known), before)
  return same ? [`… ${known} as before`, ...items.slice(known)] : items
}

/** A value without the members that say nothing: null, zero, and what consists of nothing else. Long texts are cut. */
function telling(value: unknown): unknown {
  if (typeof value === 'string') return value.length > 120 ? `${value.slice(0, 119)}…` : value
  if (Array.isArray(value)) return value.map(telling)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => saysSomething(member))
      .map(([name, member]) => [name, telling(member)]),
  )
}

const saysSomething = (member: unknown): boolean =>
  typeof member === 'object' && member !== null ? Object.values(member).some(saysSomething) : Boolean(member) || member === false
