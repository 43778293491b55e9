import type { Json, JsonObject } from '../../interlingua/json.ts'
import type { Model } from '../../translate/format.ts'
import { Ledger } from '../../translate/ledger.ts'
import { Reader } from '../../translate/reader.ts'
import { unread, written } from '../../translate/unread.ts'
import { core } from './fates.ts'
import type { ModelInfo, ModelInfosPage } from './generated/shapes.ts'
import { name } from './name.ts'

/** A page with all models (EP-2). */
export function encodeModels(models: readonly Model[]): JsonObject {
  const page: ModelInfosPage = {
    data: models.map(infoOf),
    has_more: false,
    first_id: models[0]?.id ?? null,
    last_id: models.at(-1)?.id ?? null,
  }
  return written(page)
}

/** One model. */
export const encodeModel = (model: Model): JsonObject => written(infoOf(model))

/** The models of an upstream's page; what is no page is an empty one. */
export function decodeModels(body: Json): readonly Model[] {
  const reader = new Reader(new Ledger(name, { rule: 'ENV-5', why: 'unknown member', level: 'info' }))
  const { data } = reader.fields(unread<ModelInfosPage>(body), core.ModelInfosPage, '')
  return reader.list(data, '/data').map((model, index) => {
    const at = `/data/${index}`
    const { id, display_name, created_at, max_input_tokens, max_tokens } = reader.fields(model, core.ModelInfo, at)
    const key = reader.text(id, `${at}/id`)
    const created = Date.parse(reader.string(created_at, `${at}/created_at`) ?? '')
    return {
      id: key,
      displayName: reader.string(display_name, `${at}/display_name`) ?? key,
      created: Number.isNaN(created) ? 0 : Math.floor(created / 1000),
      ownedBy: 'anthropic',
      maxInput: reader.number(max_input_tokens, `${at}/max_input_tokens`),
      maxOutput: reader.number(max_tokens, `${at}/max_tokens`),
    }
  })
}

const infoOf = ({ id, displayName, created, maxInput, maxOutput }: Model): ModelInfo => ({
  id,
  type: 'model',
  display_name: displayName,
  created_at: new Date(created * 1000).toISOString().replace('.000Z', 'Z'),
  capabilities: null,
  lifecycle: 'active',
  line: null,
  deprecated_at: null,
  retires_at: null,
  max_input_tokens: maxInput,
  max_tokens: maxOutput,
})
