import { afterEach, describe, expect, it } from 'vitest'
import { vendorRoutes, type Config } from '../../src/gateway/config.ts'
import { defaultItemStore } from '../../src/gateway/item-store.ts'
import { json, sse } from '../scripted/answer.ts'
import { at, type Json } from '../scripted/json.ts'
import { post, type Got, type Lines } from './client.ts'
import { stage, type Stage } from './stage.ts'
import { anthropicAnswer, anthropicStream, openaiAnswer } from './wire.ts'

let gateway: Stage
afterEach(() => gateway.close())

const ask = { model: 'claude-sonnet-4-6', input: 'Hi', max_output_tokens: 99 }
const mine = { authorization: 'Bearer sk-mine' }
const remedy = 'is not kept here: send the full items, or store:false'

const respond = (body: object, headers: Lines = mine, path = '/v1/responses'): Promise<Got> =>
  post(gateway.origin + path, { ...ask, ...body }, headers)
const parsed = ({ text }: Got): Record<string, Json> => JSON.parse(text) as Record<string, Json>
/** The answer that ends a stream of Responses. */
const completed = ({ text }: Got): unknown =>
  (JSON.parse(/^event: response\.completed\ndata: (.*)$/m.exec(text)?.[1] ?? '{}') as { response?: unknown }).response
const lastAsked = (): unknown => gateway.anthropic.received.at(-1)?.json
const refused = (got: Got): unknown => [got.status, parsed(got)['error']]
const missing = (what: string, param: string) => [
  400,
  { message: `${what} ${remedy}`, type: 'invalid_request_error', param, code: 'invalid_value' },
]

async function start(over: Partial<Config> = {}): Promise<void> {
  gateway = await stage(over)
  gateway.anthropic.always(({ json: asked }) => (at(asked, 'stream') === true ? sse(anthropicStream.join('')) : json(anthropicAnswer)))
}

const overChat = {
  match: '*',
  provider: 'openai',
  api: 'chat',
  model: null,
  capabilities: {},
  strictness: null,
  mayLoosen: null,
  settings: {},
  auth: null,
} as const

const said = (text: string) => [{ type: 'text', text }]
const conversation = [
  { role: 'user', content: said('Hi') },
  { role: 'assistant', content: said('Hello there') },
  { role: 'user', content: said('And now?') },
]

