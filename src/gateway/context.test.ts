import { expect, test } from 'vitest'
import { readCarrier, writeCarrier } from '../translate/carrier.ts'
import { createContext } from '../translate/default-context.ts'
import { defaultConfig, vendorProvider, type Config, type Provider } from './config.ts'
import { createContexts } from './context.ts'
import { tenantOf } from './keys.ts'

const openai = vendorProvider('openai', { key: 'sk-upstream' })
const local: Provider = { ...vendorProvider('openai'), name: 'local', apis: ['chat'], auth: 'none', vendor: null }
const config = (over: Partial<Config> = {}): Config => ({
  ...defaultConfig,
  providers: [vendorProvider('anthropic'), openai, local],
  ...over,
})
const contexts = (over: Partial<Config> = {}) => createContexts(config(over))

const payload = { src: 'c', model: 'gpt-4o', kind: 'reasoning', data: null } as const
const opened = { v: 1, ...payload }

test('CAR-7: a carrier made with the key of its upstream opens after a restart and in a second process', () => {
  const carrier = writeCarrier(payload, contexts().of(openai, 't'))
  expect(readCarrier(carrier, contexts().of(openai, 't'))).toEqual(opened)
  expect(readCarrier(carrier, contexts({ providers: [openai] }).of(openai, 't'))).toEqual(opened)
  expect(readCarrier(carrier, contexts().of(vendorProvider('anthropic'), 't'))).toEqual(opened)
})

test('CAR-7: a configured secret comes before the upstream keys, and the library opens what it signs', () => {
  const secret = 'a-long-secret'
  const carrier = writeCarrier(payload, contexts({ secret }).of(local, 't'))
  expect(readCarrier(carrier, contexts({ secret, providers: [] }).of(openai, 't'))).toEqual(opened)
  expect(readCarrier(carrier, createContext({ secret, tenant: 't' }))).toEqual(opened)
  expect(carrier).toBe(writeCarrier(payload, createContext({ secret, tenant: 't' })))
  expect(readCarrier(carrier, contexts().of(openai, 't'))).toBeNull()
})

test('CAR-7: with neither a secret nor an upstream key a carrier opens in its own process alone', () => {
  const own = contexts()
  const carrier = writeCarrier(payload, own.of(local, 't'))
  expect(readCarrier(carrier, own.of(openai, 't'))).toEqual(opened)
  expect(readCarrier(carrier, contexts().of(local, 't'))).toBeNull()
})

test('CAR-7: another tenant does not open it, and a tenant is told by the key it presents', () => {
  const carrier = writeCarrier(payload, contexts().of(openai, tenantOf({ 'x-api-key': 'one' })))
  expect(readCarrier(carrier, contexts().of(openai, tenantOf({ authorization: 'Bearer one' })))).toEqual(opened)
  expect(readCarrier(carrier, contexts().of(openai, tenantOf({ 'x-api-key': 'two' })))).toBeNull()
  expect(readCarrier(carrier, contexts().of(openai, tenantOf({})))).toBeNull()
})

test('LAW-21: every byte of a carrier counts, in each of its 255 other values', () => {
  const context = contexts().of(openai, 't')
  const carrier = Buffer.from(writeCarrier(payload, context))
  for (let at = 0; at < carrier.length; at++) {
    for (let value = 0; value < 256; value++) {
      if (value === carrier[at]) continue
      const changed = Buffer.from(carrier)
      changed[at] = value
      for (const text of [changed.toString('utf8'), changed.toString('latin1')])
        if (context.open(text) !== null) throw new Error(`byte ${at}, value ${value}`)
    }
  }
  expect(context.open(carrier.toString())).not.toBeNull()
})
