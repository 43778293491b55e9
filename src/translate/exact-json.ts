import type { Json } from '../interlingua/json.ts'

/**
 * JSON whose long numbers survive (TR-6): a double holds some 17 digits, ids in tool arguments may be longer. `parseExact`
 * reads such a number as a marked string and `writeExact` writes it as the number it was; all other JSON is read and
 * written as ever, at the cost of one search.
 */
export function parseExact(text: string): Json {
  return JSON.parse(isExposed(text) ? mark(text) : text) as Json
}

/** The text of a value that may hold marked numbers; on lines of their own, indented by `space`, where it is given. */
export function writeExact(value: unknown, space?: number): string {
  const text = JSON.stringify(value, null, space)
  return text.includes(marker) ? text.replace(marked, '$1') : text
}

// A private-use character opens the marker: as good as never on the wire, and harmless where it is, since only digits follow.
const marker = '\uE0D1#'
const number = String.raw`-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?`
const marked = new RegExp(`"${marker}(${number})"`, 'g')
const isNumber = new RegExp(`^${number}$`)

/** A number that JavaScript would not write as it is, or a text that could be taken for one. */
const long = /\d{16}|\d\.\d{16}|\d[eE][+-]?\d{3}/

const isExposed = (text: string): boolean => long.test(text)

/** Strings are matched only to be skipped: digits inside them stay as they are. */
const token = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*/g

function mark(text: string): string {
  return text.replace(token, (found) => {
    if (found.startsWith('"') || !isNumber.test(found) || isSame(found)) return found
    return `"${marker}${found}"`
  })
}

/** True where JavaScript keeps the number's value. `1.0` and `1e2` are spelt otherwise, and are the same. */
function isSame(found: string): boolean {
  const value = Number(found)
  return Number.isFinite(value) && canonical(found) === canonical(String(value))
}

/** Digits without point, leading and trailing zeros, and the exponent they imply. */
function canonical(text: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? []
  const digits = (whole + fraction).replace(/^0+/, '')
  const significant = digits.replace(/0+$/, '')
  if (significant === '') return '0'
  return `${sign}${significant}e${Number(exponent) - fraction.length + (digits.length - significant.length)}`
}
