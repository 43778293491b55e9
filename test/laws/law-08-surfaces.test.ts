import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Document } from '../../conformance/arbitrary.ts'
import { anthropicMessages, openaiChat, openaiResponses, type Format } from '../../src/index.ts'
import { hold, runs } from './hold.ts'
import {
  betaMessage,
  betaRequest,
  chatEvents,
  chatFault,
  chatModels,
  countRequest,
  messagesCount,
  responsesCount,
  responsesCountRequest,
  messagesEvents,
  messagesFault,
  messagesModels,
  olderMessage,
  olderRequest,
  wholeCompletion,
} from './surfaces.ts'
import { bytes, documents, exchange, translated } from './translating.ts'
import { translateFault, translateRequest, translateResponse } from './watch.ts'

const older = { 'anthropic-version': '2023-06-01' }
const beta = { ...older, 'anthropic-beta': 'context-management-2025-06-27' }

test.each([
  ['of the older version', olderRequest, older],
  ['of the beta surface', betaRequest, beta],
  ['to count tokens', countRequest, beta],
] as const)('LAW-8: a request %s is translated or refused with a reason', (_, request, headers) => {
  hold(
    fc.property(request, fc.constantFrom('default', 'lenient' as const), (body, strictness) => {
      const outcome = translateRequest(anthropicMessages, openaiChat, body, { strictness, headers })
      expect(outcome.ok || outcome.fault.message !== '').toBe(true)
      expect(outcome.losses.filter(({ rule, why }) => rule === '' || why === '')).toEqual([])
    }),
    runs(150),
  )
})

test.each([
  ['Messages', anthropicMessages],
  ['Chat', openaiChat],
] as const)('LAW-8: a request to count the tokens of Responses is translated for %s, or refused with a reason', (_, to) => {
  hold(
    fc.property(responsesCountRequest, fc.constantFrom('default', 'lenient' as const), (body, strictness) => {
      const outcome = translateRequest(openaiResponses, to, body, { strictness })
      expect(outcome.ok || outcome.fault.message !== '').toBe(true)
      expect(outcome.losses.filter(({ rule, why }) => rule === '' || why === '')).toEqual([])
    }),
    runs(150),
  )
})

test('LAW-8: every answer of the older version and of the beta surface is translated', () => {
  hold(
    fc.property(fc.oneof(betaMessage, olderMessage), (body) => {
      const { value } = translateResponse(anthropicMessages, openaiChat, body, exchange())
      expect(value).toHaveProperty(['choices', 0, 'finish_reason'])
    }),
    runs(150),
  )
})

test('LAW-8: every answer of Chat Completions with all it can hold is translated', () => {
  hold(
    fc.property(wholeCompletion, (body) => {
      const { value } = translateResponse(openaiChat, anthropicMessages, body, exchange())
      expect(value).toHaveProperty('stop_reason')
    }),
    runs(150),
  )
})

const streams: readonly (readonly [string, Format, Format, fc.Arbitrary<readonly Document[]>])[] = [
  ['Messages', anthropicMessages, openaiChat, messagesEvents],
  ['Chat', openaiChat, anthropicMessages, chatEvents],
]

test.each(streams)('LAW-8: events of %s in any order become a stream that ends, or one that says it broke', (_, from, to, events) => {
  hold(
    fc.property(events, (all) => {
      const sse = all
        .map((event) => `${typeof event['type'] === 'string' ? `event: ${event['type']}\n` : ''}data: ${JSON.stringify(event)}\n\n`)
        .join('')
      const out = translated(from, to, [bytes(sse)])
      const last = documents(out).at(-1)
      const ended = out.includes('data: [DONE]') || last?.['type'] === 'message_stop'
      expect(ended || (last !== undefined && 'error' in last)).toBe(true)
    }),
    runs(150),
  )
})

test('LAW-8, LAW-15: every error that an API documents is told in the words of the other', () => {
  const status = fc.constantFrom(400, 401, 403, 404, 413, 429, 500, 529)
  hold(
    fc.property(messagesFault, chatFault, status, (messages, chat, code) => {
      const toChat = translateFault(anthropicMessages, openaiChat, code, {}, messages, 'req_1')
      const toMessages = translateFault(openaiChat, anthropicMessages, code, {}, chat, 'req_1')
      expect(toChat.body).toHaveProperty('error.message')
      expect(toMessages.body).toHaveProperty('error.message')
      expect([toChat.status, toMessages.status].filter((it) => it < 400)).toEqual([])
    }),
    runs(150),
  )
})

test('LAW-8, EP-2, AUX-2: every list of models and every count of tokens is read', () => {
  hold(
    fc.property(messagesModels, chatModels, messagesCount, responsesCount, (messages, chat, count, counted) => {
      expect(anthropicMessages.models.decode(messages).map(({ id }) => id)).toEqual(idsOf(messages))
      expect(openaiChat.models.decode(chat).map(({ id }) => id)).toEqual(idsOf(chat))
      expect(anthropicMessages.tokenCount?.read(count)).toBe(count['input_tokens'])
      expect(openaiResponses.tokenCount?.read(counted)).toBe(counted['input_tokens'])
    }),
    runs(150),
  )
})

const idsOf = (page: Document): readonly unknown[] => (page['data'] as readonly Document[]).map((model) => model['id'])
