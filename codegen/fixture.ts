import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { OpenApi, Schema } from './openapi.ts'
import type { Slice } from './slice.ts'

const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` })
const text: Schema = { type: 'string' }
const object = (properties: Record<string, Schema>, required: readonly string[] = []): Schema => ({ type: 'object', properties, required })
const orNull = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] })

/** A made-up format in three documents: a dated one, its predecessor without roles, and a beta surface. */
export const newer = document({
  Body: object(
    {
      effort: { type: ['string', 'null'], enum: ['low', 'high', null] },
      messages: { type: 'array', items: ref('Message') },
      model: { type: 'string', 'x-known-values': ['one', 'two'] },
      options: object({ depth: { type: 'integer' } }, ['depth']),
      shown: { type: 'string', 'x-sdk-only': true },
      tools: { type: 'array', items: ref('Tool') },
    },
    ['messages', 'model', 'shown'],
  ),
  Message: { oneOf: [ref('UserMessage'), ref('BotMessage')], discriminator: { propertyName: 'role' } },
  UserMessage: object({ content: ref('Content'), role: { const: 'user' } }, ['content', 'role']),
  BotMessage: object({ content: ref('Content'), role: { const: 'bot' } }, ['content', 'role']),
  Content: { anyOf: [text, { type: 'array', items: ref('Block') }] },
  Block: { oneOf: [ref('TextBlock'), ref('SearchBlock')], discriminator: { propertyName: 'type' } },
  TextBlock: object({ cache: orNull(ref('Cache')), text, type: { const: 'text' } }, ['text', 'type']),
  Cache: object({ ttl: { type: 'string', enum: ['5m', '1h'] } }),
  SearchBlock: object({ found: { type: 'array', items: ref('SearchBlock.Hit') }, type: { const: 'search' } }, ['found', 'type']),
  'SearchBlock.Hit': object({ url: text }, ['url']),
  Tool: { anyOf: [ref('OwnTool'), ref('SearchTool'), ref('MapTool')] },
  OwnTool: object({ name: text, type: orNull({ const: 'own' }) }, ['name']),
  SearchTool: object({ type: { const: 'search_1' } }, ['type']),
  MapTool: object({ type: { const: 'map_1' } }, ['type']),
  Event: { oneOf: [ref('StartEvent'), ref('StopEvent')], discriminator: { propertyName: 'type' } },
  StartEvent: object({ type: { const: 'start' } }, ['type']),
  StopEvent: object({ type: { const: 'stop' } }, ['type']),
  Failure: object({ message: text }, ['message']),
})

export const older = document({
  ...newer.components.schemas,
  Message: object({ content: ref('Content'), name: text, role: { type: 'string', enum: ['user', 'bot'] } }, ['content', 'role']),
})

export const beta = document(
  {
    ...Object.fromEntries(
      Object.entries(newer.components.schemas).map(([name, schema]) => [
        name === 'Body' ? name : `Beta${name}`,
        JSON.parse(JSON.stringify(schema).replaceAll(/schemas\/(?!Body)/g, 'schemas/Beta')) as Schema,
      ]),
    ),
    BetaStartEvent: object({ at: { type: 'number' }, type: { const: 'start' } }, ['at', 'type']),
    BetaEvent: {
      oneOf: [ref('BetaStartEvent'), ref('BetaStopEvent'), ref('BetaPauseEvent')],
      discriminator: { propertyName: 'type' },
    },
    BetaPauseEvent: object({ type: { const: 'pause' } }, ['type']),
  },
  'Beta',
)

export const slice: Slice = {
  documents: ['2', '1', 'beta'],
  beta: ['beta'],
  roots: { request: 'create request', event: 'create event', error: 'create error' },
  hosted: ['Search*', 'MapTool'],
  pseudoTags: { Tool: 'own' },
}

export const documents: ReadonlyMap<string, OpenApi> = new Map([
  ['2', newer],
  ['1', older],
  ['beta', beta],
])

function document(schemas: Record<string, Schema>, prefix = ''): OpenApi {
  const json = (schema: Schema) => ({ content: { 'application/json': { schema } } })
  const operation = {
    operationId: 'create',
    requestBody: json(ref('Body')),
    responses: {
      '200': { content: { 'text/event-stream': { itemSchema: ref(`${prefix}Event`) } } },
      default: json(ref(`${prefix}Failure`)),
    },
  }
  return { openapi: '3.2.0', info: { title: 'Demo', version: '1' }, paths: { '/create': { post: operation } }, components: { schemas } }
}

/** A project in a temporary folder whose `specs/` are locked, with the slice of the one format `demo`. */
export function projectFolder(files: Readonly<Record<string, string>> = {}): string {
  const root = mkdtempSync(join(tmpdir(), 'codegen-'))
  const texts = [...documents].map(([name, openapi]): [string, string] => [`demo@${name}`, JSON.stringify(openapi)])
  const lock = Object.fromEntries(texts.map(([id, body]) => [id, { sha256: createHash('sha256').update(body).digest('hex') }]))
  writeFiles(root, {
    ...Object.fromEntries(texts.map(([id, body]) => [`specs/${id}.openapi.json`, body])),
    'specs/sources.lock.json': JSON.stringify({ documents: lock }),
    'src/formats/demo/slice.json': JSON.stringify(slice),
    ...files,
  })
  return root
}

export function writeFiles(root: string, files: Readonly<Record<string, string>>): void {
  for (const [path, body] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), body)
  }
}
