import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Document } from '../../conformance/arbitrary.ts'
import { anthropicMessages, openaiChat, openaiResponses, type Format } from '../../src/index.ts'
import { completion, message } from './answers.ts'
import { hold, runs } from './hold.ts'
import { response } from './items.ts'
import { exchange } from './translating.ts'
import { translateResponse } from './watch.ts'

const counters = (usage: Document): { i: number; w: number; c: number; o: number; t: number | null } => {
  const details = usage['output_tokens_details'] as { readonly thinking_tokens: number } | null
  return {
    i: Number(usage['input_tokens']),
    w: Number(usage['cache_creation_input_tokens'] ?? 0),
    c: Number(usage['cache_read_input_tokens'] ?? 0),
    o: Number(usage['output_tokens']),
    t: details?.thinking_tokens ?? null,
  }
}

interface ChatUsage {
  readonly prompt_tokens: number
  readonly completion_tokens: number
  readonly total_tokens: number
  readonly prompt_tokens_details?: { readonly cached_tokens?: number; readonly cache_write_tokens?: number }
  readonly completion_tokens_details?: { readonly reasoning_tokens?: number }
}
const usageOf = (answer: { readonly usage?: unknown }): ChatUsage => answer.usage as ChatUsage

const toChat = (answer: unknown): Document => translateResponse(anthropicMessages, openaiChat, answer, exchange()).value
const toMessages = (answer: unknown): Document => translateResponse(openaiChat, anthropicMessages, answer, exchange()).value

test('LAW-11, USE-1, USE-8: Messages counters are disjoint, Chat counters are slices of the prompt', () => {
  hold(
    fc.property(message, (answer) => {
      const { i, w, c, o, t } = counters(answer.usage)
      const usage = usageOf(toChat(answer))
      expect(usage.prompt_tokens).toBe(i + w + c)
      expect(usage.completion_tokens).toBe(o)
      expect(usage.total_tokens).toBe(i + w + c + o)
      expect(usage.prompt_tokens_details?.cached_tokens ?? 0).toBe(c)
      expect(usage.prompt_tokens_details?.cache_write_tokens ?? 0).toBe(w)
      expect(usage.completion_tokens_details?.reasoning_tokens ?? null).toBe(t)
    }),
    runs(250),
  )
})

test('LAW-11, USE-8: Messages to Chat and back restores all five counters', () => {
  hold(
    fc.property(message, (answer) => {
      expect(counters(toMessages(toChat(answer))['usage'] as Document)).toEqual(counters(answer.usage))
    }),
    runs(250),
  )
})

test('LAW-11, USE-3, USE-8: Chat to Messages and back restores all counters where the slices fit, and never goes below 0', () => {
  hold(
    fc.property(completion, fc.nat({ max: 200_000 }), (answer, excess) => {
      if (answer.usage === undefined) return
      const source = usageOf(answer)
      const back = usageOf(toChat(toMessages(answer)))
      expect(back.prompt_tokens).toBe(source.prompt_tokens)
      expect(back.completion_tokens).toBe(source.completion_tokens)
      expect(back.total_tokens).toBe(source.prompt_tokens + source.completion_tokens)
      expect(back.prompt_tokens_details?.cached_tokens ?? 0).toBe(source.prompt_tokens_details?.cached_tokens ?? 0)
      expect(back.prompt_tokens_details?.cache_write_tokens ?? 0).toBe(source.prompt_tokens_details?.cache_write_tokens ?? 0)
      expect(back.completion_tokens_details?.reasoning_tokens ?? 0).toBe(source.completion_tokens_details?.reasoning_tokens ?? 0)
      const swollen = {
        ...answer,
        usage: { ...answer.usage, prompt_tokens_details: { cached_tokens: excess, cache_write_tokens: excess } },
      }
      const { i, w, c } = counters(toMessages(swollen)['usage'] as Document)
      expect([i, w, c].every((count) => count >= 0)).toBe(true)
      expect(i + w + c).toBe(source.prompt_tokens)
    }),
    runs(250),
  )
})

/** Counters of an OpenAI API, by one set of names. */
interface Counted {
  readonly P: number
  readonly K: number
  readonly W: number
  readonly O: number
  readonly T: number
  readonly total: number
}

interface ResponsesUsage {
  readonly input_tokens: number
  readonly output_tokens: number
  readonly total_tokens: number
  readonly input_tokens_details: { readonly cached_tokens: number; readonly cache_write_tokens: number }
  readonly output_tokens_details: { readonly reasoning_tokens: number }
}

function countedInResponses(answer: { readonly usage?: unknown }): Counted {
  const { input_tokens, output_tokens, total_tokens, input_tokens_details: details, output_tokens_details } = answer.usage as ResponsesUsage
  const { cached_tokens: K, cache_write_tokens: W } = details
  return { P: input_tokens, K, W, O: output_tokens, T: output_tokens_details.reasoning_tokens, total: total_tokens }
}

function countedInChat(answer: { readonly usage?: unknown }): Counted {
  const { prompt_tokens: P, completion_tokens: O, total_tokens: total, ...details } = usageOf(answer)
  const { cached_tokens: K = 0, cache_write_tokens: W = 0 } = details.prompt_tokens_details ?? {}
  return { P, K, W, O, T: details.completion_tokens_details?.reasoning_tokens ?? 0, total }
}

const converted = (from: Format, to: Format, answer: unknown): Document => translateResponse(from, to, answer, exchange()).value

test('LAW-11, USE-2, USE-8: Messages counters are slices of the input of Responses, and back they are what they were', () => {
  hold(
    fc.property(message, (answer) => {
      const { i, w, c, o, t } = counters(answer.usage)
      const there = converted(anthropicMessages, openaiResponses, answer)
      expect(countedInResponses(there)).toEqual({ P: i + w + c, K: c, W: w, O: o, T: t ?? 0, total: i + w + c + o })
      const back = converted(openaiResponses, anthropicMessages, there)
      expect(counters(back['usage'] as Document)).toEqual({ i, w, c, o, t: t ?? 0 })
    }),
    runs(250),
  )
})

test('LAW-11, USE-3, USE-4: counters of Responses come back from Messages and from Chat as they were, and never go below 0', () => {
  hold(
    fc.property(response, fc.nat({ max: 200_000 }), (answer, excess) => {
      const said = countedInResponses(answer)
      const messages = converted(openaiResponses, anthropicMessages, answer)
      const chat = converted(openaiResponses, openaiChat, answer)
      expect(countedInChat(chat)).toEqual(said)
      expect(countedInResponses(converted(anthropicMessages, openaiResponses, messages))).toEqual(said)
      expect(countedInResponses(converted(openaiChat, openaiResponses, chat))).toEqual(said)
      const details = { cached_tokens: excess, cache_write_tokens: excess }
      const swollen = converted(openaiResponses, anthropicMessages, {
        ...answer,
        usage: { ...answer.usage, input_tokens_details: details },
      })
      const { i, w, c } = counters(swollen['usage'] as Document)
      expect([i, w, c].filter((count) => count < 0)).toEqual([])
      expect(i + w + c).toBe(said.P)
    }),
    runs(250),
  )
})

test('LAW-11, USE-4, USE-5: Chat counters are those of Responses, and what is not known is 0', () => {
  hold(
    fc.property(completion, (answer) => {
      const there = converted(openaiChat, openaiResponses, answer)
      const none = { P: 0, K: 0, W: 0, O: 0, T: 0, total: 0 }
      expect(countedInResponses(there)).toEqual(answer.usage === undefined ? none : countedInChat(answer))
    }),
    runs(250),
  )
})
