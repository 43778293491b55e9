import { describe, expect, it } from 'vitest'
import { capabilitiesOf } from '../../capabilities/match.ts'
import type { Capabilities } from '../../capabilities/capabilities.ts'
import type { CacheMarker } from '../../interlingua/cache.ts'
import type { Part, TextPart, ToolCallPart, ToolResultPart } from '../../interlingua/part.ts'
import type { Role, Turn } from '../../interlingua/turn.ts'
import { createContext } from '../../translate/default-context.ts'
import { blankExchange } from '../../translate/exchange.ts'
import { Ledger } from '../../translate/ledger.ts'
import { defaultSettings, type Settings } from '../../translate/settings.ts'
import format from './format.ts'
import { validators } from './generated/validate.closed.js'

const text = (value: string, more: Partial<TextPart> = {}): TextPart => ({ kind: 'text', at: '', text: value, cache: null, ...more })
const call = (id: string, args = '{}'): ToolCallPart => ({
  kind: 'toolCall',
  at: `/call/${id}`,
  id,
  name: 'f',
  arguments: args,
  freeform: false,
  cache: null,
})
const result = (callId: string, parts: readonly Part[], isError = false): ToolResultPart => ({
  kind: 'toolResult',
  at: `/result/${callId}`,
  callId,
  parts,
  isError,
  cache: null,
})
const image: Part = {
  kind: 'image',
  at: '/image',
  source: { kind: 'base64', mediaType: 'image/png', data: 'iVBO' },
  detail: null,
  cache: null,
}
const turn = (role: Role, ...parts: Part[]): Turn => ({ at: `/${role}`, role, name: null, shorthand: false, parts })

interface Way {
  readonly capabilities?: Partial<Capabilities>
  readonly settings?: Partial<Settings>
}

/** The messages of an Anthropic history, and the losses. */
function encoded(turns: readonly Turn[], { capabilities, settings }: Way = {}) {
  const ledger = new Ledger('anthropic-messages', { rule: 'REQ-A-33', why: '', level: 'warn' })
  const target = {
    model: 'gpt-4o',
    ...capabilitiesOf('openai', 'gpt-4o', capabilities),
    settings: { ...defaultSettings, ...settings },
    context: createContext(),
  }
  const { body } = format.request.encode({ ...blankExchange().request, turns }, ledger, target)
  expect(validators.v1.request(body) || validators.v1.request.errors).toBe(true)
  return { messages: body['messages'], losses: ledger.losses.map(({ path, fate, rule, level }) => [path, fate, rule, level]) }
}

const asked = turn('user', text('hi'))

describe('instructions', () => {
  it('REQ-A-6, IRO-1: one text is a string, several are parts, by the role of the host', () => {
    expect(encoded([turn('system', text('a')), asked]).messages).toEqual([
      { role: 'system', content: 'a' },
      { role: 'user', content: 'hi' },
    ])
    expect(
      encoded([turn('system', text('a'), text('b')), asked], { capabilities: { instructionRole: 'developer' } }).messages,
    ).toMatchObject([{ role: 'developer', content: [{ text: 'a' }, { text: 'b' }] }, { role: 'user' }])
  })

  it('MSG-9: a later one stays, becomes user text, or moves to the front', () => {
    const turns = [turn('system', text('a')), asked, turn('system', text('b')), turn('assistant', text('ok')), asked]
    expect(encoded(turns).messages).toMatchObject([{ role: 'system' }, { role: 'user' }, { role: 'system', content: 'b' }, {}, {}])
    const wrapped = encoded(turns, { capabilities: { midSystem: false } })
    expect(wrapped.messages).toMatchObject([{}, {}, { role: 'user', content: '<system-reminder>\nb\n</system-reminder>' }, {}, {}])
    expect(wrapped.losses).toEqual([['/system', 'folded', 'MSG-9', 'warn']])
    const hoisted = encoded(turns, { capabilities: { midSystem: false }, settings: { midSystem: { messages: 'hoist', chat: 'hoist' } } })
    expect(hoisted.messages).toMatchObject([{ role: 'system', content: [{ text: 'a' }, { text: 'b' }] }, { role: 'user' }, {}, {}])
  })
})

