import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** File text by path from the project's top. */
export type Output = ReadonlyMap<string, string>

/** Writes all files, and removes what stands beside them in a generated folder and is generated no longer. */
export function writeOutput(root: string, output: Output): readonly string[] {
  const changed = differences(root, output)
  for (const { path, problem } of changed) {
    if (problem === 'extra') rmSync(join(root, path))
    else {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), output.get(path) ?? '')
    }
  }
  return changed.map(({ path }) => path)
}

export interface Difference {
  readonly path: string
  readonly problem: 'missing' | 'differs' | 'extra'
}

/** What a run of the generator would change on disk. */
export function differences(root: string, output: Output): readonly Difference[] {
  const wanted = [...output].flatMap(([path, text]): Difference[] => {
    const found = read(join(root, path))
    return found === text ? [] : [{ path, problem: found === undefined ? 'missing' : 'differs' }]
  })
  const folders = new Set([...output.keys()].map((path) => dirname(path)).filter((folder) => /(^|\/)generated(\/|$)/.test(folder)))
  const extra = [...folders].flatMap((folder) =>
    list(join(root, folder))
      .map((name) => `${folder}/${name}`)
      .filter((path) => !output.has(path))
      .map((path): Difference => ({ path, problem: 'extra' })),
  )
  return [...wanted, ...extra]
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

function list(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isFile() ? [entry.name] : []))
  } catch {
    return []
  }
}
