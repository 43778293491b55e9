import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Document } from '../../conformance/arbitrary.ts'
import { anthropicMessages, capabilitiesOf, createContext, openaiChat, openaiResponses, type Format, type Loss } from '../../src/index.ts'
import { backFromChat, backFromMessages, backFromResponses, ofChat, ofMessages, ofResponses, ofResponsesToMessages } from './folds.ts'
import { hold, runs } from './hold.ts'
import { normalChat, normalMessages, normalResponses, without } from './normal.ts'
import { project, valueAt, type Folds } from './projection.ts'
import { anyChatRequest, anyMessagesRequest } from './requests.ts'
import { anyResponsesRequest, explicit } from './responses-requests.ts'
import { translateRequest } from './watch.ts'

const context = createContext({ secret: 'law' })

/** Models that take what is drawn, so that the way back loses nothing of what the way there could say. */
const able = {
  [anthropicMessages.name]: {
    ...capabilitiesOf('anthropic', 'claude-sonnet-4-6').capabilities,
    efforts: ['low', 'medium', 'high', 'xhigh', 'max'] as const,
    samplingExclusive: false,
    midSystem: true,
    maxOutput: null,
  },
  [openaiChat.name]: {
    ...capabilitiesOf('openai', 'gpt-4o').capabilities,
    hostedTools: ['web_search'],
    maxOutput: null,
  },
  [openaiResponses.name]: {
    ...capabilitiesOf('openai', 'gpt-4o').capabilities,
    hostedTools: ['web_search'],
    prewarm: true,
    maxOutput: null,
  },
}

interface Trip {
  readonly back: Document
  readonly there: readonly Loss[]
  readonly again: readonly Loss[]
}

const efforts = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'] as const

/** To the other format and back, without what was kept aside; null where the whole was refused. */
function trip(from: Format, to: Format, body: Document): Trip | null {
  const options = { strictness: 'lenient', context } as const
  const out = translateRequest(from, to, body, { ...options, capabilities: able[to.name] ?? {} })
  if (!out.ok) return null
  const back = translateRequest(to, from, out.value.body, {
    ...options,
    capabilities: { ...able[from.name], ...(from === anthropicMessages ? {} : { efforts }) },
  })
  return back.ok ? { back: back.value.body, there: out.losses, again: back.losses } : null
}

/**
 * A Responses request and what it means by what it does not say. Which reasoning is kept is the translation's own work (REQ-R-9), and
 * carriers are what encrypted reasoning comes in (REQ-R-14).
 */
function normalExplicit(request: Document): Document {
  const { include, reasoning, ...more } = normalResponses(explicit(request))
  const { mode, generate_summary, summary = generate_summary, ...thinking } = without((reasoning ?? {}) as Document, 'context')
  const said = {
    ...thinking,
    ...(summary ? { summary } : {}),
    ...(mode === 'standard' ? {} : { mode }),
  } as Document
  const rest = normalResponses({ ...more, reasoning: said })
  const wanted = new Set([...((include ?? []) as readonly string[]), ...(rest['top_logprobs'] ? ['message.output_text.logprobs'] : [])])
  wanted.delete('reasoning.encrypted_content')
  return wanted.size === 0 ? rest : { ...rest, include: [...wanted].toSorted() }
}

/** Of two wishes for a summary the newer one counts, which stands for both on the way back. */
const oneWish = anyResponsesRequest.map((request): Document => {
  const { generate_summary: older, ...reasoning } = (request['reasoning'] ?? {}) as Document
  const { summary } = reasoning
  return request['reasoning'] && older && summary ? { ...request, reasoning } : request
})

/** A Chat request, in which a number of alternatives asks for the likelihood of what is said (REQ-R-15). */
const normalLikely = (request: Document): Document => {
  const normal = normalChat(request)
  return normal['top_logprobs'] ? { ...normal, logprobs: true } : normal
}

interface Way {
  readonly from: Format
  readonly to: Format
  readonly drawn: fc.Arbitrary<Document>
  readonly normal: (request: Document) => Document
  readonly folds: Folds
  readonly back: Folds
}

const ways: readonly (readonly [string, Way])[] = [
  [
    'a Messages request that went to Chat',
    {
      from: anthropicMessages,
      to: openaiChat,
      drawn: anyMessagesRequest,
      normal: normalMessages,
      folds: ofMessages,
      back: backFromChat,
    },
  ],
  [
    'a Chat request that went to Messages',
    {
      from: openaiChat,
      to: anthropicMessages,
      drawn: anyChatRequest,
      normal: normalChat,
      folds: ofChat,
      back: backFromMessages,
    },
  ],
  [
    'a Messages request that went to Responses',
    {
      from: anthropicMessages,
      to: openaiResponses,
      drawn: anyMessagesRequest,
      normal: normalMessages,
      folds: ofMessages,
      back: backFromResponses,
    },
  ],
  [
    'a Chat request that went to Responses',
    { from: openaiChat, to: openaiResponses, drawn: anyChatRequest, normal: normalLikely, folds: ofChat, back: backFromResponses },
  ],
  [
    'a Responses request that went to Messages',
    {
      from: openaiResponses,
      to: anthropicMessages,
      drawn: oneWish,
      normal: normalExplicit,
      folds: ofResponsesToMessages,
      back: backFromMessages,
    },
  ],
  [
    'a Responses request that went to Chat',
    { from: openaiResponses, to: openaiChat, drawn: oneWish, normal: normalExplicit, folds: ofResponses, back: backFromChat },
  ],
]

test.each(ways)('LAW-5: %s and back is what its losses leave of it', (_, { from, to, drawn, normal, folds, back }) => {
  hold(
    fc.property(drawn, (body) => {
      const gone = trip(from, to, body)
      if (!gone) return
      expect(normal(gone.back)).toEqual(normal(project(project(body, gone.there, folds), gone.again, back)))
    }),
    runs(150),
  )
})

test.each(ways)('LAW-5: %s loses only what was there and does not come back', (_, { from, to, drawn }) => {
  hold(
    fc.property(drawn, (body) => {
      const gone = trip(from, to, body)
      const idle = (gone?.there ?? []).filter(({ path, rule }) => {
        // What an upstream's stream is to show, the gateway asks for itself (REQ-A-8).
        if (path.startsWith('/stream_options')) return false
        const said = valueAt(body, path)
        // Items that the gateway makes are completed (CB-2, CB-13).
        if (rule === 'RI-2' && said === 'completed') return false
        // A loss may be about a member that is missing where it should be.
        if (said === undefined) return valueAt(body, path.slice(0, path.lastIndexOf('/'))) === undefined
        return isDeepStrictEqual(valueAt(gone?.back ?? {}, path), said)
      })
      expect(idle).toEqual([])
    }),
    runs(50),
  )
})
