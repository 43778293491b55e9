import { fault, type Fault } from '../interlingua/fault.ts'
import type { Headers } from '../translate/format.ts'
import { refusedFrom, strictest, type Strictness } from '../translate/strictness.ts'
import type { Destination } from './router.ts'

/** The request header that asks for another strictness than the route's, and the answer header that says which was in force. */
export const strictnessHeader = 'x-diglot-strictness'

/**
 * The strictness of one request: the route's, or what its header asks for. Stricter is granted always, less strict only where
 * the route gives leave; else the route's own stays in force. A value that is none is a fault, so that nobody believes
 * in a strictness that was not understood.
 */
export function strictnessFor(
  { strictness, mayLoosen }: Pick<Destination, 'strictness' | 'mayLoosen'>,
  headers: Headers,
): Strictness | Fault {
  const asked = headers[strictnessHeader]?.trim()
  if (asked === undefined || asked === '') return strictness
  if (!isStrictness(asked))
    return fault('invalidRequest', `the header ${strictnessHeader} takes strict, default or lenient, not '${asked}'`)
  return mayLoosen ? asked : strictest(strictness, asked)
}

const isStrictness = (text: string): text is Strictness => Object.hasOwn(refusedFrom, text)
