import { request } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { ScriptedProvider, type Scene } from './provider.ts'
import { serve } from './stage-url.ts'

const said = (text: string, http: object = {}): Scene => ({
  dialect: 'chat',
  method: 'POST',
  path: '/v1/chat/completions',
  answer: () => ({ kind: 'provider', file: '3-provider.sse', http, bytes: Buffer.from(text), stream: true }),
  cut: 'bytes',
})
const asked = { method: 'POST', url: '/v1/chat/completions', headers: {}, body: '{}' }

describe('the scripted provider', () => {
  it.each(['/v1/chat/completions', '/openai/v1/chat/completions?beta=1', '/chat/completions'])('answers at %s', (url) => {
    const provider = new ScriptedProvider()
    provider.play(said('data: 1\n\n'))
    expect(provider.answer({ ...asked, url })).toMatchObject({ status: 200, ending: 'end' })
    expect(provider.received).toHaveLength(1)
  })

  it('gives status and headers as the case has them, and takes away those that are null', () => {
    const provider = new ScriptedProvider()
    provider.play(said('', { status: 429, headers: { 'retry-after': 7, 'content-type': null } }))
    expect(provider.answer(asked)).toEqual({ status: 429, headers: { 'retry-after': '7' }, chunks: [], ending: 'end' })
  })

  it('answers a second try as the first', () => {
    const provider = new ScriptedProvider()
    provider.play(said('data: 1\n\n'))
    expect(provider.answer(asked)).toEqual(provider.answer(asked))
    expect(provider.received).toHaveLength(2)
  })

  it.each([
    ['another path', { ...asked, url: '/v1/responses' }],
    ['another method', { ...asked, method: 'PUT' }],
  ])('remembers a request to %s as a stray, and asks for no second try', (_, stray) => {
    const provider = new ScriptedProvider()
    provider.play(said(''))
    expect(provider.answer(stray)).toMatchObject({ status: 500, headers: { 'x-should-retry': 'false' } })
    expect([provider.received.length, provider.strays.length]).toEqual([0, 1])
  })

  it('takes every request for a stray where the gateway answers by itself', () => {
    const provider = new ScriptedProvider()
    provider.play({ ...said(''), path: null, answer: null })
    provider.answer(asked)
    expect(provider.strays.map(({ start }) => start)).toEqual(['POST /v1/chat/completions'])
  })

  it('lists its models in either dialect, unless the case asks for something else', () => {
    const provider = new ScriptedProvider()
    const get = { method: 'GET', url: '/v1/models', headers: {}, body: '' }
    const text = (headers: { readonly [name: string]: string }): unknown =>
      JSON.parse(Buffer.concat(provider.answer({ ...get, headers }).chunks).toString())
    expect(text({})).toMatchObject({
      object: 'list',
      data: [{ id: 'gpt-4o' }, { id: 'o4-mini' }, { id: 'deepseek-reasoner' }, { id: 'gpt-5' }, { id: 'gpt-4.1' }],
    })
    expect(text({ 'anthropic-version': '2023-06-01' })).toMatchObject({ has_more: false, first_id: 'claude-sonnet-4-5' })
    expect(provider.answer({ ...get, url: '/v1/models/gpt-4o' }).status).toBe(200)
    expect(provider.strays).toEqual([])
  })
})

describe('the provider over HTTP', () => {
  const open: { close(): Promise<void> }[] = []
  afterEach(async () => {
    for (const served of open.splice(0)) await served.close()
  })

  const ask = async (scene: Scene): Promise<{ readonly reads: string[]; readonly whole: boolean }> => {
    const provider = new ScriptedProvider()
    provider.play(scene)
    const served = await serve(provider, { host: '127.0.0.1', port: 0 })
    open.push(served)
    return new Promise((done, failed) => {
      const sent = request(`${served.origin}/v1/chat/completions`, { method: 'POST' }, (response) => {
        const reads: string[] = []
        response.setEncoding('latin1')
        response.on('data', (text: string) => reads.push(text))
        response.on('error', () => undefined)
        response.on('close', () => done({ reads, whole: response.complete }))
      })
      sent.on('error', failed).end('{}')
    })
  }

  it('writes every byte by itself', async () => {
    const { reads, whole } = await ask(said('data: "ü"\n\n'.repeat(20)))
    expect(whole).toBe(true)
    expect(Buffer.from(reads.join(''), 'latin1').toString()).toBe('data: "ü"\n\n'.repeat(20))
    expect(reads.length).toBeGreaterThan(200)
  })

  it('breaks the connection after the last byte, and not before', async () => {
    const { reads, whole } = await ask(said('data: half', { ending: 'reset' }))
    expect(reads.join('')).toBe('data: half')
    expect(whole).toBe(false)
  })
})
