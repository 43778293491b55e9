import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Document } from '../../conformance/arbitrary.ts'
import { anthropicMessages, createContext, openaiChat, openaiResponses, type Format } from '../../src/index.ts'
import { normalChat, normalMessages, normalResponses } from './normal.ts'
import { anyChatRequest, anyMessagesRequest, chatRequest, messagesRequest } from './requests.ts'
import { anyResponsesRequest, responsesRequest } from './responses-requests.ts'
import { hold, runs } from './hold.ts'
import { translateRequest } from './watch.ts'

interface Trip {
  readonly body: Document
  /** Rules of what was lost on the way. */
  readonly rules: readonly string[]
}

const context = createContext({ secret: 'law' })

/**
 * Rules of what the way there says of itself, a hint where it goes out again: no padding (REQ-A-8), and the ids and states that
 * items need (CB-2, CB-13).
 */
const ours: ReadonlySet<string> = new Set(['REQ-C-6', 'L24', 'RI-2'])

/** To the other format and back, without what was kept aside; null where the whole was refused. */
function trip(from: Format, to: Format, body: Document): Trip | null {
  const out = translateRequest(from, to, body, { strictness: 'lenient', context })
  const back = out.ok ? translateRequest(to, from, out.value.body, { strictness: 'lenient', context }) : null
  return out.ok && back?.ok ? { body: back.value.body, rules: [...out.losses, ...back.losses].map(({ rule }) => rule) } : null
}

test.each([
  ['Messages', normalMessages, anyMessagesRequest],
  ['Chat', normalChat, anyChatRequest],
  ['Responses', normalResponses, anyResponsesRequest],
] as const)('LAW-6: the normal form of a %s request is its own', (_, normal, drawn) => {
  hold(
    fc.property(drawn, (body) => {
      expect(normal(normal(body))).toEqual(normal(body))
    }),
    runs(100),
  )
})

test.each<readonly [string, Format, Format, fc.Arbitrary<Document>]>([
  ['Messages to Chat', anthropicMessages, openaiChat, messagesRequest],
  ['Chat to Messages', openaiChat, anthropicMessages, chatRequest],
  ['Messages to Responses', anthropicMessages, openaiResponses, messagesRequest],
  ['Chat to Responses', openaiChat, openaiResponses, chatRequest],
  ['Responses to Messages', openaiResponses, anthropicMessages, responsesRequest],
  ['Responses to Chat', openaiResponses, openaiChat, responsesRequest],
])('LAW-6: %s and back, a second trip changes nothing and loses nothing new', (_, from, to, drawn) => {
  hold(
    fc.property(drawn, (body) => {
      const once = trip(from, to, body)
      const twice = once && trip(from, to, once.body)
      if (!once) return
      expect(twice?.body).toEqual(once.body)
      expect((twice?.rules ?? []).filter((rule) => !ours.has(rule) && !once.rules.includes(rule))).toEqual([])
    }),
    runs(100),
  )
})
