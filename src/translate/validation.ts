import type { Headers, Root, Validation } from './format.ts'
import { unknownIn, violationOf, violationsOf, type Validate } from './violations.ts'

/** What generated validators make of a format's documents. */
export interface Validators<Document extends string> {
  /** Schemas that allow members they do not know. */
  readonly open: Documents<Document>
  /** The same that do not: they only count (VAL-2). */
  readonly closed: Documents<Document>
  /** The document that a request is held against, by its headers. */
  readonly documentOf: (headers: Headers) => Document
  /** The document that answers to clients are held against. */
  readonly answers: Document
}

type Documents<Document extends string> = { readonly [D in Document]: { readonly [R in Root]: Validate } }

/** A format's validation by its generated validators (VAL-1, VAL-2). */
export const validationBy = <D extends string>({ open, closed, documentOf, answers }: Validators<D>): Validation => ({
  request: (body, headers) => violationsOf(open[documentOf(headers)].request, body),
  response: (body) => violationOf(open[answers].response, body),
  event: (data) => violationOf(open[answers].event, data),
  unknown: (root, document, headers) => unknownIn(closed[documentOf(headers)][root], document),
})
