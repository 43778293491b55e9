import { undecided } from '../../translate/fate.ts'
import type { TokenCountCodec } from '../../translate/format.ts'

/** The call that counts tokens. */
export const tokenCount: TokenCountCodec | null = {
  path: '/responses/input_tokens',
  request: undecided,
  read: undecided,
  answer: undecided,
}
