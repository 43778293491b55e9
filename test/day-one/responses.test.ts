import { afterEach, describe, expect, test } from 'vitest'
import { defaultConfig, vendorProvider, type Config, type Route } from '../../src/gateway/config.ts'
import { stage, type Stage, type Urls } from '../gateway/stage.ts'
import { json } from '../scripted/answer.ts'
import { publishedFor, violation } from '../scripted/closed.ts'
import { at } from '../scripted/json.ts'
import type { Received } from '../scripted/provider.ts'
import { dataOf } from '../scripted/wire.ts'
import { saying } from './answers.ts'
import { pointed } from './pointer.ts'
import { responsesTurns, type ResponsesTurn, type Upstream } from './responses-clients.ts'
import { textsOf } from './responses-texts.ts'

const turns = responsesTurns()
let gateway: Stage | null = null

afterEach(async () => {
  await gateway?.close()
  gateway = null
})

describe.each(turns.map((turn) => [turn.client, turn.turn, turn] as const))('%s over Responses, %s', (_client, _turn, turn) => {
  test('names where this is known from', () => {
    expect(turn.source.map(({ address }) => address)).toEqual(turn.source.map(() => expect.stringMatching(/^https:\/\//)))
  })

  test('reaches OpenAI byte for byte', async () => {
    const here = (gateway = await stage())
    here.openai.next(json({ id: 'resp_1', object: 'response', status: 'completed', output: [] }))
    const body = JSON.stringify({ ...turn.body, model: 'gpt-5.6' })
    await (await send(here, turn, body)).text()
    const { url, bytes } = here.openai.only()
    expect([url, new TextDecoder().decode(bytes)]).toEqual(['/v1/responses', body])
  })

  test.each(['anthropic', 'chat'] as const)('reaches a model behind %s with all it says, and is called back', async (upstream) => {
    const here = (gateway = await stage(withChatHost))
    const earlier = turns.find((other) => other.client === turn.client && other.turn === turn.after)
    const before = earlier ? (await exchange(here, earlier, upstream, [])).output : []
    const { received, body, output } = await exchange(here, turn, upstream, before)
    const { values, absent, losses } = turn.expect[upstream]

    const pointers = Object.keys(values)
    expect(Object.fromEntries(pointers.map((pointer) => [pointer, pointed(received.json, pointer)]))).toEqual(values)
    expect(absent.filter((pointer) => pointed(received.json, pointer) !== undefined)).toEqual([])
    const arrived = leaves(received.json).join('\n')
    expect(textsOf(body).filter((text) => !arrived.includes(text))).toEqual([])
    expect(violation(publishedFor(received), 'request', received.json, ['reasoning_content'])).toBeNull()

    const told = (await here.record(earlier ? 2 : 1)).losses.filter(({ level }) => level !== 'debug' && level !== 'info')
    expect(Object.fromEntries(told.map(({ path, rule }) => [path, rule]))).toEqual(losses)

    const thought = turn.answer.thinks ? [{ type: 'reasoning', summary: [{ type: 'summary_text', text: 'Hm.' }] }] : []
    const word = { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'Right.' }] }
    expect(output).toMatchObject([...thought, word, turn.call])
  })
})

const models = { anthropic: 'claude-sonnet-4-6', chat: 'local/qwen3' } as const

/** Beside the vendors a host that speaks Chat Completions alone. */
function withChatHost({ openai, anthropic }: Urls): Partial<Config> {
  const route: Route = {
    match: 'local/*',
    provider: 'local',
    api: null,
    model: 'qwen3',
    capabilities: { reasoningField: 'reasoning_content' },
    strictness: null,
    mayLoosen: null,
    settings: {},
    auth: null,
  }
  const providers = [
    vendorProvider('anthropic', { baseUrl: anthropic, key: 'sk-ant-gateway' }),
    { ...vendorProvider('openai', { baseUrl: openai, key: 'sk-gateway-local' }), name: 'local', vendor: null, apis: ['chat'] as const },
  ]
  return { providers, routes: [route, ...defaultConfig.routes] }
}

/** Sends a turn that goes on from the items `before`; the upstream says a word and calls the tool. */
async function exchange(here: Stage, turn: ResponsesTurn, upstream: Upstream, before: readonly unknown[]): Promise<Exchanged> {
  const provider = upstream === 'chat' ? 'openai' : 'anthropic'
  here[provider].next(({ json: asked }) => saying(provider, turn.answer, asked))
  const text = JSON.stringify({ ...turn.body, model: models[upstream] }).replaceAll(/"\{answer\}(\/[^"]*)"/g, (_, pointer: string) =>
    JSON.stringify(pointed(before, pointer)),
  )
  const answer = await send(here, turn, text)
  const said = await answer.text()
  expect([answer.status, answer.status === 200 ? '' : said]).toEqual([200, ''])
  const received = here[provider].received.at(-1)
  if (!received) throw new Error('nothing arrived')
  return { received, body: JSON.parse(text), output: outputOf(said, turn.body['stream'] === true) }
}

/** A request as sent and as received, and the items of the answer. */
interface Exchanged {
  readonly received: Received
  readonly body: unknown
  readonly output: readonly unknown[]
}

const send = (here: Stage, { headers }: ResponsesTurn, body: string): Promise<Response> =>
  fetch(`${here.origin}/v1/responses`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer sk-of-the-client', ...headers },
    body,
  })

/** The items of an answer. Some clients read them as each is done, others at the end of the stream: both must be the same. */
function outputOf(text: string, streamed: boolean): readonly unknown[] {
  if (!streamed) return list(at(JSON.parse(text), 'output'))
  const events = dataOf(text)
  const output = list(at(events.at(-1), 'response', 'output'))
  expect(events.filter((event) => at(event, 'type') === 'response.output_item.done').map((event) => at(event, 'item'))).toEqual(output)
  return output
}

/** Every string in a JSON value, and in the arguments that are JSON in a string. */
function leaves(value: unknown): string[] {
  if (typeof value === 'string') return value.startsWith('{"') ? [value, ...leaves(JSON.parse(value))] : [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : []
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
