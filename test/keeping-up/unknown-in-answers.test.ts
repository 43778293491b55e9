import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openaiChat, type Format } from '../../src/index.ts'
import { post } from '../gateway/client.ts'
import { stage, type Stage } from '../gateway/stage.ts'
import { anthropicAnswer, anthropicStream, askAnthropic, askOpenai, openaiAnswer, openaiStream } from '../gateway/wire.ts'
import { json, sse } from '../scripted/answer.ts'
import type { Json } from '../../src/interlingua/json.ts'

let at: Stage
let told = 0

beforeAll(async () => {
  at = await stage({ validation: { mode: 'off', sample: 1 } })
})
beforeEach(() => {
  told = at.records.length
})
afterAll(() => at.close())

/** A request of each client that goes to the upstream in question. */
const asking = {
  anthropic: {
    passthrough: ['/v1/messages', askAnthropic],
    normalised: ['/v1/chat/completions', { ...askOpenai, model: 'claude-sonnet-4-6' }],
  },
  openai: { passthrough: ['/v1/chat/completions', askOpenai], normalised: ['/v1/messages', { ...askAnthropic, model: 'gpt-4o' }] },
} as const
type Upstream = keyof typeof asking
const paths = ['passthrough', 'normalised'] as const

/** What telemetry says of an exchange whose upstream answers so. */
async function counted(upstream: Upstream, path: (typeof paths)[number], answer: Json | string, headers: Record<string, string> = {}) {
  const [route, body] = asking[upstream][path]
  const stream = typeof answer === 'string'
  at[upstream].next(stream ? sse(answer) : json(answer))
  const got = await post(`${at.origin}${route}`, { ...body, stream }, headers)
  const { validation, fault, path: taken } = await at.record(told + 1)
  return { status: got.status, taken, fault, unknown: validation?.unknown, inAnswer: validation?.unknownInAnswer }
}

const event = (data: object, name: string | null = null): string =>
  `${name === null ? '' : `event: ${name}\n`}data: ${JSON.stringify(data)}\n\n`
const anthropicEvent = (data: { readonly type: string; readonly [member: string]: Json }): string => event(data, data.type)

/** The stream with more events put before its last `before` ones. */
const among = (stream: readonly string[], before: number, ...more: readonly string[]): string =>
  stream.toSpliced(stream.length - before, 0, ...more).join('')

const message = openaiAnswer.choices[0]?.message
const choice = (more: object): Json => ({ ...openaiAnswer, choices: [{ ...openaiAnswer.choices[0], ...more }] })
const chunk = (delta: object, more: object = {}): string =>
  event({
    id: 'chatcmpl-1',
    object: 'chat.completion.chunk',
    created: 1700000000,
    model: 'gpt-4o-2024-08-06',
    choices: [{ index: 0, delta, finish_reason: null }],
    ...more,
  })
const hologram = { type: 'hologram', id: 'h1', hologram: { light: 1, depth: 2 } }
const streamedBlock = (type: object): readonly string[] => [
  anthropicEvent({ type: 'content_block_start', index: 1, content_block: { ...type } }),
  anthropicEvent({ type: 'content_block_delta', index: 1, delta: { type: 'hologram_delta', light: 2 } }),
  anthropicEvent({ type: 'content_block_stop', index: 1 }),
]
const stopped = (reason: string, more: object = {}): string =>
  anthropicEvent({ type: 'message_delta', delta: { stop_reason: reason, stop_sequence: null }, usage: { output_tokens: 7, ...more } })

const answers: readonly (readonly [what: string, upstream: Upstream, answer: Json | string, count: number])[] = [
  ['a whole answer of known members alone', 'anthropic', anthropicAnswer, 0],
  [
    'members of the answer and of a block in it',
    'anthropic',
    { ...anthropicAnswer, mood: 'fine', content: [{ ...anthropicAnswer.content[0], hue: 1 }] },
    2,
  ],
  ['a stop reason', 'anthropic', { ...anthropicAnswer, stop_reason: 'exhausted' }, 1],
  ['a block with all that is in it', 'anthropic', { ...anthropicAnswer, content: [hologram, ...anthropicAnswer.content] }, 1],
  [
    'a block, a member behind it and a stop reason',
    'anthropic',
    {
      ...anthropicAnswer,
      stop_reason: 'exhausted',
      content: [hologram, ...anthropicAnswer.content],
      usage: { ...anthropicAnswer.usage, joules: 3 },
    },
    3,
  ],
  ['a stream of known events alone', 'anthropic', anthropicStream.join(''), 0],
  ['an event', 'anthropic', among(anthropicStream, 2, anthropicEvent({ type: 'mood', mood: { is: 'fine' } })), 1],
  [
    'a member in each of two events',
    'anthropic',
    among(anthropicStream, 2, anthropicEvent({ type: 'ping', at: 1 }), anthropicEvent({ type: 'ping', at: 2 })),
    2,
  ],
  ['a streamed block and its delta', 'anthropic', among(anthropicStream, 2, ...streamedBlock(hologram)), 2],
  [
    'a streamed stop reason, and a counter beside it',
    'anthropic',
    [...anthropicStream.slice(0, -2), stopped('exhausted', { joules: 3 }), ...anthropicStream.slice(-1)].join(''),
    2,
  ],
  ['a whole answer of known members alone', 'openai', openaiAnswer, 0],
  [
    'members of the answer and of a message in it',
    'openai',
    { ...(choice({ message: { ...message, mood: 'fine' } }) as object), joules: 3 },
    2,
  ],
  ['a finish reason', 'openai', choice({ finish_reason: 'exhausted' }), 1],
  ['a call with all that is in it', 'openai', choice({ message: { ...message, tool_calls: [hologram] } }), 1],
  ['a member of an answer that lacks known ones', 'openai', choice({ message: { role: 'assistant', content: 'Hi', mood: 'fine' } }), 1],
  ['a stream of known events alone', 'openai', openaiStream.join(''), 0],
  ['an event', 'openai', among(openaiStream, 3, event({ mood: { is: 'fine' } }, 'mood')), 1],
  ['members of an event and of a delta in it', 'openai', among(openaiStream, 3, chunk({ content: '!', mood: 1 }, { joules: 3 })), 2],
  [
    'a streamed finish reason',
    'openai',
    among(openaiStream.toSpliced(3, 1), 2, chunk({}, { choices: [{ index: 0, delta: {}, finish_reason: 'exhausted' }] })),
    1,
  ],
  ['a streamed call with all that is in it', 'openai', among(openaiStream, 3, chunk({ tool_calls: [{ index: 0, ...hologram }] })), 1],
]

