import type { Json, JsonObject } from '../../interlingua/json.ts'
import type { EncodedRequest, TokenCountCodec } from '../../translate/format.ts'
import { Ledger } from '../../translate/ledger.ts'
import { Reader } from '../../translate/reader.ts'
import type { Nothing } from '../../translate/triage.ts'
import { unread } from '../../translate/unread.ts'
import { core } from './fates.ts'
import type { InputTokenCountResponse } from './generated/shapes.ts'
import { name } from './name.ts'

/** `POST /v1/responses/input_tokens` (AUX-1, AUX-2): the create request without what does not count. */
export const tokenCount: TokenCountCodec | null = {
  path: '/responses/input_tokens',
  request: ({ body }: EncodedRequest): JsonObject =>
    Object.fromEntries(Object.entries(body).filter(([member]) => Object.hasOwn(core.InputTokenCountParams, member))),
  read: (body: Json): number | null => {
    const reader = new Reader(new Ledger(name, { rule: 'ENV-5', why: 'unknown member', level: 'info' }))
    const { object, input_tokens, ...rest } = reader.fields(unread<InputTokenCountResponse>(body), core.InputTokenCountResponse, '')
    rest satisfies Nothing
    reader.known(object)
    return reader.number(input_tokens, '/input_tokens')
  },
  answer: (inputTokens: number): JsonObject => ({ object: 'response.input_tokens', input_tokens: inputTokens }),
}
