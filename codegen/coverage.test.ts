import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { countCore } from './coverage.ts'
import { loadFormats } from './generate.ts'

const formats = loadFormats(fileURLToPath(new URL('..', import.meta.url)))

/** Ping and error events stand on the wire of a stream but in no SDK type; the published counts leave them out. */
const overlaid = ['PingEvent', 'ErrorEvent', 'ErrorResponse', '*ErrorObject']

const published: readonly [string, string, string, readonly [number, number, number]][] = [
  ['anthropic-messages', '2026-10-21', 'request', [158, 56, 68]],
  ['anthropic-messages', '2026-10-21', 'response', [98, 18, 40]],
  ['anthropic-messages', '2026-10-21', 'event', [132, 38, 58]],
  ['anthropic-messages', '2023-06-01', 'request', [157, 43, 68]],
  ['anthropic-messages', '2023-06-01', 'response', [98, 18, 40]],
  ['anthropic-messages', '2023-06-01', 'event', [132, 38, 58]],
  ['openai-chat', 'v1', 'request', [162, 33, 88]],
  ['openai-chat', 'v1', 'response', [81, 6, 21]],
  ['openai-chat', 'v1', 'event', [73, 4, 24]],
]

it.each(published)('the portable core of %s %s %s has the size it is known to have, within 1 %%', (name, document, root, expected) => {
  const format = formats.find((each) => each.format === name)
  const facts = format?.byDocument.get(document)
  if (format === undefined || facts === undefined) throw new Error('no such document')
  const hosted = root === 'event' ? [...format.slice.hosted, ...overlaid] : format.slice.hosted
  const { fields, variants, values } = countCore(facts, root, hosted)
  const off = [fields, variants, values].map((count, index) => Math.abs(count / (expected[index] ?? 0) - 1))
  expect(Math.max(...off)).toBeLessThanOrEqual(0.01)
})
