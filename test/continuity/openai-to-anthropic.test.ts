import OpenAI from 'openai'
import EarlierOpenAI from 'openai-6'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { defaultContinuity } from '../../src/gateway/continuity.ts'
import { post } from '../gateway/client.ts'
import { openaiClients } from '../matrix/clients.ts'
import { openaiTools } from '../matrix/tools.ts'
import { json } from '../scripted/answer.ts'
import { stage, type Stage } from '../scripted/gateway.ts'
import { at, type Json } from '../scripted/json.ts'
import { answerOf, done, toolTurns } from './turns.ts'

let plain: Stage
let caching: Stage

beforeAll(async () => {
  ;[plain, caching] = await Promise.all([stage(), stage({ continuity: defaultContinuity })])
})
afterEach(() => {
  plain.reset()
  caching.reset()
})
afterAll(() => Promise.all([plain.close(), caching.close()]))

const asked = { model: 'claude-sonnet-4-6', max_completion_tokens: 4000, reasoning_effort: 'high' } as const
const question = { role: 'user', content: 'Weather?' } as const

/** What an SDK's helper makes of a tool loop of two turns; the history is the helper's own. */
interface Helper {
  readonly name: string
  /** The text of the last answer. */
  readonly loop: (origin: string, stream: boolean) => Promise<string | null>
}

const options = { apiKey: 'sk-client', maxRetries: 0, timeout: 60_000 }

/** The message that an SDK returns goes back as it is. */
const keepers: readonly Helper[] = openaiClients.map(({ name, ask }) => ({
  name,
  loop: async (origin, stream) => {
    const send = async (...messages: Json[]): Promise<Json> => {
      const completion = await ask({ ...asked, tools: [...openaiTools], messages }, { origin, stream, fetch })
      return JSON.parse(JSON.stringify(at(completion, 'choices', 0, 'message')))
    }
    const message = await send(question)
    const calls = at(message, 'tool_calls') as readonly { readonly id: string }[]
    const results = calls.map(({ id }): Json => ({ role: 'tool', tool_call_id: id, content: '18 °C' }))
    return String(at(await send(question, message, ...results), 'content'))
  },
}))

/** The runner keeps what the published request schema knows, so content and calls alone. */
const runners: readonly Helper[] = [
  {
    name: 'openai 7.57.0',
    loop: (origin, stream) => {
      const { completions } = new OpenAI({ baseURL: `${origin}/v1`, ...options }).chat
      const body = { ...asked, messages: [question], tools: [weather()] }
      return stream ? completions.runTools({ ...body, stream: true }).finalContent() : completions.runTools({ ...body }).finalContent()
    },
  },
  {
    name: 'openai 6.49.0',
    loop: (origin, stream) => {
      const { completions } = new EarlierOpenAI({ baseURL: `${origin}/v1`, ...options }).chat
      const body = { ...asked, messages: [question], tools: [weather()] }
      return stream ? completions.runTools({ ...body, stream: true }).finalContent() : completions.runTools({ ...body }).finalContent()
    },
  },
]

const weather = () => ({
  type: 'function' as const,
  function: {
    name: 'get_weather',
    description: 'Current weather',
    parameters: { type: 'object', properties: { location: { type: 'string' } }, required: ['location'] },
    function: (_: string): string => '18 °C',
  },
})

const ways = [true, false].map((stream) => ({ stream, how: stream ? 'streamed' : 'whole' }))

describe.each(toolTurns)('%s', (_, blocks) => {
  test.each(keepers.flatMap((helper) => ways.map((way) => ({ ...helper, ...way }))))(
    'survives a tool loop in which the message that $name returns goes back, $how (RSN-8, RSN-9, CAR-4)',
    async ({ loop, stream }) => {
      plain.anthropic.next(answerOf(blocks, stream), done(stream))
      expect(await loop(plain.origin, stream)).toBe('18 °C.')
      expect(at(plain.anthropic.received[1]?.json, 'messages', 1)).toEqual({ role: 'assistant', content: blocks })
    },
  )

  test.each(runners.flatMap((helper) => ways.map((way) => ({ ...helper, ...way }))))(
    'survives a tool loop that runTools of $name keeps, with the cache on, $how (CAR-5, RSN-9)',
    async ({ loop, stream }) => {
      caching.anthropic.next(answerOf(blocks, stream), done(stream))
      expect(await loop(caching.origin, stream)).toBe('18 °C.')
      expect(at(caching.anthropic.received[1]?.json, 'messages', 1)).toEqual({ role: 'assistant', content: blocks })
    },
  )

  test.each(ways)('survives a client that keeps content and calls alone, with the cache on, $how (CAR-5)', async ({ stream }) => {
    caching.anthropic.next(answerOf(blocks, stream), done(false))
    expect(await bareLoop(caching, stream)).toMatchObject({ message: { content: '18 °C.' }, losses: [] })
    expect(at(caching.anthropic.received[1]?.json, 'messages', 1)).toEqual({ role: 'assistant', content: blocks })
  })

  test.each(ways)('is not there for such a client with the cache off, and the loop goes on, $how (RSN-10, §13-10)', async ({ stream }) => {
    plain.anthropic.next(answerOf(blocks, stream), done(false))
    expect(await bareLoop(plain, stream)).toMatchObject({
      message: { content: '18 °C.' },
      losses: ['"/reasoning_effort";fate=mapped;level=info;rule=RSN-10'],
    })
    const kept = blocks.filter(({ type }) => type === 'text' || type === 'tool_use')
    expect(at(plain.anthropic.received[1]?.json, 'messages', 1)).toEqual({ role: 'assistant', content: kept })
    expect(at(plain.anthropic.received[1]?.json, 'thinking')).toEqual({ type: 'adaptive' })
  })
})

