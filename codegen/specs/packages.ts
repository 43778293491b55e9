import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isObject, type Json } from '../distil/json.ts'
import { fetchTarball, type Npm } from './tarball.ts'

/** A package at an exact version, named as the lock names it. */
export type PackageName = { readonly package: string; readonly version: string; readonly integrity: string }

/** A package on disk, and where it came from. */
export type FoundPackage = {
  readonly root: string
  readonly origin: 'installed' | 'tarball'
  /** Removes what was unpacked for it. */
  readonly dispose: () => void
}

/** How packages are found; a test may take away the network. */
export type PackageOptions = {
  /** The checkout whose `node_modules` is looked at. */
  readonly root: string
  /** Fetches and unpacks a tarball; the default asks npm. */
  readonly fetch?: (name: PackageName, root: string) => Promise<FoundPackage>
  /** How npm is asked; the default runs it. */
  readonly npm?: Npm
}

/**
 * The installed package where name, version and integrity agree with the lock, else its tarball. Rejects where neither
 * can be had, or the tarball's integrity differs.
 */
export async function findPackage(name: PackageName, options: PackageOptions): Promise<FoundPackage> {
  const root = installedRoot(name, options.root)
  if (root !== undefined) return { root, origin: 'installed', dispose: () => undefined }
  return options.fetch === undefined ? fetchTarball(name, options.root, options.npm) : options.fetch(name, options.root)
}

function installedRoot(name: PackageName, root: string): string | undefined {
  for (const [path, entry] of installedEntries(root)) {
    if (!isObject(entry) || entry['version'] !== name.version || entry['integrity'] !== name.integrity) continue
    const called = typeof entry['name'] === 'string' ? entry['name'] : path.split('node_modules/').at(-1)
    if (called === name.package && isThere(join(root, path), name)) return join(root, path)
  }
  return undefined
}

function isThere(folder: string, name: PackageName): boolean {
  const manifest = readJson(join(folder, 'package.json'))
  return isObject(manifest) && manifest['name'] === name.package && manifest['version'] === name.version
}

/** npm notes in a hidden lock what it really installed. */
function installedEntries(root: string): readonly [string, Json][] {
  const lock = readJson(join(root, 'node_modules', '.package-lock.json'))
  const packages = isObject(lock) ? lock['packages'] : undefined
  return isObject(packages) ? Object.entries(packages) : []
}

function readJson(file: string): Json | undefined {
  if (!existsSync(file)) return undefined
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}
