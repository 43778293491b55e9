import { expect, it } from 'vitest'
import { modelsCodec } from './models.ts'

const model = {
  id: 'claude-sonnet-4-6',
  displayName: 'Claude Sonnet 4.6',
  created: 7,
  ownedBy: 'anthropic',
  maxInput: null,
  maxOutput: 64_000,
}

it('EP-2: lists models, and shows one, as OpenAI does', () => {
  const one = { id: 'claude-sonnet-4-6', object: 'model', created: 7, owned_by: 'anthropic' }
  expect(modelsCodec.list([model])).toEqual({ object: 'list', data: [one] })
  expect(modelsCodec.one(model)).toEqual(one)
})

it('AUX-3: reads what an upstream lists, and skips what has no name', () => {
  const body = { object: 'list', data: [{ id: 'gpt-5', object: 'model', created: 5, owned_by: 'system', shutdown_date: null }, {}] }
  expect(modelsCodec.decode(body)).toEqual([
    { id: 'gpt-5', displayName: 'gpt-5', created: 5, ownedBy: 'system', maxInput: null, maxOutput: null },
  ])
  expect(modelsCodec.decode('none')).toEqual([])
})
