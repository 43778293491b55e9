import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { newer, older } from '../fixture.ts'
import type { OpenApi, Schema } from '../openapi.ts'
import { diffFacts } from './diff.ts'
import { factsOfBoth, openDocument } from './documents.ts'
import { changeText, reachText } from './print.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

const diffOf = (before: OpenApi, after: OpenApi) => diffFacts(...factsOfBoth(before, after)).changes

const linesOf = (before: OpenApi, after: OpenApi): string[] =>
  diffOf(before, after).map((change) => `${change.severity} ${changeText(change)}`)

/** The made-up document with some of its schemas changed. */
const edited = (schemas: Readonly<Record<string, Schema>>): OpenApi => ({
  ...newer,
  components: { schemas: { ...newer.components.schemas, ...schemas } },
})

const old = (name: string): Schema => newer.components.schemas[name] ?? {}

const withFields = (name: string, fields: Readonly<Record<string, Schema>>, required: readonly string[] = []): OpenApi =>
  edited({
    [name]: { ...old(name), properties: { ...old(name).properties, ...fields }, required: [...(old(name).required ?? []), ...required] },
  })

describe('the difference of two documents', () => {
  it('is none between a document and itself, or one with other names', () => {
    const renamed = JSON.parse(JSON.stringify(newer).replaceAll('TextBlock', 'Prose').replaceAll('Content"', 'Matter"')) as OpenApi
    expect(diffOf(newer, newer)).toEqual([])
    expect(diffOf(newer, renamed)).toEqual([])
  })

  it('grades an added field by who must send it', () => {
    expect(linesOf(newer, withFields('Body', { seed: { type: 'integer' } }))).toEqual(['decide Body.seed is new'])
    expect(linesOf(newer, withFields('Body', { seed: { type: 'integer' } }, ['seed']))).toEqual(['break Body.seed is new and required'])
    expect(linesOf(newer, withFields('StartEvent', { at: { type: 'number' } }, ['at']))).toEqual([
      'decide StartEvent.at is new and required',
    ])
  })

  it('does not list what stands below an added field, and counts the places of what many paths reach', () => {
    const hit: Schema = { type: 'object', properties: { page: { type: 'object', properties: { number: { type: 'integer' } } } } }
    const [change, ...others] = diffOf(newer, withFields('Cache', { hit }))
    expect(others).toEqual([])
    expect(change && [changeText(change), reachText(change)]).toEqual([
      'Cache.hit is new',
      'create request messages[]<bot>.content[]<text>.cache.hit (2 places)',
    ])
  })

  it('grades what is removed, retyped, nullable or absent by who reads it', () => {
    const tried = (properties: Readonly<Record<string, Schema>>, required: readonly string[] = []): OpenApi =>
      edited({
        StartEvent: { ...old('StartEvent'), properties: { type: { const: 'start' }, ...properties }, required: ['type', ...required] },
      })
    const base = tried({ at: { type: 'integer' } }, ['at'])
    expect(linesOf(base, tried({}))).toEqual(['break StartEvent.at is gone'])
    expect(linesOf(base, tried({ at: { type: 'number' } }, ['at']))).toEqual(['break StartEvent.at was integer, is number'])
    expect(linesOf(base, tried({ at: { type: ['integer', 'null'] } }, ['at']))).toEqual(['break StartEvent.at can be null'])
    expect(linesOf(base, tried({ at: { type: 'integer' } }))).toEqual(['break StartEvent.at can be absent'])
    expect(linesOf(tried({ at: { type: 'integer' } }), base)).toEqual(['decide StartEvent.at must be there'])
  })

  it('takes a value of an open list for information, and one of a closed list for a decision', () => {
    expect(linesOf(newer, withFields('Body', { model: { type: 'string', 'x-known-values': ['one', 'two', 'three'] } }))).toEqual([
      'info Body.model can be "three" (open list)',
    ])
    expect(
      linesOf(newer, edited({ Cache: { type: 'object', properties: { ttl: { type: 'string', enum: ['5m', '1h', '1d'] } } } })),
    ).toEqual(['decide Cache.ttl can be "1d"'])
  })

  it('names a variant by its tag, and a changed tag as one that went and one that came', () => {
    const retagged = { ...old('TextBlock'), properties: { ...old('TextBlock').properties, type: { const: 'prose' } } }
    expect(linesOf(newer, edited({ TextBlock: retagged }))).toEqual(['break Block can no longer be "text"', 'decide Block can be "prose"'])
  })

  it('does not take a single shape that becomes one of several for another one', () => {
    const alone = edited({ Block: { $ref: '#/components/schemas/TextBlock' } })
    expect(linesOf(alone, newer)).toEqual(['decide Block can be "search"'])
  })

  it('sees a shape that becomes a union by role as such, and compares the rest with the tag erased', () => {
    const changes = diffOf(older, newer)
    expect(changes.map(changeText)).toEqual(['Message.name is gone', 'Message was one shape, is a union by role'])
    expect(changes[1]?.details).toEqual([])
  })
})

describe('the documents that are stored', () => {
  const names = ['anthropic-messages@2023-06-01', 'anthropic-messages@2026-10-21'] as const

  it('show the new API version of Messages as three fields gone and messages by role', () => {
    const [before, after] = names.map((name) => openDocument(root, name))
    if (before === undefined || after === undefined) throw new Error('no documents')
    const { changes, raw } = diffFacts(...factsOfBoth(before, after))
    expect(changes.filter(({ severity }) => severity !== 'info').map((change) => `${change.severity} ${changeText(change)}`)).toEqual([
      'break MessageCreateParams.temperature is gone',
      'break MessageCreateParams.top_k is gone',
      'break MessageCreateParams.top_p is gone',
      'decide MessageParam was one shape, is a union by role',
    ])
    const [details, ...more] = changes.find(({ kind }) => kind === 'retagged')?.details ?? []
    expect(details).toMatch(/^<system>\.content\[\] variant removed: image, document, /)
    expect(more).toEqual([])
    expect(raw.map(({ root: role, added }) => [role, added > 1000])).toEqual([
      ['createMessage request', true],
      ['createMessage response', false],
      ['createMessage event', false],
      ['countMessageTokens request', true],
    ])
  })
})
