import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Document } from '../../conformance/arbitrary.ts'
import { validators as messages } from '../../conformance/generated/anthropic-messages/validate.js'
import { validators as chat } from '../../conformance/generated/openai-chat/validate.js'
import { validators as responses } from '../../conformance/generated/openai-responses/validate.js'
import { anthropicMessages, createContext, openaiChat, openaiResponses, writeExact, type Format, type Loss } from '../../src/index.ts'
import { hold, runs } from './hold.ts'
import { accounts, canary, changed, leavesOf, replaced, type Judge, type Leaf } from './leaves.ts'
import { everyChatRequest, everyCompletion, everyMessage, everyMessagesRequest, everyResponse, everyResponsesRequest } from './rich.ts'
import { exchange } from './translating.ts'
import { translateRequest, translateResponse } from './watch.ts'

/** What left, as text, and what was told; null where the whole was refused, which nobody overlooks. */
type Arrived = { readonly out: string; readonly losses: readonly Loss[] } | null

type Translate = (body: Document) => Arrived

/**
 * A request for one model. What the gateway does itself stands in the memo, and in what it remembers of the request: the
 * name that chose the route, which the answer bears (ENV-1), and what the client's stream is to show (REQ-C-5).
 */
const request =
  (from: Format, to: Format, model: string): Translate =>
  (body) => {
    const context = createContext({ secret: 'law' })
    const outcome = translateRequest(from, to, body, { strictness: 'lenient', context, model })
    if (!outcome.ok) return null
    const { headers, body: sent, memo } = outcome.value
    const kept = { ...memo, toolNames: [...memo.toolNames], freeformTools: [...memo.freeformTools] }
    const { model: asked, streamOptions } = outcome.exchange.request
    return { out: JSON.stringify([headers, kept, asked, streamOptions]) + writeExact(sent), losses: outcome.losses }
  }

/** The document without the members for which it would be refused as a whole. */
const servable = (drawn: fc.Arbitrary<Document>, from: Format, to: Format, model: string): fc.Arbitrary<Document> =>
  drawn.map((body) => {
    const outcome = translateRequest(from, to, body, { strictness: 'lenient', model })
    const refused = outcome.losses.filter(({ level }) => level === 'never').map(({ path }) => path.split('/')[1])
    return Object.fromEntries(Object.entries(body).filter(([name]) => !refused.includes(name) || name === 'messages' || name === 'input'))
  })

/** An answer; null where it is a fault of the upstream's, for which the client gets an error (STOP-A-9). */
const answer =
  (from: Format, to: Format): Translate =>
  (body) => {
    const { value, losses } = translateResponse(from, to, body, exchange())
    return losses.some(({ level }) => level === 'never') ? null : { out: opened(writeExact(value)), losses }
  }

/** A document with what its carriers hold (§0.3) after it. */
const opened = (out: string): string =>
  out + [...out.matchAll(/dg1\.([\w-]+)\./g)].map(([, payload = '']) => Buffer.from(payload, 'base64url').toString('utf8')).join('')

const either: Judge = (body) => messages['2023-06-01'].request(body) || messages['2026-10-21'].request(body)

const asking = (from: Format, to: Format, model: string, drawn: fc.Arbitrary<Document>) =>
  [request(from, to, model), servable(drawn, from, to, model)] as const

const cases: readonly (readonly [string, Translate, fc.Arbitrary<Document>, Judge, number])[] = [
  ['a Messages request to Chat', ...asking(anthropicMessages, openaiChat, 'gpt-4o', everyMessagesRequest), either, 30],
  ['a Messages request to a reasoning model', ...asking(anthropicMessages, openaiChat, 'gpt-5', everyMessagesRequest), either, 30],
  ['a Chat request to Messages', ...asking(openaiChat, anthropicMessages, 'claude-sonnet-4-6', everyChatRequest), chat.v1.request, 30],
  ['a Messages request to Responses', ...asking(anthropicMessages, openaiResponses, 'gpt-5.6', everyMessagesRequest), either, 20],
  ['a Chat request to Responses', ...asking(openaiChat, openaiResponses, 'gpt-4o', everyChatRequest), chat.v1.request, 20],
  [
    'a Responses request to Messages',
    ...asking(openaiResponses, anthropicMessages, 'claude-sonnet-4-6', everyResponsesRequest),
    responses.v1.request,
    20,
  ],
  ['a Responses request to Chat', ...asking(openaiResponses, openaiChat, 'gpt-4o', everyResponsesRequest), responses.v1.request, 20],
  [
    'a Responses request to a reasoning model',
    ...asking(openaiResponses, openaiChat, 'gpt-5', everyResponsesRequest),
    responses.v1.request,
    20,
  ],
  ['a Messages answer to Chat', answer(anthropicMessages, openaiChat), everyMessage, messages['2026-10-21'].response, 40],
  ['a Chat answer to Messages', answer(openaiChat, anthropicMessages), everyCompletion, chat.v1.response, 40],
  ['a Messages answer to Responses', answer(anthropicMessages, openaiResponses), everyMessage, messages['2026-10-21'].response, 20],
  ['a Chat answer to Responses', answer(openaiChat, openaiResponses), everyCompletion, chat.v1.response, 20],
  ['a Responses answer to Messages', answer(openaiResponses, anthropicMessages), everyResponse, responses.v1.response, 20],
  ['a Responses answer to Chat', answer(openaiResponses, openaiChat), everyResponse, responses.v1.response, 20],
]

test.each(cases)('LAW-23, LAW-5: every word of %s arrives, or a loss says that it did not', (_, translate, drawn, judge, usual) => {
  hold(
    fc.property(drawn, (body) => {
      const words = leavesOf(body).filter(({ value }) => typeof value === 'string')
      expect(words.filter((word) => isSilent(word, body, translate, judge)).map(({ path }) => path)).toEqual([])
    }),
    runs(usual),
  )
})

/** Whether a word can be another one, and the other one is neither there nor told of. */
function isSilent({ path }: Leaf, body: Document, translate: Translate, judge: Judge): boolean {
  const marked = replaced(body, path, canary) as Document
  const after = translate(marked)
  return after !== null && !after.out.includes(canary) && !accounts(after.losses, path) && judge(marked)
}

test.each(cases)('LAW-23, LAW-5: any other value of %s, changed, changes what arrives or is told', (_, translate, drawn, judge, usual) => {
  hold(
    fc.property(drawn, (body) => {
      const before = translate(body)
      const silent =
        before === null ? [] : leavesOf(body).filter((leaf) => !unheard.has(leaf.path) && isIgnored(leaf, body, before, translate, judge))
      expect(silent.map(({ path, value }) => `${path}: ${JSON.stringify(value)}`)).toEqual([])
    }),
    runs(usual),
  )
})

/** What is heard where earlier turns hold reasoning of the provider's own, which nobody can draw (REQ-R-9). */
const unheard: ReadonlySet<string> = new Set(['/reasoning/context'])

/** Whether the leaf can say something else, and nothing that it says is heard. */
function isIgnored(leaf: Leaf, body: Document, before: NonNullable<Arrived>, translate: Translate, judge: Judge): boolean {
  let tried = false
  for (const other of changed(body, leaf, judge)) {
    const after = translate(other as Document)
    if (after === null || after.out !== before.out) return false
    if (JSON.stringify(after.losses) !== JSON.stringify(before.losses) || accounts(after.losses, leaf.path)) return false
    tried = true
  }
  return tried
}
