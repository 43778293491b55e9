import { expect, it } from 'vitest'
import type { Level, Loss } from '../interlingua/loss.ts'
import { refusal, strictest, type Strictness } from './strictness.ts'

const loss = (level: Level, path = `/${level}`): Loss => ({ path, format: 'f', fate: 'dropped', rule: 'X-1', level, why: `is ${level}` })

it.each<[Strictness, readonly Level[]]>([
  ['strict', ['warn', 'reject', 'never']],
  ['default', ['reject', 'never']],
  ['lenient', ['never']],
])('%s refuses %j', (strictness, refused) => {
  const levels = (['debug', 'info', 'warn', 'reject', 'never'] as const).filter((level) => refusal([loss(level)], strictness))
  expect(levels).toEqual(refused)
})

it('names the value that can never be sent before others', () => {
  expect(refusal([loss('reject'), loss('never')], 'default')).toMatchObject({ param: '/never', message: 'is never' })
  expect(refusal([loss('reject', '/a'), loss('reject', '/b')], 'default')).toMatchObject({ param: '/a', kind: 'unsupportedParameter' })
  expect(refusal([{ ...loss('never'), rule: 'GWE-1' }], 'lenient')).toMatchObject({ kind: 'invalidRequest' })
})

it.each<[Strictness, Strictness, Strictness]>([
  ['strict', 'default', 'strict'],
  ['lenient', 'strict', 'strict'],
  ['default', 'lenient', 'default'],
  ['lenient', 'lenient', 'lenient'],
])('the stricter of %s and %s is %s', (one, other, wanted) => {
  expect(strictest(one, other)).toBe(wanted)
  expect(strictest(other, one)).toBe(wanted)
})
