import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Compiler, forgettings } from '../compile.ts'
import { placesOf, removal } from '../edits.ts'
import { formatFacts } from '../format-facts.ts'
import { type LoadedFormat, loadFormats } from '../generate.ts'
import type { OpenApi } from '../openapi.ts'
import { shapesText } from '../shapes.ts'
import { random, shuffled } from './random.ts'

/** One edit, and whether a compile error names it. */
export interface Compiled {
  readonly format: string
  readonly what: string
  readonly named: boolean
}

interface Single {
  readonly what: string
  /** Text that an error has to hold. */
  readonly names: string
  /** Source texts that stand in for files on disk. */
  readonly overlay: ReadonlyMap<string, string>
}

/**
 * Single edits spread over all formats, documents and kinds, each compiled by itself: a field, value, arm or event added to a
 * document, a field taken out of it, and a field that has a meaning and is forgotten by the code.
 */
export function compileSingles(root: string, seed: number): readonly Compiled[] {
  return loadFormats(root)
    .filter(({ inSource }) => inSource)
    .flatMap((format) => {
      const compiler = new Compiler(root, `src/formats/${format.format}/`)
      return singles(root, format, compiler, random(seed)).map(({ what, names, overlay }) => ({
        format: format.format,
        what,
        named: compiler.errors(overlay).some(({ message }) => message.includes(names)),
      }))
    })
}

function singles(root: string, format: LoadedFormat, compiler: Compiler, next: (below: number) => number): readonly Single[] {
  const shapes = join(root, 'src/formats', format.format, 'generated/shapes.ts')
  const shapesOf = (documents: ReadonlyMap<string, OpenApi>): ReadonlyMap<string, string> =>
    new Map([[shapes, shapesText(formatFacts(format.format, format.slice, documents), '')]])
  const added = [...format.documents].flatMap(([document, before]): Single[] =>
    Object.entries(placesOf(format, before)).flatMap(([kind, places]) =>
      shuffled([...places], next)
        .slice(0, 1)
        .map((place) => {
          const edit = place(`new_in_${kind}`)
          return {
            what: `${document}: ${kind}, one more`,
            names: edit.names,
            overlay: shapesOf(new Map([...format.documents, [document, edit.apply(before)]])),
          }
        }),
    ),
  )
  const removed = shuffled(removable(format), next)
    .slice(0, 2)
    .map(([shape, field]): Single => {
      const edit = removal(shape, field)
      const after = new Map([...format.documents].map(([document, old]) => [document, edit.apply(old)]))
      return { what: `${shape}.${field} gone`, names: edit.names, overlay: shapesOf(after) }
    })
  const forgotten = shuffled(compiler.files, next)
    .flatMap((file) => {
      const places = forgettings(file, readFileSync(file, 'utf8'))
      return shuffled(places, next)
        .slice(0, 1)
        .map(({ field, text }): Single => ({
          what: `${field} forgotten in ${file.slice(file.lastIndexOf('/') + 1)}`,
          names: `'${field}'`,
          overlay: new Map([[file, text]]),
        }))
    })
    .slice(0, 3)
  return [...added, ...removed, ...forgotten]
}

/** Fields of the core that every document spells in the same place, tags aside. */
function removable({ core, facts }: LoadedFormat): readonly (readonly [string, string])[] {
  return [...facts.shapes.values()]
    .filter(({ name, documents }) => core.has(name) && documents.length === facts.documents.length && !name.includes('_'))
    .flatMap(({ name, fields }) => fields.filter(({ type }) => type.kind !== 'literal').map((field) => [name, field.name] as const))
}