describe('a Responses client in front of Anthropic, which keeps nothing', () => {
  it('STO-1, REQ-R-16: an answer is kept unless its client says otherwise', async () => {
    await start()
    const first = await respond({})
    expect(parsed(first)).toMatchObject({ id: 'resp_msg_1', status: 'completed', store: true })
    const second = await respond({ previous_response_id: 'resp_msg_1', input: 'And now?' })
    expect([second.status, lastAsked()]).toMatchObject([200, { messages: conversation }])
    expect(parsed(second)).toMatchObject({ previous_response_id: 'resp_msg_1', store: true })
  })

  it('STO-1, RI-8: an item is named instead of sent', async () => {
    await start()
    const [item] = parsed(await respond({ store: true }))['output'] as readonly { id: string }[]
    const reference = { type: 'item_reference', id: item?.id }
    const got = await respond({ input: [{ role: 'user', content: 'Hi' }, reference, { role: 'user', content: 'And now?' }] })
    expect([got.status, lastAsked()]).toMatchObject([200, { messages: conversation }])
  })

  it('STO-1, REQ-R-29: a streamed answer is kept as well, and referred to by another stream', async () => {
    await start()
    expect(completed(await respond({ stream: true }))).toMatchObject({ id: 'resp_msg_1', store: true })
    const second = await respond({ stream: true, previous_response_id: 'resp_msg_1', input: 'And now?' })
    expect(lastAsked()).toMatchObject({
      messages: [{ content: said('Hi') }, { content: said('Hello thére') }, { content: said('And now?') }],
    })
    expect(completed(second)).toMatchObject({ previous_response_id: 'resp_msg_1', status: 'completed' })
  })

  it('STO-1: a conversation goes on from answer to answer', async () => {
    await start()
    await respond({})
    gateway.anthropic.next(json({ ...anthropicAnswer, id: 'msg_2', content: said('Fine') }))
    await respond({ previous_response_id: 'resp_msg_1', input: 'And now?' })
    await respond({ previous_response_id: 'resp_msg_2', input: 'Bye' })
    expect(lastAsked()).toMatchObject({ messages: [...conversation, { content: said('Fine') }, { content: said('Bye') }] })
  })

  it('STO-1, AUX-2: what is referred to counts', async () => {
    await start()
    await respond({})
    gateway.anthropic.next(json({ input_tokens: 21 }))
    const got = await respond({ previous_response_id: 'resp_msg_1', input: 'And now?' }, mine, '/v1/responses/input_tokens')
    expect([got.status, parsed(got)]).toEqual([200, { object: 'response.input_tokens', input_tokens: 21 }])
    expect([gateway.anthropic.received.at(-1)?.url, lastAsked()]).toMatchObject(['/v1/messages/count_tokens', { messages: conversation }])
  })

  it('STO-2, REQ-R-16: what is not to be stored is not, and the answer says so', async () => {
    await start()
    const first = await respond({ store: false })
    expect(parsed(first)).toMatchObject({ store: false })
    expect(first.headers['x-diglot-losses'] ?? '').not.toContain('/store')
    const got = await respond({ previous_response_id: 'resp_msg_1' })
    expect(refused(got)).toEqual(missing("the answer 'resp_msg_1'", 'previous_response_id'))
  })

  it.each([{ stream: false }, { stream: true }])(
    'STO-2: an unknown item is refused by its place, with what to do (stream: $stream)',
    async (more) => {
      await start()
      const input = [
        { role: 'user', content: 'Hi' },
        { type: 'item_reference', id: 'msg_9' },
      ]
      const got = await respond({ ...more, input })
      expect(refused(got)).toEqual(missing("the item 'msg_9'", 'input.1.id'))
      expect(gateway.anthropic.received).toEqual([])
    },
  )

  it.each(['/v1/responses', '/v1/responses/input_tokens'])('STO-2: an unknown answer is refused at %s', async (path) => {
    await start()
    const got = await respond({ previous_response_id: 'resp_9' }, mine, path)
    expect(refused(got)).toEqual(missing("the answer 'resp_9'", 'previous_response_id'))
  })

  it('STO-2, SEC-7: another client does not find what this one keeps', async () => {
    await start()
    await respond({})
    const got = await respond({ previous_response_id: 'resp_msg_1' }, { authorization: 'Bearer sk-theirs' })
    expect(refused(got)).toEqual(missing("the answer 'resp_msg_1'", 'previous_response_id'))
  })

  it('STO-1, STO-2: nothing is kept for longer than it lives', async () => {
    await start({ itemStore: { ...defaultItemStore, ttl: 0 } })
    await respond({})
    expect(refused(await respond({ previous_response_id: 'resp_msg_1' }))).toEqual(
      missing("the answer 'resp_msg_1'", 'previous_response_id'),
    )
  })

  it.each([
    ['entries', { maxEntries: 1 }],
    ['bytes', { maxBytes: 1500 }],
  ])('STO-1: the oldest goes where there are too many %s', async (_, bound) => {
    await start({ itemStore: { ...defaultItemStore, ...bound } })
    await respond({})
    gateway.anthropic.next(json({ ...anthropicAnswer, id: 'msg_2' }))
    await respond({})
    const [older, newer] = [await respond({ previous_response_id: 'resp_msg_1' }), await respond({ previous_response_id: 'resp_msg_2' })]
    expect([older.status, newer.status]).toEqual([400, 200])
  })

  it('REQ-R-16: where nothing is kept, who asks for it is warned and told store:false', async () => {
    await start({ itemStore: null })
    const got = await respond({ store: true })
    expect([got.status, parsed(got)['store'], got.headers['x-diglot-losses']]).toEqual([
      200,
      false,
      expect.stringContaining('"/store";fate=dropped;level=warn;rule=REQ-R-16'),
    ])
    const silent = await respond({})
    expect([parsed(silent)['store'], silent.headers['x-diglot-losses'] ?? '']).toEqual([false, expect.not.stringContaining('/store')])
    expect(completed(await respond({ stream: true, store: true }))).toMatchObject({ store: false })
    expect(refused(await respond({ previous_response_id: 'resp_msg_1' }))).toEqual(
      missing("the answer 'resp_msg_1'", 'previous_response_id'),
    )
  })

  it('REQ-R-16: a strict client is refused where nothing is kept', async () => {
    await start({ itemStore: null, strictness: 'strict' })
    expect(refused(await respond({ store: true }))).toMatchObject([400, { param: 'store' }])
  })
})

