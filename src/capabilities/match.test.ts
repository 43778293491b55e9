import { expect, test } from 'vitest'
import type { Capabilities } from './capabilities.ts'
import { capabilitiesOf, matches, type Provider } from './match.ts'

const of = (provider: Provider, model: string): Capabilities => {
  const { capabilities, known } = capabilitiesOf(provider, model)
  expect(known).toBe(true)
  return capabilities
}

test('a pattern knows stars and single characters, and nothing else', () => {
  expect(matches('gpt-4o*', 'gpt-4o-mini')).toBe(true)
  expect(matches('gpt-5.?-pro*', 'gpt-5.2-pro-2025-12-11')).toBe(true)
  expect(matches('gpt-5.1*', 'gpt-501')).toBe(false)
  expect(matches('claude-fable-5', 'claude-fable-5-1')).toBe(false)
})

test('CAP-1: an unknown Anthropic model is sent nothing that only some accept', () => {
  const { capabilities, known } = capabilitiesOf('anthropic', 'claude-next')
  expect(known).toBe(false)
  expect(capabilities).toMatchObject({
    api: 'messages',
    sampling: 'never',
    maxTokensParam: 'max_tokens',
    maxOutput: null,
    thinkingModes: ['adaptive', 'disabled'],
    efforts: ['low', 'medium', 'high'],
    prefill: false,
    midSystem: false,
    forcedToolChoice: true,
  })
})

test('CAP-1, EPT-1: an unknown OpenAI model is a reasoning model behind Responses', () => {
  const { capabilities, known } = capabilitiesOf('openai', 'gpt-9-nova')
  expect(known).toBe(false)
  expect(capabilities).toMatchObject({
    api: 'responses',
    sampling: 'whenEffortNone',
    maxTokensParam: 'max_completion_tokens',
    maxOutput: null,
    efforts: ['low', 'medium', 'high'],
    stop: false,
    midSystem: true,
    instructionRole: 'system',
    userParam: 'safety_identifier',
  })
})

test('CAP-1, EFF-O-1, LIM-1: an unknown chat host takes no reasoning member, no later system message, and max_tokens', () => {
  const { capabilities, known } = capabilitiesOf('other', 'qwen3')
  expect(known).toBe(false)
  expect(capabilities).toMatchObject({
    api: 'chat',
    sampling: 'always',
    maxTokensParam: 'max_tokens',
    maxOutput: null,
    efforts: [],
    midSystem: false,
    streamUsage: false,
    instructionRole: 'system',
    reasoningField: 'none',
    userParam: 'user',
  })
})

test('LIM-3: limits of well-known models', () => {
  const limits = {
    'gpt-4o': 16_384,
    'gpt-4o-2024-05-13': 4096,
    'gpt-4.1-mini': 32_768,
    'gpt-3.5-turbo': 4096,
    o3: 100_000,
    'gpt-5': 128_000,
  }
  for (const [model, limit] of Object.entries(limits)) expect([model, of('openai', model).maxOutput]).toEqual([model, limit])
  const claude = {
    'claude-3-5-sonnet-20241022': 8192,
    'claude-3-haiku-20240307': 4096,
    'claude-opus-4-20250514': 32_000,
    'claude-sonnet-4-5-20250929': 64_000,
    'claude-sonnet-4-6': 128_000,
    'claude-haiku-5-5': 128_000,
  }
  for (const [model, limit] of Object.entries(claude)) expect([model, of('anthropic', model).maxOutput]).toEqual([model, limit])
})

test('SAM-1, SAM-2, SAM-3: when Claude models take sampling parameters', () => {
  expect(of('anthropic', 'claude-opus-4-7').sampling).toBe('never')
  expect(of('anthropic', 'claude-sonnet-5').sampling).toBe('never')
  expect(of('anthropic', 'claude-fable-5-1').sampling).toBe('never')
  expect(of('anthropic', 'claude-sonnet-4-6')).toMatchObject({ sampling: 'unlessThinking', samplingExclusive: false })
  expect(of('anthropic', 'claude-haiku-4-5')).toMatchObject({ sampling: 'unlessThinking', samplingExclusive: true })
  expect(of('anthropic', 'claude-opus-4-1')).toMatchObject({ sampling: 'unlessThinking', samplingExclusive: true })
  expect(of('anthropic', 'claude-opus-4-0')).toMatchObject({ sampling: 'unlessThinking', samplingExclusive: false })
})

