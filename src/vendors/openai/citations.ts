import type { WebCitation } from '../../interlingua/part.ts'

/** A page, and the text from `start_index` to before `end_index` that rests on it, counted in UTF-16 units. */
export interface UrlCitation {
  readonly start_index: number
  readonly end_index: number
  readonly title: string
  readonly url: string
}

/** The page that the text from `start` to before `end` rests on, or the part of that text which it names itself (RSP-4). */
export const urlCitation = (page: WebCitation, start: number, end: number): UrlCitation => ({
  start_index: start + (page.start ?? 0),
  end_index: page.end === undefined ? end : start + page.end,
  title: page.title,
  url: page.url,
})
