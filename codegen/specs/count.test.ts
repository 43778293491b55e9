import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { isArray, isObject, type Json, type JsonObject } from '../distil/json.ts'
import { countFacts, schemasOf, type Pruned } from './count.ts'
import { documentFile } from './lock.ts'

type Expected = readonly [document: string, root: string, fields: number, variants: number, enumValues: number]

const whole: readonly Expected[] = [
  ['anthropic-messages@2026-10-21', 'MessageCreateParams', 596, 133, 265],
  ['anthropic-messages@2026-10-21', 'Message', 196, 52, 115],
  ['anthropic-messages@2026-10-21', 'RawMessageStreamEvent', 230, 80, 133],
  ['anthropic-messages@2023-06-01', 'MessageCreateParams', 595, 112, 265],
  ['anthropic-messages@2023-06-01', 'Message', 196, 52, 115],
  ['anthropic-messages@2023-06-01', 'RawMessageStreamEvent', 230, 80, 133],
  ['anthropic-messages@beta', 'MessageCreateParams', 779, 218, 359],
  ['anthropic-messages@beta', 'BetaMessage', 702, 119, 343],
  ['anthropic-messages@beta', 'BetaRawMessageStreamEvent', 744, 160, 363],
  ['openai-chat@v1', 'ChatCompletionCreateParams', 162, 33, 88],
  ['openai-chat@v1', 'ChatCompletion', 81, 6, 21],
  ['openai-chat@v1', 'ChatCompletionChunk', 73, 4, 24],
  ['openai-responses@v1', 'ResponseCreateParams', 729, 197, 512],
  ['openai-responses@v1', 'Response', 977, 294, 668],
  ['openai-responses@v1', 'ResponseStreamEvent', 1299, 421, 738],
]

const core: readonly Expected[] = [
  ['anthropic-messages@2026-10-21', 'MessageCreateParams', 158, 56, 68],
  ['anthropic-messages@2026-10-21', 'Message', 98, 18, 40],
  ['anthropic-messages@2026-10-21', 'RawMessageStreamEvent', 132, 38, 58],
  ['anthropic-messages@2023-06-01', 'MessageCreateParams', 157, 43, 68],
  ['anthropic-messages@2023-06-01', 'Message', 98, 18, 40],
  ['anthropic-messages@2023-06-01', 'RawMessageStreamEvent', 132, 38, 58],
  ['openai-responses@v1', 'ResponseCreateParams', 238, 56, 174],
]

const hosted =
  /^(ToolBash|BashCodeExecution|CodeExecution|EncryptedCodeExecution|TextEditorCodeExecution|Browser|Computer|MemoryTool|ToolTextEditor|WebSearch|WebFetch|ToolSearch|ServerToolUseBlock|ContainerUpload|ToolReference)/

const hostedByOpenAI =
  /FileSearch|WebSearch|Computer|CodeInterpreter|ImageGen|Mcp|Shell|ApplyPatch|ToolSearch|Audio|Namespace|AdditionalTools|ConfigurationUpdate|Item\.Program|ProgrammaticTool|ContextManagement/

