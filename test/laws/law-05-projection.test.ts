import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Document } from '../../conformance/arbitrary.ts'
import { anthropicMessages, capabilitiesOf, createContext, openaiChat, type Format, type Loss } from '../../src/index.ts'
import { hold, runs } from './hold.ts'
import { normalChat, normalMessages } from './normal.ts'
import { becomes, goes, project, removed, valueAt, type Folds } from './projection.ts'
import { anyChatRequest, anyMessagesRequest } from './requests.ts'
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
    capabilities: { ...able[from.name], ...(from === openaiChat ? { efforts } : {}) },
  })
  return back.ok ? { back: back.value.body, there: out.losses, again: back.losses } : null
}

/** What Messages requests become by rules that fold. */
const ofMessages = {
  // A form of the answer without its schema asks for nothing.
  'SCH-10': goes(1),
}

/** What the way back takes from a Messages request, by the rules of a Chat client. */
const backFromChat = {
  // Padding is the gateway's wish, not the client's (REQ-A-8).
  'REQ-C-6': (request: Document): Document => request,
  'REQ-C-10': (request: Document): Document => {
    const stops = request['stop_sequences'] as readonly string[]
    return { ...request, stop_sequences: stops.filter((stop) => stop.trim() !== '') }
  },
}

/** What the way back takes from a Chat request, by the rules of a Messages client: without a function there is none to choose. */
const backFromMessages = {
  'TC-1': (request: Document): Document => removed(request, new Set(['/tool_choice', '/parallel_tool_calls'])),
}

/** What Chat requests become by rules that fold. */
const ofChat = {
  'SCH-10': goes(2),
  'REQ-C-23': becomes('auto'),
  'REQ-C-7': becomes(1),
  'EFF-A-3': becomes('low'),
  'REQ-C-15': jsonObject,
}

/** REQ-C-15: a tool takes the answer where no other is offered, else words ask for it. */
function jsonObject(request: Document, path: string): Document {
  const asked = goes(0)(request, path)
  const tools = (asked['tools'] ?? []) as readonly Document[]
  if (tools.length > 0 || asked['web_search_options']) {
    const [first, ...rest] = asked['messages'] as readonly Document[]
    const words = [{ type: 'text', text: 'Respond with one JSON object and nothing else.' }]
    if (first?.['role'] !== 'system') return { ...asked, messages: [{ role: 'system', content: words }, first ?? {}, ...rest] }
    const said = [{ type: 'text', text: first['content'] ?? '' }, ...words]
    return { ...asked, messages: [{ ...first, content: said }, ...rest] }
  }
  const name = 'json_object_output'
  const tool = { type: 'function', function: { name, description: 'Give the answer as one JSON object.', parameters: { type: 'object' } } }
  return { ...asked, tools: [tool], tool_choice: { type: 'function', function: { name } } }
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
      const idle = (gone?.there ?? []).filter(({ path }) => {
        // What an upstream's stream is to show, the gateway asks for itself (REQ-A-8).
        if (path.startsWith('/stream_options')) return false
        const said = valueAt(body, path)
        // A loss may be about a member that is missing where it should be.
        if (said === undefined) return valueAt(body, path.slice(0, path.lastIndexOf('/'))) === undefined
        return isDeepStrictEqual(valueAt(gone?.back ?? {}, path), said)
      })
      expect(idle).toEqual([])
    }),
    runs(50),
  )
})
