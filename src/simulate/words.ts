const EMPTY_WORDS = new Set(
  (
    'a an and any are as at be by call can could current do does for from function get give given has have how i in ' +
    'input is it its list look make me my now of on or please read run set so tell that the their there these they ' +
    'this to tool tools up use user want was we what when where which who will with you your'
  ).split(' '),
)

/** The words of a text or an identifier that mean something, in lower case and in the singular. */
export const wordsOf = (text: string): readonly string[] =>
  (text.replace(/([a-z])([A-Z])/g, '$1 $2').match(/[\p{L}\p{N}]+/gu) ?? [])
    .map((word) => singular(word.toLowerCase()))
    .filter((word) => word.length > 2 && !EMPTY_WORDS.has(word))

/** Whether a text contains one of the words, whatever its case and number. */
export function mentions(text: string, words: readonly string[]): boolean {
  const said = new Set(wordsOf(text))
  return words.some((word) => said.has(word))
}

/** What a text names, most telling first: quoted parts, then names with capitals and figures, then other words. */
export function namesIn(text: string): readonly string[] {
  const quoted = [...text.matchAll(/["“`]([^"”`]+)["”`]/gu)].map((match) => match[1] ?? '')
  const runs = [...text.matchAll(/(?<![.!?]\s|^)\b\p{Lu}[\p{L}\p{N}-]*(?: \p{Lu}[\p{L}\p{N}-]*)*/gu)].map(([run]) => run)
  const figures = text.match(/[\p{L}-]*\d[\p{L}\d.:/-]*[\p{L}\d]|\d/gu) ?? []
  const others = (text.match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => wordsOf(word).length > 0)
  return [...new Set([...quoted, ...runs, ...figures, ...others])]
}

const singular = (word: string): string => (word.length > 3 && /[^s]s$/.test(word) ? word.slice(0, -1) : word)
