import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { vendorProvider } from '../../src/gateway/config.ts'
import { sse, type Said } from '../scripted/answer.ts'
import { stage, type Stage } from '../scripted/gateway.ts'
import { chatChunks } from '../scripted/wire.ts'

/** Bodies as nobody's serialiser would write them: their bytes must arrive all the same. */
const oddBodies = {
  '/v1/messages':
    '\n{ "max_tokens" : 10,\t"model":"claude-sonnet-4-6", "model":"claude-sonnet-4-6",\r\n "messages":[{"role":"user","content":"\\u0041\\/ é 🦊"}], "seed": 12345678901234567890, "later_member": 1.50 } \n',
  '/v1/chat/completions':
    '\n{ "messages":[{"role":"user","content":"\\u0041\\/ é 🦊"}],\t"model":"gpt-4o", "seed": 12345678901234567890,\r\n "later_member": 1.50, "logit_bias" : { } } \n',
  '/v1/responses':
    '\n{ "input" : "\\u0041\\/ é 🦊",\t"model":"gpt-5", "store":  true, "background":false,\r\n "seed": 12345678901234567890, "later_member": 1.50, "previous_response_id":"resp_0" } \n',
} as const

const oddAnswers = {
  '/v1/messages':
    '{ "id":"msg_1",  "type":"message","role":"assistant","model":"m","content":[],"usage":{"input_tokens":1,"output_tokens":1.0},"later":"\\u00e9" }\n',
  '/v1/chat/completions': '{ "id":"c",  "object":"chat.completion","choices":[],"later":"\\u00e9" }\n',
  '/v1/responses': '{ "id":"resp_1",  "object":"response","status":"completed","output":[{"type":"later_item"} ],"later":"\\u00e9" }\n',
} as const

const oddStreams = {
  '/v1/messages':
    '\uFEFF: hello\r\n\r\nevent:message_start\r\ndata:{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[],"usage":{"input_tokens":1,"output_tokens":1}}}\r\n\r\nevent: later_event\nid: 7\ndata: {"type":"later_event",\ndata: "said":"é"}\n\nevent: message_delta\ndata: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":2}}\n\nevent: message_stop\ndata: {"type":"message_stop"}\n\n',
  '/v1/chat/completions':
    ': OPENROUTER PROCESSING\n\ndata:{"id":"c","object":"chat.completion.chunk","model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"é"}}]}\r\n\r\ndata: {"id":"c","choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"later":[]}\n\ndata: {"id":"c","choices":[],"usage":{"prompt_tokens":1,"completion_tokens":1}}\n\ndata: [DONE]\n\n',
  '/v1/responses':
    ': hello\r\n\r\nevent:response.created\r\ndata:{"type":"response.created","response":{"id":"resp_1","model":"m","later":1.0}}\r\n\r\nevent: keepalive\nid: 7\ndata: {"type":"keepalive",\ndata: "said":"é"}\n\nevent: response.completed\ndata: {"type":"response.completed","response":{"id":"resp_1","status":"completed","output":[],"usage":{"input_tokens":1,"output_tokens":1,"total_tokens":2}}}\n\n',
} as const

type Path = keyof typeof oddBodies
const paths = ['/v1/messages', '/v1/chat/completions', '/v1/responses'] as const
const providerOf = (path: Path): 'anthropic' | 'openai' => (path === '/v1/messages' ? 'anthropic' : 'openai')

