import { once } from 'node:events'
import { request } from 'node:http'
import { gzipSync } from 'node:zlib'
import { afterEach, expect, test, vi } from 'vitest'
import { type Simulation, simulate } from './index.ts'

let simulation: Simulation

afterEach(() => simulation.close())

const hello = { model: 'gpt-4o', messages: [{ role: 'user', content: 'Hello' }] }

const post = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${simulation.openai.url}/chat/completions`, { method: 'POST', headers: { authorization: 'Bearer k', ...headers }, body })

test('says so where the body is no JSON', async () => {
  simulation = await simulate({ paceMs: 0 })
  const response = await post('{"model":')
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({ error: { type: 'invalid_request_error', code: null } })
})

test('reads a compressed body', async () => {
  simulation = await simulate({ paceMs: 0 })
  const response = await post(gzipSync(JSON.stringify(hello)), { 'content-encoding': 'gzip' })
  expect(response.status).toBe(200)
  expect(simulation.openai.requests[0]?.body).toEqual(hello)
})

test('tells the listener of a request before it answers, and records a client that went away', async () => {
  const heard: string[] = []
  simulation = await simulate({ paceMs: 50, onRequest: (provider, { path }) => heard.push(`${provider} ${path}`) })
  const outgoing = request(`${simulation.openai.url}/chat/completions`, { method: 'POST', headers: { authorization: 'Bearer k' } })
  outgoing.on('error', () => undefined)
  outgoing.end(JSON.stringify({ ...hello, stream: true }))
  await once(outgoing, 'response')
  outgoing.destroy()
  await vi.waitFor(() => expect(simulation.openai.requests[0]).toMatchObject({ status: 200, aborted: true }))
  expect(heard).toEqual(['openai /v1/chat/completions'])
})

test('fails where a port is taken, and leaves nothing running', async () => {
  simulation = await simulate()
  const taken = Number(new URL(simulation.openai.url).port)
  await expect(simulate({ openaiPort: taken })).rejects.toMatchObject({ code: 'EADDRINUSE' })
})
