import { expect, test } from 'vitest'
import { ConfigError } from './config-file.ts'
import { loadConfig } from './config-load.ts'

test('with nothing set both vendors are at their own addresses, without keys', () => {
  expect(loadConfig({}).providers.map(({ name, baseUrl, key, auth }) => [name, baseUrl, key, auth])).toEqual([
    ['openai', 'https://api.openai.com/v1', null, 'own'],
    ['anthropic', 'https://api.anthropic.com', null, 'own'],
  ])
})

test('environment variables mean what they mean to the SDKs', () => {
  const config = loadConfig({
    OPENAI_BASE_URL: 'http://127.0.0.1:1/v1',
    OPENAI_API_KEY: 'sk-o',
    ANTHROPIC_BASE_URL: 'http://127.0.0.1:2',
    ANTHROPIC_API_KEY: 'sk-a',
    HOST: '0.0.0.0',
    PORT: '8080',
    DIGLOT_API_KEY: 'dk',
    DIGLOT_SECRET: 'secret',
  })
  expect(config).toMatchObject({ host: '0.0.0.0', port: 8080, clientKeys: ['dk'], secret: 'secret' })
  expect(config.providers.map(({ baseUrl, key, keySource, vendor }) => [baseUrl, key, keySource, vendor])).toEqual([
    ['http://127.0.0.1:1/v1', 'sk-o', 'OPENAI_API_KEY', 'openai'],
    ['http://127.0.0.1:2', 'sk-a', 'ANTHROPIC_API_KEY', 'anthropic'],
  ])
})

test('an empty variable is as good as none', () => {
  expect(loadConfig({ OPENAI_API_KEY: '', PORT: '', HOST: '' })).toMatchObject({ host: '127.0.0.1', port: 4000 })
})

test('a port that is none and a file that cannot be read are refused', () => {
  expect(() => loadConfig({ PORT: 'http' })).toThrow(new ConfigError(['the environment variable PORT is no port: http']))
  expect(() => loadConfig({}, '/nowhere/diglot.yaml')).toThrow('/nowhere/diglot.yaml: cannot be read')
})
