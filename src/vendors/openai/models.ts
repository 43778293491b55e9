import type { JsonObject } from '../../interlingua/json.ts'
import type { Model, ModelsCodec } from '../../translate/format.ts'
import { Ledger } from '../../translate/ledger.ts'
import { Reader } from '../../translate/reader.ts'
import type { Unread } from '../../translate/unread.ts'

/** A model as OpenAI lists it; `created` in seconds since 1970. */
export interface WrittenModel {
  readonly id: string
  readonly object: 'model'
  readonly created: number
  readonly owned_by: string
}

/** The members of a listed model that mean something. */
export interface ModelMembers {
  readonly id: Unread<string> | undefined
  readonly created: Unread<number> | undefined
  readonly owned_by: Unread<string> | undefined
}

/** How a format reads a list of models and each of them. */
export interface ModelsReading {
  /** The models of a page, unread. */
  readonly page: (body: unknown, reader: Reader) => readonly Unread<unknown>[]
  readonly model: (model: Unread<unknown>, at: string, reader: Reader) => ModelMembers
}

/** Lists of models in OpenAI's shape (EP-2, AUX-3). */
export const openAiModels = (format: string, { page, model }: ModelsReading): ModelsCodec => ({
  list: (models) => ({ object: 'list', data: models.map((each) => encodeModel(each)) }),
  one: encodeModel,
  decode: (body) => {
    const reader = new Reader(new Ledger(format, { rule: 'ENV-5', why: 'a member that nobody knows', level: 'info' }))
    return page(body, reader).flatMap((each, i) => decodeModel(model(each, `/data/${i}`, reader), `/data/${i}`, reader))
  },
})

function encodeModel({ id, created, ownedBy }: Model): JsonObject {
  const model = { id, object: 'model', created, owned_by: ownedBy } satisfies WrittenModel
  return model
}

function decodeModel({ id, created, owned_by }: ModelMembers, at: string, reader: Reader): Model[] {
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
