import Anthropic from '@anthropic-ai/sdk'
import Anthropic0 from 'anthropic-sdk-0'
import OpenAI from 'openai'
import OpenAI6 from 'openai-6'
import { afterEach, describe, expect, it } from 'vitest'
import { anthropicMessages, openaiChat } from '../../src/index.ts'
import { post } from '../gateway/client.ts'
import { stage, type Stage } from '../gateway/stage.ts'
import { anthropicAnswer, anthropicStream, askAnthropic, askOpenai, openaiAnswer, openaiStream } from '../gateway/wire.ts'
import { json, sse } from '../scripted/answer.ts'

let at: Stage
afterEach(() => at.close())

const busy = { error: { message: 'busy', type: 'server_error', param: null, code: null } }
const overloaded = { type: 'error', error: { type: 'overloaded_error', message: 'busy' }, request_id: 'req_1' }
const toOpenai = { ...askAnthropic, model: 'gpt-4o' }
const toAnthropic = { ...askOpenai, model: 'claude-sonnet-4-6' }
const messages = [{ role: 'user' as const, content: 'Hi' }]

type Name = 'Anthropic 1' | 'Anthropic 0' | 'OpenAI 7' | 'OpenAI 6'
const names: readonly Name[] = ['Anthropic 1', 'Anthropic 0', 'OpenAI 7', 'OpenAI 6']

/** A client whose requests are translated, and whether it used a wait of its own choice before another try. */
interface Client {
  ask(stream: boolean): Promise<void>
  readonly backedOff: boolean
}

function client(name: Name): Client {
  const own = { apiKey: 'key', maxRetries: 2, baseURL: name.startsWith('OpenAI') ? `${at.origin}/v1` : at.origin }
  const a = { model: 'gpt-4o', max_tokens: 9, messages }
  const c = { model: 'claude-sonnet-4-6', messages }
  const [sdk, ask] = {
    'Anthropic 1': () => made(new Anthropic(own), (it, stream) => it.messages.create({ ...a, stream })),
    'Anthropic 0': () => made(new Anthropic0(own), (it, stream) => it.messages.create({ ...a, stream })),
    'OpenAI 7': () => made(new OpenAI(own), (it, stream) => it.chat.completions.create({ ...c, stream })),
    'OpenAI 6': () => made(new OpenAI6(own), (it, stream) => it.chat.completions.create({ ...c, stream })),
  }[name]()
  let backedOff = false
  Reflect.set(sdk, 'calculateDefaultRetryTimeoutMillis', () => {
    backedOff = true
    return 1
  })
  return {
    async ask(stream) {
      const came = await ask(stream)
      const events = Symbol.asyncIterator in came ? (came as AsyncIterable<unknown>)[Symbol.asyncIterator]() : null
      while (events && !(await events.next()).done) continue
    },
    get backedOff() {
      return backedOff
    },
  }
}

const made = <T extends object>(sdk: T, ask: (sdk: T, stream: boolean) => PromiseLike<object>) =>
  [sdk, (stream: boolean) => ask(sdk, stream)] as const

const attempts = (): number => at.openai.received.length + at.anthropic.received.length

describe('what both SDK families do by themselves', () => {
  it.each<[Name, Record<string, string>, boolean]>([
    ['Anthropic 1', { 'retry-after-ms': '1' }, false],
    ['Anthropic 1', { 'retry-after': '0' }, true],
    ['Anthropic 1', { 'retry-after': '-1' }, true],
    ['Anthropic 1', { 'retry-after': '2147484' }, true],
    ['Anthropic 0', { 'retry-after': '0' }, true],
    ['OpenAI 7', { 'retry-after-ms': '1' }, false],
    ['OpenAI 7', { 'retry-after': '0' }, false],
    ['OpenAI 7', { 'retry-after': '-1' }, true],
    ['OpenAI 7', { 'retry-after': '61' }, true],
    ['OpenAI 6', { 'retry-after': '0' }, false],
  ])('RTF-2, RTF-3: %s, told %j, chooses its own wait: %j', async (name, headers, own) => {
    at = await stage()
    at.openai.next(json(busy, 503, headers), json(openaiAnswer))
    at.anthropic.next(json(overloaded, 529, headers), json(anthropicAnswer))
    const asking = client(name)
    await asking.ask(false)
    expect([asking.backedOff, attempts()]).toEqual([own, 2])
  })

  it.each(names)('RTF-4: %s does not try a stream again that broke after its first byte', async (name) => {
    at = await stage()
    at.openai.always(sse(openaiStream.slice(0, 2).join('')))
    at.anthropic.always(sse(anthropicStream.slice(0, 4).join('')))
    await expect(client(name).ask(true)).rejects.toThrow('upstream stream ended early')
    expect(attempts()).toBe(1)
  })

  it.each(names)('RTF-1, SSE-9: %s tries a stream again that failed before its first byte', async (name) => {
    at = await stage()
    at.openai.next(json(busy, 503, { 'retry-after-ms': '1' }), sse(openaiStream.join('')))
    at.anthropic.next(json(overloaded, 529, { 'retry-after-ms': '1' }), sse(anthropicStream.join('')))
    await client(name).ask(true)
    expect(attempts()).toBe(2)
  })
})

