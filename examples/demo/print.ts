import { inspect, isDeepStrictEqual, styleText } from 'node:util'
import type { Report } from './play.ts'

/** Shows a report: every turn as the client sent it, as the provider received it and as the SDK assembled it. */
export function print({ title, turns, problem }: Report): void {
  console.log(`\n${problem === null ? paint('green', '✓') : paint('red', '✗')} ${paint('bold', title)}`)
  for (const { sent, received, assembled } of turns) {
    show('the client sent', sent)
    show('the provider received', isDeepStrictEqual(sent, received) ? UNCHANGED : received)
    show('the SDK assembled', assembled)
  }
  if (problem !== null) console.log(paint('red', `  ${problem}`))
}

/** Colours a text, on a terminal that wants colours only. */
export const paint = (style: Parameters<typeof styleText>[0], text: string): string => (COLOURS ? styleText(style, text) : text)

const COLOURS = process.stdout.isTTY && process.env['NO_COLOR'] === undefined

const UNCHANGED = Symbol('the very same')

function show(label: string, value: unknown): void {
  const text =
    value === UNCHANGED
      ? paint('dim', 'the very same')
      : inspect(telling(value), { depth: null, compact: 4, breakLength: 96, colors: COLOURS })
  console.log(`  ${paint('cyan', label.padEnd(22))} ${text.replaceAll('\n', '\n    ')}`)
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
  typeof member === 'object' && member !== null ? Object.values(member).some(saysSomething) : Boolean(member)
