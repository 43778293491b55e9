import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ownCases } from './cases.ts'
import { conform } from './cli.ts'
import type { Report } from './report/report.ts'
import { serve } from './stage-url.ts'

/** A gateway that answers `ok` to every Messages client and asks nobody. */
const message = {
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  model: 'ok',
  content: [{ type: 'text', text: 'ok', citations: null }],
  stop_reason: 'end_turn',
  stop_sequence: null,
  usage: { input_tokens: 1, output_tokens: 1 },
}
const idle = {
  answer: () => ({
    status: 200,
    headers: { 'content-type': 'application/json' },
    chunks: [Buffer.from(JSON.stringify(message))],
    ending: 'end' as const,
  }),
}

describe('diglot conform', () => {
  let folder = ''
  let out = ''
  let err = ''
  let gateway: Awaited<ReturnType<typeof serve>>

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'conform-'))
    out = err = ''
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => Boolean((out += String(text))))
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => Boolean((err += String(text))))
    gateway = await serve(idle, { host: '127.0.0.1', port: 0 })
    writeFileSync(file('target.json'), JSON.stringify({ name: 'idle', directions: { 'messages-to-chat': { features: 'all' } } }))
  })
  afterEach(async () => {
    vi.restoreAllMocks()
    await gateway.close()
    rmSync(folder, { recursive: true })
  })

  const file = (name: string): string => join(folder, name)
  const place = (): string[] => ['--target', gateway.origin, '--listen', '127.0.0.1:0']
  const described = (): string[] => [...place(), '--describe', file('target.json')]
  const hello = ['--only', 'messages-to-chat/hello/text']

  it('exits with 1 and tells what failed where something fails', async () => {
    expect(await conform([...described(), ...hello, '--report', 'terminal', '--report', `json=${file('r.json')}`])).toBe(1)
    expect(out).toContain('✗ messages-to-chat/hello/text must')
    expect(err).toContain('1 cases on idle at http://127.0.0.1:')
    expect(err).toContain('random cuts from seed 1')
    expect(err).toContain('1/1 · 1 failed\n')
    const report = JSON.parse(readFileSync(file('r.json'), 'utf8')) as Report
    expect(report.cases.map(({ id, verdict }) => [id, verdict])).toEqual([['messages-to-chat/hello/text', 'fail']])
  })

  it('exits with 0 where what fails is known, and with 1 where the list means no case', async () => {
    writeFileSync(file('known.json'), JSON.stringify({ 'messages-to-chat/**': 'it asks nobody' }))
    expect(await conform([...described(), ...hello, '--known-failing', file('known.json')])).toBe(0)
    writeFileSync(file('known.json'), JSON.stringify({ 'messages-to-chat/**': 'it asks nobody', 'chat-to-gemini/**': 'it is not there' }))
    expect(await conform([...described(), ...hello, '--known-failing', file('known.json')])).toBe(1)
    expect(out).toContain('the known-failing list names no case by chat-to-gemini/**')
  })

  it.each([
    ['an unknown option', ['--hurry'], 'unknown option'],
    ['an unknown feature', ['--needs', 'luck'], 'features are streaming, '],
    ['an unknown form', ['--report', 'pdf'], 'forms are terminal, '],
    ['no target', [], '--target URL is needed'],
    ['no description', ['--target', 'http://127.0.0.1:1'], '--describe FILE is needed'],
    ['no case', ['--only', 'nothing/**'], 'no case is left by these filters'],
    ['a level of its own', ['--level', 'shall'], 'Allowed choices are must, should, may'],
  ])('exits with 2 and says why for %s', async (_, args, why) => {
    const known = args.length === 0 ? ['--describe', file('target.json')] : []
    expect(await conform([...args, ...known])).toBe(2)
    expect(err).toContain(why)
  })

  it('exits with 2 where nothing answers, or the description is wrong', async () => {
    const free = createServer()
    await new Promise<void>((listening) => void free.listen(0, '127.0.0.1', listening))
    const { port } = free.address() as AddressInfo
    await new Promise((closed) => free.close(closed))
    const nowhere = `http://127.0.0.1:${port}`
    expect(await conform(['--target', nowhere, '--listen', '0', '--describe', file('target.json')])).toBe(2)
    expect(err).toContain(`nothing answers at ${nowhere}`)
    writeFileSync(file('target.json'), '{"name":"idle","directions":{"chat-to-gemini":{"features":"all"}}}')
    expect(await conform(described())).toBe(2)
    expect(err).toContain(`${file('target.json')}: /directions must be one of messages-to-messages, messages-to-chat, `)
  })

  it('exits with 2 and names the case where a case is wrong itself', async () => {
    const id = 'messages-to-chat/hello/text'
    cpSync(join(ownCases, id), join(folder, 'cases', id), { recursive: true })
    writeFileSync(join(folder, 'cases', id, '4-client.expect.json'), '{"stop_reason":{"$perhaps":1}}')
    expect(await conform([...described(), '--cases', join(folder, 'cases')])).toBe(2)
    expect(err).toContain(`${id}: 4-client.expect.json: $perhaps is no matcher`)
  })

  it('lists and counts without a run, by level and feature', async () => {
    expect(await conform(['--list', '--only', 'messages-to-chat/hello', '--without', 'streaming', '--level', 'must'])).toBe(0)
    expect(out.split('\n').map((line) => line.split('\t')[0])).toEqual(['messages-to-chat/hello/text', ''])
    expect(await conform([...described(), ...hello, '--dry-run'])).toBe(0)
    expect(out).toContain('1 cases would be run on idle')
  })

  it('init writes what was asked for, and says that nothing came through', async () => {
    const asked = [
      '--direction',
      'messages-to-chat',
      '--base-path',
      '/a/',
      '--header',
      'Authorization: Bearer x',
      '--model',
      'gpt-4o=o/gpt-4o',
    ]
    expect(await conform(['init', ...place(), '--file', file('new.json'), '--name', 'idle', ...asked])).toBe(1)
    expect(out).toContain('messages-to-chat      does not come through: no request reached the provider')
    expect(JSON.parse(readFileSync(file('new.json'), 'utf8'))).toEqual({
      name: 'idle',
      directions: {
        'messages-to-chat': {
          basePath: '/a',
          headers: { authorization: 'Bearer x' },
          models: { 'gpt-4o': { client: 'o/gpt-4o' } },
          features: 'all',
        },
      },
    })
    expect(await conform(['init', ...place(), '--file', file('new.json')])).toBe(2)
    expect(err).toContain('is there already')
    expect(await conform(['init', ...place(), '--file', file('none.json')])).toBe(1)
    expect(err).toContain('no direction came through')
  })
})
