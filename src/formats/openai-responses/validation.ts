import type { Validation } from '../../translate/format.ts'
import { validationBy } from '../../translate/validation.ts'
import { documentOf } from './headers.ts'

/** Loads the validators, which are large and of which few requests have need (VAL-1, VAL-2). */
export async function loadValidation(): Promise<Validation> {
  const { validators: open } = await import('./generated/validate.js')
  const { validators: closed } = await import('./generated/validate.closed.js')
  return validationBy({ open, closed, documentOf, answers: 'v1' })
}