describe.each(paths)('unknown on the wire, %s', (path) => {
  it.each(answers)('%s from %s is counted and harms nothing (VAL-2)', async (_, upstream, answer, count) => {
    expect(await counted(upstream, path, answer)).toEqual({ status: 200, taken: path, fault: null, unknown: 0, inAnswer: count })
  })
})

describe('what the numbers are about', () => {
  it.each(paths)('an error of the upstream is no answer, and is not counted, %s (VAL-2)', async (path) => {
    const [route, body] = asking.anthropic[path]
    at.anthropic.next(json({ type: 'error', error: { type: 'overloaded_error', message: 'busy' }, novelty: 1 }, 529))
    await post(`${at.origin}${route}`, body)
    const { validation } = await at.record(told + 1)
    expect(validation).toEqual({ input: [], unknown: 0, unknownInAnswer: null, output: null })
  })

  it.each(paths)('what a stream breaks off with is known, %s (VAL-2)', async (path) => {
    const busy = anthropicEvent({ type: 'error', error: { type: 'overloaded_error', message: 'busy' }, request_id: null })
    expect(await counted('anthropic', path, [...anthropicStream.slice(0, 3), busy].join(''))).toMatchObject({ inAnswer: 0 })
    told += 1
    const alone = event({ error: { message: 'busy', type: 'server_error', param: null, code: null } })
    expect(await counted('openai', path, [...openaiStream.slice(0, 2), alone].join(''))).toMatchObject({ inAnswer: 0 })
  })

  it('the sides are told apart (VAL-2)', async () => {
    at.openai.next(json({ ...openaiAnswer, joules: 3 }))
    await post(`${at.origin}/v1/messages`, { ...askAnthropic, model: 'gpt-4o', novelty: 1, metadata: { user_id: 'u', shoe_size: 43 } })
    expect((await at.record(told + 1)).validation).toEqual({ input: [], unknown: 2, unknownInAnswer: 1, output: null })
  })

  it('the headers of the request tell what is known in the answer (VAL-2, HDR-3)', async () => {
    const answer = { ...anthropicAnswer, context_management: { applied_edits: [] } }
    expect(await counted('anthropic', 'passthrough', answer)).toMatchObject({ inAnswer: 1 })
    told += 1
    const beta = { 'anthropic-beta': 'context-management-2025-06-27' }
    expect(await counted('anthropic', 'passthrough', answer, beta)).toMatchObject({ inAnswer: 0 })
  })

  it('a document for a client that asked for a stream is counted as the document it is (VAL-2, BR-2)', async () => {
    at.openai.next(json({ ...openaiAnswer, joules: 3 }))
    await post(`${at.origin}/v1/messages`, { ...askAnthropic, model: 'gpt-4o', stream: true })
    expect((await at.record(told + 1)).validation?.unknownInAnswer).toBe(1)
  })

  it('bytes that are no JSON are not counted, and the next event is (VAL-2)', async () => {
    const answer = among(openaiStream, 3, ': hello\n\n', 'data: {"half\n\n', event({ mood: 1 }))
    expect((await counted('openai', 'passthrough', answer)).inAnswer).toBe(1)
  })

  it('an exchange that is no sample loads no schemas, and its stream is not looked at (VAL-2)', async () => {
    let loads = 0
    const watched: Format = {
      ...openaiChat,
      loadValidation() {
        loads++
        return openaiChat.loadValidation()
      },
    }
    const other = await stage({ validation: { mode: 'off', sample: 2 } }, { formats: [watched] })
    for (const count of [1, 2]) {
      other.openai.next(sse(among(openaiStream, 3, event({ mood: 1 }))))
      await post(`${other.origin}/v1/chat/completions`, { ...askOpenai, stream: true })
      expect([loads, (await other.record(count)).validation?.unknownInAnswer]).toEqual(count === 1 ? [0, undefined] : [2, 1])
    }
    await other.close()
  })

  it('a call of a kind that nobody knows is left out towards another format, with a loss (CB-20)', async () => {
    at.openai.next(json(choice({ message: { ...message, tool_calls: [hologram] } })))
    const got = await post(`${at.origin}/v1/messages`, { ...askAnthropic, model: 'gpt-4o' })
    expect(JSON.parse(got.text)).toMatchObject({ content: [{ type: 'text', text: 'Hello there' }] })
    const { losses } = await at.record(told + 1)
    expect(losses.map(({ path, rule, level }) => `${path} ${rule} ${level}`)).toContain('/choices/0/message/tool_calls/0 CB-20 warn')
  })
})
