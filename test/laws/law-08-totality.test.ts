import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Document, Value } from '../../conformance/arbitrary.ts'
import { anthropicMessages, openaiChat, openaiResponses, type Format, type Loss } from '../../src/index.ts'
import { members } from '../../src/translate/pointer.ts'
import { hold, runs } from './hold.ts'
import { leftOut, leniently } from './responses-requests.ts'
import { fromChat, fromMessages, fromResponses } from './specs.ts'
import { exchange } from './translating.ts'
import { translateRequest, translateResponse } from './watch.ts'

/** Requests of Responses, and as lenient clients write them (LEN-8 to LEN-13). */
const anyResponses = fc.tuple(fromResponses('ResponseCreateParams'), leftOut).map(([body, left]) => leniently(body, left))

const requests: readonly (readonly [string, Format, Format, fc.Arbitrary<Document>])[] = [
  ['Messages to Chat', anthropicMessages, openaiChat, fromMessages('MessageCreateParams')],
  ['Messages to Messages', anthropicMessages, anthropicMessages, fromMessages('MessageCreateParams')],
  ['Chat to Messages', openaiChat, anthropicMessages, fromChat('ChatCompletionCreateParams')],
  ['Chat to Chat', openaiChat, openaiChat, fromChat('ChatCompletionCreateParams')],
  ['Messages to Responses', anthropicMessages, openaiResponses, fromMessages('MessageCreateParams')],
  ['Chat to Responses', openaiChat, openaiResponses, fromChat('ChatCompletionCreateParams')],
  ['Responses to Messages', openaiResponses, anthropicMessages, anyResponses],
  ['Responses to Chat', openaiResponses, openaiChat, anyResponses],
  ['Responses to Responses', openaiResponses, openaiResponses, anyResponses],
]

const answers: readonly (readonly [string, Format, Format, fc.Arbitrary<Document>])[] = [
  ['Messages to Chat', anthropicMessages, openaiChat, fromMessages('Message')],
  ['Chat to Messages', openaiChat, anthropicMessages, fromChat('ChatCompletion')],
]

/** Whether the document has a value at the pointer, or would have: a loss may be about a member that is missing. */
function exists(document: Value, pointer: string): boolean {
  const path = members(pointer)
  let value: Value | undefined = document
  for (const member of path.slice(0, -1)) {
    if (typeof value !== 'object' || value === null) return false
    value = (value as Document)[member]
  }
  return path.length === 0 || (typeof value === 'object' && value !== null)
}

const homeless = (document: Value, losses: readonly Loss[]): readonly Loss[] => losses.filter(({ path }) => !exists(document, path))

test.each(requests)('LAW-8: %s, every valid request is translated or refused with a path that it has', (_, from, to, request) => {
  hold(
    fc.property(request, fc.constantFrom('strict', 'default', 'lenient' as const), (body, strictness) => {
      const outcome = translateRequest(from, to, body, { strictness })
      expect(outcome.ok || exists(body, outcome.fault.param ?? '')).toBe(true)
      expect(homeless(body, outcome.losses)).toEqual([])
    }),
    runs(150),
  )
})

test.each(answers)('LAW-8: %s, every valid answer is translated', (_, from, to, answer) => {
  hold(
    fc.property(answer, (body) => {
      const { losses } = translateResponse(from, to, body, exchange())
      expect(homeless(body, losses)).toEqual([])
    }),
    runs(150),
  )
})

test.each(requests)('LAW-8, GWE-1: %s, whatever is sent is translated or refused', (_, from, to, request) => {
  const spoilt = fc
    .tuple(request, fc.nat(), fc.constantFrom<Value>(7, 'x', true, [], {}, [7], { type: 'x' }))
    .map(([body, at, value]) => spoil(body, at, value))
  hold(
    fc.property(fc.oneof(spoilt, fc.jsonValue()), (body) => {
      const outcome = translateRequest(from, to, body, { strictness: 'lenient' })
      expect(outcome.ok || outcome.fault.message !== '').toBe(true)
    }),
    runs(150),
  )
})

/** `body` with the leaf or branch number `at` replaced. */
function spoil(body: Value, at: number, value: Value): Value {
  let count = 0
  JSON.stringify(body, (_, member: unknown) => {
    count += 1
    return member
  })
  let left = at % count
  return JSON.parse(JSON.stringify(body, (_, member: unknown) => (left-- === 0 ? value : member))) as Value
}
