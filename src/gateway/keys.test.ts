import { expect, test } from 'vitest'
import anthropicMessages from '../formats/anthropic-messages/format.ts'
import openaiChat from '../formats/openai-chat/format.ts'
import { defaultConfig, vendorProvider, type Provider } from './config.ts'
import { credentialFor, presentedKey, refuseClient, refuseToListen, type Keyed } from './keys.ts'

const client = { authorization: 'Bearer theirs' }
const to = (provider: Provider, auth = provider.auth): Keyed => ({
  provider,
  auth,
  format: provider.apis[0] === 'messages' ? anthropicMessages : openaiChat,
})
const local: Provider = { name: 'local', baseUrl: 'http://l/v1', apis: ['chat'], key: null, keySource: null, auth: 'own', vendor: null }

test('a key comes as a Bearer token or as x-api-key (HDR-1)', () => {
  expect(presentedKey({ authorization: 'Bearer a' })).toBe('a')
  expect(presentedKey({ authorization: 'bearer  b ' })).toBe('b')
  expect(presentedKey({ 'x-api-key': 'c' })).toBe('c')
  expect(presentedKey({ authorization: 'Basic d' })).toBeNull()
  expect(presentedKey({})).toBeNull()
})

test("a key of the gateway wins over the client's (HDR-1)", () => {
  const provider = vendorProvider('openai', { key: 'ours' })
  expect(credentialFor(to(provider), 'chat', client, defaultConfig)).toEqual({ whose: 'gateway', key: 'ours' })
  expect(credentialFor(to(provider, 'forward'), 'chat', client, defaultConfig)).toEqual({ whose: 'client', key: 'theirs' })
})

test("without one the client's goes to the provider of its own dialect alone (HDR-1, GWE-10)", () => {
  expect(credentialFor(to(vendorProvider('openai')), 'chat', client, defaultConfig)).toEqual({ whose: 'client', key: 'theirs' })
  expect(credentialFor(to(vendorProvider('openai')), 'messages', client, defaultConfig)).toMatchObject({
    kind: 'authentication',
    message: "no key for 'openai': set OPENAI_API_KEY where the gateway runs; a client's key is not sent to another provider",
  })
  expect(credentialFor(to(vendorProvider('anthropic'), 'forward'), 'chat', client, defaultConfig)).toMatchObject({ kind: 'authentication' })
  expect(credentialFor(to(local), 'chat', client, defaultConfig)).toMatchObject({ kind: 'authentication' })
})

test('a host that takes no key gets none', () => {
  expect(credentialFor(to(local, 'none'), 'chat', client, defaultConfig)).toEqual({ whose: 'nobody', key: null })
})

test('a key that is meant for the gateway goes nowhere (HDR-1)', () => {
  const config = { ...defaultConfig, clientKeys: ['theirs'] }
  expect(credentialFor(to(vendorProvider('openai')), 'chat', client, config)).toMatchObject({ kind: 'authentication' })
})

test('where the gateway has keys of its own, clients must present one (GWE-3)', () => {
  const config = { ...defaultConfig, clientKeys: ['one', 'two'] }
  expect(refuseClient(config, { 'x-api-key': 'two' })).toBeNull()
  expect(refuseClient(config, { authorization: 'Bearer three' })).toMatchObject({
    kind: 'authentication',
    message: 'this is not a key of this gateway',
  })
  expect(refuseClient(config, {})?.message).toBe('this gateway wants a key: send it as a Bearer token or as x-api-key')
  expect(refuseClient(defaultConfig, {})).toBeNull()
})

test('beyond loopback with keys to spend it does not start unless told to', () => {
  const providers = [vendorProvider('openai', { key: 'k' }), vendorProvider('anthropic')]
  const config = { ...defaultConfig, providers, host: '0.0.0.0' }
  expect(refuseToListen(config)).toBe(
    'listening on 0.0.0.0 would let anybody spend the keys of openai: set DIGLOT_API_KEY for clients to present, or pass --open',
  )
  for (const over of [
    { open: true },
    { clientKeys: ['c'] },
    { host: '127.0.0.5' },
    { host: 'localhost' },
    { host: '::1' },
    { providers: [vendorProvider('openai')] },
  ]) {
    expect(refuseToListen({ ...config, ...over })).toBeNull()
  }
})