describe('what the gateway says about another try', () => {
  it.each(names)("RTY-2: %s is kept from trying again where the gateway's own key is refused", async (name) => {
    at = await stage()
    at.openai.always(json({ error: { message: 'bad key', type: 'invalid_request_error', param: null, code: 'invalid_api_key' } }, 401))
    at.anthropic.always(json({ type: 'error', error: { type: 'authentication_error', message: 'bad key' }, request_id: 'req_1' }, 401))
    await expect(client(name).ask(false)).rejects.toThrow('was refused')
    expect(attempts()).toBe(1)
  })

  it.each(names)('RTY-2, GWE-8: %s is kept from trying again where the gateway itself is broken', async (name) => {
    const broken = { ...anthropicMessages, request: { ...anthropicMessages.request, decode: bug } }
    const brokenChat = { ...openaiChat, request: { ...openaiChat.request, decode: bug } }
    at = await stage({}, { formats: [broken, brokenChat] })
    await expect(client(name).ask(false)).rejects.toMatchObject({ status: 500 })
    await expect(client(name).ask(false)).rejects.toThrow('this is a bug of the gateway')
    expect(at.records).toHaveLength(2)
  })

  it('RTY-3: a wait of more than a minute forbids OpenAI clients another try only where configured', async () => {
    const long = json(overloaded, 529, { 'retry-after': '61' })
    at = await stage()
    at.anthropic.next(long)
    expect((await post(`${at.origin}/v1/chat/completions`, toAnthropic)).headers).not.toHaveProperty('x-should-retry')
    await at.close()
    at = await stage({ honourLongRetryAfter: true })
    at.anthropic.next(long, json(overloaded, 529, { 'retry-after': '60' }))
    const told = await post(`${at.origin}/v1/chat/completions`, toAnthropic)
    expect(told.headers).toMatchObject({ 'retry-after': '61', 'x-should-retry': 'false' })
    expect((await post(`${at.origin}/v1/chat/completions`, toAnthropic)).headers).not.toHaveProperty('x-should-retry')
    at.openai.always(json(busy, 503, { 'retry-after': '61' }))
    expect((await post(`${at.origin}/v1/chat/completions`, askOpenai)).headers['x-should-retry']).toBe('false')
    expect((await post(`${at.origin}/v1/messages`, toOpenai)).headers).not.toHaveProperty('x-should-retry')
  })

  it('RTY-3: so may a date', async () => {
    at = await stage({ honourLongRetryAfter: true })
    at.anthropic.next(json(overloaded, 529, { 'retry-after': 'Fri, 31 Dec 2199 23:59:59 GMT' }))
    expect((await post(`${at.origin}/v1/chat/completions`, toAnthropic)).headers['x-should-retry']).toBe('false')
  })

  it('RTY-1: what an upstream says about another try goes on as it came', async () => {
    at = await stage()
    const said = { 'retry-after': '2', 'retry-after-ms': '1500', 'x-should-retry': 'true' }
    at.openai.next(json(busy, 503, said))
    expect((await post(`${at.origin}/v1/messages`, toOpenai)).headers).toMatchObject(said)
    at.anthropic.next(json(overloaded, 529, said))
    expect((await post(`${at.origin}/v1/chat/completions`, toAnthropic)).headers).toMatchObject(said)
  })
})

function bug(): never {
  throw new Error('a bug')
}
