import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createSocketServer, type AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { readCases } from './cases.ts'
import type { CaseResult } from './report/report.ts'
import { defaultOptions, runCases } from './runner.ts'
import { urlStage } from './stage-url.ts'
import type { Target } from './target.ts'

const cases = readCases(undefined, ['messages-to-chat/hello/text', 'chat-to-messages/hello/text-streamed']).toReversed()
const target: Target = {
  name: 'faulty',
  directions: { 'messages-to-chat': { features: 'all' }, 'chat-to-messages': { features: 'all' } },
}
const open: (() => void)[] = []

afterEach(() => {
  for (const close of open.splice(0)) close()
})

/** Runs two cases, three exchanges in all as one is streamed, on what listens. */
async function results(server: Server | ReturnType<typeof createSocketServer>, timeout = 2000): Promise<readonly CaseResult[]> {
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', listening))
  open.push(() => server.close())
  const { port } = server.address() as AddressInfo
  const stage = await urlStage(`http://127.0.0.1:${port}/`, { host: '127.0.0.1', port: 0 })
  try {
    return (await runCases(cases, target, stage, { ...defaultOptions, cuts: 0, timeout })).cases
  } finally {
    await stage.close()
  }
}

const answering = (answer: (incoming: IncomingMessage, outgoing: ServerResponse) => void): Server => {
  const server = createServer((incoming, outgoing) => {
    incoming.resume()
    incoming.on('end', () => answer(incoming, outgoing))
  })
  return server
}

const findingsOf = (result: CaseResult | undefined): string[] =>
  (result?.runs ?? []).flatMap(({ findings }) => findings.map(({ check, message }) => `${check}: ${message}`))

describe('a gateway that', () => {
  it('hangs fails each case within the time limit', async () => {
    const [first, second] = await results(
      answering(() => undefined),
      150,
    )
    expect(findingsOf(first)).toEqual([
      'unanswered: no request reached the provider',
      'transport: the client got no answer: nothing came within 150 ms',
    ])
    expect(second).toMatchObject({ verdict: 'fail', runs: [{ cut: 'whole' }, { cut: 'bytes' }] })
  })

  it('hangs after half an answer fails each case, and the half is kept', async () => {
    const half = answering((_, outgoing) => void outgoing.writeHead(200, { 'content-type': 'application/json' }).write('{"id":"m'))
    const [first] = await results(half, 150)
    expect(findingsOf(first)).toContain('transport: the answer did not end within the time limit')
    expect(first?.runs[0]?.exchanges[0]?.clientReceived).toMatchObject({ start: '200', body: '{"id":"m', ending: 'timeout' })
  })

  it('talks without end fails each case before memory runs out', async () => {
    const endless = answering((_, outgoing) => {
      const more = (): void => void (outgoing.destroyed || (outgoing.write('x'.repeat(1 << 20)), setImmediate(more)))
      outgoing.writeHead(200, { 'content-type': 'application/json' })
      more()
    })
    const [first] = await results(endless, 20_000)
    expect(findingsOf(first)).toContain('transport: the answer did not end within the time limit')
  })

  it('breaks off fails each case', async () => {
    const broken = answering((_, outgoing) => {
      outgoing.writeHead(200, { 'content-type': 'application/json' }).write('{"id":', () => outgoing.destroy())
    })
    const [first] = await results(broken)
    expect(findingsOf(first)).toContain('transport: the connection broke before the answer ended')
  })

  it('speaks no HTTP fails each case', async () => {
    const [first, second] = await results(createSocketServer((socket) => void socket.on('error', () => undefined).end('Hello?\n')))
    expect(findingsOf(first).at(-1)).toContain('transport: the client got no answer: Response does not match the HTTP/1.1 protocol')
    expect(second?.verdict).toBe('fail')
  })

  it('dies in the midst fails what comes after, and the run goes on to its end', async () => {
    const server = answering((_, outgoing) => {
      outgoing.socket?.destroy()
      server.close()
    })
    const [first, second] = await results(server)
    expect(findingsOf(first).at(-1)).toContain('transport: the client got no answer: ')
    expect(findingsOf(second).at(-1)).toContain('ECONNREFUSED')
  })

  it('answers in another way than asked fails each case by name', async () => {
    const [first, second] = await results(
      answering((_, outgoing) => outgoing.writeHead(200, { 'content-type': 'application/json' }).end('{}')),
    )
    expect(findingsOf(first)).toContain('unanswered: no request reached the provider')
    expect(findingsOf(second).join('\n')).toContain("the content-type is 'application/json' where text/event-stream is expected")
  })
})

describe('a run', () => {
  it('says what crossed the network, what was expected, and how to ask again', async () => {
    const server = answering((_, outgoing) => outgoing.writeHead(503, { 'x-note': 'busy' }).end('later'))
    const [result] = await results(server)
    const [exchange] = result?.runs[0]?.exchanges ?? []
    expect(exchange).toMatchObject({
      client: { start: 'POST /v1/messages', headers: { 'anthropic-version': '2023-06-01', 'x-api-key': 'conformance' } },
      providerReceived: null,
      providerAnswered: null,
      clientReceived: { start: '503', headers: { 'x-note': 'busy' }, body: 'later', ending: 'end' },
    })
    expect(exchange?.curl).toContain('-H "x-api-key: $KEY"')
    expect(exchange?.expected.provider).toContain('"max_completion_tokens": 256')
  })

  it('sends what the target is said to want: path, headers and names of models', async () => {
    let seen = ''
    const server = answering((incoming, outgoing) => {
      seen = `${String(incoming.url)} ${String(incoming.headers.authorization)} ${String(incoming.headers['x-api-key'])}`
      outgoing.end()
    })
    await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', listening))
    open.push(() => server.close())
    const stage = await urlStage(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, { host: '127.0.0.1', port: 0 })
    const way = { basePath: '/anthropic', headers: { Authorization: 'Bearer mine' }, models: { 'gpt-4o': { client: 'openai/gpt-4o' } } }
    const described: Target = { name: 'it', directions: { 'messages-to-chat': { ...way, features: 'all' } } }
    const { cases: ran } = await runCases(cases, described, stage)
    await stage.close()
    expect(seen).toBe('/anthropic/v1/messages Bearer mine undefined')
    expect(ran.find(({ direction }) => direction === 'messages-to-chat')?.runs[0]?.exchanges[0]?.client.body).toContain('"openai/gpt-4o"')
    expect(ran.find(({ direction }) => direction === 'chat-to-messages')?.verdict).toBe('not-claimed')
  })
})
