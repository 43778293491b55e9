import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { defaultTimeouts, vendorProvider } from '../../src/gateway/config.ts'
import { stage, type Stage } from '../scripted/gateway.ts'
import { strictAnthropic } from './anthropic.ts'
import { clients, type Client } from './clients.ts'
import { Conversation } from './conversation.ts'
import { strictOpenai } from './openai.ts'
import { responsesClients } from './responses-clients.ts'
import { strictResponses } from './responses.ts'
import type { JsonObject, Line } from './script.ts'
import type { Dialect } from './strict.ts'
import { Transcript } from './transcript.ts'

let gateway: Stage
const closing: (() => void)[] = []

afterEach(async () => {
  for (const close of closing.splice(0)) close()
  await gateway.close()
})

const line: Line = {
  thinking: [{ text: 'What is it?', signature: 'c2VhbA==' }],
  text: 'It is what it is.',
  calls: [{ id: 'toolu_1', name: 'get_weather', input: { location: 'Bern' } }],
  end: 'calls',
}

const keepAlives = { anthropic: 'event: ping\ndata: {"type":"ping"}\n\n', openai: ': keepalive\n\n' } as const

/** Clients with the upstreams they reach: Claude's users gpt-4o over Chat, then gpt-5.6 over Responses, OpenAI's users Claude. */
const pairs: readonly { readonly name: string; readonly client: Client; readonly dialect: Dialect; readonly more: JsonObject }[] = [
  ...[...clients, ...responsesClients].map((client) => ({
    name: client.name,
    client,
    dialect: client.family === 'anthropic' ? strictOpenai : strictAnthropic,
    more: {},
  })),
  ...clients
    .filter(({ family }) => family === 'anthropic')
    .map((client) => ({ name: `${client.name} over Responses`, client, dialect: strictResponses, more: { model: 'gpt-5.6' } })),
]

/** The events that an upstream streams, as they stand on the wire. */
function events(dialect: Dialect): Buffer[] {
  const asked = { method: 'POST', url: '/', headers: {}, bytes: new Uint8Array(), json: { stream: true }, abandoned: false }
  return dialect.answer(line, 1, asked).chunks.map((chunk) => Buffer.from(chunk))
}

/** An upstream whose answer is written by hand, and a gateway in front of it that does not wait long. */
async function slowly(): Promise<{ readonly asked: Promise<ServerResponse> }> {
  const upstream = createServer()
  const asked = new Promise<ServerResponse>((resolve) => {
    upstream.on('request', (request, answer) => request.resume().once('end', () => resolve(answer)))
  })
  await new Promise<void>((listening) => upstream.listen(0, '127.0.0.1', listening))
  closing.push(() => {
    upstream.close()
    upstream.closeAllConnections()
  })
  const address = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`
  const openai = vendorProvider('openai', { baseUrl: `${address}/v1`, key: 'k' })
  const anthropic = vendorProvider('anthropic', { baseUrl: address, key: 'k' })
  gateway = await stage({ providers: [openai, anthropic], timeouts: { ...defaultTimeouts, commit: 15, keepAlive: 15 } })
  return { asked }
}

const count = (text: string, part: string): number => text.split(part).length - 1

test.each(pairs)(
  '$name is kept alive before, between and within the events of its upstream (SSE-4, SSE-9, EVT-2)',
  async ({ client, dialect, more }) => {
    const { asked } = await slowly()
    const conversation = new Conversation(gateway, client, true, new Transcript(), more)
    const keepAlive = keepAlives[client.family]
    const text = (): string => conversation.answers[0]?.text ?? ''
    const keptAlive = async (): Promise<void> => {
      const before = count(text(), keepAlive)
      await expect.poll(() => count(text(), keepAlive) - before, { interval: 5 }).toBeGreaterThan(1)
    }
    const hearing = conversation.say('What is it?')
    await keptAlive()
    expect([conversation.answers[0]?.status, text().replaceAll(keepAlive, '')]).toEqual([200, ''])

    const upstream = await asked
    const all = events(dialect)
    const middle = all.findIndex((event) => event.includes('It is ')) + 1
    upstream.writeHead(200, { 'content-type': 'text/event-stream' })
    upstream.write(Buffer.concat(all.slice(0, middle)))
    await expect.poll(text).toContain('It is ')
    await keptAlive()
    const rest = Buffer.concat(all.slice(middle))
    upstream.write(rest.subarray(0, 40))
    await keptAlive()
    upstream.end(rest.subarray(40))

    const heard = await hearing
    expect({ text: heard.text, calls: heard.calls }).toEqual({ text: 'It is what it is.', calls: line.calls })
    expect(conversation.disorder).toEqual([])
  },
)
