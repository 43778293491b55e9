import type { ModelsCodec } from '../../translate/format.ts'
import type { Nothing } from '../../translate/triage.ts'
import { unread } from '../../translate/unread.ts'
import { openAiModels } from '../../vendors/openai/models.ts'
import { core } from './fates.ts'
import type * as wire from './generated/shapes.ts'
import { name as own } from './name.ts'

/** Lists of models in OpenAI's shape (EP-2, AUX-3). */
export const modelsCodec: ModelsCodec = openAiModels(own, {
  page: (body, reader) => {
    const { data, object, ...rest } = reader.fields(unread<wire.ModelsPage>(body), core.ModelsPage, '')
    rest satisfies Nothing
    reader.known(object)
    return reader.list(data, '/data')
  },
  model: (model, at, reader) => {
    const { id, created, object, owned_by, ...rest } = reader.fields(unread<wire.Model>(model), core.Model, at)
    rest satisfies Nothing
    reader.known(object)
    return { id, created, owned_by }
  },
})
