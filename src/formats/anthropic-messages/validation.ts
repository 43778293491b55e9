import type { Validation } from '../../translate/format.ts'
import { unknownIn, violationOf, violationsOf } from '../../translate/violations.ts'
import { documentOf } from './headers.ts'

/** Loads the validators, which are large and of which few requests have need (VAL-1, VAL-2). */
export async function loadValidation(): Promise<Validation> {
  const { validators } = await import('./generated/validate.js')
  const { validators: closed } = await import('./generated/validate.closed.js')
  return {
    request: (body, headers) => violationsOf(validators[documentOf(headers)].request, body),
    response: (body) => violationOf(validators[answers].response, body),
    event: (data) => violationOf(validators[answers].event, data),
    unknown: (body, headers) => unknownIn(closed[documentOf(headers)].request, body),
  }
}

/** Clients of every version get what the newest promises (VER-1). */
const answers = '2026-10-21'
