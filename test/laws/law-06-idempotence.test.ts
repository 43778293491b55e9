import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Document } from '../../conformance/arbitrary.ts'
import { anthropicMessages, createContext, openaiChat, type Format } from '../../src/index.ts'
import { normalChat, normalMessages } from './normal.ts'
import { anyChatRequest, anyMessagesRequest, chatRequest, messagesRequest } from './requests.ts'
import { hold, runs } from './hold.ts'
import { translateRequest } from './watch.ts'

interface Trip {
  readonly body: Document
  /** Rules of what was lost on the way. */
  readonly rules: readonly string[]
}

const context = createContext({ secret: 'law' })

/** To the other format and back, without what was kept aside; null where the whole was refused. */
function trip(from: Format, to: Format, body: Document): Trip | null {
  const out = translateRequest(from, to, body, { strictness: 'lenient', context })
  const back = out.ok ? translateRequest(to, from, out.value.body, { strictness: 'lenient', context }) : null
  return out.ok && back?.ok ? { body: back.value.body, rules: [...out.losses, ...back.losses].map(({ rule }) => rule) } : null
}

test.each([
  ['Messages', normalMessages, anyMessagesRequest],
  ['Chat', normalChat, anyChatRequest],
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
])('LAW-6: %s and back, a second trip changes nothing and loses nothing new', (_, from, to, drawn) => {
  hold(
    fc.property(drawn, (body) => {
      const once = trip(from, to, body)
      const twice = once && trip(from, to, once.body)
      if (!once) return
      expect(twice?.body).toEqual(once.body)
      // The way back asks for a stream without padding (REQ-A-8), which is a hint where it goes out again.
      expect((twice?.rules ?? []).filter((rule) => rule !== 'REQ-C-6' && !once.rules.includes(rule))).toEqual([])
    }),
    runs(100),
  )
})
