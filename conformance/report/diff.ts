/** A line of a comparison: only expected, only received, or both. */
export interface Line {
  readonly sign: '-' | '+' | ' '
  readonly text: string
}

/**
 * Compares an expectation and what came line by line: JSON with its members sorted, events of a stream likewise. A matcher is
 * a line that any value of its member equals; null is no member. Far from a change, lines are left out; where the
 * expectation is `open`, what came beyond it is a change only if nothing is missing.
 */
export function differences(expected: string, received: string, open = false): Line[] {
  const lines = compared(linesOf(expected), linesOf(received))
  const missing = open && lines.some(({ sign }) => sign === '-')
  const changes = lines.map(({ sign }) => (missing ? sign === '-' : sign !== ' '))
  const near = lines.map((_, index) => changes.slice(Math.max(0, index - 2), index + 3).some(Boolean))
  return lines.filter((_, index) => near[index])
}

function linesOf(text: string): string[] {
  const whole = parsed(text)
  if (whole !== undefined) return printed(whole, '')
  return text.split(/\r\n|\n|\r/).flatMap((line) => {
    const data = parsed(line.replace(/^data: ?/, ''))
    if (data !== undefined) return printed(data, '  ')
    return line === '' || line.startsWith(':') ? [] : [line]
  })
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return value
  } catch {
    return undefined
  }
}

/** JSON over several lines without commas, matchers and empty things on one. */
function printed(value: unknown, indent: string, name = ''): string[] {
  const head = `${indent}${name}`
  if (typeof value !== 'object' || value === null) return [`${head}${JSON.stringify(value)}`]
  const members: [string, unknown][] = Array.isArray(value)
    ? value.map((item): [string, unknown] => ['', item])
    : Object.entries(value)
        .filter(([, below]) => below !== null)
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([member, below]) => [`"${member}": `, below])
  if (members.length === 0 || members[0]?.[0].startsWith('"$')) return [`${head}${JSON.stringify(value)}`]
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}']
  return [`${head}${open}`, ...members.flatMap(([member, below]) => printed(below, `${indent}  `, member)), `${indent}${close}`]
}

/** Whether a line that came may stand where another is expected. */
function fits(expected: string, received: string): boolean {
  if (expected === received) return true
  const at = expected.indexOf('{"$')
  return at > 0 && received.startsWith(expected.slice(0, at)) && !/[[{]$/.test(received)
}

const most = 600

/** The longest common subsequence keeps its place. */
function compared(before: readonly string[], after: readonly string[]): Line[] {
  const [a, b] = [before.slice(0, most), after.slice(0, most)]
  const width = b.length + 1
  const common = new Uint16Array((a.length + 1) * width)
  const at = (i: number, j: number): number => common[i * width + j] ?? 0
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      common[i * width + j] = fits(a[i] ?? '', b[j] ?? '') ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  const lines: Line[] = []
  for (let i = 0, j = 0; i < a.length || j < b.length;) {
    const [left, right] = [a[i], b[j]]
    const same = left !== undefined && right !== undefined && fits(left, right)
    if (same && at(i, j) === at(i + 1, j + 1) + 1) {
      lines.push({ sign: ' ', text: right })
      i++
      j++
    } else if (left !== undefined && (right === undefined || at(i + 1, j) >= at(i, j + 1))) {
      lines.push({ sign: '-', text: left })
      i++
    } else if (right !== undefined) {
      lines.push({ sign: '+', text: right })
      j++
    }
  }
  return lines
}
