import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { documents, slice } from './fixture.ts'
import { validatorFiles } from './validators.ts'

interface Validate {
  (data: unknown): boolean
  readonly errors?: readonly { readonly instancePath: string; readonly keyword: string; readonly params: object }[] | null
}
type Validators = Readonly<Record<string, Readonly<Record<string, Validate>>>>

const files = validatorFiles({ slice, documents }, '// made from the fixture')
let open: Validators
let closed: Validators
let news: Validators

beforeAll(async () => {
  open = await load('open.mjs', files.open)
  closed = await load('closed.mjs', files.closed)
  news = await load('news.mjs', files.news)
})

async function load(name: string, code: string): Promise<Validators> {
  const file = join(mkdtempSync(join(tmpdir(), 'validators-')), name)
  writeFileSync(file, code)
  const module: { validators: Validators } = await import(/* @vite-ignore */ pathToFileURL(file).href)
  return module.validators
}

const body = { model: 'any', messages: [{ role: 'user', content: [{ type: 'text', text: 'hi' }] }] }
const refusals = (all: Validators, document: string, role: string, data: unknown) => {
  const validate = all[document]?.[role]
  if (validate === undefined) throw new Error(`no validator ${document} ${role}`)
  return validate(data) ? [] : validate.errors?.map(({ instancePath, keyword, params }) => ({ instancePath, keyword, params }))
}

describe('the open build', () => {
  it('accepts what every document allows, without the fields of an SDK', () => {
    for (const document of slice.documents) expect(refusals(open, document, 'request', body)).toEqual([])
  })

  it('accepts a member that the spec does not know', () => {
    expect(refusals(open, '2', 'request', { ...body, later: 1 })).toEqual([])
  })

  it('names path and tag of an unknown arm in at most two errors', () => {
    const errors = refusals(open, '2', 'request', { ...body, messages: [{ role: 'user', content: [{ type: 'sound' }] }] })
    expect(errors?.[0]).toEqual({
      instancePath: '/messages/0/content/0',
      keyword: 'discriminator',
      params: { error: 'mapping', tag: 'type', tagValue: 'sound' },
    })
    expect(errors).toHaveLength(2)
  })

  it('names path and tag of an unknown arm beside one that needs no tag', () => {
    const [error] = refusals(open, '2', 'request', { ...body, tools: [{ name: 'x' }, { type: 'fax_1', name: 'y' }] }) ?? []
    expect(error).toEqual({
      instancePath: '/tools/1/type',
      keyword: 'enum',
      params: { allowedValues: ['own', null, 'search_1', 'map_1'] },
    })
  })

  it('tells the documents apart', () => {
    const event = { type: 'pause' }
    expect(refusals(open, 'beta', 'event', event)).toEqual([])
    expect(refusals(open, '2', 'event', event)).toHaveLength(1)
  })

  it('holds a null where the spec allows it and refuses it elsewhere', () => {
    const block = { type: 'text', text: 'hi', cache: null }
    expect(refusals(open, '2', 'request', { ...body, effort: null, messages: [{ role: 'user', content: [block] }] })).toEqual([])
    expect(refusals(open, '2', 'request', { ...body, model: null })?.[0]).toMatchObject({ instancePath: '/model', keyword: 'type' })
  })
})

describe('the closed build', () => {
  it('accepts what every document allows', () => {
    for (const document of slice.documents) expect(refusals(closed, document, 'request', body)).toEqual([])
  })

  it('refuses a member that the spec does not know, at any depth', () => {
    const block = { type: 'text', text: 'hi', later: 1 }
    expect(refusals(closed, '2', 'request', { ...body, messages: [{ role: 'user', content: [block] }] })?.[0]).toEqual({
      instancePath: '/messages/0/content/0',
      keyword: 'additionalProperties',
      params: { additionalProperty: 'later' },
    })
  })

  it('refuses a field that exists only in an SDK', () => {
    expect(refusals(closed, '2', 'request', { ...body, shown: 'x' })?.[0]?.params).toEqual({ additionalProperty: 'shown' })
  })
})

describe('the build for news', () => {
  it('asks for no member', () => {
    expect(refusals(closed, '2', 'request', {})?.[0]).toMatchObject({ keyword: 'required' })
    expect(refusals(news, '2', 'request', {})).toEqual([])
  })

  it('refuses members, arms and values that the spec does not know', () => {
    const said = (content: unknown) => ({ messages: [{ role: 'user', content }] })
    expect(refusals(news, '2', 'request', { later: 1 })?.[0]?.params).toEqual({ additionalProperty: 'later' })
    expect(refusals(news, '2', 'request', said([{ type: 'sound' }]))?.[0]).toMatchObject({ keyword: 'discriminator' })
    expect(refusals(news, '2', 'request', said([{ type: 'text', later: 1 }]))?.[0]?.params).toEqual({ additionalProperty: 'later' })
  })
})

it('shares the code of shapes that are equal in several documents', () => {
  expect(files.open.match(/"\$id":"TextBlock/g) ?? []).toHaveLength(0)
  expect(files.open.match(/allowedValues: schema\d+\.properties\.ttl\.enum/g)).toHaveLength(1)
})

it('declares documents and roots', () => {
  expect(files.types).toContain(`export type Document = '2' | '1' | 'beta'\nexport type Root = 'request' | 'event' | 'error'\n`)
})
