import { expect, it } from 'vitest'
import { dropped } from '../../src/translate/fate.ts'
import { caseOf, fidelityWith } from './fixture.ts'
import { html } from './html.ts'

const fates = { 'TextBlock.cache': dropped('CAC-1', '<img src=x onerror="a"> & more') }
const rowOf = (page: string, member: string): string | undefined =>
  page.split('\n').find((line) => line.includes(`<td><code>${member}</code>`))

it('escapes what comes from tables, rules and cases', () => {
  const page = html(fidelityWith(fates, [caseOf('a/<b>/c', ['CAC-1'], 'TextBlock.cache')]))
  expect(page).not.toMatch(/<img|<b>|<placed>/)
  expect(page).toContain('<td>&lt;img src=x onerror=&quot;a&quot;&gt; &amp; more</td>')
  expect(page).toContain('<span title="Markers are &lt;placed&gt; again">CAC-1</span>')
  expect(page).toContain('<a href="../conformance/cases/a/&lt;b&gt;/c">a/&lt;b&gt;/c</a>')
})

it('fetches nothing and runs one script of its own', () => {
  const page = html(fidelityWith(fates))
  expect(page.match(/<script/g)).toHaveLength(1)
  expect(page).not.toMatch(/<link|<img|<iframe| src="|https?:|@import|url\(/)
})

it('marks rows for its filters by fate and by what exercises them', () => {
  const page = html(fidelityWith(fates, [caseOf('a/b/c', [], 'Body.model')], { 'Body.tools': [8] }))
  expect(rowOf(page, 'cache')).toContain('<tr data-fate="dropped" data-cover="none">')
  expect(rowOf(page, 'cache')).toContain('<i>no case</i>')
  expect(rowOf(page, 'tools')).toContain('<tr data-fate="mapped" data-cover="caseless">')
  expect(rowOf(page, 'model')).toContain('<tr data-fate="mapped" data-cover="both">')
})
