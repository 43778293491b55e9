import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const formats = join(import.meta.dirname, '../../src/formats')
const folders = readdirSync(formats, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)

/** Hand-written source files of a format folder, relative to it. */
function files(folder: string): string[] {
  return (
    readdirSync(join(formats, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(ts|json)$/.test(entry.name) && !/\.(test|fixture)\.ts$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name).slice(join(formats, folder).length + 1))
      // Tables that fill more than one file have a folder of their own below `fates/`.
      .filter((file) => !file.startsWith('generated/') && !/^fates\/.*\//.test(file))
      .toSorted()
  )
}

/** What a file exports, by name. */
function exportedNames(folder: string, file: string): string[] {
  const text = readFileSync(join(formats, folder, file), 'utf8')
  return [...text.matchAll(/^export (?:const|function|class|interface|type|default) ?(\w*)/gm)].map(([, name]) => name ?? '').toSorted()
}

describe('format folders', () => {
  const [first = '', ...others] = folders

  it.each(others)('%s has the files of the first, and more only where its wire has more', (folder) => {
    expect(files(folder)).toEqual(expect.arrayContaining(files(first)))
  })

  it.each(others)('%s exports the same names from format.ts and fates.ts as the first', (folder) => {
    for (const file of ['format.ts', 'fates.ts']) expect(exportedNames(folder, file)).toHaveLength(exportedNames(first, file).length)
  })
})
