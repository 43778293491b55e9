import type { Capabilities } from './capabilities.ts'
import type { ProviderRecords } from './records.ts'

/** A server that speaks Chat Completions, and of which nothing else is known. */
const chatHost: Capabilities = {
  api: 'chat',
  toolsNeedResponses: false,
  sampling: 'always',
  samplingExclusive: false,
  temperatureMax: 2,
  topK: false,
  maxTokensParam: 'max_tokens',
  maxOutput: null,
  stop: true,
  stopMax: 4,
  thinkingModes: [],
  thinkingDefault: 'off',
  efforts: [],
  disabledMaxEffort: null,
  forcedToolChoice: true,
  forcedWithManualThinking: true,
  prefill: true,
  midSystem: false,
  structuredOutputs: true,
  strictTools: false,
  streamUsage: false,
  hostedTools: [],
  promptCacheBreakpoints: false,
  prewarm: false,
  images: true,
  pdf: false,
  audio: false,
  toolResultMedia: false,
  instructionRole: 'system',
  reasoningField: 'none',
  userParam: 'user',
}

/** Models on chat hosts other than OpenAI's (LIM-1, MSG-9, SAM-7, EFF-O-1). */
export const other: ProviderRecords = {
  unknown: chatHost,
  models: [
    { match: 'deepseek*', capabilities: { ...chatHost, images: false, reasoningField: 'reasoning_content' } },
    { match: 'kimi*', capabilities: { ...chatHost, reasoningField: 'reasoning_content' } },
  ],
}
