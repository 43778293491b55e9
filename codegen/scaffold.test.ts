import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { projectFolder } from './fixture.ts'
import { generate } from './generate.ts'
import { scaffold } from './scaffold.ts'
import { writeOutput } from './emit.ts'

const fates = 'src/formats/demo/fates.ts'
const engine = `export const mapped = { fate: 'mapped' } as const
export const undecided = { fate: 'undecided' } as const
export const decide = <T>() => <F extends object>(fates: F): F => fates
export const arms = decide
export const values = decide
export const whole = <F>(fate: F): F => fate
`
const table = `import { arms, decide, mapped, values, whole } from '../../translate/fate.ts'
import type { CoreShapes, Enums, Unions } from './generated/shapes.ts'

const text = { type: mapped, text: mapped } as const

export const shapes = {
  // the whole body
  Body: decide<CoreShapes['Body']>()({
    messages: mapped, // every turn
    model: mapped,
    speed: mapped,
  }),
  UserMessage: decide<CoreShapes['UserMessage']>()({ content: mapped, role: mapped }),
  TextBlock: decide<CoreShapes['TextBlock']>()({ ...text }),
  Gone: decide<CoreShapes['Gone']>()({ a: mapped }),
}
export const outer = { SearchTool: whole(mapped) }
export const unions = {
  Event: arms<Unions['Event']>()({ start: mapped, stop: mapped }),
}
export const enums = {}
`
const project = {
  'src/translate/fate.ts': engine,
  'tsconfig.json': JSON.stringify({ compilerOptions: { module: 'nodenext', target: 'es2023', strict: true } }),
  [fates]: table,
}

let root: string
const read = () => readFileSync(join(root, fates), 'utf8')

beforeEach(async () => {
  root = projectFolder(project)
  writeOutput(root, await generate(root))
})

describe('the scaffolder', () => {
  it('adds undecided keys at the end of a table, on lines of their own or on its one line', () => {
    scaffold(root)
    expect(read()).toContain(`    messages: mapped, // every turn
    model: mapped,
    // orphan: the spec no longer has 'speed'
    speed: mapped,
    effort: undecided,
    options: undecided,
    tools: undecided,
  }),`)
    expect(read()).toContain(`{ content: mapped, role: mapped, name: undecided }`)
    expect(read()).toContain(`{ start: mapped, stop: mapped, pause: undecided }`)
  })

  it('sees keys that come by a spread', () => {
    scaffold(root)
    expect(read()).toContain(`()({ ...text, cache: undecided })`)
  })

  it('adds a table beside its closest relative, or to the constant of its kind', () => {
    scaffold(root)
    expect(read()).toContain(`  BotMessage: decide<CoreShapes['BotMessage']>()({ content: undecided, role: undecided, name: undecided }),`)
    expect(read()).toContain(`'Cache.ttl': values<Enums['Cache.ttl']>()({ '5m': undecided, '1h': undecided })`)
    expect(read()).toContain(`SearchTool: whole(mapped), MapTool: whole(undecided), PauseEvent: whole(undecided)`)
  })

  it('marks what the spec no longer has and imports what it writes', () => {
    scaffold(root)
    expect(read()).toContain(`  // orphan: the spec no longer has 'Gone'\n  Gone: decide`)
    expect(read().split('\n')[0]).toBe(`import { arms, decide, mapped, undecided, values, whole } from '../../translate/fate.ts'`)
  })

  it('keeps every character that was there, in its order', () => {
    scaffold(root)
    let at = 0
    for (const character of read()) if (character === table[at]) at += 1
    expect(at).toBe(table.length)
  })

  it('changes nothing the second time', () => {
    expect(scaffold(root).inserted.length).toBeGreaterThan(10)
    const once = read()
    expect(scaffold(root)).toEqual({ inserted: [], notes: [] })
    expect(read()).toBe(once)
  })

  it('names a change below a decision that stands, with its line, against what was committed', () => {
    const earlier = (file: string) =>
      readFileSync(join(root, file), 'utf8')
        .replaceAll('"required":["messages","model","shown"]', '"required":["model","shown"]')
        .replaceAll('"text":{"type":"string"}', '"text":{"type":"number"}')
        .replaceAll('"required":["url"]', '"required":[]')
    expect(scaffold(root, earlier).notes).toEqual([
      'src/formats/demo/fates.ts:9: Body.messages must be there',
      'src/formats/demo/fates.ts:14: TextBlock.text was number, is string',
      'SearchBlock_Hit.url must be there',
    ])
    expect(scaffold(root, (file) => readFileSync(join(root, file), 'utf8')).notes).toEqual([])
  })

  it('says what it could not add', () => {
    writeFileSync(join(root, fates), table.replace('export const enums = {}\n', ''))
    expect(scaffold(root).inserted).toContain('Cache.ttl has no table, and no constant `enums` to put it in')
  })
})
