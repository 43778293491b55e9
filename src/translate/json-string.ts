/**
 * Reads the text of `{"input":"…"}` while it arrives (EVA-20): what comes out joins to the decoded string, whatever the cut.
 * Of arguments in another form nothing comes out before `end`, which then gives them as they are.
 */
export class WrappedInput {
  #head = ''
  #inside: StringBody | null = null

  push(text: string): string {
    if (this.#inside) return this.#inside.push(text)
    this.#head += text
    if (this.#head.length - text.length > longestOpening) return ''
    const match = opening.exec(this.#head)
    if (!match) return ''
    this.#inside = new StringBody()
    return this.#inside.push(this.#head.slice(match[0].length))
  }

  /** What is left when the arguments are over. */
  end(): string {
    return this.#inside ? this.#inside.end() : inputOf(this.#head)
  }
}

/** Characters of a JSON string without its quotes, decoded as they come; what follows the closing quote is ignored. */
class StringBody {
  /** An escape that is not whole yet. */
  #escape = ''
  /** The first half of a surrogate pair. */
  #half = ''
  #closed = false

  push(text: string): string {
    let out = this.#half
    this.#half = ''
    for (let i = 0; i < text.length && !this.#closed; i++) {
      if (this.#escape !== '') {
        out += this.#unescape(text.charAt(i))
        continue
      }
      const next = special(text, i)
      out += text.slice(i, next)
      i = next
      if (text.charAt(i) === '"') this.#closed = true
      else this.#escape = text.charAt(i)
    }
    if (!isHighSurrogate(out)) return out
    this.#half = out.slice(-1)
    return out.slice(0, -1)
  }

  end(): string {
    return this.#half === '' ? '' : '\uFFFD'
  }

  #unescape(char: string): string {
    this.#escape += char
    if (this.#escape.startsWith('\\u') && this.#escape.length < 6) return ''
    const escape = this.#escape
    this.#escape = ''
    if (escape.length === 6) return String.fromCharCode(Number.parseInt(escape.slice(2), 16))
    return escapes.get(char) ?? char
  }
}

const opening = /^\s*\{\s*"input"\s*:\s*"/

/** Characters after which the arguments are taken to have another form. */
const longestOpening = 256

const escapes: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['b', '\b'],
  ['f', '\f'],
])

/** Index from `from` on of the next quote or backslash, else the length of `text`. */
function special(text: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 34 || code === 92) return i
  }
  return text.length
}

function isHighSurrogate(text: string): boolean {
  const code = text.charCodeAt(text.length - 1)
  return code >= 0xd800 && code <= 0xdbff
}

function inputOf(text: string): string {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && 'input' in value && typeof value.input === 'string') return value.input
  } catch {
    return text
  }
  return text
}
