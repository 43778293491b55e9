import type { Json, JsonObject } from '../../interlingua/json.ts'
import type { EncodedRequest, TokenCountCodec } from '../../translate/format.ts'
import type { MessageCountTokensParams } from './generated/shapes.ts'

/** `POST /v1/messages/count_tokens` (AUX-1, AUX-2): the create request without what does not count. */
export const tokenCount: TokenCountCodec = {
  path: '/messages/count_tokens',
  request: ({ body }: EncodedRequest): JsonObject =>
    Object.fromEntries(Object.entries(body).filter(([member]) => Object.hasOwn(counted, member))),
  read: (body: Json): number | null => {
    const tokens = typeof body === 'object' && body !== null && 'input_tokens' in body ? body['input_tokens'] : null
    return typeof tokens === 'number' ? tokens : null
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
