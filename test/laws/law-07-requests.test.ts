import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Document } from '../../conformance/arbitrary.ts'
import { validators as messages } from '../../conformance/generated/anthropic-messages/validate.js'
import { validators as chat } from '../../conformance/generated/openai-chat/validate.js'
import { validators as responses } from '../../conformance/generated/openai-responses/validate.js'
import { anthropicMessages, openaiChat, openaiResponses, type Format } from '../../src/index.ts'
import { anyChatRequest, anyMessagesRequest, chatRequest, messagesRequest } from './requests.ts'
import { anyResponsesRequest, responsesRequest } from './responses-requests.ts'
import { hold, runs } from './hold.ts'
import { translateRequest } from './watch.ts'

interface Judge {
  (data: unknown): boolean
  readonly errors?: readonly object[] | null
}

const isChat = chat.v1.request
const isResponses: Judge = responses.v1.request
const judges = { '2026-10-21': messages['2026-10-21'].request, '2023-06-01': messages['2023-06-01'].request }

const judgeOf = (to: Format, version: string | undefined): Judge => {
  if (to === openaiChat) return isChat
  if (to === openaiResponses) return isResponses
  return version === '2023-06-01' ? judges['2023-06-01'] : judges['2026-10-21']
}

const cases: readonly (readonly [string, Format, Format, fc.Arbitrary<Document>, string])[] = [
  ['core Messages to gpt-4o', anthropicMessages, openaiChat, messagesRequest, 'gpt-4o'],
  ['core Messages to a chat host', anthropicMessages, openaiChat, messagesRequest, 'qwen3'],
  ['core Chat to Claude 4.5', openaiChat, anthropicMessages, chatRequest, 'claude-sonnet-4-5'],
  ['core Chat to Claude 5.5', openaiChat, anthropicMessages, chatRequest, 'claude-opus-5'],
  ['core Messages to gpt-5 over Responses', anthropicMessages, openaiResponses, messagesRequest, 'gpt-5'],
  ['core Chat to gpt-5 over Responses', openaiChat, openaiResponses, chatRequest, 'gpt-5'],
  ['core Responses to gpt-5', openaiResponses, openaiResponses, responsesRequest, 'gpt-5'],
  ['core Responses to gpt-4o over Chat', openaiResponses, openaiChat, responsesRequest, 'gpt-4o'],
  ['core Responses to a chat host', openaiResponses, openaiChat, responsesRequest, 'qwen3'],
  ['core Responses to Claude 4.5', openaiResponses, anthropicMessages, responsesRequest, 'claude-sonnet-4-5'],
  ['core Responses to Claude 5.5', openaiResponses, anthropicMessages, responsesRequest, 'claude-opus-5'],
]

test('LAW-7: what is drawn is valid', () => {
  hold(
    fc.property(
      messagesRequest,
      anyMessagesRequest,
      chatRequest,
      anyChatRequest,
      responsesRequest,
      anyResponsesRequest,
      (a, anyA, c, anyC, r, anyR) => {
        for (const request of [a, anyA]) {
          const judge: Judge = judges['temperature' in request || 'top_p' in request ? '2023-06-01' : '2026-10-21']
          expect([judge(request), judge.errors ?? null]).toEqual([true, null])
        }
        for (const request of [c, anyC]) expect([isChat(request), isChat.errors ?? null]).toEqual([true, null])
        for (const request of [r, anyR]) expect([isResponses(request), isResponses.errors ?? null]).toEqual([true, null])
      },
    ),
    runs(60),
  )
})

test.each(cases)('LAW-7: %s, every translated request is valid and none is refused', (_, from, to, request, model) => {
  hold(
    fc.property(request, (body) => {
      const provider = model === 'qwen3' ? 'other' : to === anthropicMessages ? 'anthropic' : 'openai'
      const outcome = translateRequest(from, to, body, { model, provider })
      if (!outcome.ok) throw new Error(`${outcome.fault.param}: ${outcome.fault.message}`)
      const judge = judgeOf(to, outcome.value.headers['anthropic-version'])
      expect([judge(outcome.value.body), judge.errors ?? null]).toEqual([true, null])
    }),
    runs(100),
  )
})

/** A request that only warms the cache up has a limit of 0 (REQ-A-3), which the specification does not know. */
const warmed = (body: Document): Document => (body['max_tokens'] === 0 ? { ...body, max_tokens: 1 } : body)

test.each([
  ['Messages to gpt-4o', anthropicMessages, openaiChat, anyMessagesRequest, 'gpt-4o'],
  ['Chat to Claude 4.6', openaiChat, anthropicMessages, anyChatRequest, 'claude-sonnet-4-6'],
  ['Messages to gpt-5.6 over Responses', anthropicMessages, openaiResponses, anyMessagesRequest, 'gpt-5.6'],
  ['Chat to gpt-4o over Responses', openaiChat, openaiResponses, anyChatRequest, 'gpt-4o'],
  ['Responses to gpt-4o over Chat', openaiResponses, openaiChat, anyResponsesRequest, 'gpt-4o'],
  ['Responses to Claude 4.6', openaiResponses, anthropicMessages, anyResponsesRequest, 'claude-sonnet-4-6'],
] as const)('LAW-7: %s, with anything else a request may say, every translated request is valid', (_, from, to, request, model) => {
  hold(
    fc.property(request, (body) => {
      const outcome = translateRequest(from, to, body, { model, strictness: 'lenient' })
      if (!outcome.ok) return
      const judge = judgeOf(to, outcome.value.headers['anthropic-version'])
      expect([judge(warmed(outcome.value.body)), judge.errors ?? null]).toEqual([true, null])
    }),
    runs(100),
  )
})
