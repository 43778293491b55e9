import { prefixOf } from './rules.ts'

/** The ids a text names, each once. */
export interface Named {
  readonly known: readonly string[]
  /** Words of the form of an id that are none. */
  readonly unknown: readonly string[]
}

/**
 * A reader of ids in free text. Only whole words count: `STR-2a` does not name `STR-2`, and `SAM-1 to SAM-7` names two
 * ids. A word of a listed prefix whose number is not listed is unknown; `UTF-8` or `SHA-256` is a word like any other.
 */
export function idReader(ids: readonly string[]): (text: string) => Named {
  const listed = new Set(ids)
  const families = new Set(ids.map(familyOf))
  const looksLikeId = (word: string) => /^L\d\d$/.test(word) || (/^[A-Z]+(-[A-Z]+)*-\d+[a-z]?$/.test(word) && families.has(familyOf(word)))
  return (text) => {
    const words = [...new Set(text.match(/\w+(?:-\w+)*/g))]
    return {
      known: words.filter((word) => listed.has(word)),
      unknown: words.filter((word) => !listed.has(word) && looksLikeId(word)),
    }
  }
}

function familyOf(id: string): string {
  return prefixOf(id).split('-', 1).join('')
}
