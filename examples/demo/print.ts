import { isDeepStrictEqual, styleText } from 'node:util'
import type { Report } from './play.ts'

/** Puts a report on the terminal: each turn as the client sent it, as the provider received it, as the SDK assembled it. */
export function print(report: Report): void {
  const { title, turns, problem } = report
  console.log(`\n${problem === null ? paint('green', '✓') : paint('red', '✗')} ${paint('bold', title)}`)
  for (const { sent, received, assembled } of turns) {
    console.log(line('client sent', sent))
    console.log(isDeepStrictEqual(sent, received) ? line('provider received', SAME) : line('provider received', received))
    console.log(line('SDK assembled', assembled))
  }
  if (problem !== null) console.log(paint('red', `  ${problem}`))
}

type Style = Parameters<typeof styleText>[0]

/** Colours a text, on a terminal that wants colours only. */
export const paint = (style: Style, text: string): string =>
  process.stdout.isTTY && process.env['NO_COLOR'] === undefined ? styleText(style, text) : text

const WIDTH = 19
const SAME = Symbol('the same, unchanged')

const line = (label: string, value: unknown): string =>
  `  ${paint('dim', label.padEnd(WIDTH))}${value === SAME ? paint('dim', 'the same, unchanged') : compact(value)}`

/** A value on one line: names without quotes, members that say nothing left out, long texts shortened. */
function compact(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 90 ? `${value.slice(0, 89)}…` : value)
  if (Array.isArray(value)) return `[${value.map(compact).join(', ')}]`
  if (typeof value !== 'object' || value === null) return String(value)
  const members = Object.entries(value).filter(([, member]) => says(member))
  return `{ ${members.map(([name, member]) => `${name}: ${compact(member)}`).join(', ')} }`
}

/** Null, zero and what consists of nothing else say nothing. */
const says = (member: unknown): boolean =>
  typeof member === 'object' && member !== null ? Object.values(member).some(says) : Boolean(member ?? 0)
