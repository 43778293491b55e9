import type { JsonObject } from '../../interlingua/json.ts'
import type { Output } from '../../interlingua/request.ts'
import type { Ledger } from '../../translate/ledger.ts'
import { withoutIdentity } from '../../translate/schema-identity.ts'
import { saidToOpenAi, type Api } from './api.ts'
import { isStrictSchema, schemaProblem } from './schema.ts'

/** The schema of an answer, as both APIs have it. */
export interface SchemaFormat {
  readonly name: string
  readonly description?: string
  readonly schema: JsonObject
  readonly strict?: boolean
}

/** The schema that an answer is to follow, strict where OpenAI takes it so; null where it takes it in no way (REQ-A-14, SCH-8, SCH-10). */
export function encodeSchemaFormat(
  output: Extract<Output, { readonly kind: 'schema' }>,
  at: string,
  ledger: Ledger,
  { format: own }: Api,
  schemaAt = `${at}/schema`,
): SchemaFormat | null {
  const { name, description, strict } = output
  const schema = ledger.format === own ? output.schema : withoutIdentity(output.schema, schemaAt, ledger)
  const problem = ledger.format === own ? null : schemaProblem(schema)
  if (problem) {
    ledger.lose(`${schemaAt}${problem.path}`, 'rejected', problem.rule, 'reject', problem.why)
    if (name !== null) ledger.lose(at, 'dropped', problem.rule, 'debug', 'without its schema the form says nothing')
    return null
  }
  const promised = strict ?? (saidToOpenAi(ledger) ? null : true)
  const kept = promised === true && (ledger.format === own || isStrictSchema(schema))
  if (promised === true && !kept) ledger.lose(at, 'dropped', 'REQ-A-14', 'warn', 'OpenAI does not take this schema as strict')
  return {
    name: name ?? 'output',
    ...(description === null ? {} : { description }),
    schema,
    ...(promised === null ? {} : { strict: kept }),
  }
}
