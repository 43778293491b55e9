import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { isArray, isObject, type Json, type JsonObject } from '../distil/json.ts'
import { refName, schemasOf } from './count.ts'
import { readOverlays } from './derive.ts'
import { documentFile } from './lock.ts'

const specs = fileURLToPath(new URL('../../specs', import.meta.url))

describe('the facts that overlays bring', () => {
  it('all name a source and a review', () => {
    const overlays = readOverlays(`${specs}/overlays`)
    expect([...overlays.keys()]).toEqual(['anthropic-messages', 'openai-chat', 'openai-responses'])
    for (const { entries } of overlays.values()) expect(entries.length).toBeGreaterThan(20)
  })

  // The published document repeats top_logprobs and its bounds in three schemas: its 8 integers and 9 bounds are 6 and 7.
  it.each([
    [
      'openai-chat@v1',
      'ChatCompletionCreateParams',
      { integer: 6, minimum: 7, maximum: 7, minItems: 9, maxItems: 2, maxLength: 1, default: 21 },
    ],
    ['openai-chat@v1', 'ChatCompletion', { integer: 20 }],
    [
      'openai-responses@v1',
      'ResponseCreateParams',
      { integer: 37, default: 114, maxLength: 32, minLength: 23, pattern: 3, format: 12, minimum: 8, maximum: 6 },
    ],
    ['openai-responses@v1', 'ResponseStreamEvent', { integer: 170 }],
    [
      'anthropic-messages@2023-06-01',
      'MessageCreateParams',
      { integer: 30, minimum: 14, maximum: 2, minLength: 12, maxLength: 11, pattern: 9 },
    ],
  ])('%s: limits and defaults of %s', (id, root, least) => {
    const found = keywords(read(id), root)
    const short = Object.entries(least).filter(([keyword, count]) => (found.get(keyword) ?? 0) < count)
    expect(short.map(([keyword, count]) => `${keyword} ${found.get(keyword) ?? 0} < ${count}`)).toEqual([])
  })

  it('bound what a Messages request may say', () => {
    const schemas = schemasOf(read('anthropic-messages@2023-06-01'))
    expect(schemas['MessageCreateParams']).toMatchObject({
      properties: {
        max_tokens: { type: 'integer', minimum: 1 },
        temperature: { minimum: 0, maximum: 1 },
        top_p: { minimum: 0, maximum: 1 },
        top_k: { type: 'integer', minimum: 0 },
      },
    })
    expect(schemas['Tool']).toMatchObject({ properties: { name: { minLength: 1, maxLength: 128, pattern: '^[a-zA-Z0-9_-]{1,128}$' } } })
    expect(schemas['Metadata']).toMatchObject({ properties: { user_id: { maxLength: 256 } } })
    expect(schemas['ToolUseBlockParam']).toMatchObject({ properties: { input: { type: 'object', additionalProperties: true } } })
  })

  it('leave unknown only what the provider leaves open', () => {
    const ids = [
      'anthropic-messages@2026-10-21',
      'anthropic-messages@2023-06-01',
      'anthropic-messages@beta',
      'openai-chat@v1',
      'openai-responses@v1',
    ]
    expect(ids.flatMap((id) => Object.entries(schemasOf(read(id))).flatMap(([name, schema]) => unknowns(schema, name)))).toEqual([
      'BetaFallbackBlockParam.trigger',
      'CompoundFilter.filters[]|1',
      'McpToolCallError.McpToolExecutionError.content',
      'ResponseToolSearchCall.arguments',
    ])
  })

  it('add the protocol events the types lack', () => {
    expect(schemasOf(read('anthropic-messages@2026-10-21'))).toMatchObject({
      PingEvent: { properties: { type: { const: 'ping' } }, 'x-added': true },
      ErrorEvent: { properties: { type: { const: 'error' }, error: { $ref: '#/components/schemas/ErrorObject' } }, 'x-added': true },
    })
    expect(read('openai-chat@v1')).toMatchObject({
      paths: {
        '/v1/chat/completions': {
          post: {
            responses: {
              200: {
                content: {
                  'text/event-stream': { itemSchema: { $ref: '#/components/schemas/ChatCompletionStreamItem' }, 'x-terminator': '[DONE]' },
                },
              },
            },
          },
        },
      },
    })
    expect(schemasOf(read('openai-responses@v1'))['Response']).toMatchObject({ properties: { output_text: { 'x-sdk-only': true } } })
  })
})

function read(id: string): JsonObject {
  const document: Json = JSON.parse(readFileSync(`${specs}/${documentFile(id)}`, 'utf8'))
  return isObject(document) ? document : {}
}

/** How often each keyword occurs in what a schema reaches; `integer` stands for the type. */
function keywords(document: JsonObject, root: string): ReadonlyMap<string, number> {
  const schemas = schemasOf(document)
  const found = new Map<string, number>()
  const seen = new Set<string>()
  const count = (keyword: string): void => void found.set(keyword, (found.get(keyword) ?? 0) + 1)
  const visit = (value: Json | undefined): void => {
    if (isArray(value)) return value.forEach(visit)
    if (!isObject(value)) return
    const name = refName(value)
    if (name !== undefined && !seen.has(name)) {
      seen.add(name)
      visit(schemas[name])
    }
    if ([value['type']].flat().includes('integer')) count('integer')
    for (const [keyword, each] of Object.entries(value)) {
      if (!isObject(each)) count(keyword)
      if (keyword === 'properties' && isObject(each)) Object.values(each).forEach(visit)
      else visit(each)
    }
  }
  visit({ $ref: `#/components/schemas/${root}` })
  return found
}

function unknowns(schema: Json, path: string): readonly string[] {
  if (!isObject(schema)) return []
  if (Object.keys(schema).length === 0) return [path]
  const properties = isObject(schema['properties']) ? Object.entries(schema['properties']) : []
  const branches = [schema['anyOf'], schema['oneOf']].flatMap((each) => (isArray(each) ? each : []))
  return [
    ...properties.flatMap(([name, each]) => unknowns(each, `${path}.${name}`)),
    ...branches.flatMap((each, index) => unknowns(each, `${path}|${index}`)),
    ...(schema['items'] === undefined ? [] : unknowns(schema['items'], `${path}[]`)),
  ]
}