test('SAM-5, SAM-6, SAM-7: when OpenAI models take sampling parameters', () => {
  expect(of('openai', 'o3-mini').sampling).toBe('never')
  expect(of('openai', 'gpt-5-nano').sampling).toBe('never')
  expect(of('openai', 'gpt-5.1').sampling).toBe('whenEffortNone')
  expect(of('openai', 'gpt-6-astra').sampling).toBe('whenEffortNone')
  expect(of('openai', 'gpt-4o').sampling).toBe('always')
})

test('EFF-O-1: models before reasoning take no reasoning member', () => {
  for (const model of ['gpt-4o', 'gpt-4o-mini', 'gpt-4.1', 'gpt-3.5-turbo', 'gpt-4', 'ft:gpt-4o-mini-2024-07-18:acme::1']) {
    expect([model, of('openai', model).efforts]).toEqual([model, []])
  }
  expect(of('openai', 'gpt-5').efforts).toEqual(['minimal', 'low', 'medium', 'high'])
  expect(of('openai', 'gpt-5.1').efforts).toEqual(['none', 'low', 'medium', 'high'])
  expect(of('openai', 'gpt-5.4').efforts).toEqual(['none', 'low', 'medium', 'high', 'xhigh'])
})

test('EPT-1, EPT-2: gpt-4o goes to Chat, gpt-5 and the o-series to Responses', () => {
  const apis = ['gpt-4o', 'gpt-4.1', 'gpt-3.5-turbo', 'gpt-5', 'gpt-5.6-sol', 'o1', 'o4-mini'].map((model) => of('openai', model).api)
  expect(apis).toEqual(['chat', 'chat', 'chat', 'responses', 'responses', 'responses', 'responses'])
  expect(['gpt-5.4', 'gpt-5.6-luna', 'gpt-6-astra', 'gpt-5'].map((model) => of('openai', model).toolsNeedResponses)).toEqual([
    true,
    true,
    true,
    false,
  ])
})

test('EFF-A-2, TC-4: models that always think, and models that cannot be forced to call', () => {
  expect(of('anthropic', 'claude-fable-5')).toMatchObject({ thinkingDefault: 'always', forcedToolChoice: true })
  expect(of('anthropic', 'claude-opus-5-5')).toMatchObject({ thinkingDefault: 'always', forcedToolChoice: false })
  expect(of('anthropic', 'claude-mythos-preview')).toMatchObject({ thinkingDefault: 'always', forcedToolChoice: false })
  expect(of('anthropic', 'claude-opus-5')).toMatchObject({ thinkingDefault: 'on', forcedToolChoice: true })
  expect(of('anthropic', 'claude-sonnet-4-6')).toMatchObject({ thinkingDefault: 'off', forcedToolChoice: true })
})

test('MSG-4, MSG-6: prefill until Claude 4.5, system messages in between from Opus 4.8', () => {
  expect(['claude-opus-4-5', 'claude-opus-4-6'].map((model) => of('anthropic', model).prefill)).toEqual([true, false])
  expect(['claude-opus-4-7', 'claude-opus-4-8'].map((model) => of('anthropic', model).midSystem)).toEqual([false, true])
})

test('CAP-1: every member can be overridden', () => {
  const { capabilities, known } = capabilitiesOf('other', 'local', { maxOutput: 1000, reasoningField: 'reasoning_content' })
  expect(known).toBe(false)
  expect(capabilities).toMatchObject({ maxOutput: 1000, reasoningField: 'reasoning_content', api: 'chat' })
})
