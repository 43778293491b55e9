import { PassThrough } from 'node:stream'
import { afterEach, describe, expect, it } from 'vitest'
import { anthropicMessages, openaiChat, type Format } from '../../src/index.ts'
import { defaultConfig } from '../../src/gateway/config.ts'
import { readConfigFile } from '../../src/gateway/config-file.ts'
import { configOf } from '../../src/gateway/config-load.ts'
import { formats } from '../../src/formats/index.ts'
import { post } from '../gateway/client.ts'
import { stage, type Stage } from '../gateway/stage.ts'
import { anthropicAnswer, anthropicStream, askAnthropic, askOpenai, openaiAnswer, openaiStream } from '../gateway/wire.ts'
import { json, sse } from '../scripted/answer.ts'

let at: Stage
afterEach(() => at?.close())

async function staged(...given: Parameters<typeof stage>): Promise<Stage> {
  at = await stage(...given)
  at.anthropic.always(json(anthropicAnswer))
  at.openai.always(json(openaiAnswer))
  return at
}

const toGpt = { ...askAnthropic, model: 'gpt-4o' }
const toClaude = { ...askOpenai, model: 'claude-sonnet-4-6' }
/** Served all the same (LEN-1), but no document of the version allows it. */
const loose = { ...toGpt, tools: null }

describe('checks of the input', () => {
  it('VAL-1: report serves what the schemas refuse, and tells telemetry where', async () => {
    await staged({ validation: { mode: 'report', sample: 0 } })
    expect((await post(`${at.origin}/v1/messages`, loose)).status).toBe(200)
    expect((await at.record()).validation).toEqual({
      input: [{ path: '/tools', why: 'must be array' }],
      unknown: null,
      unknownInAnswer: null,
      output: null,
    })
  })

  it('VAL-1: report tells all that is wrong, each place once and as the client wrote it', async () => {
    const validation = await anthropicMessages.loadValidation()
    const request = (body: unknown, headers: Record<string, string>) => validation.request(body, headers)
    const block = (text: unknown) => ({ type: 'text', text })
    const broken = {
      model: 'm',
      max_tokens: 'many',
      stop_sequences: ['a', 1, 'b', 2],
      metadata: { user_id: 7 },
      messages: [
        { role: 'user', content: [block(1), block('fine'), block(2)] },
        { role: 'assistant', content: [block('fine')] },
      ],
    }
    const paths = request(broken, { 'anthropic-version': '2023-06-01' }).map(({ path }) => path)
    expect(paths.toSorted()).toEqual([
      '/max_tokens',
      '/messages/0/content/0/text',
      '/messages/0/content/2/text',
      '/metadata/user_id',
      '/stop_sequences/1',
      '/stop_sequences/3',
    ])
    const numbers = Array.from({ length: 50 }, (_, index) => index)
    expect(request({ ...broken, stop_sequences: numbers }, {})).toHaveLength(20)
    expect(request({ model: 'm', messages: [] }, {})).toMatchObject([{ path: '', why: "must have required property 'max_tokens'" }])
  })

  it('VAL-1: enforce answers it with a 400 in the dialect of the caller', async () => {
    await staged({ validation: { mode: 'enforce', sample: 0 } })
    const anthropic = await post(`${at.origin}/v1/messages`, loose)
    expect([anthropic.status, JSON.parse(anthropic.text)]).toMatchObject([
      400,
      { type: 'error', error: { type: 'invalid_request_error', message: 'tools: must be array' } },
    ])
    const openai = await post(`${at.origin}/v1/chat/completions`, { ...toClaude, tools: null })
    expect([openai.status, JSON.parse(openai.text)]).toMatchObject([400, { error: { param: 'tools', code: 'invalid_value' } }])
    expect([at.openai.received, at.anthropic.received]).toEqual([[], []])
  })

  it('VAL-1, HDR-2: the version of the client tells which document counts', async () => {
    await staged({ validation: { mode: 'report', sample: 0 } })
    for (const [index, version] of ['2023-06-01', '2026-10-21', '2027-03-01'].entries()) {
      await post(`${at.origin}/v1/messages`, { ...toGpt, temperature: 'warm' }, { 'anthropic-version': version })
      const wrong = version === '2023-06-01' ? [{ path: '/temperature', why: 'must be number' }] : []
      expect((await at.record(index + 1)).validation?.input).toEqual(wrong)
    }
  })

  it('VAL-1: off is off', async () => {
    await staged({ validation: { mode: 'off', sample: 0 } })
    expect((await post(`${at.origin}/v1/messages`, loose)).status).toBe(200)
    expect((await at.record()).validation).toBeNull()
  })

  it('VAL-2: in a sample what nobody knows is counted, and nothing is refused', async () => {
    await staged({ validation: { mode: 'off', sample: 2 } })
    const newer = { ...toGpt, novelty: 1, metadata: { user_id: 'u', shoe_size: 43 } }
    for (const count of [1, 2, 3, 4]) {
      expect((await post(`${at.origin}/v1/messages`, newer)).status).toBe(200)
      expect((await at.record(count)).validation).toEqual(
        count % 2 === 0 ? { input: [], unknown: 2, unknownInAnswer: 0, output: null } : null,
      )
    }
  })

  it('VAL-2: what is passed through is counted too', async () => {
    await staged({ validation: { mode: 'off', sample: 1 } })
    await post(`${at.origin}/v1/chat/completions`, { ...askOpenai, novelty: 1 })
    expect((await at.record()).validation?.unknown).toBe(1)
  })
})

