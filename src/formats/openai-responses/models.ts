import { undecided } from '../../translate/fate.ts'
import type { ModelsCodec } from '../../translate/format.ts'

/** Lists of models. */
export const modelsCodec: ModelsCodec = undecided
