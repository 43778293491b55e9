/** What a text is so far: nothing but space, the beginning of a JSON value, a whole one, or no JSON whatever follows. */
export type JsonTextState = 'empty' | 'open' | 'complete' | 'broken'

/**
 * Says of a text that arrives in pieces whether it is JSON yet, in constant time per character and without keeping it.
 * A complete value may be followed by white space alone.
 */
export class JsonText {
  #at: Step = 'value'
  /** Open containers, innermost last: true for objects. */
  readonly #open: boolean[] = []
  /** Characters of a literal still to come, or hex digits of an escape. */
  #rest = ''
  #hex = 0
  /** The string being read is a member name. */
  #name = false
  #first = ''
  #broken = false

  get state(): JsonTextState {
    if (this.#broken) return 'broken'
    if (this.#first === '') return 'empty'
    return this.#open.length === 0 && endable.has(this.#at) ? 'complete' : 'open'
  }

  /** The first character that is not space, empty where there is none yet. */
  get first(): string {
    return this.#first
  }

  /** True for a whole JSON object. */
  get isWholeObject(): boolean {
    return this.#first === '{' && this.state === 'complete'
  }

  push(text: string): void {
    for (let i = 0; i < text.length && !this.#broken; i++) {
      if (this.#at === 'string') {
        i = plainEnd(text, i)
        if (i === text.length) return
      }
      const char = text.charAt(i)
      if (this.#first === '' && !isSpace(char)) this.#first = char
      this.#step(char)
    }
  }

  #step(char: string): void {
    switch (this.#at) {
      case 'value':
      case 'firstElement':
        return this.#value(char)
      case 'string':
        return this.#inString(char)
      case 'escape':
        return this.#escape(char)
      case 'hex':
        return this.#hexDigit(char)
      case 'literal':
        return this.#literal(char)
      case 'firstName':
      case 'name':
        return this.#memberName(char)
      case 'colon':
        return this.#punctuation(char, ':', 'value')
      case 'after':
        return this.#after(char)
      case 'minus':
      case 'zero':
      case 'integer':
      case 'point':
      case 'fraction':
      case 'exponent':
      case 'sign':
      case 'power':
        return this.#number(this.#at, char)
    }
  }

  #value(char: string): void {
    if (isSpace(char)) return
    if (char === ']' && this.#at === 'firstElement') return this.#close(false)
    if (char === '{') {
      this.#open.push(true)
      this.#at = 'firstName'
    } else if (char === '[') {
      this.#open.push(false)
      this.#at = 'firstElement'
    } else if (char === '"') this.#string(false)
    else if (char === '-') this.#at = 'minus'
    else if (char === '0') this.#at = 'zero'
    else if (isDigit(char)) this.#at = 'integer'
    else {
      const literal = literals.get(char)
      if (literal === undefined) this.#broken = true
      else {
        this.#rest = literal
        this.#at = 'literal'
      }
    }
  }

  #string(name: boolean): void {
    this.#name = name
    this.#at = 'string'
  }

  #inString(char: string): void {
    if (char === '"') this.#at = this.#name ? 'colon' : 'after'
    else if (char === '\\') this.#at = 'escape'
    else this.#broken = true
  }

  #escape(char: string): void {
    if (char === 'u') {
      this.#hex = 4
      this.#at = 'hex'
    } else if ('"\\/bfnrt'.includes(char)) this.#at = 'string'
    else this.#broken = true
  }

  #hexDigit(char: string): void {
    if (!/[0-9a-fA-F]/.test(char)) this.#broken = true
    this.#hex -= 1
    if (this.#hex === 0) this.#at = 'string'
  }

  #literal(char: string): void {
    if (this.#rest.charAt(0) !== char) this.#broken = true
    this.#rest = this.#rest.slice(1)
    if (this.#rest === '') this.#at = 'after'
  }

  #memberName(char: string): void {
    if (isSpace(char)) return
    if (char === '"') this.#string(true)
    else if (char === '}' && this.#at === 'firstName') this.#close(true)
    else this.#broken = true
  }

  #punctuation(char: string, expected: string, next: Step): void {
    if (char === expected) this.#at = next
    else if (!isSpace(char)) this.#broken = true
  }

  #after(char: string): void {
    if (isSpace(char)) return
    const object = this.#open.at(-1)
    if (char === ',' && object !== undefined) this.#at = object ? 'name' : 'value'
    else if (char === '}' || char === ']') this.#close(char === '}')
    else this.#broken = true
  }

  #close(object: boolean): void {
    if (this.#open.pop() !== object) this.#broken = true
    this.#at = 'after'
  }

  #number(at: NumberStep, char: string): void {
    const kind = isDigit(char) ? (char === '0' ? 'zero' : 'digit') : char
    const next = numbers[at][kind]
    if (next !== undefined) this.#at = next
    else if (endable.has(at)) {
      this.#at = 'after'
      this.#after(char)
    } else this.#broken = true
  }
}

type NumberStep = 'minus' | 'zero' | 'integer' | 'point' | 'fraction' | 'exponent' | 'sign' | 'power'
type Step = NumberStep | 'value' | 'firstElement' | 'string' | 'escape' | 'hex' | 'literal' | 'firstName' | 'name' | 'colon' | 'after'

/** Where a number goes on to by the next character: digits other than 0 are `digit`. */
const numbers: { readonly [At in NumberStep]: { readonly [kind: string]: NumberStep } } = {
  minus: { zero: 'zero', digit: 'integer' },
  zero: { '.': 'point', e: 'exponent', E: 'exponent' },
  integer: { zero: 'integer', digit: 'integer', '.': 'point', e: 'exponent', E: 'exponent' },
  point: { zero: 'fraction', digit: 'fraction' },
  fraction: { zero: 'fraction', digit: 'fraction', e: 'exponent', E: 'exponent' },
  exponent: { zero: 'power', digit: 'power', '+': 'sign', '-': 'sign' },
  sign: { zero: 'power', digit: 'power' },
  power: { zero: 'power', digit: 'power' },
}

/** Steps at which a value outside containers is whole. */
const endable: ReadonlySet<Step> = new Set<Step>(['after', 'zero', 'integer', 'fraction', 'power'])

const literals: ReadonlyMap<string, string> = new Map([
  ['t', 'rue'],
  ['f', 'alse'],
  ['n', 'ull'],
])

const isSpace = (char: string): boolean => char === ' ' || char === '\n' || char === '\r' || char === '\t'
const isDigit = (char: string): boolean => char >= '0' && char <= '9'

/** Index from `from` on of the first character that a JSON string does not take as it is, else the length of `text`. */
function plainEnd(text: string, from: number): number {
  let i = from
  for (; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 34 || code === 92 || code < 32) return i
  }
  return i
}
