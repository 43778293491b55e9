import fc from 'fast-check'
import { expect, vi } from 'vitest'
import type { TelemetryRecord } from '../../src/gateway/telemetry.ts'
import { stage } from '../scripted/gateway.ts'
import type { UpstreamStream } from './endings.ts'

const weather = { type: 'object', properties: { location: { type: 'string' } } }

/** What a client of each dialect asks; none loses anything in translation. */
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
  responses: (model: string) => ({
    model,
    max_output_tokens: 1000,
    stream: true,
    tools: [{ type: 'function', name: 'get_weather', parameters: weather, strict: false }],
    input: 'Weather?',
  }),
}

/** What is generated, and what must have been among it. */
export interface Plan {
  readonly provider: 'anthropic' | 'openai'
  /** Of OpenAI's, where it is not Chat: its answers say more than other clients can be told. */
  readonly api?: 'responses'
  readonly model: string
  readonly streams: fc.Arbitrary<UpstreamStream>
  readonly seed: number
  /** Texts that stand in some of the streams. */
  readonly among: readonly string[]
}

/** Runs 300 generated streams over both paths, and holds the two records of each against each other (TEL-1, LAW-16). */
export async function bothPaths({ provider, api, model, streams, seed, among }: Plan): Promise<void> {
  const gateway = await stage()
  const [own, other] =
    provider === 'anthropic' ? (['messages', 'chat/completions'] as const) : ([api ?? 'chat/completions', 'messages'] as const)
  const endings = new Set<string>()
  const unseen = new Set(among)
  await fc.assert(
    fc.asyncProperty(streams, async (upstream) => {
      endings.add(upstream.ending)
      for (const text of unseen) if (upstream.text.includes(text)) unseen.delete(text)
      gateway.reset()
      gateway[provider].next(upstream.said, upstream.said)
      const native = await read(gateway.origin, own, model)
      await read(gateway.origin, other, model)
      await vi.waitFor(() => expect(gateway.records.all).toHaveLength(2), { interval: 2 })
      const [passed, normalised] = gateway.records.all.toSorted((a, b) => (a.path === b.path ? 0 : a.path === 'passthrough' ? -1 : 1))
      expect([passed?.path, normalised?.path]).toEqual(['passthrough', 'normalised'])
      expect(comparable(normalised)).toEqual(comparable(passed))
      expect([passed?.losses, api ? [] : normalised?.losses.filter(({ rule }) => rule !== 'CNT-1')]).toEqual([[], []])
      expect(passed).toMatchObject({
        servedModel: `${own === 'messages' ? 'claude' : 'gpt'}-generated`,
        truncated: upstream.ending === 'truncated',
        failed: upstream.ending !== 'complete',
        stop: upstream.ending === 'complete' ? expect.any(String) : passed?.stop,
        tokens: { output: upstream.ending === 'complete' && !passed?.usageMissing ? expect.any(Number) : passed?.tokens.output },
      })
      expect(tampering(native, upstream)).toBeNull()
    }),
    { seed, numRuns: 300, endOnFailure: true },
  )
  expect([...endings].toSorted()).toEqual(['complete', 'error', 'truncated'])
  expect([...unseen]).toEqual([])
  await gateway.close()
}

/** What may differ between the two paths: their name, the client's dialect, ids minted per request, times, what translation loses. */
function comparable(record: TelemetryRecord | undefined): object {
  const own = new Set(['id', 'path', 'client', 'route', 'ttfbMs', 'ttftMs', 'totalMs', 'losses'])
  const shared = Object.entries({ ...record }).filter(([field]) => !own.has(field))
  return { ...Object.fromEntries(shared), answered: record?.ttfbMs !== null, spoke: record?.ttftMs !== null }
}

interface Read {
  readonly text: string
  readonly broken: boolean
}

async function read(origin: string, path: keyof typeof asks, model: string): Promise<Read> {
  const answer = await fetch(`${origin}/v1/${path}`, {
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