describe('assistant turns', () => {
  it('CNT-1: adjacent texts join as they are, others with a gap', () => {
    const { messages } = encoded([asked, turn('assistant', text('a'), text('b'), call('t'), text('c')), turn('user', result('t', []))])
    expect(messages).toMatchObject([{}, { content: 'ab\n\nc' }, { role: 'tool', content: '' }])
  })

  it('MSG-5: calls alone have null content, and empty messages go', () => {
    const { messages, losses } = encoded([
      asked,
      turn('assistant', text('')),
      asked,
      turn('assistant', call('t')),
      turn('user', result('t', [text('1')])),
    ])
    expect(messages).toMatchObject([{}, { role: 'user' }, { role: 'assistant', content: null }, { role: 'tool', content: '1' }])
    expect(losses.map(([, , rule, level]) => [rule, level])).toEqual([
      ['MSG-5', 'debug'],
      ['MSG-5', 'debug'],
    ])
  })

  it('MSG-5: where nothing is left to say, a minimal message is sent', () => {
    const { messages, losses } = encoded([turn('user', text(''))])
    expect(messages).toEqual([{ role: 'user', content: '.' }])
    expect(losses.map(([, fate, rule, level]) => [fate, rule, level])).toEqual([
      ['dropped', 'MSG-5', 'debug'],
      ['dropped', 'MSG-5', 'debug'],
      ['folded', 'MSG-5', 'warn'],
    ])
  })

  it('MSG-1: what the assistant says after a call joins its message, so that the result follows it', () => {
    const { messages, losses } = encoded([
      asked,
      turn('assistant', call('t')),
      turn('assistant', text('wait')),
      turn('user', result('t', [text('1')])),
    ])
    expect(messages).toMatchObject([
      {},
      { role: 'assistant', content: 'wait', tool_calls: [{ id: 't' }] },
      { role: 'tool', tool_call_id: 't' },
    ])
    expect(losses).toEqual([])
  })

  it('MSG-4: a trailing assistant message is sent and warned of', () => {
    const { messages, losses } = encoded([asked, turn('assistant', text('{'))])
    expect(messages).toMatchObject([{}, { role: 'assistant', content: '{' }])
    expect(losses).toEqual([['/assistant', 'folded', 'MSG-4', 'warn']])
  })

  it('RSN-2: reasoning is dropped, or goes to the field of a host that reads it', () => {
    const thinking: Part = { kind: 'thinking', at: '/thinking', text: 'hm', seal: 's', redacted: false }
    const turns = [asked, turn('assistant', thinking, text('ok')), asked]
    expect(encoded(turns).losses).toEqual([['/thinking', 'dropped', 'RSN-2', 'info']])
    const ledger = new Ledger('anthropic-messages', { rule: '', why: '', level: 'warn' })
    const { capabilities } = capabilitiesOf('other', 'deepseek-chat', { reasoningField: 'reasoning_content' })
    const target = { model: 'm', capabilities, settings: defaultSettings, context: createContext() }
    const { body } = format.request.encode({ ...blankExchange().request, turns }, ledger, target)
    expect(body['messages']).toMatchObject([{}, { content: 'ok', reasoning_content: 'hm' }, {}])
    expect(ledger.losses).toEqual([])
  })
})

