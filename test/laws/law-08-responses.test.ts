import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Document } from '../../conformance/arbitrary.ts'
import { anthropicMessages, openaiChat, openaiResponses, type Format, type Loss } from '../../src/index.ts'
import { hold, runs } from './hold.ts'
import { chatEvents, messagesEvents, messagesFault, responsesEvents, responsesFault, wholeResponse } from './surfaces.ts'
import { bytes, documents, exchange, translated } from './translating.ts'
import { valueAt } from './projection.ts'
import { translateFault, translateResponse } from './watch.ts'

/** Whether what holds the value at the pointer is there: a loss may be about a member that is missing. */
const isHomeless = (document: Document, { path }: Loss): boolean => {
  const above = path.slice(0, Math.max(0, path.lastIndexOf('/')))
  return path !== '' && typeof valueAt(document, above) !== 'object'
}

test.each([
  ['Messages', anthropicMessages],
  ['Chat', openaiChat],
  ['Responses', openaiResponses],
])('LAW-8: every valid answer of Responses is translated to %s', (_, to) => {
  hold(
    fc.property(wholeResponse, (body) => {
      const { value, losses } = translateResponse(openaiResponses, to, body, exchange())
      expect(value).toHaveProperty(to === anthropicMessages ? 'stop_reason' : to === openaiChat ? 'choices' : 'status')
      expect(losses.filter((loss) => isHomeless(body, loss) || loss.rule === '' || loss.why === '')).toEqual([])
    }),
    runs(150),
  )
})

const streams: readonly (readonly [string, Format, Format, fc.Arbitrary<readonly Document[]>])[] = [
  ['Responses to Messages', openaiResponses, anthropicMessages, responsesEvents],
  ['Responses to Chat', openaiResponses, openaiChat, responsesEvents],
  ['Responses to Responses', openaiResponses, openaiResponses, responsesEvents],
  ['Messages to Responses', anthropicMessages, openaiResponses, messagesEvents],
  ['Chat to Responses', openaiChat, openaiResponses, chatEvents],
]

/** The types of the last events. */
const ends: ReadonlySet<unknown> = new Set(['message_stop', 'response.completed', 'response.incomplete', 'response.failed', 'error'])

test.each(streams)('LAW-8: %s, events in any order become a stream that ends, or one that says it broke', (_, from, to, events) => {
  hold(
    fc.property(events, (all) => {
      const sse = all
        .map((event) => `${typeof event['type'] === 'string' ? `event: ${event['type']}\n` : ''}data: ${JSON.stringify(event)}\n\n`)
        .join('')
      const out = translated(from, to, [bytes(sse)])
      const last = documents(out).at(-1)
      expect(out.includes('data: [DONE]') || ends.has(last?.['type']) || (last !== undefined && 'error' in last)).toBe(true)
    }),
    runs(150),
  )
})

test('LAW-8, LAW-15: every error that is documented for Responses is told in the words of the others', () => {
  const status = fc.constantFrom(400, 401, 403, 404, 413, 429, 500, 529)
  hold(
    fc.property(responsesFault, messagesFault, status, (responses, messages, code) => {
      const told = [
        translateFault(openaiResponses, anthropicMessages, code, {}, responses, 'req_1'),
        translateFault(openaiResponses, openaiChat, code, {}, responses, 'req_1'),
        translateFault(anthropicMessages, openaiResponses, code, {}, messages, 'req_1'),
      ]
      for (const { status: given, body } of told) {
        expect(given).toBeGreaterThanOrEqual(400)
        expect(body).toHaveProperty('error.message')
      }
    }),
    runs(150),
  )
})
