import type { Capabilities } from './capabilities.ts'
import type { ProviderRecords } from './records.ts'

/** gpt-4o, and what holds for every model on OpenAI's hosts. */
const gpt4o: Capabilities = {
  api: 'chat',
  toolsNeedResponses: false,
  sampling: 'always',
  samplingExclusive: false,
  temperatureMax: 2,
  topK: false,
  maxTokensParam: 'max_completion_tokens',
  maxOutput: 16_384,
  stop: true,
  stopMax: 4,
  thinkingModes: [],
  thinkingDefault: 'off',
  efforts: [],
  disabledMaxEffort: null,
  forcedToolChoice: true,
  forcedWithManualThinking: true,
  prefill: false,
  midSystem: true,
  structuredOutputs: true,
  strictTools: true,
  streamUsage: true,
  hostedTools: [],
  promptCacheBreakpoints: false,
  prewarm: false,
  images: true,
  pdf: true,
  audio: false,
  toolResultMedia: false,
  instructionRole: 'system',
  reasoningField: 'none',
  userParam: 'safety_identifier',
}

const gpt4: Capabilities = { ...gpt4o, maxOutput: 4096, structuredOutputs: false, strictTools: false, pdf: false }
const textOnly: Capabilities = { ...gpt4, images: false }
const reasoning: Capabilities = {
  ...gpt4o,
  api: 'responses',
  sampling: 'never',
  maxOutput: 100_000,
  stop: false,
  thinkingDefault: 'always',
  efforts: ['low', 'medium', 'high'],
}
const gpt5: Capabilities = { ...reasoning, maxOutput: 128_000, efforts: ['minimal', 'low', 'medium', 'high'] }
const gpt51: Capabilities = {
  ...gpt5,
  sampling: 'whenEffortNone',
  thinkingDefault: 'off',
  efforts: ['none', 'low', 'medium', 'high'],
}
const gpt52: Capabilities = { ...gpt51, efforts: ['none', 'low', 'medium', 'high', 'xhigh'] }
const gpt54: Capabilities = { ...gpt52, toolsNeedResponses: true }
const gpt56: Capabilities = { ...gpt54, thinkingDefault: 'on', promptCacheBreakpoints: true }
const chatLatest: Capabilities = { ...gpt5, maxOutput: 16_384, efforts: ['medium'] }
const codex: Capabilities = { ...gpt5, efforts: ['low', 'medium', 'high'] }
const codexMax: Capabilities = { ...codex, efforts: ['low', 'medium', 'high', 'xhigh'] }
const pro: Capabilities = { ...gpt5, efforts: ['medium', 'high', 'xhigh'] }

/**
 * Models on OpenAI's hosts (EPT-1, SAM-5 to SAM-7, LIM-1, LIM-3, EFF-O-1), from the provider's model pages of November 2026.
 * An unknown one is taken for a reasoning model that accepts what all of them accept.
 */
export const openai: ProviderRecords = {
  unknown: { ...reasoning, sampling: 'whenEffortNone', maxOutput: null, thinkingDefault: 'on' },
  models: [
    { match: 'gpt-4o-2024-05-13', capabilities: { ...gpt4o, maxOutput: 4096, structuredOutputs: false, strictTools: false } },
    { match: 'gpt-4o*-audio-*', capabilities: { ...gpt4o, audio: true, images: false, pdf: false, structuredOutputs: false } },
    { match: 'gpt-4o*-search-*', capabilities: { ...gpt4o, sampling: 'never', hostedTools: ['web_search'] } },
    { match: 'gpt-4o*', capabilities: gpt4o },
    { match: 'chatgpt-4o*', capabilities: gpt4o },
    { match: 'gpt-audio*', capabilities: { ...gpt4o, audio: true, images: false, pdf: false, structuredOutputs: false } },
    { match: 'gpt-4.1*', capabilities: { ...gpt4o, maxOutput: 32_768 } },
    { match: 'gpt-4-turbo*', capabilities: gpt4 },
    { match: 'gpt-4-vision*', capabilities: gpt4 },
    { match: 'gpt-4-*-preview', capabilities: textOnly },
    { match: 'gpt-4*', capabilities: { ...textOnly, maxOutput: 8192 } },
    { match: 'gpt-3.5*', capabilities: textOnly },
    { match: 'o1-mini*', capabilities: { ...reasoning, maxOutput: 65_536, efforts: [], images: false, pdf: false } },
    { match: 'o1-preview*', capabilities: { ...reasoning, maxOutput: 32_768, efforts: [], images: false, pdf: false } },
    { match: 'o3-mini*', capabilities: { ...reasoning, images: false, pdf: false } },
    { match: 'o1*', capabilities: reasoning },
    { match: 'o3*', capabilities: reasoning },
    { match: 'o4*', capabilities: reasoning },
    { match: 'gpt-5-chat*', capabilities: { ...gpt4o, api: 'responses' } },
    { match: 'gpt-5-codex*', capabilities: codex },
    { match: 'gpt-5-pro*', capabilities: { ...gpt5, maxOutput: 272_000, efforts: ['high'] } },
    { match: 'gpt-5.?-chat*', capabilities: chatLatest },
    { match: 'gpt-5.?-pro*', capabilities: pro },
    { match: 'gpt-5.1-codex-max*', capabilities: codexMax },
    { match: 'gpt-5.1-codex*', capabilities: codex },
    { match: 'gpt-5.?-codex*', capabilities: codexMax },
    { match: 'gpt-5.1*', capabilities: gpt51 },
    { match: 'gpt-5.2*', capabilities: gpt52 },
    { match: 'gpt-5.3*', capabilities: gpt52 },
    { match: 'gpt-5.4*', capabilities: gpt54 },
    { match: 'gpt-5.5*', capabilities: { ...gpt54, thinkingDefault: 'on' } },
    { match: 'gpt-5.*', capabilities: gpt56 },
    { match: 'gpt-5*', capabilities: gpt5 },
    { match: 'gpt-6*', capabilities: gpt56 },
  ],
}
