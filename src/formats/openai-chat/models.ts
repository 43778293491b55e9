import type { JsonObject } from '../../interlingua/json.ts'
import type { Model, ModelsCodec } from '../../translate/format.ts'
import { Ledger } from '../../translate/ledger.ts'
import { Reader } from '../../translate/reader.ts'
import type { Nothing } from '../../translate/triage.ts'
import { unread, written, type Unread } from '../../translate/unread.ts'
import { core } from './fates.ts'
import type * as wire from './generated/shapes.ts'
import { name as own } from './name.ts'

/** Lists of models in OpenAI's shape (EP-2, AUX-3). */
export const modelsCodec: ModelsCodec = {
  list: (models) => ({ object: 'list', data: models.map((model) => encodeModel(model)) }),
  one: encodeModel,
  decode: (body) => {
    const reader = new Reader(new Ledger(own, { rule: 'ENV-5', why: 'a member that nobody knows', level: 'info' }))
    const { data, object, ...rest } = reader.fields(unread<wire.ModelsPage>(body), core.ModelsPage, '')
    rest satisfies Nothing
    reader.known(object)
    return reader.list(data, '/data').flatMap((model, i) => decodeModel(model, `/data/${i}`, reader))
  },
}

function encodeModel({ id, created, ownedBy }: Model): JsonObject {
  const model: wire.Model = { id, object: 'model', created, owned_by: ownedBy }
  return written(model)
}

function decodeModel(model: Unread<wire.Model>, at: string, reader: Reader): Model[] {
  const { id, created, object, owned_by, ...rest } = reader.fields(model, core.Model, at)
  rest satisfies Nothing
  reader.known(object)
  const name = reader.string(id, `${at}/id`)
  if (name === null) return []
  return [
    {
      id: name,
      displayName: name,
      created: reader.number(created, `${at}/created`) ?? 0,
      ownedBy: reader.string(owned_by, `${at}/owned_by`) ?? 'openai',
      maxInput: null,
      maxOutput: null,
    },
  ]
}
