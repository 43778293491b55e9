import { describe, expect, it } from 'vitest'
import type { Part } from '../../interlingua/part.ts'
import { writeCarrier } from '../../translate/carrier.ts'
import { call, context, encoded, items, result, rules, text, thinking, tool, turn } from './encoding.fixture.ts'
import { sealReasoning } from './reasoning.ts'

const user = (words: string) => ({ type: 'message', role: 'user', content: [{ type: 'input_text', text: words }] })
const said = (n: number, words: string) => ({
  type: 'message',
  role: 'assistant',
  id: `msg_h${n}`,
  status: 'completed',
  content: [{ type: 'output_text', text: words, annotations: [], logprobs: [] }],
})

describe('messages', () => {
  it('ROL-2, ROL-3: instructions in the middle keep their place', () => {
    expect(items([turn('user', 'a'), turn('system', 'now b'), turn('user', 'c')])).toEqual([
      user('a'),
      { type: 'message', role: 'developer', content: [{ type: 'input_text', text: 'now b' }] },
      user('c'),
    ])
  })

  it('ROL-5, CB-2, MSG-5: an assistant turn is a sequence of items, and none of them is empty', () => {
    const turns = [
      turn('user', 'hi'),
      turn('assistant', 'let', ' me', call('t1', '{"c":"X"}'), '', call('t2', ''), 'see'),
      turn('user', result('t1', text('5')), result('t2')),
    ]
    expect(items(turns)).toEqual([
      user('hi'),
      {
        ...said(1, ''),
        content: [
          { type: 'output_text', text: 'let', annotations: [], logprobs: [] },
          { type: 'output_text', text: ' me', annotations: [], logprobs: [] },
        ],
      },
      { type: 'function_call', call_id: 't1', name: 'w', arguments: '{"c":"X"}', status: 'completed' },
      { type: 'function_call', call_id: 't2', name: 'w', arguments: '{}', status: 'completed' },
      said(2, 'see'),
      { type: 'function_call_output', call_id: 't1', output: '5' },
      { type: 'function_call_output', call_id: 't2', output: '' },
    ])
    expect(rules({ turns: [turn('user', 'a'), turn('assistant', ''), turn('user', 'b')] })).toEqual(['MSG-5 debug', 'MSG-5 debug'])
  })

  it('LAW-9, RSN-14: a longer history begins with the items of the shorter one', () => {
    const turns = [turn('system', 'be brief'), turn('user', 'a'), turn('assistant', 'b'), turn('user', 'c')]
    const more = [...turns, turn('assistant', 'd', call('t1')), turn('user', result('t1', text('e')))]
    const short = encoded({ turns }).body
    const long = encoded({ turns: more, tools: [tool()] }).body
    expect(Array.isArray(long['input']) && long['input'].slice(0, 3)).toEqual(short['input'])
    expect(long['instructions']).toEqual(short['instructions'])
  })

  it('MSG-4: a history that ends with the assistant is refused, for no model goes on with it', () => {
    const turns = [turn('user', 'a'), turn('assistant', 'Once upon')]
    expect(rules({ turns })).toEqual(['MSG-4 reject'])
    expect(rules({ turns }, { capabilities: { prefill: true } })).toEqual([])
  })

  it('MSG-8: a text of more than 10 485 760 characters is refused', () => {
    expect(rules({ turns: [turn('user', 'a'.repeat(10_485_760))] })).toEqual([])
    expect(rules({ turns: [turn('user', 'ok', 'a'.repeat(10_485_761))] })).toEqual(['MSG-8 reject'])
  })

  it('MSG-7: an effort that is set in the middle is set there', () => {
    const turns = [turn('user', 'a'), { ...turn('system', 'b'), at: '/messages/1' }, turn('user', 'c')]
    const way = { within: '/messages/1', shared: { messageConfig: { effort: 'low' } } }
    expect(encoded({ turns }, way)).toMatchObject({
      body: { input: [{}, { type: 'configuration_update', reasoning: { effort: 'low' } }, { role: 'developer' }, {}] },
      losses: [],
    })
    expect(rules({ turns }, { ...way, model: 'gpt-4o' })).toEqual(['EFF-O-1 debug'])
  })

  it('ROL-7: names of participants have no place', () => {
    const turns = [{ ...turn('user', 'hi'), name: 'ann', at: '/messages/0' }]
    expect(encoded({ turns }, { from: 'openai-chat' }).losses).toEqual([['/messages/0/name', 'ROL-7', 'warn']])
  })
})

