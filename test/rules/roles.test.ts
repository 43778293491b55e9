import { describe, expect, it } from 'vitest'
import { toChat, toMessages } from './translating.ts'

const call = { id: 't1', type: 'function', function: { name: 'w', arguments: '{"c":"X"}' } }
const use = { type: 'tool_use', id: 't1', name: 'w', input: { c: 'X' } }

describe('messages of an Anthropic client, for a Chat upstream', () => {
  it('ROL-1: the top-level system is the leading message', () => {
    expect(toChat({ system: 'Be brief.' }).body).toMatchObject({
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Hi' },
      ],
    })
  })

  it('ROL-2: a system message in between stays where it is, at a host that takes it', () => {
    const messages = [
      { role: 'user', content: 'Hi' },
      { role: 'system', content: 'Now in French.' },
      { role: 'assistant', content: 'Salut' },
      { role: 'user', content: 'More' },
    ]
    const { body, losses } = toChat({ messages })
    expect(body).toMatchObject({ messages })
    expect(losses).toEqual([])
  })

  it('ROL-3: a user message without results is a user message', () => {
    const messages = [
      {
        role: 'user',
        content: [
          { type: 'text', text: 'One' },
          { type: 'text', text: 'Two' },
        ],
      },
    ]
    expect(toChat({ messages }).body).toMatchObject({ messages })
    expect(toChat({ messages: [{ role: 'user', content: 'Hi' }] }).body).toMatchObject({ messages: [{ role: 'user', content: 'Hi' }] })
  })

  it('ROL-4, ROL-5, MSG-2: a message per result and one for the rest; one message of the assistant', () => {
    const { body, losses } = toChat({
      messages: [
        { role: 'user', content: 'Hi' },
        { role: 'assistant', content: [{ type: 'text', text: 'Let me see.' }, use, { ...use, id: 't2' }] },
        {
          role: 'user',
          content: [
            { type: 'tool_result', tool_use_id: 't1', content: '5' },
            { type: 'text', text: 'And?' },
            { type: 'tool_result', tool_use_id: 't2', content: '6' },
          ],
        },
      ],
    })
    expect(body?.['messages']).toEqual([
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: 'Let me see.', tool_calls: [call, { ...call, id: 't2' }] },
      { role: 'tool', tool_call_id: 't1', content: '5' },
      { role: 'tool', tool_call_id: 't2', content: '6' },
      { role: 'user', content: 'And?' },
    ])
    expect(losses).toEqual(['/messages/2/content/2 folded info MSG-2'])
  })

  it('MSG-7: effort and clearing of a system message are lost with a warning', () => {
    const system = { role: 'system', content: 'Now think.', output_config: { effort: 'low' }, clear_at: 'next_user_message' }
    const { body, losses } = toChat({
      messages: [{ role: 'user', content: 'Hi' }, system, { role: 'assistant', content: 'ok' }, { role: 'user', content: 'x' }],
    })
    expect(body).toMatchObject({ messages: [{}, { role: 'system', content: 'Now think.' }, {}, {}] })
    expect(losses.toSorted()).toEqual(['/messages/1/clear_at dropped warn MSG-7', '/messages/1/output_config dropped warn MSG-7'])
  })

  it.each([
    ['tool_addition', { type: 'tool_addition', tool: { type: 'tool_reference', name: 'w' } }],
    ['tool_removal', { type: 'tool_removal', tool: { type: 'tool_reference', name: 'w' } }],
  ])('MSG-7: a %s in a system message is refused', (_kind, block) => {
    const { refused, losses } = toChat({
      messages: [
        { role: 'user', content: 'Hi' },
        { role: 'system', content: [{ type: 'text', text: 'x' }, block] },
      ],
    })
    expect(refused).toBe('/messages/1/content/1: no other provider adds or removes tools by a message')
    expect(losses).toEqual(['/messages/1/content/1 rejected reject MSG-7'])
  })
})

describe('messages of a Chat client, for an Anthropic upstream', () => {
  const blocks = (text: string) => [{ type: 'text', text }]

  it('ROL-1: leading instructions are the top-level system', () => {
    const messages = [
      { role: 'system', content: 'One.' },
      { role: 'developer', content: 'Two.' },
      { role: 'user', content: 'Hi' },
    ]
    expect(toMessages({ messages }).body).toMatchObject({
      system: [...blocks('One.'), ...blocks('Two.')],
      messages: [{ role: 'user', content: blocks('Hi') }],
    })
  })

  it('ROL-2, MSG-6: a later instruction stays where it is, at a model that takes it', () => {
    const messages = [
      { role: 'user', content: 'Hi' },
      { role: 'developer', content: 'Now in French.' },
      { role: 'assistant', content: 'Salut' },
      { role: 'user', content: 'More' },
    ]
    const { body, losses } = toMessages({ messages }, { model: 'claude-opus-4-8' })
    expect(body?.['messages']).toEqual([
      { role: 'user', content: blocks('Hi') },
      { role: 'system', content: blocks('Now in French.') },
      { role: 'assistant', content: blocks('Salut') },
      { role: 'user', content: blocks('More') },
    ])
    expect(losses).toEqual([])
  })

  it('ROL-3, ROL-4, ROL-5: results and text of the user are one message, and so are the assistant’s text and calls', () => {
    const { body, losses } = toMessages({
      messages: [
        { role: 'user', content: 'Hi' },
        { role: 'assistant', content: 'Let me see.', tool_calls: [call] },
        { role: 'tool', tool_call_id: 't1', content: '5' },
        { role: 'user', content: 'And?' },
      ],
      tools: [{ type: 'function', function: { name: 'w', parameters: { type: 'object', properties: {} } } }],
    })
    expect(body?.['messages']).toEqual([
      { role: 'user', content: blocks('Hi') },
      { role: 'assistant', content: [...blocks('Let me see.'), use] },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't1', content: '5' }, ...blocks('And?')] },
    ])
    expect(losses).toEqual([])
  })

  it('MSG-8: the first message that is one too many is refused by name', () => {
    const messages = Array.from({ length: 100_001 }, (_, index) => ({ role: index % 2 === 0 ? 'user' : 'assistant', content: 'a' }))
    expect(toMessages({ messages }).refused).toBe('/messages/100000: Anthropic takes at most 100000 messages')
  })

  it('MSG-8, TR-3: ids of more than 64 characters are replaced on both sides', () => {
    const id = 'x'.repeat(65)
    const { body } = toMessages({
      messages: [
        { role: 'user', content: 'Hi' },
        { role: 'assistant', content: null, tool_calls: [{ ...call, id }] },
        { role: 'tool', tool_call_id: id, content: '5' },
      ],
    })
    // base32(SHA-256('x' × 65)), its first 26 characters.
    const replaced = 'call_su34l7prebec67ky2jpj5vmd6u'
    expect(body?.['messages']).toMatchObject([{}, { content: [{ id: replaced }] }, { content: [{ tool_use_id: replaced }] }])
  })
})
