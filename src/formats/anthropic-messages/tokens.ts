import type { Json, JsonObject } from '../../interlingua/json.ts'
import type { EncodedRequest, TokenCountCodec } from '../../translate/format.ts'
import { Ledger } from '../../translate/ledger.ts'
import { Reader } from '../../translate/reader.ts'
import type { Nothing } from '../../translate/triage.ts'
import { unread } from '../../translate/unread.ts'
import { core } from './fates.ts'
import type { MessageCountTokensParams, MessageTokensCount } from './generated/shapes.ts'
import { name } from './name.ts'

/** `POST /v1/messages/count_tokens` (AUX-1, AUX-2): the create request without what does not count. */
export const tokenCount: TokenCountCodec = {
  path: '/messages/count_tokens',
  request: ({ body }: EncodedRequest): JsonObject =>
    Object.fromEntries(Object.entries(body).filter(([member]) => Object.hasOwn(counted, member))),
  read: (body: Json): number | null => {
    const reader = new Reader(new Ledger(name, { rule: 'ENV-5', why: 'unknown member', level: 'info' }))
    const { input_tokens, ...rest } = reader.fields(unread<MessageTokensCount>(body), core.MessageTokensCount, '')
    rest satisfies Nothing
    return reader.number(input_tokens, '/input_tokens')
  },
  answer: (inputTokens: number): JsonObject => ({ input_tokens: inputTokens }),
}

const counted = {
  model: true,
  messages: true,
  system: true,
  tools: true,
  tool_choice: true,
  thinking: true,
  output_config: true,
  output_format: true,
  cache_control: true,
  speed: true,
  context_management: true,
  compaction: true,
  mcp_servers: true,
  billing_policy: true,
} satisfies { readonly [Member in keyof MessageCountTokensParams]-?: true }
