import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import * as anthropic from '../../src/formats/anthropic-messages/fates.ts'
import * as chat from '../../src/formats/openai-chat/fates.ts'
import * as responses from '../../src/formats/openai-responses/fates.ts'
import type { Fate } from '../../src/translate/fate.ts'

const root = join(import.meta.dirname, '../..')
const rules = new Set((JSON.parse(readFileSync(join(root, 'docs/rules.json'), 'utf8')) as { id: string }[]).map(({ id }) => id))

interface Facts {
  readonly shapes: { readonly [name: string]: { readonly core: boolean; readonly fields: readonly { readonly name: string }[] } }
}

type Table = { readonly [name: string]: { readonly [member: string]: Fate } }

/** Every decision of a table, with the name of what it decides. */
const decisions = (table: Table): (readonly [string, Fate])[] =>
  Object.entries(table).flatMap(([name, fates]) => Object.entries(fates).map(([member, fate]) => [`${name}.${member}`, fate] as const))

describe.each([
  ['anthropic-messages', anthropic],
  ['openai-chat', chat],
  ['openai-responses', responses],
])('the fates of %s', (format, { core, outer, unions, enums, hubFates }) => {
  const tables: Table[] = [core, unions, enums, hubFates]
  const all = [...tables.flatMap(decisions), ...Object.entries<Fate>(outer)]

  it('decide one by one what the facts call the portable core', () => {
    const facts = JSON.parse(readFileSync(join(root, 'conformance/generated', format, 'facts.json'), 'utf8')) as Facts
    const fields = Object.entries(facts.shapes)
      .filter(([, { core: isCore }]) => isCore)
      .flatMap(([name, shape]) => shape.fields.map((field) => `${name}.${field.name}`))
    expect(fields.length).toBeGreaterThan(300)
    expect(
      decisions(core)
        .map(([name]) => name)
        .toSorted(),
    ).toEqual(fields.toSorted())
  })

  it('leave nothing undecided and name a rule wherever they are not mapped', () => {
    const unruled = all.filter(([, fate]) => fate.fate !== 'mapped' && !rules.has(fate.rule)).map(([name]) => name)
    expect(unruled).toEqual([])
  })

  it('say why wherever something can be lost', () => {
    const mute = all.filter(([, fate]) => 'why' in fate && fate.why.length < 8).map(([name]) => name)
    expect(mute).toEqual([])
  })
})
