import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { isArray, isObject, type Json } from '../distil/json.ts'
import type { FoundPackage, PackageName } from './packages.ts'

const run = promisify(execFile)

/** What npm knows of a package version. */
export type PublishedVersion = { readonly version: string; readonly integrity: string; readonly licence: string; readonly released: string }

/** Runs npm with the user's own configuration and gives its standard output; rejects with one line. A test may take its place. */
export type Npm = (args: readonly string[]) => Promise<string>

/**
 * Packs a package at its exact version into a temporary folder and unpacks it. Rejects where npm cannot deliver it or
 * its SHA-512 is not the one named.
 */
export async function fetchTarball(name: PackageName, root: string, npm: Npm = runNpm): Promise<FoundPackage> {
  const folder = mkdtempSync(join(tmpdir(), 'diglot-specs-'))
  const dispose = (): void => rmSync(folder, { recursive: true, force: true })
  try {
    await npm(['pack', `${name.package}@${name.version}`, '--pack-destination', folder])
    const file = readdirSync(folder).find((each) => each.endsWith('.tgz'))
    if (file === undefined) throw new Error('npm packed nothing')
    verify(join(folder, file), name)
    await run('tar', ['-xzf', join(folder, file), '-C', folder])
    linkDependencies(folder, root)
    return { root: join(folder, 'package'), origin: 'tarball', dispose }
  } catch (error) {
    dispose()
    const why = error instanceof Error ? error.message : String(error)
    throw new Error(`${name.package}@${name.version} is neither installed nor to be had: ${why}`, { cause: error })
  }
}

/** Asks npm for the integrity, licence and release date of a package version; `latest` is resolved to an exact one. */
export async function publishedVersion(name: string, wanted: string, npm: Npm = runNpm): Promise<PublishedVersion> {
  const version = wanted === 'latest' ? await view(npm, `${name}@latest`, 'version') : wanted
  if (typeof version !== 'string') throw new Error(`npm does not know ${name}@${wanted}`)
  const spec = `${name}@${version}`
  const [integrity, licence, times] = await Promise.all(['dist.integrity', 'license', 'time'].map((field) => view(npm, spec, field)))
  const released = isObject(times) ? times[version] : undefined
  if (typeof integrity !== 'string' || typeof licence !== 'string' || typeof released !== 'string') {
    throw new Error(`npm does not know ${spec}`)
  }
  return { version, integrity, licence, released }
}

async function view(npm: Npm, spec: string, field: string): Promise<Json> {
  try {
    const text = await npm(['view', spec, field, '--json'])
    const answer: Json = text.trim() === '' ? null : JSON.parse(text)
    return isArray(answer) ? (answer[0] ?? null) : answer
  } catch (error) {
    throw new Error(`${spec}: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
}

async function runNpm(args: readonly string[]): Promise<string> {
  const options = { timeout: 120_000, maxBuffer: 64 << 20, shell: process.platform === 'win32' }
  try {
    return (await run('npm', [...args], options)).stdout
  } catch (error) {
    const stderr: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'stderr') : undefined
    const code = /npm (?:error|ERR!) code (\w+)/.exec(String(stderr))?.[1]
    throw new Error(npmFailure(args[0] ?? '', code), { cause: error })
  }
}

function npmFailure(command: string, code: string | undefined): string {
  if (code === 'E404' || code === 'ETARGET') return `the registry has no such version (${code})`
  if (code !== undefined && unreachable.has(code)) return `the registry cannot be reached (${code})`
  return `npm ${command} failed${code === undefined ? '' : ` (${code})`}`
}

const unreachable = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'ENETUNREACH',
  'ENOTCACHED',
  'FETCH_ERROR',
])

function verify(file: string, name: PackageName): void {
  const actual = `sha512-${createHash('sha512').update(readFileSync(file)).digest('base64')}`
  if (actual !== name.integrity) throw new Error(`its integrity is ${actual}, not ${name.integrity}`)
}

/** An SDK's few run-time dependencies are those of the installed one. */
function linkDependencies(folder: string, root: string): void {
  const modules = join(root, 'node_modules')
  if (existsSync(modules)) symlinkSync(modules, join(folder, 'node_modules'), 'junction')
}
