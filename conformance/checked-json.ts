import { readFileSync } from 'node:fs'
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import type { CaseFile, ExpectedLoss } from './case.ts'
import caseSchema from './case.schema.json' with { type: 'json' }
import lossesSchema from './losses.schema.json' with { type: 'json' }
import type { Target } from './target.ts'
import targetSchema from './target.schema.json' with { type: 'json' }

/** Files that cannot be used, one line each: `file: /pointer what is wrong`. */
export class FileError extends Error {
  override readonly name = 'FileError'
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(problems.join('\n'))
    this.problems = problems
  }
}

const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true, strictTypes: false, strictRequired: false })
const isCase = ajv.addSchema(caseSchema, 'case.schema.json').compile<CaseFile>(caseSchema)
const areLosses = ajv.compile<readonly ExpectedLoss[]>(lossesSchema)
const isTarget = ajv.compile<Target>(targetSchema)
const areReasons = ajv.compile<{ readonly [glob: string]: string }>({
  type: 'object',
  additionalProperties: { type: 'string', minLength: 10 },
})

/** The `case.json` at a path. Throws a {@link FileError}. */
export const readCaseFile = (file: string): CaseFile => checked(file, isCase)

/** The `losses.expect.json` at a path. Throws a {@link FileError}. */
export const readLosses = (file: string): readonly ExpectedLoss[] => checked(file, areLosses)

/** The `target.json` at a path. Throws a {@link FileError}. */
export const readTarget = (file: string): Target => checked(file, isTarget)

/** The list of known failures at a path: an object of reasons by glob. Throws a {@link FileError}. */
export const readKnownFailures = (file: string): { readonly [glob: string]: string } => checked(file, areReasons)

/** The JSON at a path. Throws a {@link FileError} where there is none. */
export function readJson(file: string): unknown {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    throw new FileError([`${file}: cannot be read`])
  }
  try {
    const value: unknown = JSON.parse(text)
    return value
  } catch (error) {
    throw new FileError([`${file}: is no JSON: ${error instanceof Error ? error.message : String(error)}`])
  }
}

function checked<T>(file: string, isValid: ValidateFunction<T>): T {
  const value = readJson(file)
  if (isValid(value)) return value
  // Which branch of a condition failed says nothing that the branch itself does not say.
  const telling = (isValid.errors ?? []).filter(({ keyword }) => keyword !== 'if')
  throw new FileError([...new Set(telling.map((error) => `${file}: ${explain(error)}`))])
}

function explain({ instancePath, params, message = 'is not valid' }: ErrorObject): string {
  const { additionalProperty, allowedValues }: { additionalProperty?: unknown; allowedValues?: unknown } = params
  if (typeof additionalProperty === 'string') return `${instancePath}/${additionalProperty} is not a known member`
  if (Array.isArray(allowedValues)) return `${instancePath} must be one of ${allowedValues.map(String).join(', ')}`
  return `${instancePath || '/'} ${message}`
}
