/** A line of a comparison: only expected, only received, or both. */
export interface Line {
  readonly sign: '-' | '+' | ' '
  readonly text: string
}

/** Compares two messages line by line: JSON with its members sorted, events of a stream a line each. Far from a change, lines are left out. */
export function differences(expected: string, received: string): Line[] {
  const lines = compared(linesOf(expected), linesOf(received))
  const near = lines.map((_, index) => lines.slice(Math.max(0, index - 2), index + 3).some(({ sign }) => sign !== ' '))
  return lines.filter((_, index) => near[index])
}

function linesOf(text: string): string[] {
  try {
    return JSON.stringify(sorted(JSON.parse(text)), null, 2).split('\n')
  } catch {
    return text.split(/\r\n|\n|\r/).filter((line) => line !== '' && !line.startsWith(':'))
  }
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([member, below]) => [member, sorted(below)]),
  )
}

/** The longest common subsequence keeps its place. */
function compared(before: readonly string[], after: readonly string[]): Line[] {
  const most = 600
  const [a, b] = [before.slice(0, most), after.slice(0, most)]
  const width = b.length + 1
  const common = new Uint16Array((a.length + 1) * width)
  const at = (i: number, j: number): number => common[i * width + j] ?? 0
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      common[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  const lines: Line[] = []
  for (let i = 0, j = 0; i < a.length || j < b.length;) {
    const [left, right] = [a[i], b[j]]
    if (left !== undefined && left === right) {
      lines.push({ sign: ' ', text: left })
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
