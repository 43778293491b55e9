import { execFile } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, it } from 'vitest'
import { sha256 } from '../distil/json.ts'
import { writeOutput } from '../emit.ts'
import { Compiler } from '../compile.ts'
import { openFormat } from '../fate-tables.ts'
import { readApis } from '../fidelity/apis.ts'
import { readTables } from '../fidelity/tables.ts'
import { generate, loadFormats } from '../generate.ts'
import { planScaffold } from '../scaffold.ts'
import { readLock } from '../specs/lock.ts'
import { scaffoldFolder } from './format-folder.ts'
import { formatted } from './formatted.ts'

const project = fileURLToPath(new URL('../..', import.meta.url))
const format = 'new-api'

/** A copy of the sources, and in it a document from elsewhere that no format speaks yet. */
function copy(): { readonly root: string; readonly document: string } {
  const root = mkdtempSync(join(tmpdir(), 'scaffold-'))
  for (const path of ['src', 'specs', 'tsconfig.json', 'package.json', '.oxfmtrc.json'])
    cpSync(join(project, path), join(root, path), { recursive: true })
  symlinkSync(join(project, 'node_modules'), join(root, 'node_modules'))
  const document = join(root, 'upstream.json')
  const responses = readFileSync(join(root, 'specs/openai-responses@v1.openapi.json'), 'utf8')
  writeFileSync(document, responses.replaceAll('"/v1/responses', '"/v1/news').replace('"OpenAI Responses"', '"News"'))
  return { root, document }
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
  const made = copy()
  root = made.root
  await scaffoldFolder(root, { format, document: made.document })
  writeOutput(root, await generate(root))
  compiler = new Compiler(root, `src/formats/${format}/`)
}, 120_000)

describe('the folder of a new format', () => {
  it('has the same files as its neighbours, and is listed with them', () => {
    const own = files(join(root, 'src/formats', format)).filter((file) => !/^fates\/.*\//.test(file))
    expect(own).toEqual(files(join(project, 'src/formats/openai-chat')))
    expect(readFileSync(join(root, 'src/formats/index.ts'), 'utf8')).toContain(`import newApi from './new-api/format.ts'`)
  })

  it('takes its document into specs/, named in the lock as one that nothing makes anew', () => {
    const text = readFileSync(join(root, 'specs/new-api@v1.openapi.json'), 'utf8')
    expect(text).toBe(readFileSync(join(root, 'upstream.json'), 'utf8'))
    const { documents, imported } = readLock(join(root, 'specs'))
    expect(imported).toEqual({ 'new-api@v1': { sha256: sha256(text) } })
    expect(documents).not.toHaveProperty('new-api@v1')
  })

  it('is laid out as the formatter leaves it, in files of at most 400 lines that import a module once', async () => {
    const folder = join(root, 'src/formats', format)
    const texts = new Map(files(folder).map((file) => [file, readFileSync(join(folder, file), 'utf8')]))
    expect(await formatted(project, texts)).toEqual(texts)
    for (const text of texts.values()) {
      expect(text.split('\n').length).toBeLessThanOrEqual(401)
      const modules = [...text.matchAll(/^import .* from '(.*)'$/gm)].map(([, module]) => module)
      expect(modules).toEqual([...new Set(modules)])
    }
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

  it('is read by the fidelity table as it is: everything undecided, and no API yet', async () => {
    const { core, outer, unions, enums, hubFates, beyond } = await readTables(root, format)
    const fates = [...[core, unions, enums, hubFates].flatMap(Object.values).flatMap(Object.values), ...Object.values(outer)]
    expect(new Set(fates.map(({ fate }) => fate))).toEqual(new Set(['undecided']))
    expect(fates.length).toBeGreaterThan(1000)
    expect(beyond).toEqual({})
    expect(await readApis(root, [format])).toEqual(new Map())
  })

  it('is not written over', async () => {
    await expect(scaffoldFolder(root, { format })).rejects.toThrow('src/formats/new-api exists')
  })

  it('leaves the gateway running: a request of the new format gets an error, one of another format its answer', async () => {
    writeFileSync(join(root, 'ask.ts'), ask)
    const run = promisify(execFile)(process.execPath, ['--import', 'tsx', 'ask.ts'], { cwd: root })
    expect(JSON.parse((await run).stdout)).toEqual({ news: 500, health: 200 })
  }, 60_000)
})

it('asks which document it is where no slice says so', async () => {
  const where = 'nothing says which document is that of other-api: pass --document FILE, an OpenAPI document'
  await expect(scaffoldFolder(root, { format: 'other-api' })).rejects.toThrow(where)
  await expect(scaffoldFolder(root, { format: 'New' })).rejects.toThrow('New is no folder name')
})

it.each(['a waiting slice', 'a document of specs/'])('takes %s', async (where) => {
  const { root: fresh } = copy()
  const name = 'openai-responses'
  const slice = {
    documents: ['v1'],
    beta: [],
    roots: { request: 'createResponse request', response: 'createResponse response', event: 'createResponse event' },
    hosted: [],
    pseudoTags: {},
  }
  rmSync(join(fresh, 'src/formats', name), { recursive: true })
  const waiting = join(fresh, 'codegen/slices', `${name}.json`)
  mkdirSync(join(fresh, 'codegen/slices'), { recursive: true })
  if (where === 'a waiting slice') writeFileSync(waiting, JSON.stringify(slice))
  await scaffoldFolder(fresh, { format: name, ...(where !== 'a waiting slice' && { document: `specs/${name}@v1.openapi.json` }) })
  expect(JSON.parse(readFileSync(join(fresh, 'src/formats', name, 'slice.json'), 'utf8'))).toMatchObject(slice)
  expect(existsSync(waiting)).toBe(false)
  expect(readLock(join(fresh, 'specs')).imported).toEqual({})
})

const ask = `import { defaultConfig } from './src/gateway/config.ts'
import { createGateway } from './src/gateway/server.ts'

const gateway = createGateway({ ...defaultConfig, port: 0, logLevel: 'silent' })
const origin = await gateway.listen()
const body = JSON.stringify({ model: 'gpt-4o', input: 'Hello' })
const headers = { 'content-type': 'application/json' }
const news = await fetch(origin + '/v1/news', { method: 'POST', body, headers })
const health = await fetch(origin + '/health')
console.log(JSON.stringify({ news: news.status, health: health.status }))
await gateway.close()
`