describe('tool calls and their results', () => {
  it('ROL-4, MSG-2: results go before the text beside them', () => {
    const turns = [turn('user', 'hi'), turn('assistant', call('t1')), turn('user', 'and?', result('t1', text('5')))]
    expect(items(turns)).toMatchObject([user('hi'), { type: 'function_call' }, { type: 'function_call_output', output: '5' }, user('and?')])
    expect(rules({ turns, tools: [tool()] })).toEqual(['MSG-2 info'])
  })

  it('TR-8: a result of texts and pictures is a list of parts', () => {
    const image: Part = {
      kind: 'image',
      at: '/i',
      source: { kind: 'base64', mediaType: 'image/png', data: 'AAAA' },
      detail: null,
      cache: null,
    }
    const turns = [turn('user', 'hi'), turn('assistant', call('t1')), turn('user', result('t1', text('5'), image))]
    expect(items(turns)).toMatchObject([
      {},
      {},
      {
        output: [
          { type: 'input_text', text: '5' },
          { type: 'input_image', image_url: 'data:image/png;base64,AAAA', detail: 'auto' },
        ],
      },
    ])
  })

  it('TR-10: that a tool failed is said in its text, once', () => {
    const failed = (...parts: Part[]): Part => ({ ...result('t1', ...parts), isError: true }) as Part
    const turns = (...parts: Part[]) => [turn('user', 'hi'), turn('assistant', call('t1')), turn('user', failed(...parts))]
    expect(items(turns(text('no such file')))).toMatchObject([{}, {}, { output: 'Error: no such file' }])
    expect(items(turns(text('ERROR: no')))).toMatchObject([{}, {}, { output: 'ERROR: no' }])
    expect(items(turns())).toMatchObject([{}, {}, { output: 'Error: ' }])
    expect(rules({ turns: turns(text('no')), tools: [tool()] })).toEqual(['TR-10 info'])
  })

  it('TR-3, TR-4: ids that OpenAI does not take are replaced, and those used twice are told apart', () => {
    const turns = [
      turn('user', 'hi'),
      turn('assistant', call('call_0')),
      turn('user', result('call_0')),
      turn('assistant', call('call_0'), call('a.b')),
      turn('user', result('call_0'), result('a.b')),
    ]
    const ids = (items(turns) as { call_id?: string }[]).flatMap(({ call_id }) => call_id ?? [])
    expect(ids).toEqual(['call_0', 'call_0', 'call_0_2', ids[3], 'call_0_2', ids[3]])
    expect(ids[3]).toMatch(/^call_[a-z2-7]{26}$/)
  })

  it('TR-1: a call without a result is refused, and so is a result without a call', () => {
    expect(rules({ turns: [turn('user', 'hi'), turn('assistant', call('t1')), turn('user', 'b')], tools: [tool()] })).toEqual([
      'TR-1 reject',
    ])
    expect(rules({ turns: [turn('user', result('t9'))] })).toEqual(['TR-1 reject'])
  })

  it('CP-11, TR-13: calls of free-text tools and their results have items of their own', () => {
    const turns = [turn('user', 'hi'), turn('assistant', call('t1', 'ls -l', 'sh', true)), turn('tool', result('t1', text('a')))]
    expect(encoded({ turns }, { from: 'openai-chat' }).body['input']).toEqual([
      user('hi'),
      { type: 'custom_tool_call', call_id: 't1', name: 'sh', input: 'ls -l' },
      { type: 'custom_tool_call_output', call_id: 't1', output: 'a' },
    ])
  })
})

