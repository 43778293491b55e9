import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { features } from './case.ts'
import { ownCases, readCases } from './cases.ts'
import { FileError } from './checked-json.ts'
import schema from './case.schema.json' with { type: 'json' }

describe('the cases of the suite', () => {
  const cases = readCases()

  it('are enough in every direction, half of them streamed, thirty with several turns', () => {
    const of = (direction: string): number => cases.filter((c) => c.direction === direction).length
    expect(of('messages-to-chat')).toBeGreaterThanOrEqual(50)
    expect(of('chat-to-messages')).toBeGreaterThanOrEqual(50)
    expect(of('messages-to-messages')).toBeGreaterThanOrEqual(15)
    expect(of('chat-to-chat')).toBeGreaterThanOrEqual(15)
    expect(cases.filter(({ needs }) => needs.includes('streaming')).length).toBeGreaterThanOrEqual(cases.length / 2)
    expect(cases.filter(({ exchanges }) => exchanges.length > 1).length).toBeGreaterThanOrEqual(30)
  })

  it('name rules that there are', () => {
    const text = readFileSync(join(import.meta.dirname, '../docs/rules.json'), 'utf8')
    const rules = new Set((JSON.parse(text) as { readonly id: string }[]).map(({ id }) => id))
    const unknown = cases.flatMap(({ id, rules: named }) => named.filter((rule) => !rules.has(rule)).map((rule) => `${id}: ${rule}`))
    expect(unknown).toEqual([])
  })

  it('may need what the schema lists', () => {
    expect(schema.$defs.feature.enum).toEqual([...features])
  })
})

describe('reading a case', () => {
  const id = 'messages-to-chat/hello/text'
  let root = ''
  let folder = ''

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'cases-'))
    folder = join(root, id)
    cpSync(join(ownCases, id), folder, { recursive: true })
  })
  afterEach(() => rmSync(root, { recursive: true }))

  const problems = (): readonly string[] => {
    try {
      readCases(root)
      return []
    } catch (error) {
      if (error instanceof FileError) return error.problems.map((problem) => problem.replaceAll(root, '…'))
      throw error
    }
  }
  const edit = (change: (file: Record<string, unknown>) => void): void => {
    const file = JSON.parse(readFileSync(join(folder, 'case.json'), 'utf8')) as Record<string, unknown>
    change(file)
    writeFileSync(join(folder, 'case.json'), JSON.stringify(file))
  }

  it('gives its exchanges and where it lies', () => {
    const [read] = readCases(root)
    expect(read).toMatchObject({ id, direction: 'messages-to-chat', topic: 'hello', name: 'text', losses: null })
    expect(read?.exchanges).toHaveLength(1)
    expect(read?.exchanges[0]?.provider?.expect.body).toMatchObject({ model: 'gpt-4o' })
  })

  it('leaves unread what a glob does not mean', () => {
    writeFileSync(join(folder, 'case.json'), '{')
    expect(readCases(root, ['chat-to-*'])).toEqual([])
  })

  it('reads an exchange that the gateway answers by itself', () => {
    for (const name of ['2-provider.expect.json', '3-provider.json']) rmSync(join(folder, name))
    renameSync(join(folder, '4-client.expect.json'), join(folder, '2-client.expect.json'))
    expect(readCases(root)[0]?.exchanges[0]?.provider).toBeNull()
  })

  it('refuses gaps in the numbers', () => {
    renameSync(join(folder, '4-client.expect.json'), join(folder, '5-client.expect.json'))
    expect(problems()).toEqual([`…/${id}/5-client.expect.json: has the number 5, should have 4`])
  })

  it('refuses an exchange without an answer', () => {
    rmSync(join(folder, '4-client.expect.json'))
    expect(problems()).toEqual([
      `…/${id}/1-client.json: an exchange is client, provider.expect, provider, client.expect; or client, client.expect`,
    ])
  })

  it('refuses files that are none of a case, and folders that are none', () => {
    writeFileSync(join(folder, 'notes.md'), '')
    mkdirSync(join(root, 'chat-to-gemini/hello/text'), { recursive: true })
    writeFileSync(join(root, 'chat-to-gemini/hello/text/case.json'), '{}')
    expect(problems()).toEqual([
      '…/chat-to-gemini/hello/text: a case lies in <direction>/<topic>/<name>',
      `…/${id}/notes.md: is no file of a case`,
    ])
  })

  it('refuses members of case.json that are unknown, missing or wrong', () => {
    edit((file) => Object.assign(file, { level: 'shall', hurry: true, needs: ['luck'], why: undefined }))
    expect(problems()).toEqual([
      `…/${id}/case.json: / must have required property 'why'`,
      `…/${id}/case.json: /hurry is not a known member`,
      `…/${id}/case.json: /level must be one of must, should, may`,
      `…/${id}/case.json: /needs/0 must be one of ${features.join(', ')}`,
    ])
  })

  it('refuses a must that nobody demands', () => {
    edit((file) => Object.assign(file, { sources: [{ kind: 'rule', name: 'REQ-A-2', says: 'It says so in the law.' }] }))
    expect(problems()).toEqual([
      `…/${id}/case.json: /sources/0/kind must be one of provider, client`,
      `…/${id}/case.json: /sources must contain at least 1 valid item(s)`,
    ])
  })

  it('refuses HTTP of files that are not there, or that it means nothing to', () => {
    edit((file) => Object.assign(file, { wire: { '9-client.json': { path: '/v1/messages' } } }))
    expect(problems()).toEqual([`…/${id}/case.json: /wire/9-client.json names no file`])
    edit((file) => Object.assign(file, { wire: { '1-client.json': { status: 200 } } }))
    expect(problems()).toEqual([`…/${id}/case.json: /wire/1-client.json/status means nothing here`])
  })

  it('refuses JSON that is none', () => {
    writeFileSync(join(folder, '3-provider.json'), '{"id":')
    expect(problems()[0]).toContain(`…/${id}/3-provider.json: is no JSON: `)
  })

  it('refuses an answer that is taken up before it is given', () => {
    writeFileSync(join(folder, '1-client.json'), '{"messages":[{"$answer":1}]}')
    expect(problems()).toEqual([`…/${id}: 1-client.json takes up answer 1, which was not given by then`])
  })

  it('refuses a stream that is not needed', () => {
    renameSync(join(folder, '4-client.expect.json'), join(folder, '4-client.expect.sse'))
    expect(problems()).toEqual([`…/${id}: streams, but does not need 'streaming'`])
  })
})