describe('the facts of a document', () => {
  it.each(whole)('%s: everything %s reaches', (id, root, ...expected) => {
    expect(misses(id, root, expected)).toEqual([])
  })

  it.each(core)('%s: what %s reaches without hosted tools', (id, root, ...expected) => {
    expect(misses(id, root, expected, (name) => (id.startsWith('openai') ? hostedByOpenAI : hosted).test(name))).toEqual([])
  })

  it.each([
    ['anthropic-messages@2026-10-21', 'ErrorResponse', 21],
    ['anthropic-messages@2026-10-21', 'MessageCountTokensParams', 581],
    ['anthropic-messages@2026-10-21', 'ModelInfosPage', 45],
    ['openai-chat@v1', 'ErrorResponse', 11],
  ])('%s: the fields of %s', (id, root, fields) => {
    expect(countFacts(read(id), root).fields).toBe(fields)
  })

  it.each([
    ['anthropic-messages@2026-10-21', 'MessageCreateParams', 17],
    ['anthropic-messages@beta', 'MessageCreateParams', 25],
    ['openai-chat@v1', 'ChatCompletionCreateParams', 37],
    ['openai-responses@v1', 'ResponseCreateParams', 33],
  ])('%s: the top-level members of %s', (id, root, members) => {
    const schema = schemasOf(read(id))[root]
    const properties = isObject(schema) ? schema['properties'] : undefined
    expect(Object.keys(isObject(properties) ? properties : {})).toHaveLength(members)
  })

  it.each([
    ['anthropic-messages@2026-10-21', 'ContentBlockParam', 16],
    ['anthropic-messages@2026-10-21', 'ContentBlock', 12],
    ['anthropic-messages@2026-10-21', 'ToolUnion', 21],
    ['anthropic-messages@2026-10-21', 'RawContentBlockDelta', 5],
    ['anthropic-messages@2026-10-21', 'RawMessageStreamEvent', 8],
    ['anthropic-messages@beta', 'BetaContentBlockParam', 24],
    ['anthropic-messages@beta', 'BetaContentBlock', 18],
    ['anthropic-messages@beta', 'BetaToolUnion', 28],
    ['openai-chat@v1', 'ChatCompletionMessageParam', 6],
    ['openai-chat@v1', 'ChatCompletionStreamItem', 2],
    ['openai-responses@v1', 'ResponseInputItem', 33],
    ['openai-responses@v1', 'ResponseOutputItem', 28],
    ['openai-responses@v1', 'Tool', 16],
    ['openai-responses@v1', 'ResponseStreamEvent', 59],
  ])('%s: the branches of %s', (id, name, branches) => {
    const schema = schemasOf(read(id))[name]
    expect(isObject(schema) ? (schema['oneOf'] ?? schema['anyOf']) : undefined).toHaveLength(branches)
  })

  it('names the 36 error codes of the Messages API with their statuses', () => {
    const codes = errorCodes(read('anthropic-messages@2026-10-21'))
    expect(Object.keys(codes)).toHaveLength(36)
    expect(codes).toMatchObject({ image_dimensions_too_large: 400, thread_not_found: 404, compaction_unavailable: 529 })
  })

  it('holds no model id in a closed list', () => {
    const ids = new Set(whole.map(([id]) => id))
    const values = [...ids].flatMap((id) => closedValues(read(id)))
    expect(values.filter((value) => /^(claude|gpt|o\d)-\d?/.test(value))).toEqual([])
  })
})

/** The counts that are more than 1 % off. */
function misses(id: string, root: string, expected: readonly number[], pruned?: Pruned): readonly string[] {
  const counts = countFacts(read(id), root, pruned)
  const got = [counts.fields, counts.variants, counts.enumValues]
  return got.flatMap((count, index) => {
    const wanted = expected[index] ?? 0
    return Math.abs(count - wanted) <= wanted * 0.01 ? [] : [`${count} for ${wanted}`]
  })
}

function read(id: string): JsonObject {
  const document: Json = JSON.parse(readFileSync(new URL(`../../specs/${documentFile(id)}`, import.meta.url), 'utf8'))
  return isObject(document) ? document : {}
}

function errorCodes(document: Json): JsonObject {
  const path = ['paths', '/v1/messages', 'post', 'responses', 'default', 'x-error-codes']
  const found = path.reduce<Json | undefined>((value, key) => (isObject(value) ? value[key] : undefined), document)
  return isObject(found) ? found : {}
}

function closedValues(value: Json): readonly string[] {
  if (isArray(value)) return value.flatMap(closedValues)
  if (!isObject(value)) return []
  const own = [value['const'], ...(isArray(value['enum']) ? value['enum'] : [])].filter((each) => typeof each === 'string')
  return [...own, ...Object.values(value).flatMap(closedValues)]
}