describe('reasoning of earlier answers', () => {
  const item = { id: 'rs_1', encrypted: 'gAAAA', summary: ['first', 'then'], content: [] }
  const history = (...parts: Part[]) => [turn('user', 'hi'), turn('assistant', ...parts, 'ok'), turn('user', 'go on')]
  const losses = (part: Part): unknown => rules({ turns: history(part) })

  it('RSN-3, RSN-4: the upstream’s own reasoning goes back as the item it was', () => {
    const turns = history(thinking('first\n\nthen', sealReasoning(item, 'gpt-5.6', context)))
    expect(items(turns)).toEqual([
      user('hi'),
      {
        type: 'reasoning',
        id: 'rs_1',
        summary: [
          { type: 'summary_text', text: 'first' },
          { type: 'summary_text', text: 'then' },
        ],
        encrypted_content: 'gAAAA',
      },
      said(1, 'ok'),
      user('go on'),
    ])
  })

  it('RSN-4: reasoning that was shown whole goes back as content', () => {
    const whole = { ...item, summary: [], content: ['a\n\nb', 'c'] }
    expect(items(history(thinking('a\n\nb\n\nc', sealReasoning(whole, 'gpt-5.6', context))))).toMatchObject([
      {},
      {
        summary: [],
        content: [
          { type: 'reasoning_text', text: 'a\n\nb' },
          { type: 'reasoning_text', text: 'c' },
        ],
      },
      {},
      {},
    ])
  })

  it('RSN-2, CAR-9: another provider’s reasoning stays out', () => {
    expect(losses(thinking('hm', 'EqQBCgIYAhIk'))).toEqual(['RSN-2 info'])
    expect(losses(thinking('hm', null))).toEqual(['RSN-2 info'])
    expect(items(history(thinking('hm', 'EqQBCgIYAhIk')))).toEqual([user('hi'), said(1, 'ok'), user('go on')])
  })

  it('RSN-4, CAR-8, CAR-10: so does reasoning of another family of models, of another API, and what was altered', () => {
    const own = sealReasoning(item, 'gpt-5.6', context)
    const other = sealReasoning(item, 'o3', context)
    const foreign = writeCarrier({ src: 'a', model: 'claude-opus-4-8', kind: 'blocks', data: { blocks: [] } }, context)
    expect(losses(thinking('first\n\nthen', other))).toEqual(['RSN-2 warn'])
    expect(losses(thinking('', foreign))).toEqual(['RSN-2 warn'])
    expect(losses(thinking('first\n\nthen', `${own}x`))).toEqual(['RSN-2 warn'])
    expect(losses(thinking('first, then', own))).toEqual(['RSN-2 warn'])
    const sent = encoded({ turns: history(thinking('first\n\nthen', other)) }, { settings: { reasoningOnModelSwitch: 'send' } })
    expect(sent.losses).toEqual([])
  })

  it('RSN-4: an item that only the upstream’s store could open stays out', () => {
    const kept = sealReasoning({ ...item, encrypted: null }, 'gpt-5.6', context)
    expect(losses(thinking('first\n\nthen', kept))).toEqual(['RSN-2 info'])
  })

  it('RSN-4: reasoning that led to nothing stays out, all of it', () => {
    const own = thinking('first\n\nthen', sealReasoning(item, 'gpt-5.6', context))
    const next = thinking('', sealReasoning({ ...item, id: 'rs_2', summary: [] }, 'gpt-5.6', context))
    const idle = [turn('user', 'hi'), turn('assistant', own, next), turn('user', 'go on'), turn('assistant', 'ok'), turn('user', 'a')]
    expect(items(idle)).toEqual([user('hi'), user('go on'), said(1, 'ok'), user('a')])
    expect(rules({ turns: idle })).toEqual(['RSN-4 info', 'RSN-4 info'])
    const led = [turn('user', 'hi'), turn('assistant', own), turn('assistant', call('t1')), turn('user', result('t1', text('5')))]
    expect(items(led)).toMatchObject([{}, { type: 'reasoning', id: 'rs_1' }, { type: 'function_call' }, { type: 'function_call_output' }])
  })

  it('RSN-4: reasoning that a history holds twice is sent once, since the API refuses an id that came before', () => {
    const own = thinking('first\n\nthen', sealReasoning(item, 'gpt-5.6', context))
    const twice = [...history(own), turn('assistant', own, 'ok'), turn('user', 'more')]
    expect(items(twice)).toMatchObject([
      user('hi'),
      { type: 'reasoning', id: 'rs_1' },
      said(1, 'ok'),
      user('go on'),
      said(2, 'ok'),
      user('more'),
    ])
    expect(rules({ turns: twice })).toEqual(['RSN-4 info'])
  })
})
