import Anthropic from '@anthropic-ai/sdk'
import EarlierAnthropic from 'anthropic-sdk-0'
import OpenAI from 'openai'
import EarlierOpenAI from 'openai-6'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { defaultContinuity } from '../../src/gateway/continuity.ts'
import { stage, type Stage } from '../scripted/gateway.ts'
import { at } from '../scripted/json.ts'
import { strictAnthropic } from './anthropic.ts'
import { Conversation } from './conversation.ts'
import { strictOpenai } from './openai.ts'
import { responsesClients } from './responses-clients.ts'
import { strictResponses } from './responses.ts'
import { run, tenTurns, tools, type JsonObject } from './script.ts'
import { play } from './strict.ts'
import { Transcript } from './transcript.ts'

// The SDKs' own tool loops: what they write into the history, and in which form, is theirs alone.

let gateway: Stage

// OpenAI's tool loop keeps content and calls alone, so the gateway remembers what Claude thought.
beforeAll(async () => {
  gateway = await stage({ continuity: defaultContinuity, upgradeChatToResponses: true })
})
afterEach(() => gateway.reset())
afterAll(() => gateway.close())

const options = { apiKey: 'client-key', maxRetries: 0, timeout: 60_000, logLevel: 'off' } as const
const modes = [
  { how: 'streamed', stream: true },
  { how: 'unary', stream: false },
] as const

/** Told of every call that the SDK runs. */
type Ran = (name: string, input: JsonObject) => void

const question = { role: 'user', content: 'Weather and pictures, please.' } as const

/** A schema as data, which the SDK's types need not know. */
const schemaOf = (properties: JsonObject): ReturnType<typeof JSON.parse> => JSON.parse(JSON.stringify({ type: 'object', properties }))

const chat = { max_completion_tokens: 8000, reasoning_effort: 'high', messages: [question] } as const
const functions = (ran: Ran) =>
  tools.map(({ name, properties }) => ({
    type: 'function' as const,
    function: {
      name,
      description: name,
      parameters: schemaOf(properties),
      parse: (text: string): JsonObject => JSON.parse(text) as JsonObject,
      function: (input: JsonObject): string => {
        ran(name, input)
        return run({ id: '', name, input }).text
      },
    },
  }))

const openaiLoops = [
  {
    name: 'openai 7.57.0',
    loop: async (stream: boolean, ran: Ran, model: string) => {
      const { completions } = new OpenAI({ ...options, baseURL: `${gateway.origin}/v1` }).chat
      const asked = { ...chat, model, messages: [...chat.messages], tools: functions(ran) }
      return stream ? completions.runTools({ ...asked, stream: true }).finalContent() : completions.runTools(asked).finalContent()
    },
  },
  {
    name: 'openai 6.49.0',
    loop: async (stream: boolean, ran: Ran, model: string) => {
      const { completions } = new EarlierOpenAI({ ...options, baseURL: `${gateway.origin}/v1` }).chat
      const asked = { ...chat, model, messages: [...chat.messages], tools: functions(ran) }
      return stream ? completions.runTools({ ...asked, stream: true }).finalContent() : completions.runTools(asked).finalContent()
    },
  },
]

const openaiTargets = [
  { model: 'claude-sonnet-4-6', vendor: 'anthropic', dialect: strictAnthropic },
  { model: 'gpt-5.6', vendor: 'openai', dialect: strictResponses },
] as const

test.each(openaiLoops.flatMap((client) => openaiTargets.flatMap((target) => modes.map((mode) => ({ ...client, ...target, ...mode })))))(
  '$name runs ten turns of tools with $model by itself, $how (CAR-5, RSN-9, RSN-14)',
  async ({ name, loop, model, vendor, dialect, stream, how }) => {
    const transcript = new Transcript(`runTools ${name} with ${model}, ${how}`)
    const played = play(gateway[vendor], dialect, tenTurns, transcript)
    const calls: [string, JsonObject][] = []
    const said = await loop(stream, (called, input) => calls.push([called, input]), model)
    expect([said, played.objections, played.left]).toEqual(['Everything is written down.', [], []])
    expect(calls).toEqual(everyCall)
  },
)

test.each(responsesClients.flatMap((client) => modes.map((mode) => ({ ...client, client, ...mode }))))(
  '$name, which keeps no reasoning, goes on with a Claude that gets it back all the same, $how (CAR-5, RSN-7)',
  async ({ name, client, stream, how }) => {
    const transcript = new Transcript(`loop without reasoning ${name}, ${how}`)
    const played = play(gateway.anthropic, strictAnthropic, tenTurns, transcript)
    const assistant = (answer: unknown) => client.habits.assistant(answer).filter((item) => at(item, 'type') !== 'reasoning')
    const forgetful = { ...client, habits: { ...client.habits, assistant } }
    const conversation = new Conversation(gateway, forgetful, stream, transcript)
    let heard = await conversation.say('Weather and pictures, please.')
    while (heard.calls.length > 0) heard = await conversation.answerCalls(heard.calls)
    expect([heard.text, played.objections, played.left]).toEqual(['Everything is written down.', [], []])
  },
)

const messages = { max_tokens: 8000, messages: [question] }
const runnable = (ran: Ran) =>
  tools.map(({ name, properties }) => ({
    type: 'custom' as const,
    name,
    description: name,
    input_schema: { type: 'object' as const, properties },
    parse: (input: unknown): JsonObject => input as JsonObject,
    run: (input: JsonObject) => {
      ran(name, input)
      const { text, images } = run({ id: '', name, input })
      return [
        { type: 'text' as const, text },
        ...images.map((data) => ({ type: 'image' as const, source: { type: 'base64' as const, media_type: 'image/png' as const, data } })),
      ]
    },
  }))

const anthropicLoops = [
  {
    name: '@anthropic-ai/sdk 1.12.0',
    loop: async (stream: boolean, ran: Ran, model: string) => {
      const { beta } = new Anthropic({ ...options, baseURL: gateway.origin })
      return beta.messages.toolRunner({ ...messages, model, messages: [...messages.messages], tools: runnable(ran), stream })
    },
  },
  {
    name: '@anthropic-ai/sdk 0.137.0',
    loop: async (stream: boolean, ran: Ran, model: string) => {
      const { beta } = new EarlierAnthropic({ ...options, baseURL: gateway.origin })
      return beta.messages.toolRunner({ ...messages, model, messages: [...messages.messages], tools: runnable(ran), stream })
    },
  },
]

const anthropicTargets = [
  { model: 'gpt-4o', dialect: strictOpenai },
  { model: 'gpt-5.6', dialect: strictResponses },
] as const

test.each(
  anthropicLoops.flatMap((client) => anthropicTargets.flatMap((target) => modes.map((mode) => ({ ...client, ...target, ...mode })))),
)(
  '$name runs ten turns of tools with $model by itself, without a thread, $how (RSN-2, RSN-4, REQ-A-31)',
  async ({ name, loop, model, dialect, stream, how }) => {
    const transcript = new Transcript(`toolRunner ${name} with ${model}, ${how}`)
    const played = play(gateway.openai, dialect, tenTurns, transcript)
    const calls: [string, JsonObject][] = []
    const last = await loop(stream, (called, input) => calls.push([called, input]), model)
    expect(last.content.map((block) => (block.type === 'text' ? block.text : block.type))).toEqual([
      'thinking',
      'Everything is written down.',
    ])
    expect([played.objections, played.left, calls]).toEqual([[], [], everyCall])
  },
)

const everyCall = tenTurns.flatMap(({ calls = [] }) => calls.map(({ name, input }) => [name, input]))
