import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Document } from '../../conformance/arbitrary.ts'
import { validators as messages } from '../../conformance/generated/anthropic-messages/validate.js'
import { validators as chat } from '../../conformance/generated/openai-chat/validate.js'
import { anthropicMessages, createContext, openaiChat, writeExact, type Format, type Loss } from '../../src/index.ts'
import { completion, message } from './answers.ts'
import { accounts, canary, changed, leavesOf, replaced, type Judge } from './leaves.ts'
import { anyChatRequest, anyMessagesRequest } from './requests.ts'
import { hold, runs } from './hold.ts'
import { exchange } from './translating.ts'
import { translateRequest, translateResponse } from './watch.ts'

/** What left, as text, and what was told; null where the whole was refused, which nobody overlooks. */
type Arrived = { readonly out: string; readonly losses: readonly Loss[] } | null

type Translate = (body: Document) => Arrived

/** A request for one model. What the gateway does itself stands in the memo, and in what it remembers of the request. */
const request =
  (from: Format, to: Format, model: string): Translate =>
  (body) => {
    const context = createContext({ secret: 'law' })
    const outcome = translateRequest(from, to, body, { strictness: 'lenient', context, model })
    if (!outcome.ok) return null
    const { headers, body: sent, memo } = outcome.value
    const kept = { ...memo, toolNames: [...memo.toolNames], freeformTools: [...memo.freeformTools] }
    return { out: JSON.stringify([headers, kept, outcome.exchange.request.streamOptions]) + writeExact(sent), losses: outcome.losses }
  }

/** The document without the members for which it would be refused as a whole. */
const servable = (drawn: fc.Arbitrary<Document>, from: Format, to: Format, model: string): fc.Arbitrary<Document> =>
  drawn.map((body) => {
    const outcome = translateRequest(from, to, body, { strictness: 'lenient', model })
    const refused = outcome.losses.filter(({ level }) => level === 'never').map(({ path }) => path.split('/')[1])
    return Object.fromEntries(Object.entries(body).filter(([name]) => !refused.includes(name)))
  })

const answer =
  (from: Format, to: Format): Translate =>
  (body) => {
    const { value, losses } = translateResponse(from, to, body, exchange())
    return { out: writeExact(value), losses }
  }

const either: Judge = (body) => messages['2023-06-01'].request(body) || messages['2026-10-21'].request(body)

const asking = (from: Format, to: Format, model: string, drawn: fc.Arbitrary<Document>) =>
  [request(from, to, model), servable(drawn, from, to, model)] as const

const cases: readonly (readonly [string, Translate, fc.Arbitrary<Document>, Judge, number])[] = [
  ['a Messages request to Chat', ...asking(anthropicMessages, openaiChat, 'gpt-4o', anyMessagesRequest), either, 40],
  ['a Messages request to a reasoning model', ...asking(anthropicMessages, openaiChat, 'gpt-5', anyMessagesRequest), either, 40],
  ['a Chat request to Messages', ...asking(openaiChat, anthropicMessages, 'claude-sonnet-4-6', anyChatRequest), chat.v1.request, 40],
  ['a Messages answer to Chat', answer(anthropicMessages, openaiChat), message, messages['2026-10-21'].response, 60],
  [
    'a Chat answer to Messages',
    answer(openaiChat, anthropicMessages),
    completion.map((it): Document => ({
      ...it,
      choices: it.choices.map((choice) => ({ ...choice, message: JSON.parse(JSON.stringify(choice.message)) as Document })),
    })),
    chat.v1.response,
    60,
  ],
]

test.each(cases)('LAW-23, LAW-5: every word of %s arrives, or a loss says that it did not', (_, translate, drawn, judge, usual) => {
  hold(
    fc.property(drawn, (body) => {
      const silent = leavesOf(body).flatMap(({ path, value }) => {
        if (typeof value !== 'string' || withoutWords.test(path)) return []
        const marked = replaced(body, path, canary) as Document
        if (!judge(marked)) return []
        const after = translate(marked)
        return after === null || after.out.includes(canary) || accounts(after.losses, path) ? [] : [path]
      })
      expect(silent).toEqual([])
    }),
    runs(usual),
  )
})

test.each(cases)('LAW-23, LAW-5: any other value of %s, changed, changes what arrives or is told', (_, translate, drawn, judge, usual) => {
  hold(
    fc.property(drawn, (body) => {
      const before = translate(body)
      const silent = leavesOf(body).flatMap((leaf) => {
        const others = before === null || withoutWords.test(leaf.path) ? [] : changed(body, leaf, judge)
        const heard = others.some((other) => {
          const after = translate(other as Document)
          if (after === null || after.out !== before?.out) return true
          return JSON.stringify(after.losses) !== JSON.stringify(before.losses) || accounts(after.losses, leaf.path)
        })
        return heard || others.length === 0 ? [] : [`${leaf.path}: ${JSON.stringify(leaf.value)}`]
      })
      expect(silent).toEqual([])
    }),
    runs(usual),
  )
})

/**
 * The model is the route's affair, the first choice is the only one drawn (ENV-4), a total is the sum of what it totals, and
 * tokens of reasoning are no more than those of the output.
 */
const withoutWords = /^(\/model|\/choices\/0\/index|\/usage\/total_tokens|\/usage\/completion_tokens_details\/reasoning_tokens)$/
