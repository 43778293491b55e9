import { expect, test } from 'vitest'
import { documents, newer, slice } from '../fixture.ts'
import { formatFacts } from '../format-facts.ts'
import type { OpenApi, Schema } from '../openapi.ts'
import { driftOf, type FormatDrift } from './drift.ts'
import { driftHtml } from './html.ts'
import { driftMarkdown } from './markdown.ts'
import { hasDrift, type DriftReport } from './report.ts'
import type { PlacedTable } from './tables.ts'

const before = formatFacts('demo', slice, documents)

/** The drift of the made-up format after its newest document got other schemas. */
function driftWith(schemas: Readonly<Record<string, Schema>>, tables: readonly PlacedTable[] = []): FormatDrift {
  const changed: OpenApi = { ...newer, components: { schemas: { ...newer.components.schemas, ...schemas } } }
  return driftOf(before, formatFacts('demo', slice, new Map([...documents, ['2', changed]])), tables, null)
}

const old = (name: string): Schema => newer.components.schemas[name] ?? {}
const withField: Readonly<Record<string, Schema>> = {
  Cache: { ...old('Cache'), properties: { ...old('Cache').properties, 'x<y>': { type: 'string' } } },
}
const table = (kind: PlacedTable['kind'], name: string, ...keys: string[]): PlacedTable => ({ kind, name, keys, file: 'fates.ts' })
const reportOf = (...formats: FormatDrift[]): DriftReport => ({
  sources: [{ document: 'demo@2', from: 'demo@1.0.0', to: 'demo@1.1.0' }],
  formats,
})

test('no change is no drift, and the report says so', () => {
  const report = reportOf(driftWith({}))
  expect(hasDrift(report)).toBe(false)
  expect(driftMarkdown(report)).toBe(
    '# The provider changed its API\n\n- `demo@2`: demo@1.0.0 → demo@1.1.0\n\nNothing changed on the wire.\n',
  )
})

test('the Markdown names each change once, with its documents, places, table and sides, and is safe text', () => {
  const drift = driftWith(withField, [table('decide', 'Cache', 'ttl')])
  expect(drift.changes).toHaveLength(1)
  const text = driftMarkdown(reportOf(drift))
  expect(text).toContain('0 break, 1 decide, 0 info.')
  expect(text).toContain('### Needs a decision\n\n- **Cache.x\\<y\\> is new** (2)\n')
  expect(text).toContain('  - table: decide Cache lacks x\\<y\\> (fates.ts)\n')
  expect(text).toContain('  - affects: reading demo requests, writing demo requests\n')
  expect(text).toContain('  - until decided, request: no codec reads or writes it; bytes of the same format pass untouched\n')
  expect(text).toMatch(/Collapsed from 2 request \+\d+\/−0 single facts\.\n$/)
})

test('the page has the same, without a script and with nothing to fetch', () => {
  const page = driftHtml(reportOf(driftWith(withField)))
  expect(page).toContain('<details class="change decide" open><summary>Cache.x&lt;y&gt; is new</summary>')
  expect(page).not.toMatch(/<script|<link|src=|url\(/)
})

test('a change that several documents of a format show is listed once, with all of them', () => {
  const shared: Readonly<Record<string, Schema>> = {
    Body: { ...old('Body'), properties: { ...old('Body').properties, seed: { type: 'integer' } } },
  }
  const all = new Map(
    [...documents].map(([name, { components, ...rest }]) => [
      name,
      { ...rest, components: { schemas: { ...components.schemas, ...shared } } },
    ]),
  )
  const { changes } = driftOf(before, formatFacts('demo', slice, all), [], null)
  expect(changes.map(({ owner, name, documents: shown }) => [owner, name, shown])).toEqual([['Body', 'seed', ['2', '1', 'beta']]])
})

test('a new variant is missing from the table of its union, and its shape has no table yet', () => {
  const schemas: Readonly<Record<string, Schema>> = {
    Block: { ...old('Block'), oneOf: [...(old('Block').oneOf ?? []), { $ref: '#/components/schemas/PictureBlock' }] },
    PictureBlock: { type: 'object', properties: { type: { const: 'picture' } }, required: ['type'] },
  }
  const [change] = driftWith(schemas, [
    table('arms', 'Block', 'text', 'search'),
    table('arms', 'Message.content', 'text', 'picture'),
  ]).changes
  expect(change?.tables).toEqual([
    { kind: 'arms', name: 'Block', key: 'picture', file: 'fates.ts', what: 'lacks' },
    { kind: 'decide', name: 'PictureBlock', file: '', what: 'missing' },
  ])
})

test('what is gone is a line too many, if no other document has it', () => {
  const tables = [table('decide', 'Cache', 'ttl')]
  expect(driftWith({ Cache: { ...old('Cache'), properties: {} } }, tables).changes[0]).toMatchObject({
    kind: 'field removed',
    severity: 'break',
    tables: [],
  })
  const gone = new Map(
    [...documents].map(([name, document]) => [
      name,
      JSON.parse(JSON.stringify(document).replaceAll('"ttl":{"type":"string","enum":["5m","1h"]}', '')) as OpenApi,
    ]),
  )
  const { changes } = driftOf(before, formatFacts('demo', slice, gone), tables, null)
  expect(changes[0]?.tables).toEqual([{ kind: 'decide', name: 'Cache', key: 'ttl', file: 'fates.ts', what: 'orphan' }])
})
