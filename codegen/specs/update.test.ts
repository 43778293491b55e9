import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  copyFileSync,
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readLock } from './lock.ts'
import { specsUpdate, type UpdateOptions } from './update.ts'

const checkout = fileURLToPath(new URL('../..', import.meta.url))
const chat = 'openai-chat@v1.openapi.json'

describe('specs update', () => {
  let packed = ''
  let root = ''
  let lines: string[] = []
  let faults: string[] = []
  let steps: string[] = []
  /** What the registry has, by `package@version`: a tarball, and its integrity as the registry states it. */
  let registry: Map<string, { file: string; integrity: string }>

  beforeAll(() => {
    packed = mkdtempSync(join(tmpdir(), 'diglot-packed-'))
    cpSync(join(checkout, 'node_modules/openai'), join(packed, 'openai'), { recursive: true, dereference: true, filter: isNeeded })
  })
  afterAll(() => rmSync(packed, { recursive: true, force: true }))

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'diglot-update-'))
    cpSync(join(checkout, 'specs'), join(root, 'specs'), { recursive: true })
    cpSync(join(checkout, 'tsconfig.json'), join(root, 'tsconfig.json'))
    symlinkSync(join(checkout, 'node_modules'), join(root, 'node_modules'), 'junction')
    symlinkSync(join(checkout, 'src'), join(root, 'src'), 'junction')
    mkdirSync(join(root, 'codegen'))
    symlinkSync(join(checkout, 'codegen/slices'), join(root, 'codegen/slices'), 'junction')
    lines = []
    faults = []
    steps = []
    registry = new Map()
  })
  afterEach(() => rmSync(root, { recursive: true, force: true }))

  const options = (more: Partial<UpdateOptions> = {}): UpdateOptions => ({
    root,
    print: (line) => lines.push(line),
    printError: (line) => faults.push(line),
    progress: (line) => steps.push(line),
    npm,
    ...more,
  })

  /** npm with a registry in a folder. */
  function npm([command = '', spec = '', ...rest]: readonly string[]): Promise<string> {
    const found = registry.get(spec)
    if (found === undefined) return Promise.reject(new Error('the registry has no such version (E404)'))
    const version = spec.split('@').at(-1) ?? ''
    if (command === 'pack') copyFileSync(found.file, join(rest.at(-1) ?? '', basename(found.file)))
    const fields = new Map<string, unknown>([
      ['version', version],
      ['dist.integrity', found.integrity],
      ['license', 'Apache-2.0'],
      ['time', { [version]: '2026-11-22T00:00:00Z' }],
    ])
    return Promise.resolve(JSON.stringify(fields.get(rest[0] ?? '') ?? ''))
  }

  /** Sources, maps and second spellings of a package are as large as the rest of it. */
  const isNeeded = (path: string): boolean => !/(?<!\.mjs)\.map$|\.d\.mts$|\/src$/.test(path)

  const integrityOf = (file: string): string => `sha512-${createHash('sha512').update(readFileSync(file)).digest('base64')}`

  /** Puts a package into the registry: the installed one under another version, changed by `edit`. */
  function publish(version: string, edit: (folder: string) => void): string {
    const folder = mkdtempSync(join(packed, 'package-'))
    linkTree(join(packed, 'openai'), join(folder, 'package'))
    edit(join(folder, 'package'))
    const file = join(folder, `openai-${version}.tgz`)
    execFileSync('tar', ['-czf', file, '-C', folder, 'package'])
    registry.set(`openai@${version}`, { file, integrity: integrityOf(file) })
    return file
  }

  /** A copy of a folder whose files are links: packages are large, and differ in a file or two. */
  function linkTree(from: string, to: string): void {
    mkdirSync(to)
    for (const entry of readdirSync(from, { withFileTypes: true })) {
      const [source, target] = [join(from, entry.name), join(to, entry.name)]
      if (entry.isDirectory()) linkTree(source, target)
      else linkSync(source, target)
    }
  }

  const files = (): ReadonlyMap<string, string> =>
    new Map(
      ['specs', 'docs/drift'].flatMap((folder) =>
        (existsSync(join(root, folder)) ? readdirSync(join(root, folder), { withFileTypes: true }) : [])
          .filter((each) => each.isFile())
          .map((each): [string, string] => [`${folder}/${each.name}`, readFileSync(join(root, folder, each.name), 'utf8')]),
      ),
    )

  const replaced = (folder: string, file: string, from: string, to: string): void => {
    const text = readFileSync(join(folder, file), 'utf8')
    if (!text.includes(from)) throw new Error(`${file} does not say ${from}`)
    // The file is a link to the one of all packages.
    rmSync(join(folder, file))
    writeFileSync(join(folder, file), text.replace(from, to))
  }

  const chatTypes = 'resources/chat/completions/completions.d.ts'
  const withField = (folder: string): void =>
    replaced(
      folder,
      chatTypes,
      'export interface ChatCompletionCreateParamsBase {',
      'export interface ChatCompletionCreateParamsBase {\n    verbatim?: boolean;\n',
    )

  /** Runs an update that must fail, and holds that it left everything as it was. */
  async function failing(more: Partial<UpdateOptions>): Promise<readonly string[]> {
    const before = files()
    expect(await specsUpdate(options(more))).toBe(1)
    expect(files()).toEqual(before)
    expect(readdirSync(join(root, 'specs')).filter((name) => name.startsWith('.'))).toEqual([])
    return faults
  }

  it('fetches the exact version, writes document, lock, NOTICE and report, and ends with 3 where something changed', async () => {
    const tarball = publish('7.58.0', withField)
    expect(await specsUpdate(options({ documents: ['openai-chat@v1'], version: '7.58.0' }))).toBe(3)
    expect(faults).toEqual([])
    expect(steps).toEqual(['openai@7.58.0 is at hand (tarball)', 'openai-chat@v1 is distilled'])
    expect(lines).toEqual([
      expect.stringMatching(/^openai-chat@v1 {2}openai@7\.58\.0 \(tarball\) {2}written {2}sha256 [0-9a-f]{64}$/),
      'decide  ChatCompletionCreateParams.verbatim is new',
      'drift: 0 break, 1 decide, 0 info',
    ])
    const lock = readLock(join(root, 'specs'))
    expect(lock.documents['openai-chat@v1']).toMatchObject({
      version: '7.58.0',
      integrity: integrityOf(tarball),
      released: '2026-11-22T00:00:00Z',
    })
    expect(lock.documents['openai-responses@v1']?.version).toBe('7.57.0')
    expect(
      createHash('sha256')
        .update(readFileSync(join(root, 'specs', chat)))
        .digest('hex'),
    ).toBe(lock.documents['openai-chat@v1']?.sha256)
    expect(readFileSync(join(root, 'specs/NOTICE'), 'utf8')).toContain('openai 7.58.0')
    const report = readFileSync(join(root, 'docs/drift/openai-7.58.0.md'), 'utf8')
    expect(report).toContain('- `openai-chat@v1`: openai@7.57.0 → openai@7.58.0')
    expect(report).toContain('**ChatCompletionCreateParams.verbatim is new** (v1)')
    expect(report).toMatch(/table: decide ChatCompletionCreateParams lacks verbatim \(.*src\/formats\/openai-chat\/fates\/request\.ts\)/)
    expect(report).toContain('until decided, request: kept towards its own format, left out elsewhere with a loss')
    expect(readFileSync(join(root, 'docs/drift/openai-7.58.0.html'), 'utf8')).toContain(
      '<summary>ChatCompletionCreateParams.verbatim is new</summary>',
    )
  })

  it('writes nothing in a dry run but the report asked for, and says all of it as JSON', async () => {
    publish('7.58.0', withField)
    const before = files()
    const report = join(root, 'report.md')
    expect(await specsUpdate(options({ documents: ['openai-chat@v1'], version: '7.58.0', dryRun: true, json: true, report }))).toBe(3)
    expect(files()).toEqual(before)
    expect(readFileSync(report, 'utf8')).toContain('verbatim')
    expect(JSON.parse(lines.join('\n'))).toMatchObject({
      documents: [{ document: 'openai-chat@v1', source: 'openai@7.58.0', changed: true }],
      drift: { formats: [{ format: 'openai-chat', changes: [{ name: 'verbatim', severity: 'decide' }] }] },
    })
  })

  it('takes the latest version of a provider, and leaves documents of another API version where they are', async () => {
    registry.set('@anthropic-ai/sdk@latest', { file: '', integrity: '' })
    const latest: UpdateOptions = {
      ...options({ provider: 'anthropic', dryRun: true }),
      npm: (args) => (args[1] === '@anthropic-ai/sdk@latest' ? Promise.resolve('"1.12.0"') : Promise.resolve(answers(args[2]))),
    }
    expect(await specsUpdate(latest)).toBe(0)
    expect(steps).toContain('anthropic-messages@2023-06-01 stays at 0.137.0: @anthropic-ai/sdk@1.12.0 sends version 2026-10-21')
    expect(lines.map((line) => line.split('  ').slice(0, 3).join(' '))).toEqual([
      'anthropic-messages@2026-10-21 @anthropic-ai/sdk@1.12.0 (installed) unchanged',
      'anthropic-messages@beta @anthropic-ai/sdk@1.12.0 (installed) unchanged',
    ])
  })

  const answers = (field = ''): string => {
    const { integrity } = readLock(join(root, 'specs')).documents['anthropic-messages@2026-10-21'] ?? { integrity: '' }
    return JSON.stringify(
      field === 'dist.integrity' ? integrity : field === 'license' ? 'Apache-2.0' : { '1.12.0': '2026-11-20T16:18:54+00:00' },
    )
  }

  it('fails with one line where the registry cannot be reached or has no such version', async () => {
    expect(await failing({ provider: 'openai', version: '9.9.9' })).toEqual([
      'specs update: openai@9.9.9: the registry has no such version (E404)',
    ])
    faults = []
    const offline = (): Promise<string> => Promise.reject(new Error('the registry cannot be reached (ENOTFOUND)'))
    expect(await failing({ provider: 'openai', npm: offline })).toEqual([
      'specs update: openai@latest: the registry cannot be reached (ENOTFOUND)',
    ])
  })

  it('fails with one line for a range, and for a version that could be of several packages', async () => {
    await failing({ provider: 'openai', version: '^7.0.0' })
    await failing({ version: '7.58.0' })
    await failing({ documents: ['openai-chat@v9'] })
    expect(faults).toEqual([
      'specs update: ^7.0.0 is no exact version, such as 1.12.0',
      'specs update: --version 7.58.0 needs --provider or --document: the documents come from several packages',
      'specs update: there is no document openai-chat@v9',
    ])
  })

  it('fails with one line for a tarball that is not the one the registry states', async () => {
    const file = publish('7.58.0', withField)
    const stated = integrityOf(file)
    const tampered = publish('7.58.0', (folder) => replaced(folder, chatTypes, 'seed?:', 'sowed?:'))
    registry.set('openai@7.58.0', { file: tampered, integrity: stated })
    expect(await failing({ provider: 'openai', version: '7.58.0' })).toEqual([
      `specs update: openai@7.58.0 is neither installed nor to be had: its integrity is ${integrityOf(tampered)}, not ${stated}`,
    ])
  })

  it('fails with one line for an SDK whose layout the distiller does not know', async () => {
    publish('8.0.0', (folder) => rmSync(join(folder, 'resources/chat'), { recursive: true }))
    const [first, ...others] = await failing({ documents: ['openai-chat@v1'], version: '8.0.0' })
    expect(first).toMatch(/^specs update: (openai@8\.0\.0 cannot be opened|openai-chat@v1): /)
    expect(others).toEqual([])
    faults = []
    publish('8.0.1', (folder) => replaced(folder, chatTypes, 'export declare class Completions', 'export declare class Completion'))
    expect((await failing({ documents: ['openai-chat@v1'], version: '8.0.1' }))[0]).toMatch(/^specs update: openai-chat@v1: .*Completions/)
  })

  it('fails with the names of all overlay entries that no longer match', async () => {
    publish('7.58.0', (folder) => {
      replaced(folder, chatTypes, 'n?: number | null;', '')
      replaced(folder, chatTypes, 'seed?: number | null;', '')
    })
    expect(await failing({ documents: ['openai-chat@v1'], version: '7.58.0' })).toEqual([
      'specs update: specs/overlays/openai-chat.json: ChatCompletionCreateParams.n (v1) matches nothing; ChatCompletionCreateParams.seed (v1) matches nothing',
    ])
  })

  it('tells what two real versions differ in, there and back', async () => {
    const version = '6.49.0'
    registry.set(`openai@${version}`, { file: '', integrity: installedIntegrity('openai-6') })
    registry.set('openai@7.57.0', { file: '', integrity: installedIntegrity('openai') })
    const written = readFileSync(join(root, 'specs', chat), 'utf8')
    const overlay = join(root, 'specs/overlays/openai-chat.json')
    const reviewed = readFileSync(overlay, 'utf8')
    const younger = [
      'ChatCompletionChunk.Choice.Delta.Audio.expires_at',
      'CompletionUsage.CompletionTokensDetails.text_tokens',
      'CompletionUsage.PromptTokensDetails.text_tokens',
      'CompletionUsage.PromptTokensDetails.image_tokens',
    ]
    expect(await failing({ documents: ['openai-chat@v1'], version })).toEqual([
      `specs update: specs/overlays/openai-chat.json: ${younger.map((path) => `${path} (v1) matches nothing`).join('; ')}`,
    ])
    faults = []
    writeFileSync(overlay, withoutPaths(reviewed, younger))
    expect([await specsUpdate(options({ documents: ['openai-chat@v1'], version })), faults]).toEqual([3, []])
    expect(readLock(join(root, 'specs')).documents['openai-chat@v1']?.version).toBe(version)
    writeFileSync(overlay, reviewed)
    lines = []
    expect(await specsUpdate(options({ documents: ['openai-chat@v1'], version: '7.57.0' }))).toBe(3)
    expect(readFileSync(join(root, 'specs', chat), 'utf8')).toBe(written)
    expect(lines[0]).toMatch(/^openai-chat@v1 {2}openai@7\.57\.0 \(installed\) {2}written {2}/)
    expect(lines).toContain('decide  CompletionUsage_PromptTokensDetails.image_tokens is new')
    expect(readFileSync(join(root, 'docs/drift/openai-7.57.0.md'), 'utf8')).toContain('- `openai-chat@v1`: openai@6.49.0 → openai@7.57.0')
    lines = []
    expect(await specsUpdate(options({ documents: ['openai-chat@v1'], version: '7.57.0' }))).toBe(0)
    expect(lines).toHaveLength(1)
  })

  it('leaves everything as it is where an SDK sends an API version that no document is of, and says so', async () => {
    const folder = mkdtempSync(join(packed, 'anthropic-'))
    cpSync(join(checkout, 'node_modules/@anthropic-ai/sdk'), join(folder, 'package'), {
      recursive: true,
      dereference: true,
      filter: isNeeded,
    })
    symlinkSync(join(checkout, 'node_modules'), join(folder, 'node_modules'), 'junction')
    for (const file of ['client.js', 'client.mjs']) replaced(join(folder, 'package'), file, "'2026-10-21'", "'2027-01-01'")
    registry.set('@anthropic-ai/sdk@2.0.0', { file: '', integrity: 'sha512-none' })
    const fetch: UpdateOptions['fetch'] = () =>
      Promise.resolve({ root: join(folder, 'package'), origin: 'tarball', dispose: () => undefined })
    expect(await failing({ provider: 'anthropic', version: '2.0.0', fetch })).toEqual([
      'specs update: @anthropic-ai/sdk@2.0.0 sends an API version that no document here is of: add one to codegen/distil/documents.ts',
    ])
    expect(steps).toEqual([
      '@anthropic-ai/sdk@2.0.0 is at hand (tarball)',
      'anthropic-messages@2026-10-21 stays at 1.12.0: @anthropic-ai/sdk@2.0.0 sends version 2027-01-01',
      'anthropic-messages@2023-06-01 stays at 0.137.0: @anthropic-ai/sdk@2.0.0 sends version 2027-01-01',
      'anthropic-messages@beta stays at 1.12.0: @anthropic-ai/sdk@2.0.0 sends version 2027-01-01',
    ])
  })
})

/** The integrity of a package of this checkout, as npm noted it. */
function installedIntegrity(name: string): string {
  const { packages }: { packages: Readonly<Record<string, { integrity?: string }>> } = JSON.parse(
    readFileSync(join(checkout, 'node_modules/.package-lock.json'), 'utf8'),
  )
  return packages[`node_modules/${name}`]?.integrity ?? ''
}

/** An overlay without some of the paths that its entries are at. */
function withoutPaths(overlay: string, gone: readonly string[]): string {
  const entries: readonly { readonly at: string | readonly string[] }[] = JSON.parse(overlay)
  const left = entries.map((entry) => ({ ...entry, at: [entry.at].flat().filter((path) => !gone.includes(path)) }))
  return JSON.stringify(left.filter(({ at }) => at.length > 0))
}
