import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Document } from '../../conformance/arbitrary.ts'
import { validators as messages } from '../../conformance/generated/anthropic-messages/validate.js'
import { validators as chat } from '../../conformance/generated/openai-chat/validate.js'
import { anthropicMessages, openaiChat, type Format } from '../../src/index.ts'
import { anyChatRequest, anyMessagesRequest, chatRequest, messagesRequest } from './requests.ts'
import { hold, runs } from './hold.ts'
import { translateRequest } from './watch.ts'

interface Judge {
  (data: unknown): boolean
  readonly errors?: readonly object[] | null
}

const isChat = chat.v1.request
const judges = { '2026-10-21': messages['2026-10-21'].request, '2023-06-01': messages['2023-06-01'].request }

const judgeOf = (to: Format, version: string | undefined): Judge => {
  if (to === openaiChat) return isChat
  return version === '2023-06-01' ? judges['2023-06-01'] : judges['2026-10-21']
}

const cases: readonly (readonly [string, Format, Format, fc.Arbitrary<Document>, string])[] = [
  ['core Messages to gpt-4o', anthropicMessages, openaiChat, messagesRequest, 'gpt-4o'],
  ['core Messages to a chat host', anthropicMessages, openaiChat, messagesRequest, 'qwen3'],
  ['core Chat to Claude 4.5', openaiChat, anthropicMessages, chatRequest, 'claude-sonnet-4-5'],
  ['core Chat to Claude 5.5', openaiChat, anthropicMessages, chatRequest, 'claude-opus-5'],
]

test('LAW-7: what is drawn is valid', () => {
  hold(
    fc.property(messagesRequest, anyMessagesRequest, chatRequest, anyChatRequest, (a, anyA, c, anyC) => {
      for (const request of [a, anyA]) {
        const judge: Judge = judges['temperature' in request || 'top_p' in request ? '2023-06-01' : '2026-10-21']
        expect([judge(request), judge.errors ?? null]).toEqual([true, null])
      }
      for (const request of [c, anyC]) expect([isChat(request), isChat.errors ?? null]).toEqual([true, null])
    }),
    runs(60),
  )
})

test.each(cases)('LAW-7: %s, every translated request is valid and none is refused', (_, from, to, request, model) => {
  hold(
    fc.property(request, (body) => {
      const provider = model === 'qwen3' ? 'other' : to === openaiChat ? 'openai' : 'anthropic'
      const outcome = translateRequest(from, to, body, { model, provider })
      if (!outcome.ok) throw new Error(`${outcome.fault.param}: ${outcome.fault.message}`)
      const judge = judgeOf(to, outcome.value.headers['anthropic-version'])
      expect([judge(outcome.value.body), judge.errors ?? null]).toEqual([true, null])
    }),
    runs(100),
  )
})

test.each([
  ['Messages to gpt-4o', anthropicMessages, openaiChat, anyMessagesRequest, 'gpt-4o'],
  ['Chat to Claude 4.6', openaiChat, anthropicMessages, anyChatRequest, 'claude-sonnet-4-6'],
] as const)('LAW-7: %s, with anything else a request may say, every translated request is valid', (_, from, to, request, model) => {
  hold(
    fc.property(request, (body) => {
      const outcome = translateRequest(from, to, body, { model, strictness: 'lenient' })
      if (!outcome.ok) return
      const judge = judgeOf(to, outcome.value.headers['anthropic-version'])
      expect([judge(outcome.value.body), judge.errors ?? null]).toEqual([true, null])
    }),
    runs(100),
  )
})
