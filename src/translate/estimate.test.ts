import { expect, it } from 'vitest'
import { estimateTokens } from './estimate.ts'
import { anthropicMessages, openaiChat, translateRequest } from '../index.ts'

const of = (content: unknown) => estimateTokens({ messages: [{ role: 'user', content: content as string }] })

it('AUX-1: counts each kind of content by its length', () => {
  expect(of('a'.repeat(400))).toBe(104)
  expect(of('ж'.repeat(100))).toBe(39)
  expect(of('中'.repeat(100))).toBe(84)
  expect(of([{ type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'A'.repeat(9000) } }])).toBe(1204)
  expect(of([{ type: 'document', source: { type: 'base64', media_type: 'application/pdf', data: 'A'.repeat(8000) } }])).toBe(104)
  expect(estimateTokens({ messages: [], system: 'a'.repeat(40), tools: [{ name: 'abcd', input_schema: {} }] })).toBe(23)
  expect(estimateTokens({})).toBe(1)
})

it.each([
  [true, true, 104],
  [true, false, undefined],
  [false, true, undefined],
])('EMA-10: is made for a stream (%s) where it is asked for (%s)', (stream, estimateInputTokens, estimated) => {
  const body = { model: 'gpt-4o', max_tokens: 9, stream, messages: [{ role: 'user', content: 'a'.repeat(400) }] }
  const outcome = translateRequest(anthropicMessages, openaiChat, body, { settings: { estimateInputTokens } })
  expect(outcome.ok && outcome.exchange.estimatedInput).toBe(estimated)
})
