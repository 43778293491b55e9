import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { isArray, isObject, type Json, type JsonObject } from '../distil/json.ts'
import { locate } from '../distil/locate.ts'
import { readOverlays } from '../specs/derive.ts'
import { documentFile } from '../specs/lock.ts'
import { compare, type Finding } from './check.ts'
import { specsProof } from './command.ts'
import { pairOf } from './proof.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const overlays = readOverlays(join(root, 'specs', 'overlays'))
const chat = 'openai-chat@v1'

const edits: Readonly<Record<string, (schemas: JsonObject) => void>> = {
  nothing: () => undefined,
  'an optional member of the request dropped': (schemas) => drop(schemas, 'ChatCompletionCreateParams', 'seed'),
  'an optional member deep in a stream dropped': (schemas) => drop(schemas, 'ChatCompletionChunk.Choice.Delta.ToolCall', 'index'),
  'a value of a closed list dropped': (schemas) => {
    const [spot] = locate(schemas, 'ChatCompletion.Choice.finish_reason', '')
    const values = spot?.schema['enum']
    if (spot === undefined || !isArray(values)) throw new Error('no list')
    spot.schema['enum'] = values.slice(1)
  },
  'a member no longer required': (schemas) => {
    const message = schemas['ChatCompletionMessage']
    if (!isObject(message) || !isArray(message['required'])) throw new Error('no message')
    schemas['ChatCompletionMessage'] = { ...message, required: message['required'].filter((name) => name !== 'refusal') }
  },
  'a member no longer null': (schemas) => {
    const [spot] = locate(schemas, 'ChatCompletionCreateParams.n', '')
    spot?.replace({ type: 'integer' })
  },
  'a member that the SDK does not know': (schemas) => {
    const [spot] = locate(schemas, 'ChatCompletionCreateParams', '')
    spot?.replace({ ...spot.schema, properties: { ...members(spot.schema), temper: { type: 'string' } } })
  },
}

const members = (schema: JsonObject): JsonObject => (isObject(schema['properties']) ? schema['properties'] : {})

function drop(schemas: JsonObject, name: string, member: string): void {
  const schema = schemas[name]
  if (!isObject(schema) || members(schema)[member] === undefined) throw new Error(`no ${name}.${member}`)
  const required = isArray(schema['required']) ? schema['required'].filter((each) => each !== member) : []
  schemas[name] = {
    ...schema,
    required,
    properties: Object.fromEntries(Object.entries(members(schema)).filter(([key]) => key !== member)),
  }
}

function document(): { readonly whole: JsonObject; readonly schemas: JsonObject } {
  const whole: Json = JSON.parse(readFileSync(join(root, 'specs', documentFile(chat)), 'utf8'))
  const schemas = isObject(whole) && isObject(whole['components']) ? whole['components']['schemas'] : undefined
  if (!isObject(whole) || !isObject(schemas)) throw new Error('no document')
  return { whole, schemas }
}

describe('the types of a document, held against those of the SDK', () => {
  let findings: readonly Finding[] = []

  beforeAll(async () => {
    const about = { packageRoot: join(root, 'node_modules/openai'), overlay: overlays.get('openai-chat'), apiVersion: 'v1' }
    const pairs = await Promise.all(
      Object.entries(edits).map(async ([name, edit]) => {
        const { whole, schemas } = document()
        edit(schemas)
        return { ...(await pairOf(chat, whole, about)), document: name }
      }),
    )
    findings = compare(pairs, join(root, 'node_modules'))
  }, 60_000)

  it.each([
    ['nothing', []],
    ['an optional member of the request dropped', ['request required into sdk']],
    ['an optional member deep in a stream dropped', ['event is into sdk', 'event required into sdk']],
    ['a value of a closed list dropped', ['response is into document', 'response required into document']],
    ['a member no longer required', ['response is into sdk']],
    ['a member no longer null', ['request is into document', 'request required into document']],
    ['a member that the SDK does not know', ['request required into document']],
  ])('with %s: the directions that fail', (name, failing) => {
    const own = findings.filter(({ document: each }) => each === name)
    expect(own).toHaveLength(12)
    expect(own.flatMap(({ role, as, into, why }) => (why === undefined ? [] : [`${role} ${as} into ${into}`]))).toEqual(failing)
  })

  it('says in the words of the compiler what is missing', () => {
    const [first] = findings.filter(({ document: each, why }) => each === 'an optional member of the request dropped' && why !== undefined)
    expect(first?.why).toMatch(/Property 'seed' is missing in type/)
  })
})

describe('specs proof', () => {
  const lines: string[] = []
  const faults: string[] = []
  const options = { root, print: (line: string) => lines.push(line), printError: (line: string) => faults.push(line) }

  it('prints a line per root of the documents of one provider, and ends with 0', async () => {
    expect(await specsProof({ ...options, provider: 'openai-chat' })).toBe(0)
    const all = 'as is types → SDK holds, as is SDK → types holds, required types → SDK holds, required SDK → types holds'
    expect(lines.map((line) => line.replace(/ {2,}/, ' '))).toEqual([
      `${chat} request ${all}`,
      `${chat} response ${all}`,
      `${chat} event ${all}`,
    ])
    expect(faults[0]).toMatch(/^specs proof: 12 of 12 directions hold, /)
  }, 60_000)

  it('ends with 1 for a provider that no document is of, and where there are no documents', async () => {
    faults.length = 0
    expect(await specsProof({ ...options, provider: 'gemini' })).toBe(1)
    const empty = mkdtempSync(join(tmpdir(), 'diglot-proof-test-'))
    expect(await specsProof({ ...options, root: empty })).toBe(1)
    rmSync(empty, { recursive: true })
    expect(faults).toEqual([
      "specs proof: no document is gemini's; there are anthropic-messages@2026-10-21, anthropic-messages@2023-06-01, anthropic-messages@beta, openai-chat@v1, openai-responses@v1",
      'specs proof: specs/sources.lock.json is missing',
    ])
  })
})
