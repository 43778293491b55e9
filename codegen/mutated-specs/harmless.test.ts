import { expect, it } from 'vitest'
import { newer } from '../fixture.ts'
import { harmlessKind, reachedSchemas } from './harmless.ts'
import { placesOf } from './places.ts'
import type { MutationKind } from './mutation.ts'

const roots = { request: 'create request', event: 'create event' }
const reached = reachedSchemas(newer, roots)

const edits = (kind: MutationKind) => (placesOf(newer, roots).get(kind) ?? []).map((place) => place('fresh'))

it('calls an edit harmless where no root leads to its schema', () => {
  const failure = edits('remove field').find(({ place }) => place === 'Failure.message')
  expect(failure && harmlessKind(failure, reached)).toBe('no root of the slice leads to the schema')
})

it("calls an edit harmless where the member is the SDK's alone", () => {
  const shown = edits('retype field').find(({ place }) => place === 'Body.shown')
  expect(shown && harmlessKind(shown, reached)).toBe("the member is the SDK's alone and never crosses the wire")
})

it('calls no other edit harmless', () => {
  const content = edits('require field').find(({ place }) => place === 'BotMessage.content')
  expect(content && harmlessKind(content, reached)).toBeUndefined()
})

it('makes each edit where it says, and nothing else', () => {
  const [rename] = edits('rename field').filter(({ place }) => place === 'TextBlock.text')
  expect(rename?.apply(newer).components.schemas['TextBlock']).toEqual({
    type: 'object',
    properties: { cache: newer.components.schemas['TextBlock']?.properties?.['cache'], type: { const: 'text' }, fresh: { type: 'string' } },
    required: ['type', 'fresh'],
  })
  expect(rename?.words).toEqual(['text', 'fresh'])
})
