import { expect, test } from 'vitest'
import { configOf } from './config-load.ts'
import { readConfigFile } from './config-file.ts'
import { createRouter } from './router.ts'
import { strictnessFor } from './strictness.ts'
import anthropicMessages from '../formats/anthropic-messages/format.ts'

test.each([
  ['strict', 'lenient', false, 'strict'],
  ['strict', 'default', false, 'strict'],
  ['default', 'lenient', false, 'default'],
  ['default', 'strict', false, 'strict'],
  ['lenient', 'default', false, 'default'],
  ['lenient', 'strict', false, 'strict'],
  ['strict', 'lenient', true, 'lenient'],
  ['default', 'lenient', true, 'lenient'],
  ['default', 'strict', true, 'strict'],
  ['default', undefined, true, 'default'],
] as const)('a route that is %s, asked for %s with leave %s, is %s', (strictness, asked, mayLoosen, inForce) => {
  expect(strictnessFor({ strictness, mayLoosen }, { 'x-diglot-strictness': asked })).toBe(inForce)
})

test('a strictness that is none is a fault that names the header', () => {
  expect(strictnessFor({ strictness: 'default', mayLoosen: true }, { 'x-diglot-strictness': 'strickt' })).toMatchObject({
    kind: 'invalidRequest',
    message: "the header x-diglot-strictness takes strict, default or lenient, not 'strickt'",
  })
})

const routed = (yaml: string) => {
  const to = createRouter(configOf(readConfigFile(yaml, 'f', {}), {}), [anthropicMessages]).resolve('claude-x', anthropicMessages)
  return 'kind' in to ? to.kind : [to.strictness, to.mayLoosen]
}
const route = (strictness: string): string =>
  `routes: [{ match: { model: 'claude-*' }, upstream: { provider: anthropic }, strictness: ${strictness} }]`

test('a route says its own strictness and leave, else that of the whole', () => {
  expect(routed('{}')).toEqual(['default', false])
  expect(routed('strictness: lenient')).toEqual(['lenient', false])
  expect(routed('strictness: { default: strict, mayLoosen: true }')).toEqual(['strict', true])
  expect(routed('strictness: { mayLoosen: true }')).toEqual(['default', true])
  expect(routed(`strictness: { mayLoosen: true }\n${route('strict')}`)).toEqual(['strict', false])
  expect(routed(`strictness: strict\n${route('{ mayLoosen: true }')}`)).toEqual(['strict', true])
})

test('a strictness that the schema does not know is told with its place', () => {
  expect(() => routed('strictness: { default: soft, loosen: 1 }')).toThrow(
    'f:1:30 strictness.loosen: is not a known setting\nf:1:24 strictness.default: must be one of strict, default, lenient',
  )
})
