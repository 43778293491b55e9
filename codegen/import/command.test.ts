import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { specsImport, type ImportOptions } from './command.ts'

const folder = mkdtempSync(join(tmpdir(), 'diglot-import-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Runs the command on a text; paths of the folder are left out of what it prints. */
function run(name: string, text: string, options: ImportOptions = {}) {
  const file = join(folder, name)
  writeFileSync(file, text)
  const lines: string[] = []
  let printed = ''
  const code = specsImport(file, {
    ...options,
    print: (out) => void (printed += out),
    printError: (line) => lines.push(line.replaceAll(`${folder}/`, '')),
  })
  return { code, lines, printed }
}

// The way Anthropic's document is written: queries in paths, titles everywhere, the events of a stream tied to nothing.
const messages = `
openapi: 3.1.0
info: { title: Some API, version: 0.0.0 }
paths:
  /v1/messages:
    post:
      operationId: messages_post
      parameters:
        - { name: anthropic-version, in: header, required: false, schema: { type: string, title: Anthropic-Version } }
      requestBody:
        required: true
        content: { application/json: { schema: { $ref: '#/components/schemas/CreateMessageParams' } } }
      responses:
        "200": { description: A message., content: { application/json: { schema: { $ref: '#/components/schemas/Message' } } } }
        4XX: { description: An error., content: { application/json: { schema: { $ref: '#/components/schemas/ErrorResponse' } } } }
  /v1/messages?beta=true:
    post:
      operationId: beta_messages_post
      parameters:
        - name: anthropic-beta
          in: header
          schema:
            type: string
            x-stainless-override-schema: { x-stainless-param: betas, type: array, items: { type: string } }
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/CreateMessageParams' } } } }
      responses: {}
components:
  schemas:
    CreateMessageParams:
      type: object
      title: CreateMessageParams
      additionalProperties: false
      required: [max_tokens, model]
      properties:
        model: { $ref: '#/components/schemas/Model', description: Which one. }
        max_tokens: { type: integer, title: Max Tokens, minimum: 1, examples: [1024] }
        metadata: { anyOf: [{ $ref: '#/components/schemas/Metadata' }, { type: 'null' }] }
    Metadata: { type: object, properties: { user_id: { anyOf: [{ type: string, maxLength: 256 }, { type: 'null' }], title: User Id } } }
    Model: { title: Model, anyOf: [{ type: string }, { const: m-1, title: One, x-stainless-nominal: false }] }
    Message: { type: object, properties: { type: { type: string, const: message, default: message, enum: [message] } }, required: [type] }
    MessageStreamEvent: { oneOf: [{ $ref: '#/components/schemas/Start' }, { $ref: '#/components/schemas/Stop' }], discriminator: { propertyName: type, mapping: { start: '#/components/schemas/Start' } } }
    Start: { type: object, properties: { type: { const: start }, message: { $ref: '#/components/schemas/Message' } }, required: [type, message] }
    Stop: { type: object, properties: { type: { const: stop } }, required: [type] }
    ErrorResponse: { type: object, properties: { error: { type: object } }, required: [error] }
`

describe('specs import', () => {
  it('takes the operations of a format under the names they have in specs/, with the events of their streams', () => {
    const out = join(folder, 'out.json')
    const { code, lines } = run('messages.yaml', messages, { as: 'anthropic-messages', out })
    expect({ code, lines }).toEqual({ code: 0, lines: ['specs import: POST /v1/messages: 8 schemas, 4 KB'] })
    const { paths, components } = JSON.parse(readFileSync(out, 'utf8'))
    expect(paths['/v1/messages'].post).toEqual({
      operationId: 'createMessage',
      summary: 'createMessage',
      parameters: [{ name: 'anthropic-version', in: 'header', required: false, schema: { type: 'string' } }],
      requestBody: { required: true, content: { 'application/json': { schema: { $ref: '#/components/schemas/CreateMessageParams' } } } },
      responses: {
        200: {
          description: 'OK',
          content: {
            'application/json': { schema: { $ref: '#/components/schemas/Message' } },
            'text/event-stream': { itemSchema: { $ref: '#/components/schemas/MessageStreamEvent' } },
          },
        },
        default: { description: 'Error', content: { 'application/json': { schema: { $ref: '#/components/schemas/ErrorResponse' } } } },
      },
      security: [],
    })
    expect(components.schemas.CreateMessageParams).toEqual({
      type: 'object',
      properties: {
        model: { $ref: '#/components/schemas/Model' },
        max_tokens: { type: 'integer', minimum: 1 },
        metadata: { anyOf: [{ $ref: '#/components/schemas/Metadata' }, { type: 'null' }] },
      },
      required: ['max_tokens', 'model'],
    })
    expect(components.schemas.Metadata.properties.user_id).toEqual({ type: ['string', 'null'], maxLength: 256 })
    expect(components.schemas.Model).toEqual({ type: 'string', 'x-known-values': ['m-1'] })
    expect(components.schemas.MessageStreamEvent).toEqual({
      oneOf: [{ $ref: '#/components/schemas/Start' }, { $ref: '#/components/schemas/Stop' }],
      discriminator: { propertyName: 'type' },
    })
  })

  it('tells operations apart by the query in their path', () => {
    const { code, printed } = run('beta.yaml', messages, { as: 'anthropic-messages-beta' })
    expect(code).toBe(0)
    expect(JSON.parse(printed).paths['/v1/messages'].post.parameters).toEqual([
      { name: 'anthropic-beta', in: 'header', required: false, schema: { type: 'array', items: { type: 'string' } } },
      { name: 'beta', in: 'query', required: true, schema: { const: 'true' } },
    ])
  })

  it('follows a stats file to the local document that it names', () => {
    run('there.yaml', messages, {})
    const { code, printed } = run('.stats.yml', 'configured_endpoints: 2\nopenapi_spec_url: there.yaml\n', { ops: ['messages_post'] })
    expect(code).toBe(0)
    expect(JSON.parse(printed)).toMatchObject({ info: { title: 'Some API', version: '0.0.0' } })
  })

  it.each([
    [
      'an unknown operation',
      messages,
      { ops: ['message_post'] },
      'the document has no operation message_post; it has messages_post (POST /v1/messages), beta_messages_post (POST /v1/messages?beta=true)',
    ],
    [
      'a format whose first operation is missing',
      messages,
      { as: 'openai-chat' },
      'the document has no operation POST /v1/chat/completions; it has messages_post (POST /v1/messages), beta_messages_post (POST /v1/messages?beta=true)',
    ],
    [
      'an unknown format',
      messages,
      { as: 'chat' },
      'there is no format chat; there are openai-chat, openai-responses, anthropic-messages, anthropic-messages-beta',
    ],
    ['no operation at all', messages, {}, 'say which operations: --ops IDS… or --as FORMAT'],
    [
      'broken YAML',
      'openapi: 3.1.0\npaths:\n  /a: {\n',
      { as: 'openai-chat' },
      'upstream:4: broken YAML: Flow map in block collection must be sufficiently indented and end with a }',
    ],
    [
      'broken JSON',
      '{\n "openapi": "3.1.0",\n "paths": [}\n}',
      { as: 'openai-chat' },
      'upstream:3: broken JSON: Flow sequence in block collection must be sufficiently indented and end with a ]',
    ],
    ['no OpenAPI document', 'a: 1', { as: 'openai-chat' }, 'upstream is not an OpenAPI document: it has no member openapi'],
    ['a list', '[]', { as: 'openai-chat' }, 'upstream is not an OpenAPI document: it holds no object'],
    ['an older document', 'swagger: "2.0"\npaths: {}', { as: 'openai-chat' }, 'upstream is of version 2.0: only OpenAPI 3 is understood'],
    [
      'a stats file that points into the network',
      'openapi_spec_url: https://example.com/spec.yml',
      { as: 'openai-chat' },
      'upstream points at https://example.com/spec.yml: download that document and import it',
    ],
    [
      'a reference that leads nowhere',
      messages.replace('schemas/Metadata', 'schemas/Meta'),
      { as: 'anthropic-messages' },
      'CreateMessageParams.metadata: #/components/schemas/Meta points at nothing',
    ],
  ] as const)('ends with 1 and one line for %s', (_, text, options, message) => {
    expect(run('upstream', text, options)).toEqual({ code: 1, lines: [`specs import: ${message}`], printed: '' })
  })

  it('ends with 1 for a file that is not there', () => {
    const lines: string[] = []
    expect(specsImport('nowhere.yaml', { printError: (line) => lines.push(line) })).toBe(1)
    expect(lines).toEqual(['specs import: nowhere.yaml cannot be read'])
  })
})
