import { carried, decide, mapped } from '../../translate/fate.ts'
import type { ModelsCodec } from '../../translate/format.ts'
import type { Nothing } from '../../translate/triage.ts'
import { unread } from '../../translate/unread.ts'
import { openAiModels, type WrittenModel } from '../../vendors/openai/models.ts'
import { name as own } from './name.ts'

interface Page {
  readonly object: 'list'
  readonly data: readonly WrittenModel[]
}

const pageFates = decide<Page>()({ object: mapped, data: mapped })
const modelFates = decide<WrittenModel>()({
  id: mapped,
  object: carried('ENV-5', 'what a list holds goes without saying'),
  created: mapped,
  owned_by: mapped,
})

/** Lists of models in OpenAI's shape (EP-2, AUX-3): one for both of its APIs. */
export const modelsCodec: ModelsCodec = openAiModels(own, {
  page: (body, reader) => {
    const { data, object, ...rest } = reader.fields(unread<Page>(body), pageFates, '')
    rest satisfies Nothing
    reader.known(object)
    return reader.list(data, '/data')
  },
  model: (model, at, reader) => {
    const { id, created, owned_by, ...rest } = reader.fields(unread<WrittenModel>(model), modelFates, at)
    rest satisfies Nothing
    return { id, created, owned_by }
  },
})
