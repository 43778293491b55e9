import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readdirSync, readFileSync } from 'node:fs'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { anthropicMessages, openaiChat, translateRequest, translateResponse, translateStream } from '../../src/index.ts'
import { open, piece, post } from '../gateway/client.ts'
import { stage, type Stage } from '../gateway/stage.ts'
import { anthropicAnswer, anthropicStream, askAnthropic, askOpenai, openaiAnswer, openaiStream } from '../gateway/wire.ts'
import { json, sse } from '../scripted/answer.ts'
import { asking, nameless } from './streams.ts'

let at: Stage | null = null
afterEach(async () => {
  await at?.close()
  at = null
})

const toOpenai = { ...askAnthropic, model: 'gpt-4o' }
const toAnthropic = { ...askOpenai, model: 'claude-sonnet-4-6' }

describe('addresses in a request', () => {
  it('SEC-2: are never fetched by the gateway: they go on as they are, or are refused', async () => {
    let fetched = 0
    const site = createServer((_, answer) => {
      fetched += 1
      answer.end()
    })
    await new Promise<void>((listening) => site.listen(0, '127.0.0.1', listening))
    const url = `http://127.0.0.1:${(site.address() as AddressInfo).port}/a.png`
    at = await stage()
    at.openai.always(json(openaiAnswer))
    at.anthropic.always(json(anthropicAnswer))
    const image = [{ role: 'user', content: [{ type: 'image', source: { type: 'url', url } }] }]
    const pdf = [{ role: 'user', content: [{ type: 'document', source: { type: 'url', url } }] }]
    const part = [{ role: 'user', content: [{ type: 'image_url', image_url: { url } }] }]
    const statuses = [
      await post(`${at.origin}/v1/messages`, { ...toOpenai, messages: image }),
      await post(`${at.origin}/v1/messages`, { ...toOpenai, messages: pdf }),
      await post(`${at.origin}/v1/chat/completions`, { ...toAnthropic, messages: part }),
    ].map(({ status }) => status)
    site.close()
    expect([statuses, fetched]).toEqual([[200, 400, 200], 0])
    expect(at.openai.only().json).toMatchObject({ messages: [{ content: [{ type: 'image_url', image_url: { url } }] }] })
    expect(at.anthropic.only().json).toMatchObject({ messages: [{ content: [{ type: 'image', source: { type: 'url', url } }] }] })
  })
})

describe('names that mean something to JavaScript', () => {
  const hostile = '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"a":1,"a":2}'

  it('SEC-4: in arguments they are data, and the last of two equal names counts', async () => {
    at = await stage()
    at.openai.next(json(openaiAnswer))
    const body = `{"model":"gpt-4o","max_tokens":9,"tools":[{"name":"f","input_schema":{"type":"object"}}],"messages":[{"role":"user","content":"x"},{"role":"assistant","content":[{"type":"tool_use","id":"t","name":"f","input":${hostile}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"t"}]}],"__proto__":{"polluted":1}}`
    const { status } = await (await import('../gateway/client.ts')).call(`${at.origin}/v1/messages`, body)
    expect(status).toBe(200)
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
    const sent = new TextDecoder().decode(at.openai.only().bytes)
    const [, args = ''] = /"arguments":("(?:[^"\\]|\\.)*")/.exec(sent) ?? []
    expect(JSON.parse(args)).toBe('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"a":2}')
    expect(sent).not.toMatch(/^.{0,40}polluted/)
  })
})

