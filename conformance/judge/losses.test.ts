import { expect, test } from 'vitest'
import { lossesOf } from './losses.ts'

test('a list of pointers with parameters is read', () => {
  expect(lossesOf('"/logit_bias";fate=dropped;level=warn;rule=REQ-C-9, "/a%22b";why="x, \\"y\\"", "";rest=3')).toEqual([
    { path: '/logit_bias', parameters: { fate: 'dropped', level: 'warn', rule: 'REQ-C-9' } },
    { path: '/a"b', parameters: { why: 'x, "y"' } },
    { path: '', parameters: { rest: '3' } },
  ])
  expect(lossesOf('')).toEqual([])
})

test.each(['/logit_bias', '"/a" "/b"', '"/a",', '"/a'])('%j is no such list', (header) => {
  expect(lossesOf(header)).toBe(null)
})
