import { describe, expect, it } from 'vitest'
import type { Event } from '../../interlingua/event.ts'
import { fold } from '../../interlingua/fold.ts'
import { violation } from '../../interlingua/grammar.ts'
import type { Json } from '../../interlingua/json.ts'
import { createContext } from '../../translate/default-context.ts'
import { Ledger } from '../../translate/ledger.ts'
import format from './format.ts'

const context = createContext({ secret: 's' })
const head = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 7, model: 'm' }
const delta = (members: object, more: object = {}): object => ({
  ...head,
  choices: [{ index: 0, delta: members, finish_reason: null }],
  ...more,
})
const finish = (finish_reason: string): object => ({ ...head, choices: [{ index: 0, delta: {}, finish_reason }] })
const call = (index: number, members: object): object => delta({ tool_calls: [{ index, ...members }] })

/** Decodes chunks, then the end of the bytes; strings are data as it stands. */
function decoded(chunks: readonly (object | string)[]) {
  const ledger = new Ledger(format.name, format.unknownMembers.response)
  const machine = format.stream.decode(ledger, context)
  const events: Event[] = []
  for (const chunk of chunks) events.push(...machine.push({ event: null, data: typeof chunk === 'string' ? chunk : JSON.stringify(chunk) }))
  events.push(...machine.end())
  expect(violation(events)).toBeNull()
  return { events, ledger, folded: fold(events) }
}

const answer = (chunks: readonly (object | string)[]) => {
  const { folded } = decoded(chunks)
  if (!folded?.ok) throw new Error('the stream failed')
  return folded.response
}

const types = (events: readonly Event[]): string[] => events.map((event) => (event.type === 'open' ? `open ${event.kind}` : event.type))

