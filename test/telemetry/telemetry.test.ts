import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import type { TelemetryRecord } from '../../src/gateway/telemetry.ts'
import { stage, type Stage } from '../scripted/gateway.ts'
import { anthropicStreams } from './anthropic-streams.ts'
import type { UpstreamStream } from './endings.ts'
import { openaiStreams } from './openai-streams.ts'

let gateway: Stage

beforeAll(async () => {
  gateway = await stage()
})
afterEach(() => gateway.reset())
afterAll(() => gateway.close())

const weather = { type: 'object', properties: { location: { type: 'string' } } }

/** What a client of each dialect asks; neither loses anything in translation. */
const asks = {
  messages: (model: string) => ({
    model,
    max_tokens: 1000,
    stream: true,
    tools: [{ name: 'get_weather', input_schema: weather }],
    messages: [{ role: 'user', content: 'Weather?' }],
  }),
  'chat/completions': (model: string) => ({
    model,
    max_completion_tokens: 1000,
    stream: true,
    stream_options: { include_usage: true },
    tools: [{ type: 'function', function: { name: 'get_weather', parameters: weather } }],
    messages: [{ role: 'user', content: 'Weather?' }],
  }),
}

test.each([
  ['anthropic', 'claude-sonnet-4-6', anthropicStreams, 20260401],
  ['openai', 'gpt-4o', openaiStreams, 20260402],
] as const)(
  'of 300 streams of %s a passthrough and a normalised run leave the same record (TEL-1, LAW-16)',
  async (provider, model, streams, seed) => {
    const kinds = new Set<string>()
    await fc.assert(
      fc.asyncProperty(streams, async (upstream) => {
        kinds.add(upstream.ending)
        gateway.reset()
        gateway[provider].next(upstream.said, upstream.said)
        const [own, other] =
          provider === 'anthropic' ? (['messages', 'chat/completions'] as const) : (['chat/completions', 'messages'] as const)
        const native = await read(own, model)
        await read(other, model)
        const records = await vi.waitFor(() => {
          expect(gateway.records.all).toHaveLength(2)
          return gateway.records.all
        })
        const [passed, normalised] = records.toSorted((a, b) => (a.path === 'passthrough' ? -1 : 1) - (b.path === 'passthrough' ? -1 : 1))
        expect([passed?.path, normalised?.path]).toEqual(['passthrough', 'normalised'])
        expect(comparable(normalised)).toEqual(comparable(passed))
        expect(passed).toMatchObject({ truncated: upstream.ending === 'truncated', failed: upstream.ending !== 'complete' })
        expect(tampering(native, upstream)).toBeNull()
      }),
      { seed, numRuns: 300, endOnFailure: true },
    )
    expect([...kinds].toSorted()).toEqual(['complete', 'error', 'truncated'])
  },
)

/** What may differ between the two paths: their name, the client's dialect, ids minted per request, times. */
function comparable(record: TelemetryRecord | undefined): object {
  const own = new Set(['id', 'path', 'client', 'route', 'ttfbMs', 'ttftMs', 'totalMs'])
  const shared = Object.entries({ ...record }).filter(([field]) => !own.has(field))
  return { ...Object.fromEntries(shared), answered: record?.ttfbMs !== null, spoke: record?.ttftMs !== null }
}

interface Read {
  readonly text: string
  readonly broken: boolean
}

async function read(path: keyof typeof asks, model: string): Promise<Read> {
  const answer = await fetch(`${gateway.origin}/v1/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'anthropic-version': '2026-10-21', authorization: 'Bearer sk-client' },
    body: JSON.stringify(asks[path](model)),
  })
  const decoder = new TextDecoder()
  let text = ''
  try {
    for await (const chunk of answer.body ?? []) text += decoder.decode(chunk, { stream: true })
    return { text, broken: false }
  } catch {
    return { text, broken: true }
  }
}

/** SSE-7: what came before the end is untouched, and a truncated stream never ends in silence. Null where that holds. */
function tampering({ text, broken }: Read, { text: sent, ending }: UpstreamStream): string | null {
  if (ending !== 'truncated') return !broken && text === sent ? null : `sent ${sent}\ngot ${text}`
  if (broken) return sent.startsWith(text) ? null : `broke off after ${text}`
  return text.startsWith(sent) && /^(event: error\n)?data: \{.*"error".*\}\n\n$/s.test(text.slice(sent.length))
    ? null
    : `ended after ${text}`
}
