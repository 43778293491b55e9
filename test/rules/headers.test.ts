import { afterEach, describe, expect, it } from 'vitest'
import { defaultTimeouts } from '../../src/gateway/config.ts'
import { post, type Lines } from '../gateway/client.ts'
import { stage, type Stage } from '../gateway/stage.ts'
import { anthropicAnswer, askAnthropic, askOpenai, openaiAnswer } from '../gateway/wire.ts'
import { json } from '../scripted/answer.ts'
import { toChat, toMessages } from './translating.ts'

let at: Stage
afterEach(() => at?.close())

async function staged(...given: Parameters<typeof stage>): Promise<Stage> {
  at = await stage(...given)
  at.anthropic.always(json(anthropicAnswer))
  at.openai.always(json(openaiAnswer))
  return at
}

const translated = { ...askAnthropic, model: 'gpt-4o' }

describe('anthropic-version', () => {
  it.each([
    ['2023-06-01', '2023-06-01', undefined],
    ['2026-10-21', '2026-10-21', undefined],
    ['2031-01-01', '2031-01-01', '"";fate=mapped;level=warn;rule=HDR-2'],
    [undefined, null, undefined],
  ] as const)('HDR-2: %s is served, and telemetry tells what was sent', async (version, told, losses) => {
    await staged()
    const got = await post(`${at.origin}/v1/messages`, translated, version === undefined ? {} : { 'anthropic-version': version })
    const record = await at.record()
    expect([got.status, record.apiVersion, got.headers['x-diglot-losses']]).toEqual([200, told, losses])
  })

  it('HDR-2: an unknown version is refused to whoever is strict', () => {
    expect(toChat({}, { headers: { 'anthropic-version': '2031-01-01' }, strictness: 'strict' }).refused).toContain('2026-10-21')
  })
})

describe('anthropic-beta', () => {
  const edits = { context_management: { edits: [{ type: 'clear_tool_uses_20250919' }] } }

  it('HDR-3: goes on in the same format, and in no other', async () => {
    await staged()
    const headers = { 'anthropic-beta': 'files-api-2025-04-14,novelty-2031-01-01', 'anthropic-version': '2023-06-01' }
    expect((await post(`${at.origin}/v1/messages`, askAnthropic, headers)).status).toBe(200)
    expect((await post(`${at.origin}/v1/messages`, translated, headers)).status).toBe(200)
    expect([at.anthropic.only().headers['anthropic-beta'], at.openai.only().headers['anthropic-beta']]).toEqual([
      'files-api-2025-04-14,novelty-2031-01-01',
      undefined,
    ])
  })

  it('HDR-3, REQ-A-27: makes the members of the beta surface known', () => {
    const headers = { 'anthropic-version': '2023-06-01', 'anthropic-beta': 'context-management-2025-06-27' }
    expect(toChat(edits, { headers }).losses).toEqual(['/context_management dropped warn REQ-A-27'])
  })

  it('HDR-3, REQ-A-33: without it they are unknown', () => {
    expect(toChat(edits, { headers: { 'anthropic-version': '2023-06-01' } }).losses).toEqual(['/context_management carried warn REQ-A-33'])
  })
})

describe('headers of one provider', () => {
  const anthropicOnly: Lines = { 'anthropic-user-profile-id': 'up_1', 'anthropic-workspace-id': 'ws_1' }
  const openaiOnly: Lines = { 'openai-organization': 'org-1', 'openai-project': 'proj-1' }

  it('HDR-4, REQ-A-32a: the user profile and the workspace go on in the same format', async () => {
    await staged()
    await post(`${at.origin}/v1/messages`, askAnthropic, anthropicOnly)
    expect(at.anthropic.only().headers).toMatchObject(anthropicOnly)
    expect((await at.record()).losses).toEqual([])
  })

  it('HDR-4, REQ-A-32a: elsewhere they are lost with a warning', async () => {
    await staged()
    const got = await post(`${at.origin}/v1/messages`, translated, anthropicOnly)
    const { 'anthropic-user-profile-id': profile, 'anthropic-workspace-id': workspace } = at.openai.only().headers
    expect([got.status, profile, workspace]).toEqual([200, undefined, undefined])
    expect(got.headers['x-diglot-losses']).toBe('"";fate=dropped;level=warn;rule=HDR-4, "";fate=dropped;level=warn;rule=HDR-4')
  })

  it('HDR-5: the organization and the project go on in the same format', async () => {
    await staged()
    await post(`${at.origin}/v1/chat/completions`, askOpenai, openaiOnly)
    expect(at.openai.only().headers).toMatchObject(openaiOnly)
  })

  it('HDR-5: elsewhere they are dropped with a note', () => {
    expect(toMessages({}, { headers: openaiOnly }).losses).toEqual([' dropped info HDR-5', ' dropped info HDR-5'])
  })

  it('HDR-6: how often the SDK has tried before is in telemetry, and nowhere else', async () => {
    await staged()
    await post(`${at.origin}/v1/messages`, translated, {
      'x-stainless-retry-count': '2',
      'idempotency-key': 'i',
      'user-agent': 'Anthropic/JS',
    })
    expect((await at.record()).retries).toBe(2)
    expect(Object.keys(at.openai.only().headers).filter((name) => name.startsWith('x-stainless-') || name === 'idempotency-key')).toEqual(
      [],
    )
    expect(at.openai.only().headers['user-agent']).not.toContain('Anthropic')
  })
})

describe('x-stainless-timeout', () => {
  const never = (): Promise<never> => new Promise(() => undefined)

  it.each([
    ['passed through', '/v1/chat/completions', askOpenai],
    ['translated', '/v1/messages', translated],
  ])('HDR-7: bounds the wait for the upstream where configured, %s', async (_, path, body) => {
    await staged({ heedClientTimeout: true })
    at.openai.always(never)
    const got = await post(at.origin + path, body, { 'x-stainless-timeout': '0.05' })
    expect(got.status).toBe(504)
  })

  it('HDR-7: never lengthens it, and says nothing where it is not configured', async () => {
    await staged({ heedClientTimeout: true, timeouts: { ...defaultTimeouts, head: 50 } })
    at.openai.always(never)
    expect((await post(`${at.origin}/v1/messages`, translated, { 'x-stainless-timeout': '600' })).status).toBe(504)
    await at.close()
    await staged()
    at.openai.always(async () => {
      await new Promise((resolve) => setTimeout(resolve, 60))
      return json(openaiAnswer)
    })
    expect((await post(`${at.origin}/v1/messages`, translated, { 'x-stainless-timeout': '0.01' })).status).toBe(200)
  })
})

describe('traceparent', () => {
  const trace = { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', tracestate: 'vendor=x' }

  it.each([
    ['passed through', askAnthropic],
    ['translated', translated],
  ])('HDR-8: a trace goes on, %s', async (_, body) => {
    await staged()
    await post(`${at.origin}/v1/messages`, body, trace)
    expect([...at.anthropic.received, ...at.openai.received][0]?.headers).toMatchObject(trace)
  })
})
