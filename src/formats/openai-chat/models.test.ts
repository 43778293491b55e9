import { expect, it } from 'vitest'
import format from './format.ts'
import { validators } from './generated/validate.closed.js'

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
  expect(format.models.list([model])).toEqual({ object: 'list', data: [one] })
  expect(format.models.one(model)).toEqual(one)
  expect(validators.v1.modelList(format.models.list([model]))).toBe(true)
  expect(validators.v1.model(format.models.one(model))).toBe(true)
})

it('AUX-3: reads what an upstream lists, and skips what has no name', () => {
  const body = { object: 'list', data: [{ id: 'gpt-4o', object: 'model', created: 5, owned_by: 'system' }, { object: 'model' }] }
  expect(format.models.decode(body)).toEqual([
    { id: 'gpt-4o', displayName: 'gpt-4o', created: 5, ownedBy: 'system', maxInput: null, maxOutput: null },
  ])
  expect(format.models.decode('none')).toEqual([])
})

it('AUX-1: Chat counts no tokens', () => {
  expect(format.tokenCount).toBeNull()
})
