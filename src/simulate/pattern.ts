/**
 * The shortest text that a regular expression of everyday form accepts: literals, classes, groups, alternatives and
 * quantifiers; anchors are understood, look-around and back references are not.
 * @param extra how often more than the minimum an open quantifier repeats its atom
 */
export function textFor(pattern: string, extra = 0): string {
  return alternatives({ pattern, at: 0, extra })
}

interface Reader {
  readonly pattern: string
  readonly extra: number
  at: number
}

const CLASSES: Readonly<Record<string, string>> = { d: '0', w: 'a', s: ' ', D: 'a', W: '-', S: 'a', n: '\n', t: '\t' }

function alternatives(reader: Reader): string {
  let first: string | null = null
  for (;;) {
    const text = sequence(reader)
    first ??= text
    if (reader.pattern[reader.at] !== '|') return first
    reader.at += 1
  }
}

function sequence(reader: Reader): string {
  let text = ''
  for (;;) {
    const next = reader.pattern[reader.at]
    if (next === undefined || next === '|' || next === ')') return text
    const atom = atomAt(reader)
    text += atom.repeat(repetitions(reader))
  }
}

function atomAt(reader: Reader): string {
  const character = reader.pattern[reader.at++] ?? ''
  if (character === '^' || character === '$') return ''
  if (character === '.') return 'a'
  if (character === '[') return classAt(reader)
  if (character === '\\') return escapeAt(reader)
  if (character !== '(') return character
  const prefix = /^\?(?::|<[A-Za-z]\w*>)/.exec(reader.pattern.slice(reader.at))
  reader.at += prefix?.[0].length ?? 0
  const text = alternatives(reader)
  reader.at += 1
  return text
}

function escapeAt(reader: Reader): string {
  const character = reader.pattern[reader.at++] ?? ''
  if (character === 'b' || character === 'B') return ''
  if ((character === 'p' || character === 'P') && reader.pattern[reader.at] === '{') {
    reader.at = reader.pattern.indexOf('}', reader.at) + 1
    return character === 'p' ? 'A' : '-'
  }
  return CLASSES[character] ?? character
}

function classAt(reader: Reader): string {
  const start = reader.at - 1
  while (reader.pattern[reader.at] !== ']' && reader.at < reader.pattern.length) {
    reader.at += reader.pattern[reader.at] === '\\' ? 2 : 1
  }
  reader.at += 1
  const accepted = new RegExp(reader.pattern.slice(start, reader.at), 'u')
  return [...PREFERRED, ...PRINTABLE].find((character) => accepted.test(character)) ?? ''
}

/** Characters to try for a class, plain ones first. */
const PREFERRED = ['a', 'A', '0', ' ', '-', '_', '.']

const PRINTABLE = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index))

function repetitions(reader: Reader): number {
  const quantifier = /^(?:\?|\*|\+|\{(\d+)(,(\d*))?\})\??/.exec(reader.pattern.slice(reader.at))
  if (quantifier === null) return 1
  reader.at += quantifier[0].length
  const [written, from, open, to] = quantifier
  if (written.startsWith('?')) return 0
  if (written.startsWith('*')) return reader.extra
  if (written.startsWith('+')) return 1 + reader.extra
  const least = Number(from)
  if (open === undefined) return least
  return to === undefined || to === '' ? least + reader.extra : Math.min(Number(to), least + reader.extra)
}
