import Anthropic from '@anthropic-ai/sdk'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { defaultConfig, type Provider, type Route } from '../../src/gateway/config.ts'
import { stage, type Stage } from '../gateway/stage.ts'
import { at } from '../scripted/json.ts'
import type { ScriptedProvider } from '../scripted/provider.ts'
import { strictAnthropic } from './anthropic.ts'
import { asJson, clients, type Client } from './clients.ts'
import { Conversation } from './conversation.ts'
import { strictOpenai, strictReasoner } from './openai.ts'
import { keptClients, responsesClients } from './responses-clients.ts'
import { tenTurns, type Line } from './script.ts'
import { messagesOf, play, type Dialect } from './strict.ts'
import { Transcript } from './transcript.ts'

let gateway: Stage

// The host stands where OpenAI's would: what it is is told by its name and by the models that go there.
const hostOf = (baseUrl: string): Provider => ({
  name: 'host',
  baseUrl,
  apis: ['chat'],
  key: 'k',
  keySource: null,
  auth: 'own',
  vendor: null,
})
const toHost: Route = {
  match: 'kimi*',
  provider: 'host',
  api: null,
  model: null,
  capabilities: {},
  strictness: null,
  mayLoosen: false,
  settings: {},
  auth: null,
}

beforeAll(async () => {
  gateway = await stage(({ openai, anthropic }) => ({
    providers: [
      ...defaultConfig.providers.map((provider) => ({ ...provider, key: 'k', baseUrl: provider.name === 'openai' ? openai : anthropic })),
      hostOf(openai),
    ],
    routes: [toHost, ...defaultConfig.routes],
  }))
})
afterEach(() => {
  gateway.openai.reset()
  gateway.anthropic.reset()
})
afterAll(() => gateway.close())

const modes = clients.flatMap((client) =>
  [true, false].map((stream) => ({ ...client, client, stream, how: stream ? 'streamed' : 'unary' })),
)

/** Plays all of `lines` with calls run in between; what was not as it should be. */
async function loop(
  conversation: Conversation,
  provider: ScriptedProvider,
  dialect: Dialect,
  lines: readonly Line[],
  transcript: Transcript,
) {
  const played = play(provider, dialect, lines, transcript)
  let heard = await conversation.say('Weather and pictures, please.')
  while (heard.calls.length > 0) heard = await conversation.answerCalls(heard.calls)
  return [heard.text, ...played.objections, ...played.left, ...conversation.disorder]
}

test.each(modes.filter(({ family }) => family === 'anthropic'))(
  '$name gives a host its reasoning back where its models want it, over ten turns, $how (RSN-2, RSN-12)',
  async ({ name, client, stream, how }) => {
    const transcript = new Transcript(`loop ${name} to a host that wants its reasoning, ${how}`)
    const conversation = new Conversation(gateway, client, stream, transcript, { model: 'kimi-k2' })
    expect(await loop(conversation, gateway.openai, strictReasoner, tenTurns, transcript)).toEqual(['Everything is written down.'])
  },
)

const kept = [...responsesClients, ...keptClients].flatMap((client) =>
  [true, false].map((stream) => ({ ...client, client, stream, how: stream ? 'streamed' : 'unary' })),
)

test.each(kept)(
  '$name gives a host its reasoning back where its models want it, over ten turns, $how (RSN-6, RSN-12, STO-1)',
  async ({ name, client, stream, how }) => {
    const transcript = new Transcript(`loop ${name} to a host that wants its reasoning, ${how}`)
    const conversation = new Conversation(gateway, client, stream, transcript, { model: 'kimi-k2' })
    expect(await loop(conversation, gateway.openai, strictReasoner, tenTurns, transcript)).toEqual(['Everything is written down.'])
  },
)

/** A Claude of old: where thinking has a budget, a tool turn that lacks its thinking is refused. */
const manualClaude: Dialect = {
  ...strictAnthropic,
  kept: ({ thinking: _thinking, between: _between, ...line }, turn) => strictAnthropic.kept(line, turn),
  objection: (received, kept) =>
    at(received.json, 'thinking', 'type') === 'enabled' && lacksThinking(messagesOf(received.json))
      ? 'Expected `thinking` or `redacted_thinking`, but found `text`'
      : strictAnthropic.objection(received, kept),
}

function lacksThinking(messages: readonly unknown[]): boolean {
  const last = messages.findLast((message) => at(message, 'role') === 'assistant')
  return last !== undefined && at(last, 'content', 0, 'type') !== 'thinking' && at(last, 'content', 0, 'type') !== 'redacted_thinking'
}

test.each(modes.filter(({ family }) => family === 'openai'))(
  '$name, which keeps no reasoning, goes on with a Claude that thinks by a budget, $how (RSN-11)',
  async ({ name, client, stream, how }) => {
    const transcript = new Transcript(`loop without reasoning ${name} to Anthropic, ${how}`)
    const conversation = new Conversation(gateway, forgetful(client), stream, transcript, { model: 'claude-sonnet-4-5' })
    expect(await loop(conversation, gateway.anthropic, manualClaude, tenTurns, transcript)).toEqual(['Everything is written down.'])
    expect(gateway.anthropic.received.map(({ json }) => at(json, 'thinking', 'type'))).toEqual([
      'enabled',
      ...Array<string>(9).fill('disabled'),
    ])
  },
)

/** A client that stores content and calls alone. */
const forgetful = (client: Client): Client => ({
  ...client,
  habits: {
    ...client.habits,
    assistant: (answer) => {
      const message = at(answer, 'choices', 0, 'message')
      const calls = at(message, 'tool_calls')
      const content = asJson(at(message, 'content'))
      return [{ role: 'assistant', content, ...(Array.isArray(calls) && calls.length > 0 ? { tool_calls: asJson(calls) } : {}) }]
    },
  },
})

test('the thread of an Anthropic client is refused as its own API refuses one, and goes on without where it may (REQ-A-31, ERS-1)', async () => {
  const { beta } = new Anthropic({ apiKey: 'k', baseURL: gateway.origin, maxRetries: 0, logLevel: 'off' })
  const asked = { model: 'gpt-4o', max_tokens: 99 } as const
  const refused: unknown = await beta.messages
    .thread(asked)
    .send({ role: 'user', content: 'Hello' })
    .catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(Anthropic.ThreadUnsupportedRequestError)
  const lines: Line[] = [
    { text: 'Hello.', end: 'done' },
    { text: 'Goodbye.', end: 'done' },
  ]
  const played = play(gateway.openai, strictOpenai, lines, new Transcript('thread'))
  const thread = beta.messages.thread({ ...asked, unsupportedRequestBehavior: 'continue_unthreaded' })
  expect([
    at(await thread.send({ role: 'user', content: 'Hello' }), 'content', 0, 'text'),
    at(await thread.send({ role: 'user', content: 'Bye' }), 'content', 0, 'text'),
  ]).toEqual(['Hello.', 'Goodbye.'])
  expect([played.objections, played.left]).toEqual([[], []])
})
