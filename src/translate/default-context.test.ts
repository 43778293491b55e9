import { createHmac, hkdfSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { readCarrier, writeCarrier, type CarrierPayload } from './carrier.ts'
import { createContext } from './default-context.ts'

const payload: CarrierPayload = { src: 'a', model: 'claude-x', kind: 'thinking', data: [{ type: 'thinking', signature: 'é' }] }

test('the hash is SHA-256 in lower-case hex', () => {
  expect(createContext().hash('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
})

test('CAR-7: a carrier is its payload in canonical JSON and an HMAC over tenant and payload', () => {
  const carrier = writeCarrier(payload, createContext({ secret: 's', tenant: 't' }))
  const json = '{"data":[{"signature":"é","type":"thinking"}],"kind":"thinking","model":"claude-x","src":"a","v":1}'
  const key = Buffer.from(hkdfSync('sha256', 's', '', 'diglot carrier 1', 32))
  const signature = createHmac('sha256', key).update(`t\0${json}`).digest('base64url')
  expect(carrier).toBe(`dg1.${Buffer.from(json).toString('base64url')}.${signature}`)
})

test('CAR-7: a second context with the same secret opens it, another secret or tenant does not', () => {
  const carrier = writeCarrier(payload, createContext({ secret: 's', tenant: 't' }))
  expect(readCarrier(carrier, createContext({ secret: 's', tenant: 't' }))).toEqual({ v: 1, ...payload })
  expect(readCarrier(carrier, createContext({ secret: 's' }))).toBeNull()
  expect(readCarrier(carrier, createContext({ secret: 'x', tenant: 't' }))).toBeNull()
  expect(readCarrier(writeCarrier(payload, createContext()), createContext())).toBeNull()
})

test('LAW-21, CAR-10: any changed character makes a carrier mean nothing', () => {
  const context = createContext({ secret: 's' })
  const carrier = writeCarrier(payload, context)
  for (let at = 0; at < carrier.length; at++) {
    for (const char of ['A', 'B', '_', '.', '=', ' ', 'é'].filter((other) => other !== carrier[at])) {
      expect(context.open(carrier.slice(0, at) + char + carrier.slice(at + 1))).toBeNull()
    }
    expect(context.open(carrier.slice(0, at))).toBeNull()
  }
})

test('CAR-9: a string of another kind is no carrier, and other sealed data is no payload', () => {
  const context = createContext({ secret: 's' })
  expect(context.open('ErUBCkYIBBgCIkDx')).toBeNull()
  for (const data of ['null', '{', '{"v":2,"src":"a","model":"","kind":"","data":0}', '{"v":1,"src":"x","model":"","kind":"","data":0}']) {
    expect(context.open(context.seal(data))).toBe(data)
    expect(readCarrier(context.seal(data), context)).toBeNull()
  }
})

test('without a clock and a source of ids, times are 0 and ids are the same in every run', () => {
  const context = createContext()
  expect(context.now()).toBe(0)
  const ids = [context.newId('msg_'), context.newId('msg_')]
  expect(new Set(ids).size).toBe(2)
  expect(ids[0]).toMatch(/^msg_[0-9a-f]{24}$/)
  expect(createContext().newId('msg_')).toBe(ids[0])
})
