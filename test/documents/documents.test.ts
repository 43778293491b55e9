import { spawn, type ChildProcess } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { simulate, type Simulation } from '../../src/simulate/index.ts'
import { blocksOf, type Block } from './blocks.ts'

const root = resolve(import.meta.dirname, '../..')
const documents = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md']

/** The gate has done these before any test runs; running them again from a test would never end or prove nothing more. */
const doneByTheGate = new Set(['npm ci', 'npm test', 'npm run check', '.ci/run'])

let simulation: Simulation
let scratch: string
let port: number
let server: ChildProcess | null = null
const copies: string[] = []

beforeAll(async () => {
  simulation = await simulate({ paceMs: 0 })
  scratch = mkdtempSync(join(root, 'node_modules', '.documents-'))
  port = await freePort()
  const yaml = blocksOf(join(root, 'README.md')).find(({ language }) => language === 'yaml')
  writeFileSync(join(scratch, 'diglot.yaml'), yaml?.code ?? '')
  server = await serve('npm start', port)
})

afterAll(async () => {
  await stop(server)
  await simulation.close()
  for (const folder of [scratch, ...copies]) rmSync(folder, { recursive: true, force: true })
})

describe('the documents', () => {
  const blocks = documents.flatMap((document) =>
    blocksOf(join(root, document))
      .filter(({ language }) => language === 'sh' || language === 'ts')
      .map((block) => [`${document}:${block.line} ${block.code.split('\n')[0] ?? ''}`, block] as const),
  )

  it.each(blocks)(
    'runs %s',
    async (_, block) => {
      if (block.language === 'ts') await runTypeScript(block)
      else if (block.mode === 'server' || block.mode === 'config') await stop(await serve(command(block), await freePort()))
      else {
        const folder = block.mode === 'copy' ? copyOfProject() : root
        for (const line of commands(block)) {
          const { status, output } = await run('bash', ['-c', line], folder)
          expect(status, `${line}\n${output}`).toBe(0)
        }
      }
    },
    240_000,
  )
})

/** Lines of a shell block that are not done by the gate already; `&&` chains are cut, so that what is new in them runs. */
function commands(block: Block): string[] {
  return block.code
    .replaceAll('\\\n', ' ')
    .split('\n')
    .flatMap((line) => line.split(' && '))
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#') && !doneByTheGate.has(line))
    .map((line) => (line.startsWith('curl ') ? `${line.replaceAll(':4000', `:${port}`)} --fail-with-body` : line))
}

const command = (block: Block): string => block.code.replace('diglot.yaml', join(scratch, 'diglot.yaml'))

async function runTypeScript(block: Block): Promise<void> {
  const file = join(scratch, `block-${block.line}.mts`)
  const index = JSON.stringify(join(root, 'src/index.ts'))
  writeFileSync(file, block.code.replaceAll(':4000', `:${port}`).replace("'diglot'", index))
  const result = await run(process.execPath, ['--import', 'tsx', file])
  expect(result.status, result.output).toBe(0)
  expect(result.output).not.toBe('')
}

const environment = (on: number): NodeJS.ProcessEnv => ({
  ...process.env,
  HOST: '127.0.0.1',
  PORT: String(on),
  ANTHROPIC_BASE_URL: simulation.anthropic.url,
  ANTHROPIC_API_KEY: 'key-for-the-simulator',
  OPENAI_BASE_URL: simulation.openai.url,
  OPENAI_API_KEY: 'key-for-the-simulator',
})

/** Starts a server with `line` on a free port and waits for it to answer. */
async function serve(line: string, on: number): Promise<ChildProcess> {
  // A block shows keys to fill in; here the simulators' are in the environment already.
  const started = line.replaceAll(/\b\w+_API_KEY=\S+ /g, '')
  const child = spawn('bash', ['-c', `exec ${started}`], {
    cwd: root,
    env: environment(on),
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  child.stdout.on('data', (data: Buffer) => (output += data.toString()))
  child.stderr.on('data', (data: Buffer) => (output += data.toString()))
  for (let tries = 0; tries < 300; tries++) {
    if (child.exitCode !== null) throw new Error(`'${line}' ended with ${child.exitCode}:\n${output}`)
    const answer = await fetch(`http://127.0.0.1:${on}/health`).catch(() => null)
    if (answer?.ok) return child
    await new Promise((done) => setTimeout(done, 100))
  }
  throw new Error(`'${line}' does not answer on port ${on}:\n${output}`)
}

async function stop(child: ChildProcess | null): Promise<void> {
  if (!child?.pid || child.exitCode !== null) return
  const gone = new Promise((done) => child.once('exit', done))
  process.kill(-child.pid, 'SIGTERM')
  await gone
}

/** Commands that write into the tree get a tree of their own, so that no other test sees half a file. */
function copyOfProject(): string {
  const folder = mkdtempSync(join(tmpdir(), 'diglot-documents-'))
  const left = new Set(['node_modules', '.git', 'dist', 'coverage'])
  cpSync(root, folder, { recursive: true, filter: (file) => !left.has(relative(root, file)) })
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  copies.push(folder)
  return folder
}

function run(program: string, args: readonly string[], cwd = root): Promise<{ status: number | null; output: string }> {
  return new Promise((done, fail) => {
    const child = spawn(program, args, { cwd, env: environment(port), stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stdout.on('data', (data: Buffer) => (output += data.toString()))
    child.stderr.on('data', (data: Buffer) => (output += data.toString()))
    child.once('error', fail)
    child.once('close', (status) => done({ status, output }))
  })
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer()
    probe.once('error', fail)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (address !== null && typeof address === 'object' ? done(address.port) : fail(new Error('no port'))))
    })
  })
}
