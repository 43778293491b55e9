import { expect, it } from 'vitest'
import { plainMemo } from '../../translate/format.ts'
import format from './format.ts'

const model = {
  id: 'claude-x',
  displayName: 'Claude X',
  created: 1_767_225_600,
  ownedBy: 'anthropic',
  maxInput: 200_000,
  maxOutput: 64_000,
}
const info = {
  id: 'claude-x',
  type: 'model',
  display_name: 'Claude X',
  created_at: '2026-01-01T00:00:00Z',
  capabilities: null,
  lifecycle: 'active',
  line: null,
  deprecated_at: null,
  retires_at: null,
  max_input_tokens: 200_000,
  max_tokens: 64_000,
}

it('EP-2, AUX-3: models are listed as Anthropic lists them, and read back', () => {
  const page = { data: [info], has_more: false, first_id: 'claude-x', last_id: 'claude-x' }
  expect(format.models.list([model])).toEqual(page)
  expect(format.models.one(model)).toEqual(info)
  expect(format.models.decode(page)).toEqual([model])
  expect(format.models.list([])).toEqual({ data: [], has_more: false, first_id: null, last_id: null })
  expect(format.models.decode('no page')).toEqual([])
})

it('EP-2: a page names its first and its last model', () => {
  const page = format.models.list([model, { ...model, id: 'claude-y' }, { ...model, id: 'claude-z' }])
  expect(page).toMatchObject({ first_id: 'claude-x', last_id: 'claude-z' })
})

it('AUX-1, AUX-2: tokens are counted of what counts', () => {
  const body = { model: 'm', max_tokens: 9, stream: true, messages: [], system: 's', stop_sequences: ['x'], thinking: { type: 'disabled' } }
  const { tokenCount } = format
  expect(tokenCount?.request({ body, headers: {}, memo: plainMemo })).toEqual({
    model: 'm',
    messages: [],
    system: 's',
    thinking: { type: 'disabled' },
  })
  expect([tokenCount?.path, tokenCount?.read({ input_tokens: 7 }), tokenCount?.read({}), tokenCount?.answer(7)]).toEqual([
    '/messages/count_tokens',
    7,
    null,
    { input_tokens: 7 },
  ])
})

it.each([
  [0, '1970-01-01T00:00:00Z'],
  [951_782_400, '2000-02-29T00:00:00Z'],
  [1_767_225_599, '2025-12-31T23:59:59Z'],
  [4_107_542_400, '2100-03-01T00:00:00Z'],
])('EP-2: %i seconds are %s, and back', (created, created_at) => {
  expect(format.models.one({ ...model, created })['created_at']).toBe(created_at)
  expect(format.models.decode({ data: [{ ...info, created_at }] })).toEqual([{ ...model, created }])
})

it('EP-2: a time with an offset is read, another text is none', () => {
  const read = (created_at: string) => format.models.decode({ data: [{ ...info, created_at }] })[0]?.created
  expect([read('2026-01-01T02:00:00.5+02:00'), read('yesterday')]).toEqual([1_767_225_600, 0])
})
