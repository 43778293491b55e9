import { expect, test } from 'vitest'
import { UsageFrameFilter } from './usage-frame.ts'

const text = 'data: {"choices":[{"delta":{"content":"ä"}}],"usage":null}\n\n'
const usage = 'data: {"choices":[],"usage":{"prompt_tokens":1}}\n\n'
const preamble = 'data: {"choices":[],"usage":null,"prompt_filter_results":[]}\n\n'
const done = 'data: [DONE]\n\n'

function filtered(wire: string, size: number): string {
  const filter = new UsageFrameFilter()
  const bytes = Buffer.from(wire)
  const out: Uint8Array[] = []
  for (let at = 0; at < bytes.length; at += size) out.push(filter.push(bytes.subarray(at, at + size)))
  return Buffer.concat([...out, filter.end()]).toString()
}

test.each([1, 2, 7, 1000])('takes the one usage frame out and nothing else, in pieces of %d bytes (§13-16)', (size) => {
  expect(filtered(preamble + text + usage + text + usage + done, size)).toBe(preamble + text + text + usage + done)
})

test.each([1, 3, 1000])('knows frames by any line ends, in pieces of %d bytes (SSE-1)', (size) => {
  const crlf = (wire: string): string => wire.replaceAll('\n', '\r\n')
  expect(filtered(crlf(text + usage + done), size)).toBe(crlf(text + done))
  expect(filtered((text + usage + done).replaceAll('\n', '\r'), size)).toBe((text + done).replaceAll('\n', '\r'))
})

test('whole frames pass at once, half a frame waits', () => {
  const filter = new UsageFrameFilter()
  expect(Buffer.from(filter.push(Buffer.from(`${text}data: {"cho`))).toString()).toBe(text)
  expect(filter.end().toString()).toBe('data: {"cho')
})
