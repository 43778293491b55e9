import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../interlingua/json.ts'
import type { Part } from '../../interlingua/part.ts'
import { dropped, shared } from '../../translate/fate.ts'
import { Ledger } from '../../translate/ledger.ts'
import { call, encoded, messages, result, rules, text, tool, turn } from './encoding.fixture.ts'
import { reasoningAskedFor } from './turns.encode.ts'

const words = (...all: string[]): JsonObject[] => all.map((each) => ({ type: 'text', text: each }))

describe('messages', () => {
  it('MSG-1, TR-2: tool results and user text are one message, results first', () => {
    const turns = [
      turn('user', 'hi'),
      turn('assistant', 'ok', call('a'), call('b')),
      turn('tool', result('b', text('2', '/messages/2/content'))),
      turn('user', 'and?'),
      turn('tool', result('a', text('1', '/messages/4/content/0'))),
    ]
    expect(messages(turns)).toEqual([
      { role: 'user', content: words('hi') },
      {
        role: 'assistant',
        content: [...words('ok'), { type: 'tool_use', id: 'a', name: 'w', input: {} }, { type: 'tool_use', id: 'b', name: 'w', input: {} }],
      },
      {
        role: 'user',
        content: [
          { type: 'tool_result', tool_use_id: 'b', content: '2' },
          { type: 'tool_result', tool_use_id: 'a', content: words('1') },
          ...words('and?'),
        ],
      },
    ])
  })

  it.each([
    ['current_turn', ['new'], ['/old REQ-R-9']],
    ['all_turns', ['old', 'new'], []],
    ['sometimes', ['old', 'new'], ['/reasoning/context REQ-R-9']],
  ])('REQ-R-9: of earlier reasoning, %s is sent where the client says so', (context, kept, told) => {
    const thought = (name: string): Part => ({ kind: 'thinking', at: `/${name}`, text: name, seal: 's', redacted: false })
    const ledger = new Ledger('other', { rule: 'X', why: '', level: 'warn' })
    ledger.settle('/reasoning/context', context, shared('reasoningContext', dropped('REQ-R-9', '')))
    const turns = [turn('user', 'a'), turn('assistant', thought('old'), 'b'), turn('user', 'c'), turn('assistant', thought('new'))]
    const left = reasoningAskedFor(turns, ledger).flatMap(({ parts }) =>
      parts.flatMap((part) => (part.kind === 'thinking' ? part.text : [])),
    )
    expect(left).toEqual(kept)
    expect(ledger.losses.map(({ path, rule }) => `${path} ${rule}`)).toEqual(told)
  })

  it('MSG-3: a conversation that starts with the assistant gets a minimal user message', () => {
    const turns = [turn('assistant', 'Hello'), turn('user', 'hi')]
    expect(messages(turns)).toMatchObject([{ role: 'user', content: words('.') }, { role: 'assistant' }, { role: 'user' }])
    expect(rules({ turns })).toEqual(['MSG-3 warn'])
  })

  it('MSG-4: a trailing assistant message is trimmed where it is continued, else refused', () => {
    const turns = [turn('user', 'hi'), turn('assistant', 'So \n')]
    expect(messages(turns, { model: 'claude-sonnet-4-5' })).toMatchObject([{}, { role: 'assistant', content: words('So') }])
    expect(rules({ turns })).toEqual(['MSG-4 reject'])
  })

  it('MSG-5: empty text goes, and a conversation of instructions alone gets a user message', () => {
    expect(messages([turn('user', '', 'hi')])).toEqual([{ role: 'user', content: words('hi') }])
    const { body, losses } = encoded({ turns: [turn('system', 'Be brief.')] })
    expect([body['system'], body['messages']]).toEqual([words('Be brief.'), [{ role: 'user', content: words('.') }]])
    expect(losses).toEqual([['', 'MSG-5', 'warn']])
  })

  it('MSG-6: a later system message stays where it is legal, or slides to the next such place', () => {
    const way = { capabilities: { midSystem: true } }
    const turns = [turn('system', 'first'), turn('user', 'a'), turn('assistant', 'b'), turn('developer', 'mid'), turn('user', 'c')]
    const { body } = encoded({ turns }, way)
    expect(body['system']).toEqual(words('first'))
    expect(body['messages']).toMatchObject([
      { role: 'user' },
      { role: 'assistant' },
      { role: 'user', content: words('c') },
      { role: 'system', content: words('mid') },
    ])
    expect(rules({ turns }, way)).toEqual(['MSG-6 info'])
    expect(rules({ turns: [turn('user', 'a'), turn('system', 'x')] }, way)).toEqual([])
  })

  it('MSG-6: without such places it is hoisted, or becomes a reminder in the user’s words', () => {
    const turns = [turn('user', 'a'), turn('assistant', 'b'), turn('system', 'mid'), turn('user', 'c')]
    expect(encoded({ turns }).body['system']).toEqual(words('mid'))
    expect(rules({ turns })).toEqual(['MSG-6 warn'])
    expect(messages(turns, { settings: { midSystem: { messages: 'user', chat: 'user' } } })).toMatchObject([
      {},
      {},
      { role: 'user', content: words('<system-reminder>\nmid\n</system-reminder>', 'c') },
    ])
  })

  it('TR-1: a call without a result is refused', () => {
    expect(rules({ turns: [turn('user', 'a'), turn('assistant', call('t')), turn('user', 'b')], tools: [tool()] })).toEqual(['TR-1 reject'])
  })

  it('TR-5, CP-11: arguments become an object, whatever they are', () => {
    const freeform: Part = { kind: 'toolCall', at: '', id: 'f', name: 'w', arguments: 'ls', freeform: true, cache: null }
    const turns = [
      turn('user', 'a'),
      turn('assistant', call('e', ''), call('o', '{"a":1}'), call('x', '[1'), freeform),
      turn('tool', ...['e', 'o', 'x', 'f'].map((id) => result(id))),
    ]
    expect(messages(turns)).toMatchObject([
      {},
      { content: [{ input: {} }, { input: { a: 1 } }, { input: { INVALID_JSON: '[1' } }, { input: { input: 'ls' } }] },
      {},
    ])
  })

  it('TR-3, TR-4: ids that Anthropic refuses are replaced, repeated ones told apart', () => {
    const turns = [
      turn('user', 'a'),
      turn('assistant', call('c 1'), call('d'), call('d')),
      turn('tool', result('c 1'), result('d'), result('d')),
    ]
    expect(messages(turns)).toMatchObject([
      {},
      { content: [{ id: expect.stringMatching(/^call_[a-z2-7]{26}$/) }, { id: 'd' }, { id: 'd_2' }] },
      { content: [{}, { tool_use_id: 'd' }, { tool_use_id: 'd_2' }] },
    ])
  })

  it.each<[string, Part, string[]]>([
    [
      'CP-2',
      { kind: 'image', at: '', source: { kind: 'base64', mediaType: 'image/tiff', data: '' }, detail: null, cache: null },
      ['CP-2 reject'],
    ],
    ['CP-5', { kind: 'audio', at: '', source: { kind: 'base64', format: 'wav', data: '' } }, ['CP-5 reject']],
    ['CP-9', { kind: 'audio', at: '', source: { kind: 'id', id: 'a' } }, ['CP-9 reject']],
    [
      'CP-7',
      { kind: 'document', at: '', source: { kind: 'file', id: 'f' }, title: null, context: null, citations: false, cache: null },
      ['CP-7 reject'],
    ],
    ['CP-4', { kind: 'image', at: '', source: { kind: 'url', url: 'https://x.example' }, detail: 'low', cache: null }, ['CP-4 debug']],
    ['CP-8', { kind: 'refusal', at: '', text: 'no' }, ['CP-8 info']],
    [
      'CB-20',
      { kind: 'opaque', at: '', format: 'other', type: 'x', payload: {}, text: null, elsewhere: { rule: 'CB-20', why: '', level: 'warn' } },
      ['CB-20 warn'],
    ],
  ])('%s: what Anthropic cannot take is said', (_rule, part, lost) => {
    expect(rules({ turns: [turn('user', 'see', part)] })).toEqual(lost)
  })

  it('CP-6: a PDF is a document, text a text document', () => {
    const document = (source: Extract<Part, { kind: 'document' }>['source']): Part => ({
      kind: 'document',
      at: '',
      source,
      title: 'a.pdf',
      context: null,
      citations: false,
      cache: null,
    })
    const pdf = document({ kind: 'base64', mediaType: 'application/pdf', data: 'AA==' })
    expect(messages([turn('user', pdf, document({ kind: 'text', text: 'x', mediaType: 'text/csv' }))])).toEqual([
      {
        role: 'user',
        content: [
          { type: 'document', title: 'a.pdf', source: { type: 'base64', media_type: 'application/pdf', data: 'AA==' } },
          { type: 'document', title: 'a.pdf', source: { type: 'text', media_type: 'text/plain', data: 'x' } },
        ],
      },
    ])
  })

  it('ROL-7: a participant’s name is a loss', () => {
    expect(encoded({ turns: [{ ...turn('user', 'hi'), at: '/messages/0', name: 'Ann' }] }).losses).toEqual([
      ['/messages/0/name', 'ROL-7', 'warn'],
    ])
  })
})
