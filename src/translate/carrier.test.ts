import { expect, it } from 'vitest'
import { readCarrier, writeCarrier, type CarrierPayload } from './carrier.ts'
import { createContext } from './default-context.ts'

const context = createContext({ secret: 's' })
const payload: CarrierPayload = { src: 'a', model: 'm', kind: 'reasoning', data: { z: 1, a: [true, null] } }

it('CAR-8: a carrier is opened to what it was made of', () => {
  expect(readCarrier(writeCarrier(payload, context), context)).toMatchObject(payload)
})

it('the same payload makes the same carrier, whatever the order of its members', () => {
  const turned = { ...payload, data: { a: [true, null], z: 1 } }
  expect(writeCarrier(turned, context)).toBe(writeCarrier(payload, context))
})

it.each([
  ['of another version', '{"v":2,"src":"a","model":"m","kind":"k","data":null}'],
  ['without a version', '{"src":"a","model":"m","kind":"k","data":null}'],
  ['of an unknown source', '{"v":1,"src":"x","model":"m","kind":"k","data":null}'],
  ['without a model', '{"v":1,"src":"a","kind":"k","data":null}'],
  ['without a kind', '{"v":1,"src":"a","model":"m","data":null}'],
  ['without data', '{"v":1,"src":"a","model":"m","kind":"k"}'],
  ['that holds no object', '7'],
  ['that holds no JSON', '{"v":1'],
])('CAR-8: a carrier %s is none, though it is signed', (_what, text) => {
  expect(readCarrier(context.seal(text), context)).toBeNull()
})
