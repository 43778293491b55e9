import type { Capabilities } from './capabilities.ts'
import type { ProviderRecords } from './records.ts'

/** What holds for every model on Anthropic's hosts, with the newest models' way of thinking. */
const newest: Capabilities = {
  api: 'messages',
  toolsNeedResponses: false,
  sampling: 'never',
  samplingExclusive: false,
  temperatureMax: 1,
  topK: true,
  maxTokensParam: 'max_tokens',
  maxOutput: 128_000,
  stop: true,
  stopMax: Number.MAX_SAFE_INTEGER,
  thinkingModes: ['adaptive', 'disabled'],
  thinkingDefault: 'on',
  efforts: ['low', 'medium', 'high', 'xhigh', 'max'],
  disabledMaxEffort: null,
  forcedToolChoice: true,
  forcedWithManualThinking: false,
  prefill: false,
  midSystem: true,
  structuredOutputs: true,
  strictTools: true,
  streamUsage: false,
  hostedTools: ['web_search', 'web_fetch', 'code_execution'],
  promptCacheBreakpoints: true,
  prewarm: true,
  images: true,
  pdf: true,
  audio: false,
  toolResultMedia: true,
  instructionRole: 'system',
  reasoningField: 'none',
  userParam: 'user',
}

const alwaysThinking: Capabilities = { ...newest, thinkingModes: ['adaptive'], thinkingDefault: 'always' }
const claude55: Capabilities = { ...alwaysThinking, forcedToolChoice: false }
const opus47: Capabilities = { ...newest, thinkingDefault: 'off', midSystem: false }
const claude46: Capabilities = {
  ...opus47,
  sampling: 'unlessThinking',
  thinkingModes: ['adaptive', 'manual', 'disabled'],
  efforts: ['low', 'medium', 'high', 'max'],
}
const claude45: Capabilities = {
  ...claude46,
  samplingExclusive: true,
  maxOutput: 64_000,
  thinkingModes: ['manual', 'disabled'],
  efforts: [],
  prefill: true,
}
const claude4: Capabilities = { ...claude45, samplingExclusive: false, structuredOutputs: false, strictTools: false }
const claude35: Capabilities = { ...claude4, sampling: 'always', maxOutput: 8192, thinkingModes: [], hostedTools: ['web_search'] }

/**
 * Models on Anthropic's hosts (SAM-1 to SAM-3, MSG-4, MSG-6, TC-3, TC-4), from the providers' model pages of November 2026.
 * An unknown one is taken for a new one that is careful: nothing that only some models accept is sent to it.
 */
export const anthropic: ProviderRecords = {
  unknown: { ...newest, maxOutput: null, efforts: ['low', 'medium', 'high'], disabledMaxEffort: 'high', midSystem: false },
  models: [
    { match: 'claude-mythos-preview*', capabilities: { ...claude55, midSystem: false } },
    { match: 'claude-mythos-5', capabilities: { ...alwaysThinking, midSystem: false } },
    { match: 'claude-fable-5', capabilities: { ...alwaysThinking, midSystem: false } },
    { match: 'claude-mythos-5*', capabilities: claude55 },
    { match: 'claude-fable-5*', capabilities: claude55 },
    { match: 'claude-opus-5-5*', capabilities: claude55 },
    { match: 'claude-sonnet-5-5*', capabilities: { ...claude55, thinkingModes: ['adaptive', 'between_tools'] } },
    { match: 'claude-haiku-5-5*', capabilities: { ...newest, forcedToolChoice: false } },
    { match: 'claude-opus-5*', capabilities: { ...newest, disabledMaxEffort: 'high' } },
    { match: 'claude-sonnet-5*', capabilities: { ...newest, midSystem: false } },
    { match: 'claude-opus-4-8*', capabilities: { ...opus47, midSystem: true } },
    { match: 'claude-opus-4-7*', capabilities: opus47 },
    { match: 'claude-opus-4-6*', capabilities: claude46 },
    { match: 'claude-sonnet-4-6*', capabilities: claude46 },
    { match: 'claude-opus-4-5*', capabilities: { ...claude45, efforts: ['low', 'medium', 'high'] } },
    { match: 'claude-sonnet-4-5*', capabilities: claude45 },
    { match: 'claude-haiku-4-5*', capabilities: claude45 },
    { match: 'claude-opus-4-1*', capabilities: { ...claude45, maxOutput: 32_000 } },
    { match: 'claude-opus-4-0*', capabilities: { ...claude4, maxOutput: 32_000 } },
    { match: 'claude-opus-4-2*', capabilities: { ...claude4, maxOutput: 32_000 } },
    { match: 'claude-sonnet-4-0*', capabilities: claude4 },
    { match: 'claude-sonnet-4-2*', capabilities: claude4 },
    { match: 'claude-3-7-sonnet*', capabilities: claude4 },
    { match: 'claude-3-5-*', capabilities: claude35 },
    { match: 'claude-3-*', capabilities: { ...claude35, maxOutput: 4096, hostedTools: [], pdf: false } },
  ],
}
