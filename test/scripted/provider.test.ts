import { setupServer } from 'msw/node'
import { afterEach, expect, test } from 'vitest'
import { cut, json, sse } from './answer.ts'
import { ScriptedProvider } from './provider.ts'

const provider = new ScriptedProvider()

afterEach(async () => {
  provider.reset()
  await provider.close()
})

test('remembers method, path, headers, bytes and JSON of a request that came over a socket', async () => {
  const origin = await provider.listen()
  provider.next(json({ ok: true }, 201, { 'x-seen': 'yes' }))
  const answer = await fetch(`${origin}/v1/messages?beta=true`, { method: 'POST', headers: { 'X-Api-Key': 'k' }, body: '{ "a":1}' })
  expect([answer.status, answer.headers.get('x-seen'), await answer.json()]).toEqual([201, 'yes', { ok: true }])
  const { method, url, headers, bytes, json: body } = provider.only()
  expect([method, url, headers['x-api-key'], new TextDecoder().decode(bytes), body]).toEqual([
    'POST',
    '/v1/messages?beta=true',
    'k',
    '{ "a":1}',
    { a: 1 },
  ])
})

test('answers in process through setupServer as it does over a socket', async () => {
  const server = setupServer(...provider.handlers)
  server.listen({ onUnhandledRequest: 'bypass' })
  provider.next(json({ here: 1 }))
  const answer = await fetch('http://provider.test/v1/chat/completions', { method: 'POST', body: '{}' })
  expect(await answer.json()).toEqual({ here: 1 })
  server.close()
})

test.each(['whole', 'events', 'bytes', [3, 5]] as const)('streams the same text however it is cut (%j)', async (cuts) => {
  const origin = await provider.listen()
  provider.next(sse('event: a\ndata: ä\n\ndata: [DONE]\n\n', cuts))
  const answer = await fetch(`${origin}/v1/messages`, { method: 'POST', body: '{}' })
  expect(await answer.text()).toBe('event: a\ndata: ä\n\ndata: [DONE]\n\n')
})

test('cuts after events, at every byte, or where it is told', () => {
  const pieces = (cuts: Parameters<typeof cut>[1]) => cut(Buffer.from('a\n\nb\n\nc'), cuts).map((piece) => piece.length)
  expect([pieces('whole'), pieces('events'), pieces('bytes'), pieces([2, 99])]).toEqual([[7], [3, 3, 1], [1, 1, 1, 1, 1, 1, 1], [2, 5]])
})

test('breaks the connection where the script says so', async () => {
  const origin = await provider.listen()
  provider.next(sse('data: half', 'whole', 'break'))
  const answer = await fetch(`${origin}/v1/messages`, { method: 'POST', body: '{}' })
  await expect(answer.text()).rejects.toThrow('terminated')
})

test('notices that the other side left', async () => {
  const origin = await provider.listen()
  provider.next(sse('data: first\n\n', 'events', 'hang'))
  const leave = new AbortController()
  const answer = await fetch(`${origin}/v1/messages`, { method: 'POST', body: '{}', signal: leave.signal })
  await answer.body?.getReader().read()
  leave.abort()
  await expect.poll(() => provider.only().abandoned).toBe(true)
})

test('says what it was not prepared for', async () => {
  const origin = await provider.listen()
  const answer = await fetch(`${origin}/v1/messages`, { method: 'POST', body: '{}' })
  expect([answer.status, await answer.text()]).toEqual([500, 'the script has no answer for POST /v1/messages'])
})
