import type { News, NoNews } from './news.ts'

/** What was really new in a step and is mapped: at least one of each step, where there was anything to map. */
export const news: readonly News[] = [
  {
    format: 'anthropic-messages',
    version: '0.97.1',
    what: 'value `OutputConfig.effort` `xhigh`',
    keys: ['OutputConfig.effort = xhigh'],
    code: [
      ['formats/anthropic-messages/request.decode.ts', "xhigh: 'xhigh'"],
      ['formats/anthropic-messages/reasoning.ts', 'wireEfforts'],
    ],
    shownBy: 'chat-to-messages/thinking/effort-above-high',
  },
  {
    format: 'anthropic-messages',
    version: '0.97.1',
    what: 'fields `stop_details` of answers and of `message_delta`, with `category` and `explanation`',
    keys: ['Message.stop_details', 'RefusalStopDetails.category', 'RefusalStopDetails.explanation'],
    code: [['formats/anthropic-messages/stop.ts', 'decodeStop']],
    shownBy: 'chat-to-messages/refusals/explained',
  },
  {
    format: 'anthropic-messages',
    version: '0.118.0',
    what: 'fields `Usage.output_tokens_details` and `thinking_tokens` in it',
    keys: ['Usage.output_tokens_details', 'OutputTokensDetails.thinking_tokens'],
    code: [['formats/anthropic-messages/usage.ts', 'thinking_tokens']],
    shownBy: 'chat-to-messages/usage/cache-and-thinking-details',
  },
  {
    format: 'anthropic-messages',
    version: '0.137.0',
    what: 'arm `ThinkingConfigParam` `between_tools`',
    keys: ['ThinkingConfigParam: between_tools', 'ThinkingConfigBetweenTools.type'],
    code: [['formats/anthropic-messages/reasoning.ts', 'between_tools']],
    shownBy: 'messages-to-chat/thinking/between-tools',
  },
  {
    format: 'anthropic-messages',
    version: '1.0.0',
    what: 'arm `MessageParam` `system`, a message in mid-conversation',
    keys: ['MessageParam: system', 'SystemMessageParam.content'],
    code: [['formats/anthropic-messages/turns.decode.ts', 'SystemMessageParam']],
    shownBy: 'messages-to-chat/system/mid-conversation',
  },
  {
    format: 'anthropic-messages',
    version: '1.12.0',
    what: 'field `billing_policy` of beta requests',
    keys: ['MessageCreateParams.billing_policy'],
    code: [['formats/anthropic-messages/request.decode.ts', 'carryBilling']],
    shownBy: 'messages-to-chat/headers/bill-to-self',
  },
  {
    format: 'openai-chat',
    version: '6.49.0',
    what: 'field `CompletionUsage.PromptTokensDetails.cache_write_tokens`',
    keys: ['CompletionUsage_PromptTokensDetails.cache_write_tokens'],
    code: [['formats/openai-chat/usage.ts', 'cache_write_tokens']],
    shownBy: 'messages-to-chat/usage/cache-writes',
  },
  {
    format: 'openai-chat',
    version: '6.49.0',
    what: 'field `prompt_cache_breakpoint` of content parts',
    keys: ['ChatCompletionContentPartText.prompt_cache_breakpoint', 'ChatCompletionContentPartText_PromptCacheBreakpoint.mode'],
    code: [['formats/openai-chat/parts.decode.ts', 'decodeCache']],
    shownBy: 'chat-to-messages/caching/breakpoint',
  },
  {
    format: 'openai-chat',
    version: '7.6.0',
    what: 'deltas of custom tool calls: value `custom` and field `custom`',
    keys: [
      'ChatCompletionChunk_Choice_Delta_ToolCall.custom',
      'ChatCompletionChunk_Choice_Delta_ToolCall_Custom.input',
      'ChatCompletionChunk_Choice_Delta_ToolCall.type = custom',
    ],
    code: [
      ['formats/openai-chat/stream.decode.ts', 'ChatCompletionChunk_Choice_Delta_ToolCall_Custom'],
      ['formats/openai-chat/stream.encode.ts', "type: 'custom'"],
    ],
    shownBy: 'chat-to-messages/custom-tools/free-text',
  },
  {
    format: 'openai-chat',
    version: '7.43.0',
    what: 'value `ImageURL.detail` `original`',
    keys: ['ChatCompletionContentPartImage_ImageURL.detail = original'],
    code: [['formats/openai-chat/parts.encode.ts', "'original'"]],
    shownBy: 'chat-to-messages/images/original-detail',
  },
  {
    format: 'openai-chat',
    version: '7.57.0',
    what: 'field `PromptCacheBreakpoint.ttl`, with its value `30m`',
    keys: ['ChatCompletionContentPartText_PromptCacheBreakpoint.ttl', 'ChatCompletionContentPartText_PromptCacheBreakpoint.ttl = 30m'],
    code: [['formats/openai-chat/parts.decode.ts', "'30m' | '12h'"]],
    shownBy: 'chat-to-messages/caching/breakpoint',
  },
]

/** Steps in which there was nothing to map. */
export const noNews: readonly NoNews[] = [
  {
    format: 'openai-chat',
    version: '6.39.0',
    why: 'respelt one value, `in-memory` as `in_memory`, of a hint for OpenAI’s own cache (REQ-C-25); no other provider can be asked to keep a cache in memory',
  },
  {
    format: 'openai-chat',
    version: '7.24.0',
    why: 'brought errors a detail, `misalignment`, that says what OpenAI’s own review found (ENV-5); errors of other providers have no place for it',
  },
]
