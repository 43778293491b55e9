import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { orderOfMessages } from '../../conformance/order/anthropic-messages.ts'
import { orderOfChunks } from '../../conformance/order/openai-chat.ts'
import { json, sse } from '../scripted/answer.ts'
import { stage, type Stage } from '../scripted/gateway.ts'
import { at, type Json } from '../scripted/json.ts'
import { chatStream, messageEvents } from '../scripted/wire.ts'
import { anthropicFailures, strictAnthropic } from './anthropic.ts'
import { clients } from './clients.ts'
import { Conversation } from './conversation.ts'
import { strictOpenai } from './openai.ts'
import { tenTurns, type Line } from './script.ts'
import { play } from './strict.ts'
import { Transcript } from './transcript.ts'

let gateway: Stage

beforeAll(async () => {
  gateway = await stage()
})
afterEach(() => gateway.reset())
afterAll(() => gateway.close())

const openaiClients = clients.filter(({ family }) => family === 'openai')
const long = { max_completion_tokens: 32_000 }
const [firstTurn] = tenTurns
const line: Line = firstTurn ?? { end: 'done' }

test.each(openaiClients)(
  '$name asks without streaming for more than Claude says so: a stream is asked for, and folded (BR-1)',
  async (client) => {
    const transcript = new Transcript(`long unary ${client.name}`)
    const played = play(gateway.anthropic, strictAnthropic, [...tenTurns, ...tenTurns], transcript)
    const folded = new Conversation(gateway, client, false, transcript, long)
    const whole: unknown[] = []
    let heard = await folded.say('Weather, please.')
    whole.push(heard.answer)
    while (heard.stop === 'tool_calls') {
      heard = await folded.answerCalls(heard.calls)
      whole.push(heard.answer)
    }
    expect(gateway.anthropic.received.map(({ json: body }) => [at(body, 'stream'), at(body, 'max_tokens')])).toEqual(
      tenTurns.map(() => [true, 32_000]),
    )
    expect(played.objections).toEqual([])
    expect(folded.answers.map(({ headers }) => headers.get('content-type'))).toEqual(tenTurns.map(() => 'application/json'))

    gateway.reset()
    const short = new Transcript(`short unary ${client.name}`)
    play(gateway.anthropic, strictAnthropic, tenTurns, short)
    const unary = new Conversation(gateway, client, false, short)
    const expected: unknown[] = []
    let said = await unary.say('Weather, please.')
    expected.push(said.answer)
    while (said.stop === 'tool_calls') {
      said = await unary.answerCalls(said.calls)
      expected.push(said.answer)
    }
    expect(gateway.anthropic.received.map(({ json: body }) => at(body, 'stream'))).toEqual(tenTurns.map(() => undefined))
    expect(whole.map(withoutTime)).toEqual(expected.map(withoutTime))
  },
)

test.each(openaiClients)('$name gets an HTTP error, which it tries again, where such a stream breaks off (BR-1, GWE-5)', async (client) => {
  const transcript = new Transcript(`long unary fails ${client.name}`)
  const soon = { 'retry-after-ms': '5' }
  const cutOff = messageEvents({ type: 'message_start', message: JSON.parse(startOf) })
  const { overloaded, overloadedMidway } = anthropicFailures
  const steps = [{ fails: overloadedMidway(line) }, { fails: sse(cutOff) }, { fails: overloaded(soon) }, line]
  const played = play(gateway.anthropic, strictAnthropic, steps, transcript)
  const conversation = new Conversation(gateway, client, false, transcript, long)
  const first: unknown = await conversation.say('Weather, please.').catch((error: unknown) => error)
  const second: unknown = await conversation.ask().catch((error: unknown) => error)
  expect([at(first, 'status'), at(second, 'status')]).toEqual([503, 502])
  expect((await conversation.ask(1)).stop).toBe('tool_calls')
  expect([played.objections, played.left]).toEqual([[], []])
})

const startOf = JSON.stringify({
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  model: 'claude-sonnet-4-6',
  content: [],
  stop_reason: null,
  stop_sequence: null,
  usage: { input_tokens: 1, output_tokens: 1 },
})

