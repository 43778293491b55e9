import { allMembers, keyOf } from '../fidelity/member.ts'
import type { FormatFacts } from '../format-facts.ts'

/** Something that a step brought and that is mapped today. */
export interface News {
  readonly format: string
  /** The version of the SDK that brought it. */
  readonly version: string
  /** In words, as Markdown. */
  readonly what: string
  /** Members of the core: `Shape.field`, `Union: arm`, `Enum = value`. */
  readonly keys: readonly string[]
  /** Files below `src/` that read or write it, each with a text that stands where it does. */
  readonly code: readonly (readonly [file: string, text: string])[]
  /** The conformance case that exercises it. */
  readonly shownBy: string
}

/** A step that brought nothing with a meaning for other providers. */
export interface NoNews {
  readonly format: string
  readonly version: string
  /** In words, as Markdown, after the version's name. */
  readonly why: string
}

/** Keys of members of the core that no document of the older version has, under the names of the newer one. */
export function newMembers(before: FormatFacts, after: FormatFacts): readonly string[] {
  const had = new Set(allMembers(before).map(keyOf))
  return allMembers(after)
    .filter(({ core }) => core)
    .map(keyOf)
    .filter((key) => !had.has(key))
}

/** The table of what was new, as docs/history.md has it. */
export const newsTable = (news: readonly News[]): readonly string[] => [
  '| version | what it brought | mapped in | shown by the case |',
  '| --- | --- | --- | --- |',
  ...news.map(({ format, version, what, code, shownBy }) => {
    const files = code.map(([file]) => `\`${file.replace('formats/', '')}\``).join(', ')
    return `| ${packages[format] ?? format} ${version} | ${what} | ${files} | \`${shownBy}\` |`
  }),
]

const packages: Readonly<Record<string, string>> = {
  'anthropic-messages': '`@anthropic-ai/sdk`',
  'openai-chat': '`openai`',
  'openai-responses': '`openai`',
}
