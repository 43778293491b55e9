import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { Compiler, forgettings } from './compile.ts'
import { type Edit, placesOf, removal } from './edits.ts'
import { openFormat } from './fate-tables.ts'
import { formatFacts } from './format-facts.ts'
import { type LoadedFormat, loadFormats } from './generate.ts'
import type { OpenApi } from './openapi.ts'
import { planScaffold } from './scaffold.ts'
import { shapesText } from './shapes.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const formats = loadFormats(root).filter(({ inSource }) => inSource)

/** Five members of a list, other ones for another seed, the same ones every time. */
function five<T>(list: readonly T[], seed: number): readonly T[] {
  const left = [...list]
  let state = seed
  return Array.from({ length: Math.min(5, left.length) }, () => {
    state = (state * 1103515245 + 12345) % 2147483648
    return left.splice(state % left.length, 1)
  }).flat()
}

describe.each(formats.map((format) => [format.format, format] as const))('a change in the specs of %s', (name, format) => {
  let compiler: Compiler
  const shapes = join(root, 'src/formats', name, 'generated/shapes.ts')
  beforeAll(() => {
    compiler = new Compiler(root, `src/formats/${name}/`)
  })

  const errorsWith = (documents: ReadonlyMap<string, OpenApi>): string =>
    compiler
      .errors(new Map([[shapes, shapesText(formatFacts(name, format.slice, documents), '')]]))
      .map(({ message }) => message)
      .join('\n')

  it('is none: the codecs compile against the specs as they are', () => {
    expect(compiler.errors(new Map())).toEqual([])
  })

  it('leaves the scaffolder nothing to do while there is none, and else all that is new', () => {
    const project = openFormat(root, name)
    expect(planScaffold(format, project).report).toEqual([])
    const [document, before] = [...format.documents][0] ?? []
    if (document === undefined || before === undefined) throw new Error('no document')
    const edits = additions(format, before)
    const after = edits.reduce((changed, edit) => edit.apply(changed), before)
    const report = planScaffold(formatFacts(name, format.slice, new Map([...format.documents, [document, after]])), project).report.join(
      '\n',
    )
    expect(edits.map(({ names }) => names).filter((added) => !report.includes(added))).toEqual([])
  })

  it.each([...format.documents.keys()])('%s: every field, value, arm and event that is added is named by a compile error', (document) => {
    const before = format.documents.get(document)
    if (before === undefined) throw new Error('no such document')
    const edits = additions(format, before)
    expect(edits).toHaveLength(20)
    const after = edits.reduce((changed, edit) => edit.apply(changed), before)
    const errors = errorsWith(new Map([...format.documents, [document, after]]))
    expect(edits.map(({ names }) => names).filter((added) => !isMissing(errors, added))).toEqual([])
  })

  it('LAW-22: every field that is taken out is named by a compile error', () => {
    const edits = five(removable(format), 4).map(([shape, field]) => removal(shape, field))
    const after = new Map(
      [...format.documents].map(([document, old]) => [document, edits.reduce((changed, edit) => edit.apply(changed), old)]),
    )
    const errors = errorsWith(after)
    expect(edits).toHaveLength(5)
    expect(edits.filter(({ names }) => !errors.includes(names)).map(({ names }) => names)).toEqual([])
  })

  it('LAW-22: every field that has a meaning and is forgotten by the code is named by a compile error', () => {
    const places = compiler.files.map((file) => ({ file, all: forgettings(file, readFileSync(file, 'utf8')) }))
    const chosen = five(
      places.filter(({ all }) => all.length > 0),
      5,
    ).flatMap(({ file, all }) =>
      five(all, 6)
        .slice(0, 1)
        .map((each) => ({ file, ...each })),
    )
    expect(chosen).toHaveLength(5)
    const errors = compiler.errors(new Map(chosen.map(({ file, text }) => [file, text])))
    for (const { file, field } of chosen) {
      const messages = errors.filter((error) => error.file === file && error.message.includes("'Nothing'")).map(({ message }) => message)
      expect(messages.join('\n')).toContain(`'${field}'`)
    }
  })
})

/** Five new fields, enum values, arms and stream events, all at places of the core. */
function additions(format: LoadedFormat, document: OpenApi): readonly Edit[] {
  const places = placesOf(format, document)
  const [event] = places.events
  return [
    ...five(places.fields, 1).map((add, index) => add(`new_field_${index}`)),
    ...five(places.values, 2).map((add, index) => add(`new_value_${index}`)),
    ...five(places.arms, 3).map((add, index) => add(`new_arm_${index}`)),
    ...[0, 1, 2, 3, 4].flatMap((index) => event?.(`new_event_${index}`) ?? []),
  ]
}

/** Whether TypeScript says that a decision about something is missing, alone or in a list. */
const isMissing = (errors: string, name: string): boolean =>
  new RegExp(`Property '${name}' is missing|missing the following properties .*\\b${name}\\b`).test(errors)

/** Fields of the core that every document spells in the same place, tags aside. */
function removable({ core, facts }: LoadedFormat): readonly (readonly [string, string])[] {
  return [...facts.shapes.values()]
    .filter(({ name, documents }) => core.has(name) && documents.length === facts.documents.length && !name.includes('_'))
    .flatMap(({ name, fields }) => fields.filter(({ type }) => type.kind !== 'literal').map((field) => [name, field.name] as const))
}