describe('checks of our own output', () => {
  it.each([
    ['report', 0],
    ['off', 1],
  ] as const)('VAL-1, VAL-2: with %s and a sample of %i good requests, answers and events find nothing', async (mode, sample) => {
    await staged({ validation: { mode, sample } })
    at.openai.next(json(openaiAnswer), sse(openaiStream.join('')))
    at.anthropic.next(json(anthropicAnswer), sse(anthropicStream.join('')))
    for (const stream of [false, true]) {
      await post(`${at.origin}/v1/messages`, { ...toGpt, stream })
      await post(`${at.origin}/v1/chat/completions`, { ...toClaude, stream })
    }
    for (const count of [1, 2, 3, 4]) expect((await at.record(count)).validation?.output).toBeNull()
  })

  const faulty: readonly (readonly [what: string, broken: Partial<Format>, stream: boolean])[] = [
    [
      'request of the upstream',
      { request: { ...openaiChat.request, encode: (...given) => ({ ...openaiChat.request.encode(...given), body: { model: 7 } }) } },
      false,
    ],
    ['answer', {}, false],
    ['event', {}, true],
  ]
  it.each(faulty)('VAL-2, GWE-9: a bad %s is an alarm, and is sent all the same', async (what, broken, stream) => {
    const log = new PassThrough()
    const badAnswers: Format = {
      ...anthropicMessages,
      response: { ...anthropicMessages.response, encode: () => ({ type: 'message' }) },
      stream: {
        ...anthropicMessages.stream,
        encode(...given) {
          const encoder = anthropicMessages.stream.encode(...given)
          const bad = { event: 'ping', data: '{"type":"ping","extra":1}' }
          return {
            push: (event) => [{ ...bad, data: '{"type":7}' }, ...encoder.push(event)],
            end: () => encoder.end(),
            fail: (f) => encoder.fail(f),
          }
        },
      },
    }
    const client = what === 'request of the upstream' ? anthropicMessages : badAnswers
    await staged({ validation: { mode: 'off', sample: 1 }, logLevel: 'error' }, { log, formats: [client, { ...openaiChat, ...broken }] })
    at.openai.always(stream ? sse(openaiStream.join('')) : json(openaiAnswer))
    const got = await post(`${at.origin}/v1/messages`, { ...toGpt, stream })
    expect([got.status, at.openai.received.length]).toEqual([200, 1])
    expect((await at.record()).validation?.output).toMatchObject({ path: expect.any(String) })
    expect(String(log.read())).toContain(`the gateway wrote an ${what} that is not valid`)
  })
})

describe('configuration', () => {
  const loaded = (value: Parameters<typeof configOf>[0]['value']) => configOf({ value, problem: () => '' }, {}).validation

  it('VAL-1: whoever debugs gets reports, unless something else is said', () => {
    expect(loaded({ logLevel: 'debug' }).mode).toBe('report')
    expect(loaded({ logLevel: 'debug', validation: 'off' }).mode).toBe('off')
    expect(loaded({ validation: 'enforce' }).mode).toBe('enforce')
  })

  it('VAL-2: otherwise checks are off but for a sample', () => {
    expect([loaded({}), defaultConfig.validation]).toEqual([{ mode: 'off', sample: 1000 }, defaultConfig.validation])
    expect(loaded({ validationSample: 50 })).toEqual({ mode: 'off', sample: 50 })
  })

  it('VAL-1: a mode that is none is told before anything starts', () => {
    expect(() => readConfigFile('validation: loud', 'f.yaml', {})).toThrow('validation: must be one of off, report, enforce')
    expect(readConfigFile('{ validation: enforce, validationSample: 9, heedClientTimeout: true }', 'f.yaml', {}).value).toEqual({
      validation: 'enforce',
      validationSample: 9,
      heedClientTimeout: true,
    })
  })

  it('VAL-1: every format can be checked', async () => {
    for (const format of formats) expect((await format.loadValidation()).request({ model: 7 }, {})).not.toEqual([])
  })
})
