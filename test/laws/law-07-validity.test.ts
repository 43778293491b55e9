import fc from 'fast-check'
import { expect, test } from 'vitest'
import { validators as messages } from '../../conformance/generated/anthropic-messages/validate.js'
import { validators as chat } from '../../conformance/generated/openai-chat/validate.js'
import { anthropicMessages, openaiChat } from '../../src/index.ts'
import { completion, message } from './answers.ts'
import { hold, runs } from './hold.ts'
import { completionStream, messageStream } from './streams.ts'
import { bytes, documents, exchange, translated, withoutExtensions } from './translating.ts'
import { translateResponse } from './watch.ts'

interface Judge {
  (data: unknown): boolean
  readonly errors?: readonly object[] | null
}

/** Those of `values` that the closed validator refuses, with its reasons. The dialect's declared extensions are left aside. */
const refused = (judge: Judge, values: readonly unknown[]): readonly object[] =>
  values.map(withoutExtensions).flatMap((value) => (judge(value) ? [] : [{ value, errors: judge.errors }]))

const { response: isMessage, event: isMessageEvent } = messages['2026-10-21']
const { response: isCompletion, event: isChunk } = chat.v1

test('LAW-7: what is drawn is valid', () => {
  hold(
    fc.property(message, completion, messageStream, completionStream, (anAnswer, another, events, chunks) => {
      expect(refused(isMessage, [anAnswer])).toEqual([])
      expect(refused(isCompletion, [another])).toEqual([])
      expect(refused(isMessageEvent, documents(events.sse))).toEqual([])
      expect(refused(isChunk, documents(chunks.sse))).toEqual([])
    }),
    runs(60),
  )
})

test('LAW-7: every translated answer is valid', () => {
  hold(
    fc.property(message, completion, (anAnswer, another) => {
      expect(refused(isCompletion, [translateResponse(anthropicMessages, openaiChat, anAnswer, exchange()).value])).toEqual([])
      expect(refused(isMessage, [translateResponse(openaiChat, anthropicMessages, another, exchange()).value])).toEqual([])
    }),
    runs(200),
  )
})

test('LAW-7: every event of a translated stream is valid', () => {
  hold(
    fc.property(messageStream, completionStream, (events, chunks) => {
      expect(refused(isChunk, documents(translated(anthropicMessages, openaiChat, [bytes(events.sse)])))).toEqual([])
      expect(refused(isMessageEvent, documents(translated(openaiChat, anthropicMessages, [bytes(chunks.sse)])))).toEqual([])
    }),
    runs(100),
  )
})
