import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { JsonObject } from '../../src/index.ts'
import { defaultConfig, vendorProvider } from '../../src/gateway/config.ts'
import { createGateway, type Gateway } from '../../src/gateway/server.ts'
import { simulate, type Simulation } from '../../src/simulate/index.ts'
import { post } from '../gateway/client.ts'
import { answerToMessages, toChat } from './translating.ts'

let simulation: Simulation
let gateway: Gateway
let origin: string

beforeAll(async () => {
  simulation = await simulate({ paceMs: 0 })
  const providers = [
    vendorProvider('anthropic', { baseUrl: simulation.anthropic.url, key: 'sk-ant-gateway' }),
    vendorProvider('openai', { baseUrl: simulation.openai.url, key: 'sk-gateway' }),
  ]
  gateway = createGateway({ ...defaultConfig, port: 0, logLevel: 'silent', providers })
  origin = await gateway.listen()
})
afterAll(async () => {
  await gateway.close()
  await simulation.close()
})

const user = (...content: JsonObject[]): JsonObject => ({ role: 'user', content })
const plain = { model: 'claude-sonnet-4-6', max_tokens: 50 }
const note = { type: 'document', source: { type: 'text', media_type: 'text/plain', data: 'a note' } }
const pdf = { type: 'document', source: { type: 'base64', media_type: 'application/pdf', data: 'JVBERi0=' } }
const citation = { type: 'char_location', cited_text: 'a', document_index: 0, document_title: null, start_char_index: 0, end_char_index: 1 }
const cited = { type: 'text', text: 'As it says.', citations: [citation] }
const hello = user({ type: 'text', text: 'Hi' })
const withDocument = { messages: [hello, { role: 'assistant', content: [note] }, hello] }
const withCitation = { messages: [user(cited)] }

describe('what belongs to 2023-06-01 alone', () => {
  it.each([
    ['VER-4, VER-3: sampling', { temperature: 0.5, messages: [hello] }],
    ['VER-5, VER-3: a document in an assistant message', withDocument],
    ['VER-6, VER-3: citations on the text of a user', withCitation],
  ])('%s is the business of the provider whose version it is', async (_, members) => {
    const statuses = []
    for (const version of ['2023-06-01', '2026-10-21'])
      statuses.push((await post(`${origin}/v1/messages`, { ...plain, ...members }, { 'anthropic-version': version })).status)
    expect(statuses).toEqual([200, 400])
    expect(simulation.anthropic.requests.slice(-2).map(({ headers }) => headers['anthropic-version'])).toEqual(['2023-06-01', '2026-10-21'])
  })

  it.each(['2023-06-01', '2026-10-21'])('VER-5, CB-10: towards Chat an assistant’s text document of a %s client is text', (version) => {
    const { refused, body, losses } = toChat(withDocument, { headers: { 'anthropic-version': version } })
    expect([refused, body, losses]).toMatchObject([
      null,
      { messages: [{ role: 'user' }, { role: 'assistant', content: 'a note' }, { role: 'user' }] },
      ['/messages/1/content/0 folded info CB-10'],
    ])
  })

  it('VER-5: towards Chat, whose assistants say nothing but text, a PDF there is refused with its path', () => {
    expect(toChat({ messages: [hello, { role: 'assistant', content: [pdf] }, hello] }).refused).toMatch('/messages/1/content/0: ')
  })

  it('VER-6, CB-3: towards Chat citations on the text of a user are lost with a warning', () => {
    const { body, losses } = toChat(withCitation)
    expect([body?.['messages'], losses]).toEqual([
      [{ role: 'user', content: 'As it says.' }],
      ['/messages/0/content/0/citations carried warn CB-3'],
    ])
  })
})

describe('what clients of every version are answered', () => {
  it('VER-1, VER-7: every nullable member is there', () => {
    const { body } = answerToMessages({
      id: 'chatcmpl-1',
      object: 'chat.completion',
      created: 1,
      model: 'gpt-4o',
      choices: [
        {
          index: 0,
          message: {
            role: 'assistant',
            content: 'Hi',
            tool_calls: [{ id: 't', type: 'function', function: { name: 'w', arguments: '{}' } }],
          },
          finish_reason: 'tool_calls',
        },
      ],
      usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 },
    })
    expect(body).toEqual({
      id: 'msg_chatcmpl-1',
      type: 'message',
      role: 'assistant',
      model: 'gpt-4o',
      content: [
        { type: 'text', text: 'Hi', citations: null },
        { type: 'tool_use', id: 't', name: 'w', input: {}, caller: { type: 'direct' } },
      ],
      container: null,
      diagnostics: null,
      stop_reason: 'tool_use',
      stop_sequence: null,
      stop_details: null,
      usage: {
        input_tokens: 3,
        output_tokens: 2,
        cache_creation: null,
        cache_creation_input_tokens: 0,
        cache_read_input_tokens: 0,
        inference_geo: null,
        output_tokens_details: null,
        server_tool_use: null,
        service_tier: null,
        speed: null,
      },
    })
  })
})

describe('which API of OpenAI is called', () => {
  it.each(['gpt-4o', 'gpt-5.6-sol', 'o3'])('EPT-3: a Chat request for %s stays a Chat request, byte for byte', async (model) => {
    const tools = [{ type: 'function', function: { name: 'look', parameters: { type: 'object', properties: {} } } }]
    const asked = { model, messages: [{ role: 'user', content: 'Hi' }], tools, ...(model === 'gpt-4o' ? {} : { reasoning_effort: 'low' }) }
    await post(`${origin}/v1/chat/completions`, asked)
    expect(simulation.openai.requests.at(-1)).toMatchObject({ path: '/v1/chat/completions', body: asked })
  })

  it('EPT-2: a Messages request for gpt-4o becomes a Chat request', async () => {
    expect((await post(`${origin}/v1/messages`, { ...plain, model: 'gpt-4o', messages: [hello] })).status).toBe(200)
    expect(simulation.openai.requests.at(-1)?.path).toBe('/v1/chat/completions')
  })
})
