import { expect, test } from 'vitest'
import { ConfigError, readConfigFile } from './config-file.ts'
import { configOf } from './config-load.ts'
import type { Config } from './config.ts'

const load = (text: string, environment: Record<string, string> = {}): Config =>
  configOf(readConfigFile(text, 'diglot.yaml', environment), environment)

const problems = (text: string, environment: Record<string, string> = {}): readonly string[] => {
  try {
    load(text, environment)
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
}

const example = `
strictness: lenient
routes:
  - match: { model: "gpt-4o*" }
    upstream: { format: chat, host: openai }
  - match: { model: "claude-*" }
    upstream: { format: messages, host: anthropic }
    capabilities: { maxOutput: 64000 }
    autoCache: off
  - match: { model: "local/*" }
    upstream: { format: chat, host: "http://10.0.0.5:8000/v1", model: "qwen3" }
    capabilities: { maxTokensParam: max_tokens, reasoningField: reasoning_content, instructionRole: system }
reasoning: { onModelSwitch: drop, summaries: on-request, continuityCache: off }
toolArguments: buffer
stopSequences: auto
hostedTools: { webSearch: auto, mcp: auto }
itemStore: off
carrierSecret: \${DIGLOT_SECRET}
telemetry: { requestUsage: false }
files: reject
midSystem: { chat: hoist }
limits: { body: 32MiB }
timeouts: { keepAlive: 5s, stall: 0 }
`

test('reads providers, routes, capabilities, strictness and settings', () => {
  const config = load(example, { DIGLOT_SECRET: 'a long secret' })
  expect(config).toMatchObject({
    strictness: 'lenient',
    secret: 'a long secret',
    telemetry: { requestUsage: false },
    settings: {
      toolArguments: 'buffer',
      midSystem: { messages: 'hoist', chat: 'hoist' },
      hostedTools: { web_search: 'auto', mcp: 'auto', mcp_toolset: 'auto' },
    },
    limits: { body: 33_554_432, event: 16_777_216 },
    timeouts: { keepAlive: 5000, stall: 0, connect: 10_000 },
  })
  expect(config.routes.map(({ match, provider, api, model }) => [match, provider, api, model])).toEqual([
    ['gpt-4o*', 'openai', 'chat', null],
    ['claude-*', 'anthropic', 'messages', null],
    ['local/*', 'http://10.0.0.5:8000/v1', 'chat', 'qwen3'],
    ['{gpt-,chatgpt-}*', 'openai', null, null],
    ['o[0-9]*', 'openai', null, null],
    ['claude-*', 'anthropic', null, null],
  ])
  expect(config.routes[1]?.capabilities).toEqual({ maxOutput: 64000 })
  expect(config.providers.at(-1)).toEqual({
    name: 'http://10.0.0.5:8000/v1',
    baseUrl: 'http://10.0.0.5:8000/v1',
    apis: ['chat'],
    key: null,
    keySource: null,
    auth: 'none',
    vendor: null,
  })
})

test('an empty file is the default configuration', () => {
  expect(load('')).toMatchObject({ host: '127.0.0.1', port: 4000, strictness: 'default', open: false, clientKeys: [] })
})

test.each([
  ['strictness: strickt', 'diglot.yaml:1:13 strictness: must be one of strict, default, lenient'],
  ['telemetry:\n  requestUsage: maybe', 'diglot.yaml:2:17 telemetry.requestUsage: must be boolean'],
  ['routes:\n  - match: { model: a }\n    upstrem: {}', 'diglot.yaml:3:5 routes.0.upstrem: is not a known setting'],
  ['routes:\n  - match: { model: a }\n    upstream: { model: b }', 'diglot.yaml:3:15 routes.0.upstream: must name a provider'],
  [
    'routes:\n  - match: { model: a }\n    upstream: { provider: nobody }',
    "diglot.yaml:3:15 routes.0.upstream: no provider is called 'nobody'",
  ],
  ['providers:\n  local: { format: chat }', 'diglot.yaml:2:10 providers.local: needs a baseUrl'],
  ['timeouts: { stall: soon }', 'diglot.yaml:1:20 timeouts.stall: must match pattern "^[0-9]+ ?(ms|s|m|h)?$"'],
  ['carrierSecret: ${NOWHERE_SET}', 'diglot.yaml:1:16 the environment variable NOWHERE_SET is not set'],
])('says where %j is wrong', (text, problem) => {
  expect(problems(text)).toContain(problem)
})

test('says where the YAML itself is broken', () => {
  expect(problems('routes: [\n  - a')[0]).toMatch(/^diglot\.yaml:2:\d+ /)
})

test('a variable may have a default', () => {
  expect(load('host: ${DIGLOT_HOST:-0.0.0.0}').host).toBe('0.0.0.0')
})

test('CAC-8: automatic caching is off until a route turns it on', () => {
  const route = (autoCache: string): unknown =>
    load(`routes: [{ match: { model: "claude-*" }, upstream: { host: anthropic }, autoCache: ${autoCache} }]`).routes[0]?.settings.autoCache
  expect(load('').settings.autoCache).toBeNull()
  expect(route('off')).toBeNull()
  expect(route('{}')).toEqual({ when: 'tools-or-history', ttl: '5m' })
  expect(route('{ when: always, ttl: 1h }')).toEqual({ when: 'always', ttl: '1h' })
  expect(() => route('{ ttl: 1d }')).toThrow('autoCache')
})

test('TOOL-22: a policy for a hosted tool is found by the name that requests give the tool', () => {
  const config = load('hostedTools: { webSearch: drop, mcp: reject, code_execution: map }')
  expect(config.settings.hostedTools).toEqual({ web_search: 'drop', mcp: 'reject', mcp_toolset: 'reject', code_execution: 'map' })
})

test('EP-5, EPT-3, EPT-4: what a route says of dialects and of the endpoint', () => {
  const route = '{ match: { model: "*" }, upstream: { provider: openai }, dialect: auto, autoUpgrade: false, upgradeChatToResponses: true }'
  expect(load(`routes: [${route}]`).routes[0]).toMatchObject({ dialect: 'auto', autoUpgrade: false, upgradeChatToResponses: true })
  expect(load('')).toMatchObject({ autoUpgrade: null, upgradeChatToResponses: false })
  expect(problems(`routes: [${route.replace('auto,', 'any,')}]`)).toEqual(['diglot.yaml:1:76 routes.0.dialect: must be one of own, auto'])
})

test('STO-1, §13-18: exchanges are kept for an hour unless the configuration says otherwise', () => {
  expect(load('').itemStore).toEqual({ ttl: 3_600_000, maxEntries: 10_000, maxBytes: 268_435_456 })
  expect(load('itemStore: { ttl: 5m, maxBytes: 1MiB }').itemStore).toEqual({ ttl: 300_000, maxEntries: 10_000, maxBytes: 1_048_576 })
  expect(load('itemStore: off').itemStore).toBeNull()
})
