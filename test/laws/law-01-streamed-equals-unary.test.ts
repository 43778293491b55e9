import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anthropicMessages, openaiChat } from '../../src/index.ts'
import { hold, runs } from './hold.ts'
import { assembledCompletion, assembledMessage } from './sdks.ts'
import { completionStream, messageStream } from './streams.ts'
import { bytes, documents, exchange, received, translated } from './translating.ts'
import { translateResponse } from './watch.ts'

/** A Chat answer without what its client does not join: of members it does not know it keeps the last value (EMC-3). */
const known = (value: object): unknown =>
  JSON.parse(JSON.stringify(value, (name, member: unknown) => (name === 'reasoning_content' ? undefined : member)))

/** All reasoning that chunks, or a whole answer, show. */
const reasoning = (shown: readonly object[]): string =>
  shown
    .flatMap((each) =>
      [...JSON.stringify(each).matchAll(/"reasoning_content":("(?:[^"\\]|\\.)*")/g)].map(([, text = '""']) => String(JSON.parse(text))),
    )
    .join('')

test('LAW-1: the official Anthropic client makes of a drawn stream the answer it was drawn from', async () => {
  await hold(
    fc.asyncProperty(messageStream, async ({ answer, sse }) => {
      expect(await assembledMessage(sse)).toEqual(answer)
    }),
    runs(60),
  )
})

test('LAW-1: the official OpenAI client makes of a drawn stream the answer it was drawn from', async () => {
  await hold(
    fc.asyncProperty(completionStream, async ({ answer, sse }) => {
      expect(known(await assembledCompletion(sse))).toEqual(known(answer))
    }),
    runs(60),
  )
})

test('LAW-1: a Messages stream, translated and assembled by the official OpenAI client, is the translated answer', async () => {
  await hold(
    fc.asyncProperty(messageStream, async ({ answer, sse }) => {
      const unary = received(translateResponse(anthropicMessages, openaiChat, answer, exchange()).value)
      const streamed = translated(anthropicMessages, openaiChat, [bytes(sse)])
      expect(known(await assembledCompletion(streamed))).toEqual(known(unary))
      expect(reasoning(documents(streamed))).toEqual(reasoning([unary]))
    }),
    runs(120),
  )
})

test('LAW-1: a Chat stream, translated and assembled by the official Anthropic client, is the translated answer', async () => {
  await hold(
    fc.asyncProperty(completionStream, async ({ answer, sse }) => {
      const unary = received(translateResponse(openaiChat, anthropicMessages, answer, exchange()).value)
      const streamed = await assembledMessage(translated(openaiChat, anthropicMessages, [bytes(sse)]))
      expect(streamed).toEqual(unary)
    }),
    runs(120),
  )
})
