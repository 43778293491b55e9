import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../src/index.ts'
import { toChat, toMessages, type Sent } from './translating.ts'

const all = { temperature: 0.5, top_p: 0.9 }

/** What a request says of sampling. */
function sampled({ body }: Sent): JsonObject {
  const { temperature, top_p, top_k } = body ?? {}
  return Object.fromEntries(Object.entries({ temperature, top_p, top_k }).filter(([, value]) => value !== undefined)) as JsonObject
}

type Row = readonly [rule: string, model: string, from: JsonObject, to: JsonObject, losses: readonly string[]]

describe('sampling at Claude models', () => {
  const never = ['/temperature dropped warn SAM-1', '/top_p dropped warn SAM-1']
  const rows: readonly Row[] = [
    ['SAM-1: Opus 4.7 takes none', 'claude-opus-4-7', all, {}, never],
    ['SAM-1: Sonnet 5 takes none', 'claude-sonnet-5', all, {}, never],
    ['SAM-1: Fable takes none', 'claude-fable-5-1', all, {}, never],
    ['SAM-1: not even top_k', 'claude-opus-5', { top_k: 5 }, {}, ['/top_k dropped warn SAM-1']],
    ['SAM-2: Opus 4.6 takes both while it does not think', 'claude-opus-4-6', all, all, []],
    [
      'SAM-2: Sonnet 4.6 takes none while it thinks',
      'claude-sonnet-4-6',
      { ...all, reasoning_effort: 'low' },
      {},
      ['/temperature dropped warn SAM-2', '/top_p dropped warn SAM-2'],
    ],
    [
      'SAM-2: thinking turned off is no thinking',
      'claude-sonnet-4-6',
      { temperature: 0.5, reasoning_effort: 'none' },
      { temperature: 0.5 },
      [],
    ],
    ['SAM-3: Haiku 4.5 takes one of them', 'claude-haiku-4-5', all, { temperature: 0.5 }, ['/top_p dropped warn REQ-C-8']],
    ['SAM-3: Opus 4.1 takes one of them', 'claude-opus-4-1', all, { temperature: 0.5 }, ['/top_p dropped warn REQ-C-8']],
    ['SAM-3: Opus 4 takes both', 'claude-opus-4-0', all, all, []],
    [
      'SAM-3: while Sonnet 4.5 thinks a top_p close to 1 is taken',
      'claude-sonnet-4-5',
      { top_p: 0.95, reasoning_effort: 'low', max_completion_tokens: 9000 },
      { top_p: 0.95 },
      [],
    ],
    [
      'SAM-3: a lower one is not',
      'claude-sonnet-4-5',
      { top_p: 0.94, reasoning_effort: 'low', max_completion_tokens: 9000 },
      {},
      ['/top_p dropped warn SAM-2'],
    ],
    ['SAM-4: the defaults go without saying', 'claude-sonnet-5', { temperature: 1, top_p: 1 }, {}, []],
  ]
  it.each(rows)('%s', (_, model, from, to, losses) => {
    const sent = toMessages(from, { model })
    expect([sampled(sent), sent.losses]).toEqual([to, losses])
  })
})

describe('sampling at OpenAI models and other hosts', () => {
  const rows: readonly Row[] = [
    ['SAM-4: the defaults go without saying', 'o3', { temperature: 1, top_p: 1 }, {}, []],
    ['SAM-5: the o-series takes none', 'o4-mini', all, {}, ['/temperature dropped warn SAM-5', '/top_p dropped warn SAM-5']],
    ['SAM-5: gpt-5 takes none', 'gpt-5', all, {}, ['/temperature dropped warn SAM-5', '/top_p dropped warn SAM-5']],
    ['SAM-6: gpt-5.1 takes both without effort', 'gpt-5.1', { ...all, thinking: { type: 'disabled' } }, all, []],
    [
      'SAM-6: and none with an effort, which is not changed for it',
      'gpt-5.1',
      { ...all, output_config: { effort: 'low' } },
      {},
      ['/temperature dropped warn SAM-6', '/top_p dropped warn SAM-6'],
    ],
    ['SAM-6: nor where nobody spoke of effort', 'gpt-5.1', { temperature: 0.5 }, {}, ['/temperature dropped warn SAM-6']],
    ['SAM-7: gpt-4o takes both', 'gpt-4o', all, all, []],
    ['SAM-7: gpt-4.1 takes both', 'gpt-4.1', all, all, []],
  ]
  it.each(rows)('%s', (_, model, from, to, losses) => {
    const sent = toChat(from, { model })
    expect([sampled(sent), sent.losses]).toEqual([to, losses])
  })

  it('SAM-6: the effort of a request with sampling is the one it asked for', () => {
    expect(toChat({ ...all, output_config: { effort: 'low' } }, { model: 'gpt-5.1' }).body?.['reasoning_effort']).toBe('low')
  })

  it('SAM-7: other hosts take both', () => {
    const sent = toChat(all, { model: 'qwen3', provider: 'other' })
    expect([sampled(sent), sent.losses]).toEqual([all, []])
  })
})

describe('the API version that sampling decides on', () => {
  const version = (sent: Sent): string | undefined => sent.headers['anthropic-version']

  it.each([
    ['VER-2: a temperature that survives', 'claude-sonnet-4-6', { temperature: 0.5 }, '2023-06-01'],
    ['VER-2: a top_p that survives', 'claude-sonnet-4-6', { top_p: 0.5 }, '2023-06-01'],
    ['VER-2: a top_k that survives', 'claude-sonnet-4-6', { top_k: 5 }, '2023-06-01'],
    ['VER-2: no sampling', 'claude-sonnet-4-6', {}, '2026-10-21'],
    ['VER-2, SAM-4: the default temperature', 'claude-sonnet-4-6', { temperature: 1 }, '2026-10-21'],
    ['VER-2, SAM-1: a temperature that the model refuses', 'claude-opus-5', { temperature: 0.5 }, '2026-10-21'],
  ])('%s sends %s', (_, model, members, wanted) => {
    expect(version(toMessages(members, { model }))).toBe(wanted)
  })

  it('VER-8, REQ-A-9: the sampling of a 2026-10-21 client is translated like any other', () => {
    const headers = { 'anthropic-version': '2026-10-21' }
    const sent = toChat({ temperature: 0.5, top_p: 0.9, top_k: 5 }, { headers })
    expect([sampled(sent), sent.losses]).toEqual([all, ['/top_k dropped warn REQ-A-11']])
  })
})