describe('surrogates that a stream tears apart', () => {
  it.each([
    ['content', { content: '\ud83d' }, { content: '\ude00' }, 'text'],
    ['reasoning', { reasoning_content: '\ud83d' }, { reasoning_content: '\ude00' }, 'thinking'],
  ])('SEC-6: halves of a character in two deltas of %s are one character at the client', (_, first, second, member) => {
    const chunk = (delta: object): object => ({
      id: 'c',
      object: 'chat.completion.chunk',
      created: 1,
      model: 'm',
      choices: [{ index: 0, delta, finish_reason: null }],
    })
    const machine = translateStream(openaiChat, anthropicMessages, asking())
    const sse = nameless([JSON.stringify(chunk(first)), JSON.stringify(chunk(second))])
    const out = [...machine.push(new TextEncoder().encode(sse))].join('')
    const said = [...out.matchAll(new RegExp(`"${member}":"([^"]*)"`, 'g'))].map(([, text]) => JSON.parse(`"${text}"`) as string).join('')
    expect(said).toBe('😀')
    expect(out).not.toMatch(/\\ud[89a-f]/)
  })

  it('SEC-6: a half that stays alone is replaced, and only once the text has ended', () => {
    const chunk = (delta: object, finish_reason: string | null = null): string =>
      JSON.stringify({ id: 'c', created: 1, model: 'm', choices: [{ index: 0, delta, finish_reason }] })
    const machine = translateStream(openaiChat, anthropicMessages, asking())
    const push = (data: string): string => machine.push(new TextEncoder().encode(nameless([data]))).join('')
    expect(push(chunk({ content: 'a\ud83d' }))).toMatch(/"text":"a"\}\}\n\n$/)
    expect(push(chunk({}, 'stop'))).toMatch(/"text":"\ufffd"\}\}\n\nevent: content_block_stop/)
  })
})

describe('surrogates that stand alone in a whole answer', () => {
  it('SEC-6: are replaced as in a stream, whoever answers', () => {
    const said = { role: 'assistant', content: 'a\ud83d', reasoning_content: '\ude00b', refusal: null }
    const completion = { id: 'c', created: 1, model: 'm', choices: [{ index: 0, message: said, finish_reason: 'stop' }] }
    expect(translateResponse(openaiChat, anthropicMessages, completion, asking()).value['content']).toMatchObject([
      { type: 'thinking', thinking: '\ufffdb' },
      { type: 'text', text: 'a\ufffd' },
    ])
    const message = { id: 'm', model: 'm', content: [{ type: 'text', text: '😀\ud83d' }], stop_reason: 'end_turn', usage: {} }
    expect(translateResponse(anthropicMessages, openaiChat, message, asking()).value['choices']).toMatchObject([
      { message: { content: '😀\ufffd' } },
    ])
  })
})

describe('time', () => {
  it('SSE-6: what the upstream has said is at the client although nothing more comes', async () => {
    at = await stage()
    at.openai.next(sse(openaiStream.slice(0, 2).join(''), 'whole', 'hang'))
    const { answer, sent } = await open(`${at.origin}/v1/messages`, { ...toOpenai, stream: true })
    let text = await piece(answer)
    while (!text.includes('"text":"Hello"')) text += await piece(answer)
    expect(answer.headers['content-encoding']).toBeUndefined()
    sent.destroy()
  })

  it('EVT-2: machines set no timer and ask no clock; the context gives them the one time they write', () => {
    vi.useFakeTimers({ now: 0 })
    try {
      const clock = vi.spyOn(Date, 'now')
      for (const [from, to, events] of [
        [anthropicMessages, openaiChat, anthropicStream],
        [openaiChat, anthropicMessages, openaiStream],
      ] as const) {
        const machine = translateStream(from, to, asking())
        for (const event of events) machine.push(new TextEncoder().encode(event))
        machine.end()
        expect(translateRequest(from, to, from === openaiChat ? askOpenai : askAnthropic).ok).toBe(true)
      }
      expect([vi.getTimerCount(), clock.mock.calls.length]).toEqual([0, 0])
    } finally {
      vi.useRealTimers()
    }
  })

  it.each(['formats', 'interlingua', 'translate', 'capabilities'])('EVT-2: nothing under src/%s names a timer or a clock', (folder) => {
    const root = new URL(`../../src/${folder}/`, import.meta.url)
    const sources = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => /(?<!\.test)\.ts$/.test(file))
    const code = (file: string): string => readFileSync(new URL(file, root), 'utf8').replaceAll(/\/\*[^]*?\*\/|\/\/.*/g, '')
    const timed = /\b(setTimeout|setInterval|setImmediate|performance\s*\.\s*now|Date\.now\(|new Date\(\)|node:timers)/
    expect(sources.filter((file) => timed.test(code(file)))).toEqual([])
    expect(sources.length).toBeGreaterThan(3)
  })
})
