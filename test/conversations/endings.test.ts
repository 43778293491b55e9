import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { stage, type Stage } from '../scripted/gateway.ts'
import { at } from '../scripted/json.ts'
import { strictAnthropic } from './anthropic.ts'
import { clients } from './clients.ts'
import { Conversation } from './conversation.ts'
import { strictOpenai } from './openai.ts'
import type { Line } from './script.ts'
import { play } from './strict.ts'
import { Transcript } from './transcript.ts'

let gateway: Stage

beforeAll(async () => {
  gateway = await stage()
})
afterEach(() => gateway.reset())
afterAll(() => gateway.close())

const both = clients.flatMap((client) => [true, false].map((stream) => ({ ...client, client, stream, how: stream ? 'streamed' : 'unary' })))
const toClaude = both.filter(({ family }) => family === 'openai')
const toOpenai = both.filter(({ family }) => family === 'anthropic')

const done: Line = { thinking: [{ text: 'Go on.', signature: 'c2VhbA==' }], text: 'And so it ends.', end: 'done' }
const cut: Line = { thinking: [{ text: 'A long story.', signature: 'bG9uZw==' }], text: 'Once upon a time, in Zür', end: 'length' }
const refused: Line = { text: 'I can explain how', end: 'refusal' }

test.each(toClaude)('$name goes on after Claude ran out of tokens, $how (STOP-A-4)', async ({ name, client, stream, how }) => {
  const transcript = new Transcript(`length ${name} to Anthropic, ${how}`)
  const played = play(gateway.anthropic, strictAnthropic, [cut, done], transcript)
  const conversation = new Conversation(gateway, client, stream, transcript)
  const first = await conversation.say('Tell me a story.')
  const second = await conversation.say('Go on.')
  expect([first.stop, first.text]).toEqual(['length', 'Once upon a time, in Zür'])
  expect([second.stop, second.text]).toEqual(['stop', 'And so it ends.'])
  expect([played.objections, played.left, conversation.disorder]).toEqual([[], [], []])
})

test.each(toOpenai)('$name goes on after gpt-4o ran out of tokens, $how (STOP-C-3)', async ({ name, client, stream, how }) => {
  const transcript = new Transcript(`length ${name} to OpenAI, ${how}`)
  const played = play(gateway.openai, strictOpenai, [cut, done], transcript)
  const conversation = new Conversation(gateway, client, stream, transcript)
  const first = await conversation.say('Tell me a story.')
  const second = await conversation.say('Go on.')
  expect([first.stop, first.text]).toEqual(['max_tokens', 'Once upon a time, in Zür'])
  expect([second.stop, second.text]).toEqual(['end_turn', 'And so it ends.'])
  expect([played.objections, played.left, conversation.disorder]).toEqual([[], [], []])
})

test.each(toClaude)(
  '$name hears why Claude refuses, and may ask something else, $how (STOP-A-6)',
  async ({ name, client, stream, how }) => {
    const transcript = new Transcript(`refusal ${name} to Anthropic, ${how}`)
    const played = play(gateway.anthropic, strictAnthropic, [refused, done], transcript)
    const conversation = new Conversation(gateway, client, stream, transcript)
    const first = await conversation.say('Help me break in.')
    const second = await conversation.say('Then a story.')
    expect([first.stop, first.text, at(first.answer, 'choices', 0, 'message', 'refusal')]).toEqual([
      'content_filter',
      'I can explain how',
      'This would help an attack.',
    ])
    expect([second.stop, second.text]).toEqual(['stop', 'And so it ends.'])
    expect([played.objections, played.left, conversation.disorder]).toEqual([[], [], []])
  },
)

test.each(toOpenai)(
  '$name hears that gpt-4o refuses, and may ask something else, $how (STOP-C-2, RSP-6)',
  async ({ name, client, stream, how }) => {
    const transcript = new Transcript(`refusal ${name} to OpenAI, ${how}`)
    const played = play(gateway.openai, strictOpenai, [{ text: 'I cannot help with that.', end: 'refusal' }, done], transcript)
    const conversation = new Conversation(gateway, client, stream, transcript)
    const first = await conversation.say('Help me break in.')
    const second = await conversation.say('Then a story.')
    expect([first.stop, first.text]).toEqual(['refusal', 'I cannot help with that.'])
    expect([second.stop, second.text]).toEqual(['end_turn', 'And so it ends.'])
    expect([played.objections, played.left, conversation.disorder]).toEqual([[], [], []])
  },
)
