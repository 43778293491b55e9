import { createConfig, lintFromString } from '@redocly/openapi-core'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { documents } from '../distil/documents.ts'
import { isArray, isObject, type Json } from '../distil/json.ts'
import { derive } from './derive.ts'
import { documentFile, readLock } from './lock.ts'
import { noticeText } from './notice.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const ids = documents.map(({ id }) => id)

describe('the documents of specs/', () => {
  it('come out the same, byte for byte, on every run and as they are checked in', async () => {
    const packages = new Map(Object.entries(readLock(`${root}/specs`).documents))
    const first = await derive({ root, packages })
    const second = await derive({ root, packages })
    expect(first.map(({ id }) => id)).toEqual(ids)
    expect(second.map(({ sha256 }) => sha256)).toEqual(first.map(({ sha256 }) => sha256))
    expect(first.filter((document) => text(document.id) !== document.text).map(({ id }) => id)).toEqual([])
  })

  it('are named in the NOTICE with package, version and licence', () => {
    const notice = readFileSync(`${root}/specs/NOTICE`, 'utf8')
    expect(notice).toContain('anthropic-messages@2023-06-01\n  @anthropic-ai/sdk 0.137.0, MIT, Copyright 2023 Anthropic, PBC.\n')
    expect(notice).toContain('openai-chat@v1\n  openai 7.57.0, Apache-2.0, Copyright 2026 OpenAI\n')
    expect(notice).toBe(noticeText(readLock(`${root}/specs`)))
  })

  it.each(ids)('%s holds no string longer than 80 characters', (id) => {
    expect(strings(JSON.parse(text(id))).filter((each) => each.length > 80)).toEqual([])
  })

  it.each(ids)('%s holds words separated by blanks in its titles and patterns alone', (id) => {
    const title = documents.find((each) => each.id === id)?.title
    expect([...new Set(strings(JSON.parse(text(id))).filter((each) => / /.test(each)))]).toEqual([title])
  })

  it.each(ids)('%s has local references that all resolve', (id) => {
    const document: Json = JSON.parse(text(id))
    const schemas = isObject(document) && isObject(document['components']) ? document['components']['schemas'] : undefined
    const names = references(document).map((ref) => ref.replace('#/components/schemas/', ''))
    expect(names.filter((name) => !isObject(schemas) || schemas[name] === undefined)).toEqual([])
  })

  it.each(ids)('%s has no lint problem', async (id) => {
    const config = await createConfig({
      extends: ['recommended'],
      // The providers' licence is not a fact of the types; errors are `default`; `X | unknown` and `T[] | readonly T[]` stay.
      rules: { 'info-license': 'off', 'operation-4xx-response': 'off', 'no-illogical-composition-keywords': 'off' },
    })
    const problems = await lintFromString({ source: text(id), absoluteRef: documentFile(id), config })
    expect(problems.map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([])
  })

  it.each(ids)('%s discriminates only where every branch is a reference with a required, distinct tag', (id) => {
    const document: Json = JSON.parse(text(id))
    const schemas = isObject(document) && isObject(document['components']) ? document['components']['schemas'] : undefined
    const tagged = objects(document).filter((each) => each['discriminator'] !== undefined)
    expect(tagged.length).toBeGreaterThan(0)
    for (const union of tagged) {
      const branches = isArray(union['oneOf']) ? union['oneOf'] : []
      const property = isObject(union['discriminator']) ? union['discriminator']['propertyName'] : undefined
      const tags = branches.map((branch) => tagsOf(branch, typeof property === 'string' ? property : '', schemas))
      expect(new Set(tags.flat()).size).toBe(tags.flat().length)
      expect(tags.every((each) => each.length > 0)).toBe(true)
    }
  })
})

function text(id: string): string {
  return readFileSync(`${root}/specs/${documentFile(id)}`, 'utf8')
}

function strings(value: Json): readonly string[] {
  if (typeof value === 'string') return [value]
  if (isArray(value)) return value.flatMap(strings)
  return isObject(value) ? Object.entries(value).flatMap(([key, each]) => [key, ...strings(each)]) : []
}

function objects(value: Json): readonly { readonly [key: string]: Json }[] {
  if (isArray(value)) return value.flatMap(objects)
  return isObject(value) ? [value, ...Object.values(value).flatMap(objects)] : []
}

function references(document: Json): readonly string[] {
  return objects(document).flatMap((each) => (typeof each['$ref'] === 'string' ? [each['$ref']] : []))
}

function tagsOf(branch: Json, property: string, schemas: Json | undefined): readonly Json[] {
  const ref = isObject(branch) ? branch['$ref'] : undefined
  const target = typeof ref === 'string' && isObject(schemas) ? schemas[ref.replace('#/components/schemas/', '')] : undefined
  if (!isObject(target) || !isArray(target['required']) || !target['required'].includes(property)) return []
  const properties = target['properties']
  const tag = isObject(properties) ? properties[property] : undefined
  if (!isObject(tag)) return []
  return isArray(tag['enum']) ? tag['enum'] : [tag['const'] ?? null]
}
