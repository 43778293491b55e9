import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { specsCheck, type SpecsOptions } from './check.ts'
import { lockText, readLock } from './lock.ts'
import { findPackage, type PackageName } from './packages.ts'
import { specsUpdate } from './update.ts'

const checkout = fileURLToPath(new URL('../..', import.meta.url))
const chat = 'openai-chat@v1.openapi.json'

describe('specs check and update', () => {
  let root = ''
  const lines: string[] = []
  const faults: string[] = []
  const options = (): SpecsOptions => ({
    root,
    print: (line) => lines.push(line),
    printError: (line) => faults.push(line),
    fetch: (name) => Promise.reject(new Error(`${name.package}@${name.version} is neither installed nor to be had`)),
  })

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'diglot-specs-test-'))
    cpSync(join(checkout, 'specs'), join(root, 'specs'), { recursive: true })
    symlinkSync(join(checkout, 'node_modules'), join(root, 'node_modules'), 'junction')
    lines.length = 0
    faults.length = 0
  })
  afterEach(() => rmSync(root, { recursive: true, force: true }))

  it('prints the source and hash of every document and ends with 0', async () => {
    expect(await specsCheck(options())).toBe(0)
    expect(faults).toEqual([])
    expect(lines).toHaveLength(5)
    expect(lines[3]).toMatch(/^openai-chat@v1 {2}openai@7\.57\.0 \(installed\) {2}sha256 [0-9a-f]{64}$/)
  })

  it('ends with 1 and names every file that is edited, missing or not the one the lock names', async () => {
    const lock = join(root, 'specs', 'sources.lock.json')
    appendFileSync(join(root, 'specs', chat), ' ')
    rmSync(join(root, 'specs', 'anthropic-messages@beta.openapi.json'))
    appendFileSync(join(root, 'specs', 'NOTICE'), ' ')
    writeFileSync(lock, readFileSync(lock, 'utf8').replace(/"sha256": "./, '"sha256": "x'))
    expect(await specsCheck(options())).toBe(1)
    expect(faults).toEqual([
      'specs/anthropic-messages@2023-06-01.openapi.json is not the one the lock names',
      'specs/anthropic-messages@beta.openapi.json is missing',
      `specs/${chat} is not what its source gives`,
      'specs/NOTICE is not what the lock gives',
    ])
  })

  it('holds a document that was taken over as it is against the lock alone, and keeps it there', async () => {
    const file = join(root, 'specs', 'new-api@v1.openapi.json')
    const before = readLock(join(root, 'specs'))
    writeFileSync(file, '{}')
    writeFileSync(
      join(root, 'specs', 'sources.lock.json'),
      lockText({ ...before, imported: { 'new-api@v1': { sha256: '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a' } } }),
    )
    expect(await specsCheck(options())).toBe(0)
    expect(lines.at(-1)).toBe('new-api@v1  imported  sha256 44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a')
    writeFileSync(file, '[]')
    expect(await specsCheck(options())).toBe(1)
    rmSync(file)
    expect(await specsCheck(options())).toBe(1)
    expect(faults).toEqual(['specs/new-api@v1.openapi.json is not the one the lock names', 'specs/new-api@v1.openapi.json is missing'])
  })

  it('ends with 1 where no source can be had', async () => {
    rmSync(join(root, 'node_modules'))
    expect(await specsCheck(options())).toBe(1)
    expect(faults).toEqual(['specs check: @anthropic-ai/sdk@1.12.0 is neither installed nor to be had'])
  })

  it('ends with 1 where the lock is missing, broken or lacks a field', async () => {
    const lock = join(root, 'specs', 'sources.lock.json')
    const good = readFileSync(lock, 'utf8')
    for (const bad of ['{', '{}', good.replace('"integrity"', '"integrality"')]) {
      writeFileSync(lock, bad)
      expect(await specsCheck(options())).toBe(1)
    }
    rmSync(lock)
    expect(await specsCheck(options())).toBe(1)
    expect(faults).toEqual([
      'specs check: specs/sources.lock.json is broken JSON',
      'specs check: specs/sources.lock.json names no documents',
      'specs check: specs/sources.lock.json: anthropic-messages@2023-06-01 has no integrity',
      'specs check: specs/sources.lock.json is missing',
    ])
  })

  it('ends with 1 where the lock does not name a document', async () => {
    const lock = join(root, 'specs', 'sources.lock.json')
    writeFileSync(lock, readFileSync(lock, 'utf8').replace('"openai-chat@v1"', '"openai-chat@v0"'))
    expect(await specsCheck(options())).toBe(1)
    expect(faults[0]).toBe('specs/sources.lock.json does not name openai-chat@v1')
  })

  it('does not take an installed package of another integrity', async () => {
    const fetched: PackageName[] = []
    const name = { package: 'openai', version: '7.57.0', integrity: 'sha512-other' }
    const found = findPackage(name, {
      root,
      fetch: (wanted) => {
        fetched.push(wanted)
        return Promise.resolve({ root: '/nowhere', origin: 'tarball', dispose: () => undefined })
      },
    })
    expect((await found).origin).toBe('tarball')
    expect(fetched).toEqual([name])
  })

  it('unpacks a tarball for one run and removes it', async () => {
    const disposed: string[] = []
    const fetch = async (name: PackageName) => {
      const from = name.version === '0.137.0' ? 'anthropic-sdk-0' : name.package
      return { root: join(checkout, 'node_modules', from), origin: 'tarball', dispose: () => void disposed.push(name.version) } as const
    }
    rmSync(join(root, 'node_modules'))
    expect(await specsCheck({ ...options(), fetch })).toBe(0)
    expect(lines[0]).toContain('@anthropic-ai/sdk@1.12.0 (tarball)')
    expect(disposed).toEqual(['1.12.0', '0.137.0', '7.57.0'])
  })

  it('writes a missing document anew, and nothing at all where one cannot be derived', async () => {
    rmSync(join(root, 'specs', chat))
    expect(await specsUpdate({ ...options(), progress: () => undefined })).toBe(0)
    expect(readFileSync(join(root, 'specs', chat), 'utf8')).toBe(readFileSync(join(checkout, 'specs', chat), 'utf8'))
    writeFileSync(join(root, 'specs', 'overlays', 'openai-responses.json'), '[{ "at": "Response", "set": {} }]')
    writeFileSync(join(root, 'specs', chat), 'kept')
    expect(await specsUpdate({ ...options(), progress: () => undefined })).toBe(1)
    expect(readFileSync(join(root, 'specs', chat), 'utf8')).toBe('kept')
    expect(faults).toEqual([
      'specs update: specs/overlays/openai-responses.json: entry 1 (Response): no source (package@version and declaration, or address and date)',
    ])
  })
})
