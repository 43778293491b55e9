import fc from 'fast-check'
import { expect, test } from 'vitest'
import { validators as messages } from '../../conformance/generated/anthropic-messages/validate.js'
import { validators as chat } from '../../conformance/generated/openai-chat/validate.js'
import { anthropicMessages, openaiChat, translateResponse } from '../../src/index.ts'
import { completion, message } from './answers.ts'
import { runs } from './runs.ts'
import { completionStream, messageStream } from './streams.ts'
import { bytes, documents, exchange, translated, withoutExtensions } from './translating.ts'

interface Judge {
  (data: unknown): boolean
  readonly errors?: readonly object[] | null
}

/** Asserts that the closed validator takes `value`, but for the dialect's declared extensions. */
function valid(judge: Judge, value: unknown): void {
  const judged = withoutExtensions(value)
  expect({ valid: judge(judged), errors: judge.errors ?? null, judged }).toEqual({ valid: true, errors: null, judged })
}

const { response: isMessage, event: isMessageEvent } = messages['2026-10-21']
const { response: isCompletion, event: isChunk } = chat.v1

test('LAW-7: what is drawn is valid', () => {
  fc.assert(
    fc.property(message, completion, messageStream, completionStream, (anAnswer, another, events, chunks) => {
      valid(isMessage, anAnswer)
      valid(isCompletion, another)
      for (const event of documents(events.sse)) valid(isMessageEvent, event)
      for (const chunk of documents(chunks.sse)) valid(isChunk, chunk)
    }),
    runs(40),
  )
})

test('LAW-7: every translated answer is valid', () => {
  fc.assert(
    fc.property(message, completion, (anAnswer, another) => {
      valid(isCompletion, translateResponse(anthropicMessages, openaiChat, anAnswer, exchange()).value)
      valid(isMessage, translateResponse(openaiChat, anthropicMessages, another, exchange()).value)
    }),
    runs(150),
  )
})

test('LAW-7: every event of a translated stream is valid', () => {
  fc.assert(
    fc.property(messageStream, completionStream, (events, chunks) => {
      for (const chunk of documents(translated(anthropicMessages, openaiChat, [bytes(events.sse)]))) valid(isChunk, chunk)
      for (const event of documents(translated(openaiChat, anthropicMessages, [bytes(chunks.sse)]))) valid(isMessageEvent, event)
    }),
    runs(40),
  )
})