describe.each([true, false])('with usage requested for telemetry: %s (§13-16)', (requestUsage) => {
  let gateway: Stage
  beforeAll(async () => {
    gateway = await stage({ telemetry: { requestUsage } })
  })
  afterEach(() => gateway.reset())
  afterAll(() => gateway.close())

  const send = (path: Path, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${gateway.origin}${path}?beta=true`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body })

  const received = (path: Path): string => new TextDecoder().decode(gateway[providerOf(path)].only().bytes)

  test.each(paths)('%s: a unary request and its answer pass byte for byte (LAW-16)', async (path) => {
    gateway[providerOf(path)].next(
      said(oddAnswers[path], { 'content-type': 'application/json; odd=1', 'x-ratelimit-odd': '7', 'request-id': 'req_upstream' }),
    )
    const answer = await send(path, oddBodies[path], { 'anthropic-beta': 'a-1,b-2', 'x-odd-header': 'stays' })
    expect(await answer.text()).toBe(oddAnswers[path])
    expect([answer.headers.get('content-type'), answer.headers.get('x-ratelimit-odd'), answer.headers.get('request-id')]).toEqual([
      'application/json; odd=1',
      '7',
      'req_upstream',
    ])
    expect(answer.headers.get('x-diglot-request-id')).toMatch(/^req_/)
    expect(received(path)).toBe(oddBodies[path])
    const { url, headers } = gateway[providerOf(path)].only()
    expect([url, headers['anthropic-beta'], headers['x-odd-header']]).toEqual([`${path}?beta=true`, 'a-1,b-2', 'stays'])
  })

  test.each(paths)('%s: an error passes byte for byte, its status and retry headers too (LAW-16)', async (path) => {
    gateway[providerOf(path)].next({
      ...said('{"error" : {"odd":true} }', { 'retry-after': '3', 'content-type': 'application/json' }),
      status: 529,
    })
    const answer = await send(path, oddBodies[path])
    expect([answer.status, answer.headers.get('retry-after'), await answer.text()]).toEqual([529, '3', '{"error" : {"odd":true} }'])
  })

  test.each(paths)('%s: a stream passes byte for byte, however it is spelled and cut (LAW-16)', async (path) => {
    const streams = path === '/v1/messages' ? '"stream":true,' : '"stream":true,"stream_options":{"include_usage":true},'
    const body = oddBodies[path].replace('{ ', `{ ${streams}`)
    for (const cuts of ['whole', 'bytes', [1, 2, 17, 90, 91, 92]] as const) {
      gateway.reset()
      gateway[providerOf(path)].next(sse(oddStreams[path], cuts))
      const answer = await send(path, body)
      expect(Buffer.from(await answer.arrayBuffer()).equals(Buffer.from(oddStreams[path]))).toBe(true)
      expect(received(path)).toBe(body)
    }
  })

  test.each(paths)('%s: compressed bodies pass as they came, and are read all the same (HDR-9, HDR-10)', async (path) => {
    const packed = gzipSync(oddAnswers[path])
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip', 'content-length': String(packed.length) }
    gateway[providerOf(path)].next({ ...said('', headers), chunks: [packed.subarray(0, 11), packed.subarray(11)] })
    const body = new Uint8Array(gzipSync(oddBodies[path]))
    const answer = await send(path, body, { 'content-encoding': 'gzip' })
    // `fetch` decodes the body and keeps the header.
    expect([answer.headers.get('content-encoding'), await answer.text()]).toEqual(['gzip', oddAnswers[path]])
    expect(Buffer.from(gateway[providerOf(path)].only().bytes).equals(Buffer.from(body))).toBe(true)
  })

  const stream = {
    head: { id: 'c', created: 1, model: 'gpt-4o' },
    deltas: [{ role: 'assistant', content: '' }, { content: 'Hé' }],
    finish: 'stop',
    usage: { prompt_tokens: 11, completion_tokens: 2, total_tokens: 13 },
  }
  const withUsage = chatChunks(stream, true)
  const usageFrame =
    'data: {"object":"chat.completion.chunk","id":"c","created":1,"model":"gpt-4o","choices":[],"usage":{"prompt_tokens":11,"completion_tokens":2,"total_tokens":13}}\n\n'

  test.each([
    [
      'no stream options',
      '{"model":"gpt-4o", "stream" : true,"messages":[ ]}',
      '{"stream_options":{"include_usage":true},"model":"gpt-4o", "stream" : true,"messages":[ ]}',
    ],
    [
      'others of them',
      '{"stream_options" : { "include_obfuscation":false },"model":"gpt-4o","stream":true,"messages":[ ]}',
      '{"stream_options" : {"include_usage":true, "include_obfuscation":false },"model":"gpt-4o","stream":true,"messages":[ ]}',
    ],
    [
      'null for them',
      '{"model":"gpt-4o","stream":true,"messages":[ ], "stream_options":null}',
      '{"model":"gpt-4o","stream":true,"messages":[ ], "stream_options":{"include_usage":true}}',
    ],
  ])(
    'a Chat stream whose client sends %s: a splice in the request, the usage frame out of the answer, or neither',
    async (_name, body, spliced) => {
      gateway.openai.next(sse(withUsage))
      const answer = await send('/v1/chat/completions', body)
      expect(await answer.text()).toBe(requestUsage ? withUsage.replace(usageFrame, '') : withUsage)
      expect(withUsage).toContain(usageFrame)
      expect(received('/v1/chat/completions')).toBe(requestUsage ? spliced : body)
      const { edits, tokens } = await gateway.records.only()
      expect(edits).toEqual(requestUsage ? ['usage_requested'] : [])
      expect([tokens.input, tokens.output]).toEqual([11, 2])
    },
  )

  test.each(['true', 'false'])('a Chat stream whose client sets include_usage to %s is not touched', async (value) => {
    const body = `{"model":"gpt-4o","stream":true,"stream_options":{ "include_usage" :${value} },"messages":[ ]}`
    const text = chatChunks(stream, value === 'true')
    gateway.openai.next(sse(text))
    const answer = await send('/v1/chat/completions', body)
    expect([await answer.text(), received('/v1/chat/completions')]).toEqual([text, body])
    const { tokens } = await gateway.records.only()
    expect(tokens.input).toBe(value === 'true' ? 11 : null)
  })
})

test('a provider prefix or an alias is spliced out of the body, and nothing else', async () => {
  const gateway = await stage({ aliases: { fast: 'gpt-4o' } })
  for (const name of ['openai::gpt-4o', 'fast']) {
    gateway.reset()
    gateway.openai.next(said('{}', { 'content-type': 'application/json' }))
    const body = ` {"messages":[ ],"nested":{"model":"${name}"}, "model" : "${name}" ,"big":12345678901234567890}`
    await fetch(`${gateway.origin}/v1/chat/completions`, { method: 'POST', body })
    expect(new TextDecoder().decode(gateway.openai.only().bytes)).toBe(body.replace(`"model" : "${name}"`, '"model" : "gpt-4o"'))
  }
  await gateway.close()
})

test('a host that does not document include_usage is not asked for it (§13-16)', async () => {
  const local = await stage()
  const gateway = await stage({
    providers: [vendorProvider('openai', { name: 'local', baseUrl: `${await local.openai.listen()}/v1`, vendor: null, auth: 'none' })],
    routes: [
      {
        match: '*',
        provider: 'local',
        api: null,
        model: null,
        capabilities: {},
        strictness: null,
        mayLoosen: null,
        settings: {},
        auth: null,
      },
    ],
  })
  const body = '{"model":"qwen3","stream":true,"messages":[ ]}'
  local.openai.next(sse(oddStreams['/v1/chat/completions']))
  const answer = await fetch(`${gateway.origin}/v1/chat/completions`, { method: 'POST', body })
  expect(await answer.text()).toBe(oddStreams['/v1/chat/completions'])
  expect(new TextDecoder().decode(local.openai.only().bytes)).toBe(body)
  await gateway.close()
  await local.close()
})

const said = (text: string, headers: Record<string, string>): Said => ({ status: 200, headers, chunks: [Buffer.from(text)], ending: 'end' })