describe('a Responses client elsewhere', () => {
  it('STO-1, STO-2: in front of a Chat host an answer is kept too', async () => {
    await start({ routes: [overChat] })
    gateway.openai.always(json(openaiAnswer))
    expect(parsed(await respond({ model: 'gpt-4o' }))).toMatchObject({ id: 'resp_chatcmpl-1', store: true })
    await respond({ model: 'gpt-4o', previous_response_id: 'resp_chatcmpl-1', input: 'And now?' })
    expect(gateway.openai.received.at(-1)).toMatchObject({
      url: '/v1/chat/completions',
      json: {
        messages: [
          { role: 'user', content: 'Hi' },
          { role: 'assistant', content: 'Hello there' },
          { role: 'user', content: 'And now?' },
        ],
      },
    })
    expect(gateway.openai.received.at(-1)?.json).not.toHaveProperty('store')
    expect(refused(await respond({ model: 'gpt-4o', previous_response_id: 'resp_9' }))).toEqual(
      missing("the answer 'resp_9'", 'previous_response_id'),
    )
  })

  it('STO-1: in front of OpenAI its references are OpenAI’s own', async () => {
    await start()
    gateway.openai.always(json({ id: 'resp_1', object: 'response' }))
    const body = { model: 'gpt-5', input: [{ type: 'item_reference', id: 'msg_9' }], previous_response_id: 'resp_0' }
    const got = await post(`${gateway.origin}/v1/responses`, body, mine)
    expect([got.status, gateway.openai.only().json]).toEqual([200, body])
  })
})

describe('members of Responses that are kept at OpenAI', () => {
  it.each([
    ['REQ-R-4', 'conversation', 'conv_1'],
    ['REQ-R-4', 'prompt', { id: 'pmpt_1' }],
    ['REQ-R-17', 'background', true],
  ])('%s: %s is refused in front of Anthropic and of Chat hosts, streamed or not', async (_, param, value) => {
    await start({ routes: [{ ...overChat, match: 'gpt-*' }, ...vendorRoutes] })
    for (const more of [{}, { stream: true }, { model: 'gpt-4o' }]) {
      const got = await respond({ [param]: value, ...more })
      expect(refused(got)).toMatchObject([400, { type: 'invalid_request_error', param, code: 'unsupported_parameter' }])
    }
    expect([...gateway.anthropic.received, ...gateway.openai.received]).toEqual([])
  })

  it('REQ-R-4, REQ-R-17: they pass in front of OpenAI', async () => {
    await start()
    gateway.openai.always(json({ id: 'resp_1', object: 'response', status: 'queued' }))
    const body = { model: 'gpt-5', conversation: 'conv_1', prompt: { id: 'pmpt_1' }, background: true, input: 'Hi' }
    const got = await post(`${gateway.origin}/v1/responses`, body, mine)
    expect([got.status, gateway.openai.only().json]).toEqual([200, body])
  })
})