const [, [, thinkingAlone] = ['', []]] = toolTurns
const manual = { model: 'claude-sonnet-4-5', max_completion_tokens: 4000, reasoning_effort: 'high' }

test('a model with a thinking budget goes on thinking with the cache, and without it does not (RSN-11, CAR-5)', async () => {
  for (const [gateway, thinking] of [
    [caching, { type: 'enabled', budget_tokens: 3200 }],
    [plain, { type: 'disabled' }],
  ] as const) {
    gateway.anthropic.next(answerOf(thinkingAlone, false), done(false))
    await bareLoop(gateway, false, { body: manual })
    expect(at(gateway.anthropic.received[1]?.json, 'thinking')).toEqual(thinking)
  }
})

test('the cache gives a conversation to nobody else, and to no other model (CAR-5, CAR-8)', async () => {
  for (const second of [{ key: 'sk-another' }, { body: { ...asked, model: 'claude-opus-4-6' } }]) {
    caching.reset()
    caching.anthropic.next(answerOf(thinkingAlone, false), done(false))
    await bareLoop(caching, false, {}, second)
    expect(at(caching.anthropic.received[1]?.json, 'messages', 1, 'content', 0, 'type')).toBe('tool_use')
  }
})

test.each([
  ['a carrier of this gateway', 'dg1.eyJ2IjoxfQ.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', 'anthropic-claude-v1', 'RSN-5'],
  ['the reasoning of another provider', 'gAAAAABn', 'openai-responses-v1', 'CAR-9'],
])('%s in the details of a client is dropped and not forwarded (CAR-8, CAR-9)', async (_, foreign, format, rule) => {
  plain.anthropic.next(json(lastAnswer))
  const reasoning_details = [
    { type: 'reasoning.text', text: 'hm', signature: foreign, format, index: 0 },
    { type: 'reasoning.encrypted', data: foreign, format, index: 1 },
  ]
  const messages = [question, { role: 'assistant', content: 'Sunny.', reasoning_details }, question]
  const got = await post(`${plain.origin}/v1/chat/completions`, { ...asked, messages })
  expect([got.status, got.headers['x-diglot-losses']]).toEqual([
    200,
    [0, 1].map((i) => `"/messages/1/reasoning_details/${i}";fate=dropped;level=warn;rule=${rule}`).join(', '),
  ])
  expect(at(plain.anthropic.only().json, 'messages', 1)).toEqual({ role: 'assistant', content: [{ type: 'text', text: 'Sunny.' }] })
})

const lastAnswer = {
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  model: 'claude-sonnet-4-6',
  content: [{ type: 'text', text: 'Yes.', citations: null }],
  stop_reason: 'end_turn',
  stop_sequence: null,
  usage: { input_tokens: 1, output_tokens: 1 },
}

/** What one turn of a bare client asks beside its messages. */
interface Turn {
  readonly body?: object
  readonly key?: string
}

/** A client that stores content and calls alone; what its second turn heard. */
async function bareLoop(gateway: Stage, stream: boolean, turn: Turn = {}, second: Turn = turn) {
  const url = `${gateway.origin}/v1/chat/completions`
  const send = (messages: readonly unknown[], { body = asked, key = 'sk-client' }: Turn, streamed: boolean) =>
    post(url, { ...body, messages, tools: openaiTools, ...(streamed && { stream: true }) }, { authorization: `Bearer ${key}` })
  const first = await send([question], turn, stream)
  const kept = stream ? assembled(first.text) : at(JSON.parse(first.text), 'choices', 0, 'message')
  const { content, tool_calls } = kept as { content: string | null; tool_calls: readonly { id: string }[] }
  const results = tool_calls.map(({ id }) => ({ role: 'tool', tool_call_id: id, content: '18 °C' }))
  const last = await send([question, { role: 'assistant', content, tool_calls }, ...results], second, false)
  const losses = String(last.headers['x-diglot-losses'] ?? '')
    .split(', ')
    .filter((loss) => loss.includes('RSN'))
  return { message: at(JSON.parse(last.text), 'choices', 0, 'message'), losses }
}

/** What a plain reader of a Chat stream keeps. */
function assembled(sse: string): unknown {
  let content: string | null = null
  const calls: { id: string; type: string; function: { name: string; arguments: string } }[] = []
  for (const line of sse.split('\n').filter((each) => each.startsWith('data: {'))) {
    const delta = at(JSON.parse(line.slice(6)), 'choices', 0, 'delta') as {
      content?: string | null
      tool_calls?: readonly { index: number; id?: string; function: { name?: string; arguments: string } }[]
    }
    if (delta.content) content = (content ?? '') + delta.content
    for (const { index, id = '', function: called } of delta.tool_calls ?? []) {
      const call = (calls[index] ??= { id, type: 'function', function: { name: called.name ?? '', arguments: '' } })
      call.function.arguments += called.arguments
    }
  }
  return { content, tool_calls: calls }
}
