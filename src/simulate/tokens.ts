const PIECE = /\s*(?:[\p{L}\p{M}\p{N}_]{1,5}|[^\s\p{L}\p{M}\p{N}_])|\s+/gu

/** Cuts a text into tokens; joined again they are the text. A word is one token for every five letters. */
export const tokenize = (text: string): readonly string[] => text.match(PIECE) ?? []

/** The number of tokens of a text. */
export const countTokens = (text: string): number => tokenize(text).length

/** The first tokens of a text, at most `limit` of them. */
export const firstTokens = (text: string, limit: number): string => tokenize(text).slice(0, Math.max(0, limit)).join('')

/** Cuts a text into fragments of `size` tokens, the way a provider streams it. */
export function fragments(text: string, size: number): readonly string[] {
  const tokens = tokenize(text)
  const count = Math.ceil(tokens.length / size)
  return Array.from({ length: count }, (_, index) => tokens.slice(index * size, (index + 1) * size).join(''))
}