describe('tool results', () => {
  const calls = turn('assistant', call('a'), call('b'))

  it('ROL-4, MSG-2: results come first, then what is left', () => {
    const { messages, losses } = encoded([asked, calls, turn('user', text('well'), result('b', [text('2')]), result('a', [text('1')]))])
    expect(messages).toMatchObject([
      {},
      {},
      { role: 'tool', tool_call_id: 'b', content: '2' },
      { role: 'tool', tool_call_id: 'a', content: '1' },
      { role: 'user', content: 'well' },
    ])
    expect(losses).toEqual([['/result/a', 'folded', 'MSG-2', 'info']])
  })

  it('TR-7: media follows after the last result of its group', () => {
    const { messages, losses } = encoded([
      asked,
      calls,
      turn('user', result('a', [image, image]), result('b', [text('2')])),
      turn('assistant', text('ok')),
      asked,
    ])
    expect(messages).toMatchObject([
      {},
      {},
      { role: 'tool', content: [{ text: '[image 1 attached below]' }, { text: '[image 2 attached below]' }] },
      { role: 'tool', content: '2' },
      { role: 'user', content: [{ text: 'Attachments for tool call a:' }, { type: 'image_url' }, { type: 'image_url' }] },
      { role: 'assistant' },
      {},
    ])
    expect(losses).toEqual([
      ['/image', 'folded', 'TR-7', 'info'],
      ['/image', 'folded', 'TR-7', 'info'],
    ])
  })

  it('TR-10: an error says so in its text', () => {
    const { messages, losses } = encoded([
      asked,
      calls,
      turn('user', result('a', [text('no file')], true), result('b', [text('ERROR 5')], true)),
    ])
    expect(messages).toMatchObject([{}, {}, { content: 'Error: no file' }, { content: 'ERROR 5' }])
    expect(losses).toEqual([['/result/a', 'folded', 'TR-10', 'info']])
  })

  it('TR-1: an unanswered call and an answer to nothing are refused', () => {
    const { losses } = encoded([asked, calls, turn('user', result('a', []), result('x', []))])
    expect(losses.map(([path, , rule, level]) => [path, rule, level])).toEqual([
      ['/result/x', 'TR-1', 'reject'],
      ['/call/b', 'TR-1', 'reject'],
    ])
  })

  it('TR-3: an id that not everybody takes is replaced on both sides', () => {
    const { messages } = encoded([asked, turn('assistant', call('toolu 1')), turn('user', result('toolu 1', []))])
    const [, assistant, tool] = messages as [unknown, { tool_calls: { id: string }[] }, { tool_call_id: string }]
    expect(tool.tool_call_id).toMatch(/^call_[a-z2-7]{26}$/)
    expect(assistant.tool_calls[0]?.id).toBe(tool.tool_call_id)
  })
})

