import { expect, test } from 'vitest'
import { defaultConfig, vendorProvider, type Config, type Route } from './config.ts'
import { maskedConfig, startLines } from './start-lines.ts'
import { version } from './version.ts'

const route: Route = {
  match: 'gpt-{5,6}*',
  provider: 'openai',
  api: 'responses',
  model: null,
  capabilities: {},
  strictness: null,
  mayLoosen: null,
  settings: {},
  auth: null,
}
const config: Config = {
  ...defaultConfig,
  clientKeys: ['dk-secret'],
  secret: 'carrier-secret',
  routes: [route],
  providers: [
    vendorProvider('openai', { key: 'sk-secret', keySource: 'OPENAI_API_KEY' }),
    { name: 'local', baseUrl: 'http://user:pass@h/v1', apis: ['chat'], key: null, keySource: null, auth: 'none', vendor: null },
  ],
}

test('a start says providers, keys and what clients need, never a secret (SEC-7)', () => {
  expect(startLines(config, 'http://127.0.0.1:1')).toEqual([
    `diglot ${version} listens on http://127.0.0.1:1`,
    '  openai   https://api.openai.com/v1  key from OPENAI_API_KEY',
    '  local    http://********:********@h/v1  takes no key',
    '  clients  must present a key of this gateway (1 known)',
  ])
})

test('carriers that end with the process are told, and whose they are (CAR-7)', () => {
  const last = (over: Partial<Config>): string => startLines({ ...config, ...over }, 'u').at(-1) ?? ''
  expect(last({ secret: null, routes: [] })).toBe(
    '  carriers  of local are keyed by chance and end with this process: set DIGLOT_SECRET to keep them',
  )
  expect(last({ secret: null, routes: [], providers: config.providers.slice(0, 1) })).toBe(
    '  clients  must present a key of this gateway (1 known)',
  )
  expect(startLines(defaultConfig, 'u').at(-1)).toBe(
    '  carriers   are keyed by chance and end with this process: set DIGLOT_SECRET to keep them',
  )
})

test('the configuration is printed without its secrets (SEC-7)', () => {
  expect(JSON.stringify(maskedConfig(config))).not.toMatch(/-secret|user:/)
})
