import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Document } from '../../conformance/arbitrary.ts'
import {
  anthropicMessages,
  capabilitiesOf,
  createContext,
  openaiChat,
  openaiResponses,
  type Capabilities,
  type Format,
  type Loss,
} from '../../src/index.ts'
import { hold, runs } from './hold.ts'
import { normalChat, normalMessages, normalResponses } from './normal.ts'
import { chatRequest, messagesRequest } from './requests.ts'
import { explicit, responsesRequest } from './responses-requests.ts'
import { translateRequest } from './watch.ts'

const context = createContext({ secret: 'law' })

/** A side of a triangle: what is drawn there, its normal form, and a model that takes all that is drawn. */
interface Corner {
  readonly format: Format
  readonly drawn: fc.Arbitrary<Document>
  readonly normal: (request: Document) => Document
  readonly capabilities: Partial<Capabilities>
}

const gpt = capabilitiesOf('openai', 'gpt-4o').capabilities
const claude = { ...capabilitiesOf('anthropic', 'claude-sonnet-4-5').capabilities, samplingExclusive: false, midSystem: true }

const a: Corner = { format: anthropicMessages, drawn: messagesRequest, normal: normalMessages, capabilities: claude }
const c: Corner = { format: openaiChat, drawn: chatRequest, normal: normalChat, capabilities: gpt }
const r: Corner = { format: openaiResponses, drawn: responsesRequest.map(explicit), normal: normalResponses, capabilities: gpt }

interface Sent {
  readonly body: Document
  /** Stop sequences that the gateway looks for itself: the document has none then, but the answer is the same (REQ-A-7). */
  readonly stop: readonly string[]
  readonly losses: readonly Loss[]
}

function sent({ format: from }: Corner, { format: to, capabilities }: Corner, body: Document): Sent {
  const outcome = translateRequest(from, to, body, { strictness: 'lenient', context, capabilities, model: 'm' })
  if (!outcome.ok) throw new Error(`${outcome.fault.param}: ${outcome.fault.message}`)
  return { body: outcome.value.body, stop: outcome.value.memo.stop, losses: outcome.losses }
}

/** Members that a hop by itself loses or gives, by its own rules; everything else has to arrive. */
const ownOf = (via: Corner, { body, losses }: Sent): ReadonlySet<string> =>
  new Set([
    ...(losses.some(({ rule }) => rule === 'REQ-A-2') ? ['max_tokens', 'max_completion_tokens', 'max_output_tokens'] : []),
    // Messages stores nothing, and so says nothing of it (REQ-A-34, REQ-C-22).
    ...(via === a || losses.some(({ rule }) => rule === 'REQ-R-16') || body['store'] === undefined ? ['store'] : []),
    ...(losses.some(({ rule }) => rule === 'REQ-A-7') ? ['stop', 'stop_sequences'] : []),
  ])

const without = (document: Document, members: ReadonlySet<string>): Document =>
  Object.fromEntries(Object.entries(document).filter(([name]) => !members.has(name)))

test.each<readonly [string, Corner, Corner, Corner]>([
  ['Messages by Chat to Responses', a, c, r],
  ['Messages by Responses to Chat', a, r, c],
  ['Chat by Messages to Responses', c, a, r],
  ['Chat by Responses to Messages', c, r, a],
  ['Responses by Messages to Chat', r, a, c],
  ['Responses by Chat to Messages', r, c, a],
])('LAW-10: %s is what it is directly, but for what was lost on the way', (_, from, via, to) => {
  hold(
    fc.property(from.drawn, (body) => {
      const half = sent(from, via, body)
      const whole = sent(via, to, half.body)
      const direct = sent(from, to, body)
      const own = ownOf(via, half)
      expect(without(to.normal(whole.body), own)).toEqual(without(to.normal(direct.body), own))
      const stops = [...half.stop, ...whole.stop]
      if (!own.has('stop')) expect(stops).toEqual(direct.stop)
      // No hop finds something to refuse that the other way does not.
      const refused = (losses: readonly Loss[]): readonly string[] =>
        losses.flatMap(({ level, rule }) => (level === 'reject' || level === 'never' ? [rule] : []))
      expect([...refused(half.losses), ...refused(whole.losses)]).toEqual(refused(direct.losses))
    }),
    runs(100),
  )
})
