import { execFile } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, it } from 'vitest'
import { writeOutput } from '../emit.ts'
import { Compiler } from '../compile.ts'
import { openFormat } from '../fate-tables.ts'
import { generate, loadFormats } from '../generate.ts'
import { planScaffold } from '../scaffold.ts'
import { scaffoldFolder } from './format-folder.ts'

const project = fileURLToPath(new URL('../..', import.meta.url))
const format = 'openai-responses'

/** A copy of the sources in which the third document has no folder yet. */
function copy(): string {
  const root = mkdtempSync(join(tmpdir(), 'scaffold-'))
  for (const path of ['src', 'specs', 'codegen/slices', 'tsconfig.json', 'package.json'])
    cpSync(join(project, path), join(root, path), { recursive: true })
  symlinkSync(join(project, 'node_modules'), join(root, 'node_modules'))
  return root
}

/** Hand-written files of a folder, relative to it. */
const files = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|json)$/.test(entry.name) && !/\.(test|fixture)\.ts$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((file) => !file.startsWith('generated/'))
    .toSorted()

let root: string
let compiler: Compiler

beforeAll(async () => {
  root = copy()
  scaffoldFolder(root, { format })
  writeOutput(root, await generate(root))
  compiler = new Compiler(root, `src/formats/${format}/`)
}, 120_000)

describe('the folder of a new format', () => {
  it('has the same files as its neighbours, and its slice waits no longer', () => {
    expect(files(join(root, 'src/formats', format))).toEqual(files(join(project, 'src/formats/openai-chat')))
    expect(existsSync(join(root, `codegen/slices/${format}.json`))).toBe(false)
    expect(readFileSync(join(root, 'src/formats/index.ts'), 'utf8')).toContain(`import openaiResponses from './openai-responses/format.ts'`)
  })

  it('fails to compile where a decision is due, and nowhere else', () => {
    const errors = compiler.errors(new Map())
    const texts = new Map(compiler.files.map((file) => [file, readFileSync(file, 'utf8').split('\n')]))
    expect(errors.filter(({ file, line }) => texts.get(file)?.[line - 1]?.includes('undecided') !== true)).toEqual([])
    const holed = compiler.files.filter((file) => readFileSync(file, 'utf8').includes('undecided'))
    expect(holed.filter((file) => errors.every((error) => error.file !== file))).toEqual([])
    expect(errors.length).toBeGreaterThan(1000)
  }, 60_000)

  it('leaves the scaffolder nothing to add', () => {
    const facts = loadFormats(root).find((each) => each.format === format)
    expect(facts && planScaffold(facts, openFormat(root, format)).report).toEqual([])
  }, 60_000)

  it('is not written over', () => {
    expect(() => scaffoldFolder(root, { format })).toThrow('src/formats/openai-responses exists')
  })

  it('leaves the gateway running: a request of the new format gets an error, one of another format its answer', async () => {
    writeFileSync(join(root, 'ask.ts'), ask)
    const run = promisify(execFile)(process.execPath, ['--import', 'tsx', 'ask.ts'], { cwd: root })
    expect(JSON.parse((await run).stdout)).toEqual({ responses: 500, models: 200 })
  }, 60_000)
})

it('asks which document it is where no slice says so, and takes the one it is told', () => {
  const fresh = copy()
  const where = 'nothing says which document is that of new-api: pass --document specs/new-api@<version>.openapi.json'
  expect(() => scaffoldFolder(fresh, { format: 'new-api' })).toThrow(where)
  expect(() => scaffoldFolder(fresh, { format: 'New' })).toThrow('New is no folder name')
  const waiting = readFileSync(join(fresh, `codegen/slices/${format}.json`), 'utf8')
  scaffoldFolder(fresh, { format, document: `specs/${format}@v1.openapi.json` })
  expect(JSON.parse(readFileSync(join(fresh, 'src/formats', format, 'slice.json'), 'utf8'))).toEqual(JSON.parse(waiting))
})

const ask = `import { defaultConfig } from './src/gateway/config.ts'
import { createGateway } from './src/gateway/server.ts'

const gateway = createGateway({ ...defaultConfig, port: 0, logLevel: 'silent' })
const origin = await gateway.listen()
const body = JSON.stringify({ model: 'gpt-4o', input: 'Hello' })
const headers = { 'content-type': 'application/json' }
const responses = await fetch(origin + '/v1/responses', { method: 'POST', body, headers })
const models = await fetch(origin + '/health')
console.log(JSON.stringify({ responses: responses.status, models: models.status }))
await gateway.close()
`
