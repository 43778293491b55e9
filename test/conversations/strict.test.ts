import { afterEach, beforeEach, expect, test } from 'vitest'
import { ScriptedProvider } from '../scripted/provider.ts'
import type { Json } from '../scripted/json.ts'
import { strictAnthropic } from './anthropic.ts'
import { strictOpenai } from './openai.ts'
import type { Line } from './script.ts'
import { play } from './strict.ts'
import { Transcript } from './transcript.ts'

const provider = new ScriptedProvider()
let origin: string

beforeEach(async () => {
  origin = await provider.listen()
})
afterEach(async () => {
  provider.reset()
  await provider.close()
})

const turn: Line = {
  thinking: [{ text: 'Hm.', signature: 'c2VhbA==' }, { redacted: 'aGlkZGVu' }],
  text: 'Both.',
  calls: [
    { id: 'call_1', name: 'f', input: { a: 1 } },
    { id: 'call_2', name: 'f', input: { b: [2] } },
  ],
  end: 'calls',
}

const post = async (path: string, body: Json): Promise<{ readonly status: number; readonly text: string }> => {
  const answer = await fetch(origin + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'anthropic-version': '2026-10-21' },
    body: JSON.stringify(body),
  })
  return { status: answer.status, text: await answer.text() }
}

const thinking = { type: 'thinking', thinking: 'Hm.', signature: 'c2VhbA==' }
const redacted = { type: 'redacted_thinking', data: 'aGlkZGVu' }
const text = { type: 'text', text: 'Both.' }
const use = (id: string, input: Json): Json => ({ type: 'tool_use', id, name: 'f', input })
const one = use('call_1', { a: 1 })
const two = use('call_2', { b: [2] })
const whole = [thinking, redacted, text, one, two]
const result = (id: string): Json => ({ type: 'tool_result', tool_use_id: id, content: 'ok' })
const results = [result('call_1'), result('call_2')]
const question = { role: 'user', content: 'Hi' }
const tools = [{ name: 'f', input_schema: { type: 'object' } }]
const ask = (...messages: Json[]): Json => ({ model: 'claude-sonnet-4-6', max_tokens: 99, tools, messages: [question, ...messages] })

test.each<[string, number, Json, Json]>([
  ['as it was', 200, whole, results],
  ['with results in another order', 200, whole, [result('call_2'), result('call_1')]],
  ['without its thinking', 400, [text, one, two], results],
  ['without what is hidden', 400, [thinking, text, one, two], results],
  ['with another seal', 400, [{ ...thinking, signature: 'other' }, redacted, text, one, two], results],
  ['in another order', 400, [redacted, thinking, text, one, two], results],
  ['with other words', 400, [thinking, redacted, { type: 'text', text: 'Both' }, one, two], results],
  ['with another id', 400, [thinking, redacted, text, use('call_9', { a: 1 }), two], [result('call_9'), result('call_2')]],
  ['with another input', 400, [thinking, redacted, text, use('call_1', { a: '1' }), two], results],
  ['without a result', 400, whole, [result('call_1')]],
  ['with words before the results', 400, whole, [{ type: 'text', text: 'Here:' }, ...results]],
])('the strict Anthropic takes a turn back %s: %i', async (_, status, content, user) => {
  const played = play(provider, strictAnthropic, [turn, { text: 'Done.', end: 'done' }], new Transcript())
  expect((await post('/v1/messages', ask())).status).toBe(200)
  const got = await post('/v1/messages', ask({ role: 'assistant', content }, { role: 'user', content: user }))
  expect([got.status, played.objections.length]).toEqual([status, status === 200 ? 0 : 1])
})

const call = (id: string, input: string): Json => ({ id, type: 'function', function: { name: 'f', arguments: input } })
const both = [call('call_1', '{"a":1}'), call('call_2', '{"b":[2]}')]
const tool = (id: string): Json => ({ role: 'tool', tool_call_id: id, content: 'ok' })
const answers = [tool('call_1'), tool('call_2')]
const functions = [{ type: 'function', function: { name: 'f', parameters: { type: 'object' } } }]
const askChat = (...messages: Json[]): Json => ({ model: 'gpt-4o', tools: functions, messages: [question, ...messages] })
const said = { role: 'assistant', content: 'Both.', tool_calls: both }

test.each<[string, number, readonly Json[]]>([
  ['as it was', 200, [said, ...answers]],
  ['without its words', 400, [{ ...said, content: null }, ...answers]],
  ['with other spaces', 400, [{ ...said, tool_calls: [call('call_1', '{"a": 1}'), call('call_2', '{"b":[2]}')] }, ...answers]],
  ['in another order', 400, [{ ...said, tool_calls: both.toReversed() }, ...answers]],
  ['with another id', 400, [{ ...said, tool_calls: [call('c', '{"a":1}'), call('call_2', '{"b":[2]}')] }, tool('c'), tool('call_2')]],
  ['without a result', 400, [said, tool('call_1')]],
  ['with a question before the results', 400, [said, question, ...answers]],
  ['with a member it has no name for', 400, [{ ...said, reasoning_content: 'Hm.' }, ...answers]],
])('the strict OpenAI takes a turn back %s: %i', async (_, status, messages) => {
  const played = play(provider, strictOpenai, [turn, { text: 'Done.', end: 'done' }], new Transcript())
  expect((await post('/v1/chat/completions', askChat())).status).toBe(200)
  const got = await post('/v1/chat/completions', askChat(...messages))
  expect([got.status, played.objections.length]).toEqual([status, status === 200 ? 0 : 1])
})

test('a strict provider refuses a conversation whose beginning changed', async () => {
  play(provider, strictAnthropic, [turn, { text: 'Done.', end: 'done' }], new Transcript())
  await post('/v1/messages', ask())
  const later = [
    { role: 'user', content: 'Hello' },
    { role: 'assistant', content: whole },
    { role: 'user', content: results },
  ]
  const got = await post('/v1/messages', { model: 'claude-sonnet-4-6', max_tokens: 99, tools, messages: later })
  expect([got.status, got.text]).toEqual([400, expect.stringContaining('the beginning of the conversation changed')])
})
