import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { publishedFor, violation } from '../scripted/closed.ts'
import { keys, stage, type Stage } from '../scripted/gateway.ts'
import type { Received } from '../scripted/provider.ts'
import { heardOfChat, heardOfMessages, wordAndCall } from './answers.ts'
import { missing, order } from './arrival.ts'
import { turns, type Expected, type Provider, type Turn } from './clients.ts'
import { chatFacts, messagesFacts, type Fact } from './inventory.ts'
import { pointed } from './pointer.ts'

let gateway: Stage

beforeAll(async () => {
  gateway = await stage()
})
afterEach(() => gateway.reset())
afterAll(() => gateway.close())

describe.each(turns().map((turn) => [turn.client, turn.turn, turn] as const))('%s, %s', (_client, _turn, turn) => {
  test('names where this is known from, and has a tool list', () => {
    expect(turn.source.map(({ address }) => address)).toEqual(turn.source.map(() => expect.stringMatching(/^https:\/\//)))
    expect(turn.body['tools']).not.toHaveLength(0)
  })

  test('reaches the provider of its own dialect byte for byte', async () => {
    const { received, body } = await exchange(turn, speaks(turn))
    expect(new TextDecoder().decode(received.bytes)).toBe(body)
  })

  test('reaches the other provider with all it says', async () => {
    const provider = speaks(turn) === 'anthropic' ? 'openai' : 'anthropic'
    const asked = expectationOf(turn, provider)
    const { received, sent } = await exchange(turn, provider)
    const { losses } = await gateway.records.only()

    const arrived = factsOf(provider, received.json)
    expect(missing(sent, arrived, losses, asked)).toEqual([])
    expect(order(arrived, 'call')).toEqual(asked.calls ?? order(sent, 'call'))
    expect(order(arrived, 'result')).toHaveLength(order(sent, 'result').length)

    const values = Object.keys(asked.values)
    expect(Object.fromEntries(values.map((pointer) => [pointer, pointed(received.json, pointer)]))).toEqual(asked.values)
    expect(asked.absent.filter((pointer) => pointed(received.json, pointer) !== undefined)).toEqual([])
    expect(losses.map(({ path, rule }) => `${path} ${rule}`)).toEqual(
      expect.arrayContaining(Object.entries(asked.losses).map(([path, rule]) => `${path} ${rule}`)),
    )

    expect(violation(publishedFor(received), 'request', received.json)).toBeNull()
    expect(received.headers).toMatchObject(asked.headers ?? {})
    expect(JSON.stringify(received.headers)).toContain(keys[provider])
    expect(JSON.stringify(received.headers)).not.toContain('sk-of-the-client')
  })
})

/** Sends a turn towards `provider`, which says a word and calls a tool; the client must understand both. */
async function exchange(turn: Turn, provider: Provider): Promise<{ body: string; sent: readonly Fact[]; received: Received }> {
  const body = JSON.stringify({ ...turn.body, model: turn.models[provider] })
  const dialect = speaks(turn)
  const sent = factsOf(dialect, JSON.parse(body))
  const tools = sent.filter(({ kind }) => kind === 'tool').map(({ name }) => name)
  // Where a tool has a name that no API takes, that one is called: the client must hear its own name.
  const [called = tools[0] ?? ''] = Object.keys(turn.expect[provider]?.names ?? {})
  gateway[provider].next(wordAndCall(provider, tools.indexOf(called)))

  const answer = await fetch(gateway.origin + turn.path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer sk-of-the-client', ...turn.headers },
    body,
  })
  const text = await answer.text()
  expect([answer.status, answer.status === 200 ? '' : text]).toEqual([200, ''])
  const streamed = turn.body['stream'] === true
  expect(answer.headers.get('content-type')).toContain(streamed ? 'text/event-stream' : 'application/json')
  expect(dialect === 'anthropic' ? heardOfMessages(text, streamed) : heardOfChat(text, streamed)).toEqual({
    text: 'Right.',
    calls: [called],
    end: dialect === 'anthropic' ? 'tool_use' : 'tool_calls',
  })
  return { body, sent, received: gateway[provider].only() }
}

function expectationOf(turn: Turn, provider: Provider): Expected {
  const asked = turn.expect[provider]
  if (!asked) throw new Error(`${turn.client}, ${turn.turn} says nothing of ${provider}`)
  return asked
}

const speaks = ({ path }: Turn): Provider => (path.startsWith('/v1/messages') ? 'anthropic' : 'openai')

const factsOf = (dialect: Provider, body: unknown): Fact[] => (dialect === 'anthropic' ? messagesFacts(body) : chatFacts(body))