test.each(clients)('$name streams although its upstream answers with documents, as if that had streamed (BR-2)', async (client) => {
  const claude = client.family === 'openai'
  const provider = claude ? gateway.anthropic : gateway.openai
  const dialect = claude ? strictAnthropic : strictOpenai
  const turns = async (streams: boolean): Promise<unknown[]> => {
    const transcript = new Transcript(`upstream ${streams ? 'streams' : 'does not stream'} to ${client.name}`)
    const answers: typeof dialect = streams
      ? dialect
      : { ...dialect, answer: (said, turn, received) => dialect.answer(said, turn, { ...received, json: {} }) }
    const played = play(provider, answers, tenTurns, transcript)
    const conversation = new Conversation(gateway, client, true, transcript)
    let heard = await conversation.say('Weather, please.')
    const heardAll = [heard]
    while (heard.calls.length > 0) heardAll.push((heard = await conversation.answerCalls(heard.calls)))
    expect([played.objections, played.left, conversation.disorder]).toEqual([[], [], []])
    gateway.reset()
    return heardAll.map(({ text, calls, stop }) => ({ text, calls, stop }))
  }
  expect(await turns(false)).toEqual(await turns(true))
})

const stops = ['ZÜR', 'END', 'FIN', 'STOP', 'DONE']
const head = { id: 'chatcmpl-1', created: 1760000000, model: 'gpt-4o' }
const usage = { prompt_tokens: 9, completion_tokens: 9, total_tokens: 18 }

/** More stop sequences than the upstream takes, so the gateway looks for them (REQ-A-7). */
const ask = (stream: boolean): Json => ({
  model: 'gpt-4o',
  max_tokens: 99,
  stop_sequences: stops,
  stream,
  messages: [{ role: 'user', content: 'Say END.' }],
})

const post = async (body: Json): Promise<string> => {
  const answer = await fetch(`${gateway.origin}/v1/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'anthropic-version': '2026-10-21' },
    body: JSON.stringify(body),
  })
  return answer.text()
}

test('a stop sequence that the gateway finds in a stream ends it, and the upstream is left (BR-3, REQ-A-7)', async () => {
  const deltas = [
    { role: 'assistant', content: '' },
    ...['One E', 'N', 'd, two E', 'N', 'D three', ' four'].map((content) => ({ content })),
  ]
  gateway.openai.next(async (received) => {
    const said = chatStream({ head, deltas, finish: 'stop', usage })
    const whole = typeof said === 'function' ? await said(received) : said
    // Without its last two events: the upstream would go on.
    return { ...whole, chunks: whole.chunks.slice(0, -2), ending: 'hang' }
  })
  const text = await post(ask(true))
  expect(orderOfMessages(text)).toEqual({ violation: null, ending: 'whole' })
  expect([...text.matchAll(/"text_delta","text":"([^"]*)"/g)].map(([, piece]) => piece).join('')).toBe('One ENd, two ')
  expect(text).toContain('"stop_reason":"stop_sequence","stop_sequence":"END"')
  expect(gateway.openai.only().json).not.toHaveProperty('stop')
  await expect.poll(() => gateway.openai.only().abandoned).toBe(true)
})

test('and so it does in a document, where calls after it are left out (BR-3, STOP-C-2)', async () => {
  const message = { role: 'assistant', content: 'One FIN two', refusal: null }
  const choice = { index: 0, message, logprobs: null, finish_reason: 'stop' }
  gateway.openai.next(json({ ...head, object: 'chat.completion', choices: [choice], usage }))
  expect(JSON.parse(await post(ask(false)))).toMatchObject({
    content: [{ type: 'text', text: 'One ' }],
    stop_reason: 'stop_sequence',
    stop_sequence: 'FIN',
    usage: { input_tokens: 9, output_tokens: 9 },
  })
})

test('a stream without a stop sequence comes whole, the held end of its text included (BR-3)', async () => {
  const deltas = [{ role: 'assistant', content: '' }, { content: 'The EN' }]
  gateway.openai.next(chatStream({ head, deltas, finish: 'stop', usage }))
  const text = await post(ask(true))
  expect(orderOfMessages(text)).toEqual({ violation: null, ending: 'whole' })
  expect([...text.matchAll(/"text_delta","text":"([^"]*)"/g)].map(([, piece]) => piece).join('')).toBe('The EN')
  expect(text).toContain('"stop_reason":"end_turn"')
})

test('usage that a Chat client asks for comes with a document too, once and last (BR-2, EMC-2)', async () => {
  const content = [{ type: 'text', text: 'Hello', citations: null }]
  gateway.anthropic.next(json({ ...JSON.parse(startOf), content, stop_reason: 'end_turn' }))
  const answer = await fetch(`${gateway.origin}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      model: 'claude-sonnet-4-6',
      stream: true,
      stream_options: { include_usage: true },
      messages: [{ role: 'user', content: 'Hi' }],
    }),
  })
  const text = await answer.text()
  expect(orderOfChunks(text, true)).toEqual({ violation: null, ending: 'whole' })
  expect(text).toContain('"prompt_tokens":1,"completion_tokens":1,"total_tokens":2')
})

/** A completion without the time at which it was made. */
const withoutTime = (completion: unknown): unknown => ({ ...Object(completion), created: null, _request_id: null })
