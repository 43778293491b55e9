import type { Headers } from '../../translate/format.ts'
import type { Document } from './generated/validate.js'

export { loseHeaders } from '../../vendors/openai/headers.ts'

/** The document whose members a request may have: there is one, whatever its headers say. */
export const documentOf = (_: Headers): Document => 'v1'
