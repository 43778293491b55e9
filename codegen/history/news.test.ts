import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Entry } from '../fidelity/entry.ts'
import { readFidelity } from '../fidelity/fidelity.ts'
import { keyOf } from '../fidelity/member.ts'
import { declared } from './declared.ts'
import { storedFresh } from './fresh.ts'
import { newsTable } from './news.ts'
import { news, noNews } from './news-of-steps.ts'
import { histories } from './steps.ts'

const root = join(import.meta.dirname, '../..')
const fresh = storedFresh()
const { formats, rules } = await readFidelity(root)
const entries = new Map(
  formats.map(({ format, entries: own }) => [format, new Map(own.map((entry): [string, Entry] => [keyOf(entry.member), entry]))]),
)
const meaningful = ['mapped', 'folded', 'emulated']
const fateOf = (format: string, key: string): string => entries.get(format)?.get(key)?.decision.fate.fate ?? 'gone since'

describe.each(news)('$format $version brought $what', ({ format, version, keys, code, shownBy }) => {
  it.each(keys)('%s is new in it, has a meaning today, and the case exercises it', (key) => {
    expect(fresh[format]?.[version]).toContain(key)
    expect(meaningful).toContain(fateOf(format, key))
    const entry = entries.get(format)?.get(key)
    expect([...(entry?.read ?? []), ...(entry?.written ?? [])]).toContain(shownBy)
  })

  it.each(code)('%s has code for it: %s', (file, text) => {
    expect(existsSync(join(root, 'src', file))).toBe(true)
    expect(readFileSync(join(root, 'src', file), 'utf8')).toContain(text)
  })
})

describe.each(noNews)('$format $version', ({ format, version }) => {
  it('brought something, and nothing of it has a meaning today', () => {
    const keys = fresh[format]?.[version] ?? []
    expect(keys.length).toBeGreaterThan(0)
    expect(keys.filter((key) => meaningful.includes(fateOf(format, key)))).toEqual([])
  })
})

describe.each(Object.keys(fresh))('the history of %s', (format) => {
  const versions = Object.keys(fresh[format] ?? {})

  it('has news of every step, or says why there are none, and news of four', () => {
    const told = [...news, ...noNews].filter((each) => each.format === format).map(({ version }) => version)
    expect(versions.filter((version) => !told.includes(version))).toEqual([])
    expect(new Set(news.filter((each) => each.format === format).map(({ version }) => version)).size).toBeGreaterThanOrEqual(4)
  })

  it('is stored for every step that is replayed', () => {
    expect(histories.map(({ versions: all }) => all.slice(1))).toContainEqual(versions)
  })

  it('has decisions of its own under rules that exist', () => {
    const own = declared[format] ?? []
    expect(own.filter(({ rule }) => !rules.has(rule)).map(({ at }) => at)).toEqual([])
    expect(own.filter(({ fate, rule }) => fate.fate !== 'mapped' && fate.rule !== rule).map(({ at }) => at)).toEqual([])
  })
})

it('docs/history.md has the table of news, and names the steps that brought none', () => {
  const text = readFileSync(join(root, 'docs/history.md'), 'utf8').replaceAll(/ +/g, ' ').replaceAll(/--+/g, '---')
  expect(newsTable(news).filter((line) => !text.includes(line))).toEqual([])
  expect(noNews.filter(({ why }) => !text.includes(why))).toEqual([])
})
