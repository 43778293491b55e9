import { formatFacts } from '../format-facts.ts'
import type { LoadedFormat } from '../generate.ts'
import type { OpenApi, Schema } from '../openapi.ts'
import type { Codecs } from './codecs.ts'
import type { FormatDrift } from './drift.ts'
import { driftOf } from './drift.ts'
import type { PlacedTable } from './tables.ts'

type Schemas = Readonly<Record<string, Schema>>

/** Changes as a provider might ship them: what they do to the schemas of one document. */
export const storedEdits = {
  'request field': (schemas: Schemas): Schemas => withText(schemas, 'MessageCreateParams', 'verbosity'),
  'stop reason': (schemas: Schemas): Schemas =>
    changed(schemas, 'StopReason', (old) => ({ ...old, enum: [...(old.enum ?? []), 'review'] })),
  'content block': (schemas: Schemas): Schemas => ({
    ...changed(
      changed(schemas, 'ContentBlock', (old) => withArm(old, 'HologramBlock')),
      'RawContentBlockStartEvent',
      (old) => ({
        ...old,
        properties: { ...old.properties, content_block: withArm(old.properties?.['content_block'] ?? {}, 'HologramBlock') },
      }),
    ),
    HologramBlock: object({ data: { type: 'string' }, type: { const: 'hologram' } }),
  }),
  event: (schemas: Schemas): Schemas => ({
    ...changed(schemas, 'RawMessageStreamEvent', (old) => withArm(old, 'RawNoticeEvent')),
    RawNoticeEvent: object({ notice: { type: 'string' }, type: { const: 'notice' } }),
  }),
  'member of an error': (schemas: Schemas): Schemas => withText(schemas, 'ErrorResponse', 'hint'),
  'member of a model': (schemas: Schemas): Schemas => withText(schemas, 'ModelInfo', 'family'),
  'member of a token count': (schemas: Schemas): Schemas => withText(schemas, 'MessageTokensCount', 'method'),
  requiredness: (schemas: Schemas): Schemas =>
    changed(schemas, 'Message', (old) => ({ ...old, required: (old.required ?? []).filter((name) => name !== 'model') })),
} as const

export type StoredEdit = keyof typeof storedEdits

/** The drift report of a format after an edit of one of its documents. */
export function driftAfter(
  format: LoadedFormat,
  document: string,
  edit: StoredEdit,
  tables: readonly PlacedTable[],
  codecs: Codecs | null,
): FormatDrift {
  const documents = new Map<string, OpenApi>(
    [...format.documents].map(([name, old]) => {
      const schemas = name === document ? storedEdits[edit](old.components.schemas) : old.components.schemas
      return [name, { ...old, components: { ...old.components, schemas } }]
    }),
  )
  return driftOf(format, formatFacts(format.format, format.slice, documents), tables, codecs)
}

const withText = (schemas: Schemas, shape: string, name: string): Schemas =>
  changed(schemas, shape, (old) => ({ ...old, properties: { ...old.properties, [name]: { type: 'string' } } }))

const withArm = (union: Schema, name: string): Schema => ({ ...union, oneOf: [...(union.oneOf ?? []), ref(name)] })

const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` })

const object = (properties: Schemas): Schema => ({ type: 'object', properties, required: Object.keys(properties) })

function changed(schemas: Schemas, name: string, change: (old: Schema) => Schema): Schemas {
  const old = schemas[name]
  if (old === undefined) throw new Error(`no schema ${name}`)
  return { ...schemas, [name]: change(old) }
}