describe('a Chat stream as events', () => {
  it('EVC-1 to EVC-14: text, interleaved calls, usage and the end', () => {
    const { events } = decoded([
      delta({ role: 'assistant', content: '' }),
      delta({ content: 'Hel' }),
      delta({ content: 'lo' }),
      call(0, { id: 'a', type: 'function', function: { name: 'w', arguments: '' } }),
      call(1, { id: 'b', type: 'function', function: { name: 'v', arguments: '' } }),
      call(0, { function: { arguments: '{"c":' } }),
      call(1, { function: { arguments: '{}' } }),
      call(0, { function: { arguments: '1}' } }),
      finish('tool_calls'),
      {
        ...head,
        choices: [],
        usage: { prompt_tokens: 10, completion_tokens: 7, total_tokens: 17, prompt_tokens_details: { cached_tokens: 4 } },
      },
      '[DONE]',
    ])
    expect(events).toMatchObject([
      { type: 'start', id: 'chatcmpl-1', model: 'm', created: 7, serviceTier: null },
      { type: 'open', kind: 'text', key: 0, at: '/choices/0/message/content' },
      { type: 'delta', key: 0, text: 'Hel' },
      { type: 'delta', key: 0, text: 'lo' },
      { type: 'open', kind: 'toolCall', key: 1, id: 'a', name: 'w', at: '/choices/0/message/tool_calls/0' },
      { type: 'open', kind: 'toolCall', key: 2, id: 'b', name: 'v', at: '/choices/0/message/tool_calls/1' },
      { type: 'delta', key: 1, text: '{"c":' },
      { type: 'delta', key: 2, text: '{}' },
      { type: 'delta', key: 1, text: '1}' },
      { type: 'close', key: 0 },
      { type: 'close', key: 1 },
      { type: 'close', key: 2 },
      { type: 'stop', stop: { reason: 'toolCalls' } },
      { type: 'usage', usage: { input: 10, output: 7, cacheRead: 4, cacheWrite: null, reasoning: null } },
      { type: 'end' },
    ])
  })

  it('EVC-3, RSN-12: reasoning is closed with a seal of ours before anything else opens', () => {
    for (const member of ['reasoning_content', 'reasoning']) {
      const { events, folded } = decoded([
        delta({ [member]: 'h' }),
        delta({ [member]: 'm' }),
        delta({ content: 'ok' }),
        finish('stop'),
        '[DONE]',
      ])
      expect(types(events)).toEqual([
        'start',
        'open thinking',
        'delta',
        'delta',
        'seal',
        'close',
        'open text',
        'delta',
        'close',
        'stop',
        'end',
      ])
      const [thinking] = folded?.ok ? folded.response.parts : []
      const seal = thinking?.kind === 'thinking' ? (thinking.seal ?? '') : ''
      expect(JSON.parse(context.open(seal) ?? 'null')).toMatchObject({ src: 'c', kind: 'reasoning', model: 'm' })
    }
  })

  it('EVC-5: a refusal is a part of its own, and the end is one', () => {
    expect(answer([delta({ refusal: 'no' }), finish('stop')])).toMatchObject({
      parts: [{ kind: 'refusal', text: 'no' }],
      stop: { reason: 'refusal' },
    })
  })

  it('EVC-6: a call waits for its name, gets an id if it has none, and may come without an index', () => {
    const late = answer([
      call(0, { function: { arguments: '{"a"' } }),
      call(0, { function: { name: 'f', arguments: ':1}' } }),
      finish('tool_calls'),
    ])
    expect(late.parts).toMatchObject([{ kind: 'toolCall', name: 'f', arguments: '{"a":1}' }])
    expect(late.parts[0]).toHaveProperty('id', expect.stringMatching(/^call_[0-9a-f]{24}$/))
    const without = answer([
      delta({ tool_calls: [{ id: 'a', function: { name: 'f', arguments: '{}' } }] }),
      delta({ tool_calls: [{ id: 'b', function: { name: 'g', arguments: '{' } }] }),
      delta({ tool_calls: [{ function: { arguments: '}' } }] }),
      finish('tool_calls'),
    ])
    expect(without.parts).toMatchObject([
      { id: 'a', name: 'f', arguments: '{}' },
      { id: 'b', name: 'g', arguments: '{}' },
    ])
    const sameIndex = answer([
      call(0, { id: 'a', function: { name: 'f', arguments: '{}' } }),
      call(0, { id: 'b', function: { name: 'f', arguments: '{}' } }),
      finish('stop'),
    ])
    expect(sameIndex.parts).toMatchObject([{ id: 'a' }, { id: 'b' }])
  })

  it('EVC-6: the ids of calls that came without one are those of the whole answer', () => {
    const nameless = { type: 'function', function: { name: 'f', arguments: '{}' } }
    const { parts } = answer([call(0, nameless), call(1, nameless), finish('tool_calls')])
    expect(parts).toMatchObject([{ id: 'call_9cba186aa2828aa8bdc88106' }, { id: 'call_67029156975f1ef2459b0d6d' }])
  })

  it('EVC-8, EVC-9: custom tools and the older function call', () => {
    const custom = answer([
      call(0, { id: 'a', type: 'custom', custom: { name: 'c', input: '' } }),
      call(0, { custom: { input: 'x=1' } }),
      finish('tool_calls'),
    ])
    expect(custom.parts).toMatchObject([{ id: 'a', name: 'c', freeform: true, arguments: 'x=1' }])
    const legacy = answer([
      delta({ function_call: { name: 'f', arguments: '' } }),
      delta({ function_call: { arguments: '{}' } }),
      finish('function_call'),
    ])
    expect(legacy).toMatchObject({ parts: [{ name: 'f', arguments: '{}' }], stop: { reason: 'toolCalls' } })
  })

  it('EVC-13: usage on every chunk counts once, the last one', () => {
    const usage = (n: number) => ({ usage: { prompt_tokens: 3, completion_tokens: n, total_tokens: 3 + n } })
    const response = answer([delta({ content: 'a' }, usage(1)), delta({ content: 'b' }, usage(2)), { ...finish('stop'), ...usage(2) }])
    expect(response.usage).toMatchObject({ input: 3, output: 2 })
  })

  it('EVC-15: done without a reason is finished and told', () => {
    const { folded, ledger } = decoded([call(0, { id: 'a', function: { name: 'f', arguments: '{}' } }), '[DONE]'])
    expect(folded).toMatchObject({ ok: true, response: { stop: { reason: 'toolCalls' } } })
    expect(ledger.losses).toMatchObject([{ rule: 'EVC-15', level: 'warn', path: '/choices/0/finish_reason' }])
    expect(answer([delta({ content: 'a' }), finish('  '), '[DONE]']).stop.reason).toBe('end')
  })

  it('EVC-16: bytes that simply stop are a truncation', () => {
    const { events } = decoded([delta({ content: 'a' })])
    expect(events.at(-1)).toMatchObject({ type: 'fail', fault: { kind: 'upstream', message: 'upstream stream ended early' } })
    expect(decoded([]).events).toMatchObject([{ type: 'fail' }])
  })

  it('EVC-17, EVC-18: what comes after the end, or for another choice, is ignored', () => {
    const second = { ...head, choices: [{ index: 1, delta: { content: 'B' }, finish_reason: null }] }
    const { folded, ledger } = decoded([
      delta({ content: 'a' }),
      second,
      second,
      finish('stop'),
      delta({ content: 'late' }),
      '[DONE]',
      delta({ content: 'x' }),
    ])
    expect(folded).toMatchObject({ response: { parts: [{ text: 'a' }] } })
    expect(ledger.losses.map(({ rule, level }) => [rule, level])).toEqual([
      ['ENV-4', 'debug'],
      ['EVC-17', 'debug'],
    ])
  })

  it('EVC-1: a preamble without an id opens nothing', () => {
    const preamble = { id: '', model: '', object: '', created: 0, choices: [], prompt_filter_results: [{ prompt_index: 0 }] }
    expect(decoded([preamble, delta({ content: 'a' }), finish('stop')]).events[0]).toMatchObject({ type: 'start', id: 'chatcmpl-1' })
  })

  it.each<[string, object | string, string]>([
    ['an error payload', { error: { message: 'boom', type: 'server_error', code: null } }, 'internal'],
    ['an error object by itself', { object: 'error', message: 'boom', type: 'server_error', code: null }, 'internal'],
    ['an error with a code', { error: { message: 'slow', type: 'x', code: 'rate_limit_exceeded' } }, 'rateLimit'],
    ['text that is no JSON', '{"id":', 'upstream'],
    ['a chunk of the wrong shape', { ...head, choices: 'none' }, 'upstream'],
  ])('EMC-7: %s ends the stream with a fault', (_name, chunk, kind) => {
    const { events } = decoded([delta({ content: 'a' }), chunk, delta({ content: 'b' })])
    expect(events.at(-1)).toMatchObject({ type: 'fail', fault: { kind } })
  })

  it('ENV-5: what every chunk repeats is carried once', () => {
    const repeated = { system_fingerprint: 'fp', new_member: 1, obfuscation: 'xx' }
    const { ledger } = decoded([delta({ content: 'a' }, repeated), delta({ content: 'b' }, repeated), finish('stop')])
    expect(ledger.entries.map(({ path }) => path)).toEqual(['/system_fingerprint', '/new_member', '/obfuscation'])
    expect(ledger.losses.map(({ path }) => path)).toEqual(['/obfuscation'])
  })

  it('LAW-1: a stream folds to what its whole answer says', () => {
    const message: Json = {
      role: 'assistant',
      content: 'ok',
      refusal: null,
      reasoning_content: 'hm',
      tool_calls: [{ id: 'a', type: 'function', function: { name: 'f', arguments: '{"a":1}' } }],
    }
    const usage = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 }
    const ledger = new Ledger(format.name, format.unknownMembers.response)
    const whole = format.response.decode(
      { ...head, object: 'chat.completion', service_tier: 'default', choices: [{ index: 0, message, finish_reason: 'tool_calls' }], usage },
      ledger,
      context,
    )
    const streamed = answer([
      delta({ role: 'assistant', content: null }, { service_tier: 'default' }),
      delta({ reasoning_content: 'hm' }),
      delta({ content: 'o' }),
      delta({ content: 'k' }),
      call(0, { id: 'a', type: 'function', function: { name: 'f', arguments: '' } }),
      call(0, { function: { arguments: '{"a":1}' } }),
      finish('tool_calls'),
      { ...head, choices: [], usage },
      '[DONE]',
    ])
    expect(streamed).toEqual(whole)
  })
})