describe('parts', () => {
  const pdf = { kind: 'base64', mediaType: 'application/pdf', data: 'JVBERg==' } as const
  const document = (source: Extract<Part, { kind: 'document' }>['source'], more: object = {}): Part => ({
    kind: 'document',
    at: '/document',
    source,
    title: null,
    context: null,
    citations: false,
    cache: null,
    ...more,
  })

  it('CB-4, CB-5: pictures by data or address', () => {
    const url: Part = { ...image, source: { kind: 'url', url: 'https://h/x.png' } }
    expect(encoded([turn('user', image, url)]).messages).toMatchObject([
      { content: [{ image_url: { url: 'data:image/png;base64,iVBO' } }, { image_url: { url: 'https://h/x.png' } }] },
    ])
  })

  it('CB-8 to CB-11: documents', () => {
    const { messages, losses } = encoded([
      turn(
        'user',
        document(pdf),
        document({ kind: 'text', text: 'body', mediaType: 'text/plain' }, { title: 'T', context: 'C', citations: true }),
      ),
    ])
    expect(messages).toMatchObject([
      {
        content: [
          { type: 'file', file: { filename: 'document.pdf', file_data: 'data:application/pdf;base64,JVBERg==' } },
          { type: 'text', text: 'Document: T\nContext: C\nbody' },
        ],
      },
    ])
    expect(losses).toEqual([
      ['/document', 'dropped', 'CB-11', 'warn'],
      ['/document', 'folded', 'CB-10', 'info'],
    ])
    expect(encoded([turn('user', text('x'), document({ kind: 'url', url: 'https://h/x.pdf' }))]).losses).toEqual([
      ['/document', 'rejected', 'CB-9', 'reject'],
    ])
  })

  it('CB-8, CB-10: a document has its own name, and several texts are lines', () => {
    const texts = { kind: 'parts', parts: [text('a'), text('b')] } as const
    const { messages } = encoded([turn('user', document(pdf, { title: 'report.pdf' }), document(texts))])
    expect(messages).toMatchObject([{ content: [{ file: { filename: 'report.pdf' } }, { text: 'a\nb' }] }])
  })

  it('CB-20: a block of another format is text, a warning, or a refusal where it stands alone', () => {
    const block = (more: object): Part => ({
      kind: 'opaque',
      at: '/block',
      format: 'anthropic-messages',
      type: 'search_result',
      payload: {},
      text: null,
      elsewhere: { rule: 'CB-12', why: '', level: 'info' },
      ...more,
    })
    const strange = block({ elsewhere: { rule: 'CB-20', why: '', level: 'warn' } })
    expect(encoded([turn('user', block({ text: 'Source: s' }))]).messages).toMatchObject([{ content: 'Source: s' }])
    expect(encoded([turn('user', text('x'), strange)]).losses).toEqual([['/block', 'dropped', 'CB-20', 'warn']])
    expect(encoded([asked, turn('user', strange)]).losses[0]).toEqual(['/block', 'rejected', 'CB-20', 'reject'])
  })

  const marker = (name: string, ttl: CacheMarker['ttl']) => ({ cache: { at: name, ttl } })
  const markedTurns = [
    turn('system', text('s', marker('/s', null))),
    turn('user', text('q')),
    turn('assistant', { ...call('a'), ...marker('/call', '1h') }),
    turn('user', { ...result('a', [text('1')]), ...marker('/r', '5m') }),
    turn('assistant', text('ok', marker('/ok', '1h'))),
    turn('user', text('more')),
    turn('assistant', text('bye', marker('/bye', '1h'))),
  ]

  it('CAC-1: markers are hints where the model has no breakpoints', () => {
    const { messages, losses } = encoded(markedTurns)
    expect(JSON.stringify(messages)).not.toContain('cache')
    expect(losses.filter(([, , rule]) => rule === 'CAC-1')).toEqual(
      ['/s', '/call', '/r', '/ok', '/bye'].map((at) => [at, 'dropped', 'CAC-1', 'debug']),
    )
  })

  it('CAC-2, CAC-5, CAC-6: markers become breakpoints that live longer, on the next part that takes one', () => {
    const { messages, losses } = encoded(markedTurns, { capabilities: { promptCacheBreakpoints: true } })
    const breakpoint = (ttl: string) => ({ prompt_cache_breakpoint: { mode: 'explicit', ttl } })
    expect(messages).toMatchObject([
      { role: 'system', content: [{ text: 's', ...breakpoint('30m') }] },
      { content: 'q' },
      {},
      { role: 'tool', content: [{ text: '1', ...breakpoint('12h') }] },
      {},
      { role: 'user', content: [{ text: 'more', ...breakpoint('12h') }] },
      { content: 'bye' },
    ])
    expect(losses.filter(([, , rule]) => rule !== 'MSG-4')).toEqual([
      ['/r', 'dropped', 'CAC-2', 'debug'],
      ['/call', 'folded', 'CAC-6', 'debug'],
      ['/ok', 'folded', 'CAC-6', 'debug'],
      ['/bye', 'dropped', 'CAC-6', 'debug'],
      ['/s', 'folded', 'CAC-2', 'debug'],
      ['/call', 'folded', 'CAC-2', 'debug'],
      ['/ok', 'folded', 'CAC-2', 'debug'],
    ])
  })
})
