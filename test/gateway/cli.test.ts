import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { sse } from '../scripted/answer.ts'
import { ScriptedProvider } from '../scripted/provider.ts'
import { call, open, piece, post } from './client.ts'
import { anthropicStream, askAnthropic, askOpenai } from './wire.ts'

const root = resolve(import.meta.dirname, '../..')
let folder: string
const children: ChildProcess[] = []

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'diglot-'))
})
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The command as a process of its own, and all that it says. */
class Run {
  readonly child: ChildProcess
  text = ''

  constructor(args: readonly string[], environment: { readonly [name: string]: string } = {}) {
    const bare = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/API_KEY|BASE_URL|^HOST$|^PORT$|DIGLOT/.test(name)))
    this.child = spawn(process.execPath, ['--import', 'tsx', join(root, 'src/cli.ts'), ...args], {
      cwd: root,
      env: { ...bare, ...environment },
    })
    children.push(this.child)
    for (const stream of [this.child.stdout, this.child.stderr]) stream?.on('data', (data: Buffer) => (this.text += data.toString()))
  }

  async says(pattern: RegExp): Promise<RegExpExecArray> {
    for (let tries = 0; tries < 1000; tries++) {
      const found = pattern.exec(this.text)
      if (found) return found
      if (this.child.exitCode !== null) break
      await new Promise((done) => setTimeout(done, 20))
    }
    throw new Error(`it did not say ${String(pattern)}:\n${this.text}`)
  }

  ended(): Promise<number | null> {
    return new Promise((done) => (this.child.exitCode === null ? this.child.once('close', done) : done(this.child.exitCode)))
  }
}

const listening = /listens on (http:\/\/\S+)/

describe('diglot', () => {
  test('--help and --version', async () => {
    const [help, version] = [new Run(['--help']), new Run(['--version'])]
    expect([await help.ended(), await version.ended()]).toEqual([0, 0])
    expect(help.text).toContain('Usage: diglot')
    expect(version.text).toMatch(/^\d+\.\d+\.\d+\n$/)
    const serve = new Run(['serve', '--help'])
    await serve.ended()
    for (const option of ['--config', '--host', '--port', '--open', '--simulate']) expect(serve.text).toContain(option)
  })

  test('a start says which providers and keys it found, never their text', async () => {
    const run = new Run(['--port', '0'], { OPENAI_API_KEY: 'sk-secret-one', ANTHROPIC_BASE_URL: 'http://user:pass@127.0.0.1:9' })
    const [, url = ''] = await run.says(listening)
    await run.says(/clients {2}/)
    expect(run.text).toMatch(/openai {5}https:\/\/api\.openai\.com\/v1 {2}key from OPENAI_API_KEY/)
    expect(run.text).toMatch(/anthropic {2}\S+ {2}no key: clients of its own dialect send theirs/)
    expect(run.text).not.toMatch(/sk-secret|pass/)
    expect(JSON.parse((await call(`${url}/health`)).text)).toMatchObject({ status: 'ok' })
  })

  test('a busy port is one clear line and exit 1', async () => {
    const taken = createServer()
    await new Promise<void>((done) => taken.listen(0, '127.0.0.1', done))
    const { port } = taken.address() as AddressInfo
    const run = new Run([], { PORT: String(port) })
    expect(await run.ended()).toBe(1)
    expect(run.text).toBe(`127.0.0.1:${port} is taken: choose another port with --port or PORT\n`)
    taken.close()
  })

  test('a wrong configuration is told with file, line, column and path, and exit 1', async () => {
    const file = join(folder, 'wrong.yaml')
    writeFileSync(file, 'strictness: strickt\nroutes: 7\n')
    const run = new Run(['--config', file])
    expect(await run.ended()).toBe(1)
    expect(run.text).toBe(`${file}:1:13 strictness: must be one of strict, default, lenient\n${file}:2:9 routes: must be array\n`)
  })

  test('config prints what is in force, secrets masked', async () => {
    const file = join(folder, 'right.yaml')
    writeFileSync(file, 'strictness: strict\ncarrierSecret: a-long-secret\n')
    const run = new Run(['config', '--config', file], { OPENAI_API_KEY: 'sk-secret-one', DIGLOT_API_KEY: 'dk-secret' })
    expect(await run.ended()).toBe(0)
    expect(JSON.parse(run.text)).toMatchObject({
      strictness: 'strict',
      secret: '********',
      clientKeys: ['********'],
      providers: [{ name: 'openai', key: '********' }, { key: null }],
    })
    expect(run.text).not.toMatch(/secret-one|dk-secret|a-long/)
  })

  test('beyond loopback with keys it does not start unless told to', async () => {
    const run = new Run(['--host', '0.0.0.0', '--port', '0'], { OPENAI_API_KEY: 'sk-secret-one' })
    expect([await run.ended(), run.text]).toEqual([
      1,
      expect.stringMatching(/^listening on 0\.0\.0\.0 would let anybody spend the keys of openai/),
    ])
    const opened = new Run(['--host', '0.0.0.0', '--port', '0', '--open'], { OPENAI_API_KEY: 'sk-secret-one' })
    await opened.says(listening)
  })

  test.each(['SIGINT', 'SIGTERM'] as const)('%s during a stream is a clean end: the stream gets a moment, then breaks', async (signal) => {
    const provider = new ScriptedProvider()
    const file = join(folder, 'quick.yaml')
    writeFileSync(file, 'timeouts: { close: 200ms }\n')
    const run = new Run(['--port', '0', '--config', file], { ANTHROPIC_API_KEY: 'k', ANTHROPIC_BASE_URL: await provider.listen() })
    const [, url = ''] = await run.says(listening)
    provider.next(sse(anthropicStream.slice(0, 4).join(''), 'whole', 'hang'))
    const { answer } = await open(`${url}/v1/messages`, { ...askAnthropic, stream: true })
    await piece(answer)
    const broken = new Promise((done) => answer.once('close', () => done(!answer.complete)))
    answer.on('error', () => undefined)
    run.child.kill(signal)
    expect([await run.ended(), await broken]).toEqual([0, true])
    expect(run.text).not.toMatch(/Error|at file:/)
    await provider.close()
  })

  test('--simulate answers in both directions without a key', async () => {
    const run = new Run(['--simulate', '--port', '0'])
    const [, url = ''] = await run.says(listening)
    const a = await post(`${url}/v1/messages`, { ...askAnthropic, model: 'gpt-4o' })
    expect([a.status, JSON.parse(a.text)]).toMatchObject([200, { type: 'message', role: 'assistant' }])
    const c = await post(`${url}/v1/chat/completions`, { ...askOpenai, model: 'claude-sonnet-4-6' })
    expect([c.status, JSON.parse(c.text)]).toMatchObject([200, { object: 'chat.completion' }])
    expect(run.text).toContain('key from the simulator')
  })
})
