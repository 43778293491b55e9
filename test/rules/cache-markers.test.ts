import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../src/index.ts'
import { toChat, toMessages } from './translating.ts'

const breakpoints = { capabilities: { promptCacheBreakpoints: true } }
const text = (words: string, ttl?: string | null): JsonObject =>
  ttl === undefined
    ? { type: 'text', text: words }
    : { type: 'text', text: words, cache_control: ttl === null ? { type: 'ephemeral' } : { type: 'ephemeral', ttl } }
const mark = (words: string, ttl: string): JsonObject => ({ type: 'text', text: words, prompt_cache_breakpoint: { mode: 'explicit', ttl } })
const user = (...content: JsonObject[]): JsonObject => ({ role: 'user', content })
const tool = { name: 'w', input_schema: { type: 'object', properties: {} } }

describe('markers of an Anthropic client, for a Chat upstream', () => {
  it('CAC-1: on text, images and documents they become breakpoints', () => {
    const cache_control = { type: 'ephemeral' }
    const image = { type: 'image', source: { type: 'url', url: 'https://a.test/b.png' }, cache_control }
    const pdf = { type: 'document', source: { type: 'base64', media_type: 'application/pdf', data: 'JVBERi0=' }, cache_control }
    const prompt_cache_breakpoint = { mode: 'explicit', ttl: '30m' }
    expect(toChat({ messages: [user(text('One', null), image, pdf)] }, breakpoints).body?.['messages']).toEqual([
      user(
        { type: 'text', text: 'One', prompt_cache_breakpoint },
        { type: 'image_url', image_url: { url: 'https://a.test/b.png' }, prompt_cache_breakpoint },
        { type: 'file', file: { filename: 'document.pdf', file_data: 'data:application/pdf;base64,JVBERi0=' }, prompt_cache_breakpoint },
      ),
    ])
  })

  it('CAC-1: they are hints to a model without breakpoints', () => {
    const { body, losses } = toChat({ messages: [user(text('One', '1h'))] })
    expect(body?.['messages']).toEqual([{ role: 'user', content: 'One' }])
    expect(losses).toEqual(['/messages/0/content/0/cache_control dropped debug CAC-1'])
  })

  it.each<[string | null, string]>([
    [null, '30m'],
    ['5m', '30m'],
    ['1h', '12h'],
  ])('CAC-2: a lifetime of %j is one of %s', (ttl, longer) => {
    const { body, losses } = toChat({ messages: [user(text('One', ttl))] }, breakpoints)
    expect(body?.['messages']).toEqual([user(mark('One', longer))])
    expect(losses).toEqual(['/messages/0/content/0/cache_control folded debug CAC-2'])
  })

  it('CAC-4: those on tools go to the first instructions, else to the user’s first part', () => {
    const tools = [tool, { ...tool, name: 'v', cache_control: { type: 'ephemeral', ttl: '1h' } }]
    const { body, losses } = toChat({ system: 'Be brief.', tools }, breakpoints)
    expect(body?.['messages']).toEqual([
      { role: 'system', content: [mark('Be brief.', '12h')] },
      { role: 'user', content: 'Hi' },
    ])
    expect(losses).toEqual(['/tools/1/cache_control folded debug CAC-4', '/tools/1/cache_control folded debug CAC-2'])
    expect(toChat({ tools }, breakpoints).body?.['messages']).toEqual([user(mark('Hi', '12h'))])
  })

  it('CAC-5, CAC-6: those on results mark their last text, those on calls the next part that takes one', () => {
    const bare = { type: 'tool_use', id: 't1', name: 'w', input: {} }
    const use = { ...bare, cache_control: { type: 'ephemeral', ttl: '1h' } }
    const result = { type: 'tool_result', tool_use_id: 't1', content: [text('4'), text('5')], cache_control: { type: 'ephemeral' } }
    const messages = (...last: JsonObject[]) => [user(text('Hi')), { role: 'assistant', content: last }, user({ ...result })]
    expect(toChat({ messages: messages(bare) }, breakpoints).body).toMatchObject({
      messages: [{}, {}, { role: 'tool', content: [text('4'), mark('5', '30m')] }],
    })
    expect(toChat({ messages: messages(use) }, breakpoints).body).toMatchObject({
      messages: [{}, {}, { role: 'tool', content: [text('4'), mark('5', '12h')] }],
    })
  })

  it('CAC-6: those that no part follows are dropped', () => {
    const { body, losses } = toChat({ messages: [user(text('Hi')), { role: 'assistant', content: [text('So', null)] }] }, breakpoints)
    expect(body?.['messages']).toEqual([
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: 'So' },
    ])
    expect(losses).toContain('/messages/1/content/0/cache_control dropped debug CAC-6')
  })

  it('CAC-7: the last four are kept, three beside a marker of the whole request', () => {
    const messages = [user(...['1', '2', '3', '4', '5'].map((words) => text(words, null)))]
    const kept = (from: number) => [
      user(...['1', '2', '3', '4', '5'].map((words, index) => (index < from ? text(words) : mark(words, '30m')))),
    ]
    const four = toChat({ messages }, breakpoints)
    expect(four.body?.['messages']).toEqual(kept(1))
    expect(four.losses).toContain('/messages/0/content/0/cache_control dropped debug CAC-7')
    const three = toChat({ messages, cache_control: { type: 'ephemeral' } }, breakpoints)
    expect(three.body).toMatchObject({ messages: kept(2), prompt_cache_options: { mode: 'implicit' } })
  })
})

describe('markers of a Chat client, for an Anthropic upstream', () => {
  it.each([
    ['30m', '1h'],
    ['12h', '1h'],
  ])('CAC-3: a lifetime of %s is one of %s', (ttl, hour) => {
    const { body, losses } = toMessages({ messages: [user(mark('One', ttl))] })
    expect(body?.['messages']).toEqual([user(text('One', hour))])
    expect(losses).toEqual(['/messages/0/content/0/prompt_cache_breakpoint folded debug CAC-3'])
  })

  it('CAC-3: a breakpoint that names no lifetime has OpenAI’s own, of half an hour', () => {
    const bare = { type: 'text', text: 'One', prompt_cache_breakpoint: { mode: 'explicit' } }
    expect(toMessages({ messages: [user(bare)] }).body?.['messages']).toEqual([user(text('One', '1h'))])
  })

  const history = [
    { role: 'user', content: 'Hi' },
    { role: 'assistant', content: 'Hello' },
    { role: 'user', content: 'More' },
  ]
  const tools = [{ type: 'function', function: { name: 'w', parameters: { type: 'object', properties: {} } } }]
  const caching = (when: 'always' | 'tools-or-history', ttl: '5m' | '1h' = '5m') => ({ settings: { autoCache: { when, ttl } } })

  it('CAC-8: without a word in the configuration nothing is cached', () => {
    expect(toMessages({ tools, messages: history }).body).not.toHaveProperty('cache_control')
  })

  it.each<[string, JsonObject, 'always' | 'tools-or-history', boolean]>([
    ['a first question', {}, 'tools-or-history', false],
    ['a request with tools', { tools }, 'tools-or-history', true],
    ['a later turn', { messages: history }, 'tools-or-history', true],
    ['a first question', {}, 'always', true],
  ])('CAC-8: %s %j, cached %s: %s', (_title, members, when, marked) => {
    const { body, losses } = toMessages(members, caching(when))
    expect(body?.['cache_control']).toEqual(marked ? { type: 'ephemeral', ttl: '5m' } : undefined)
    expect(losses).toEqual([])
  })

  it('CAC-8, REQ-C-25: a client that marks explicitly is left to it', () => {
    const { body } = toMessages({ messages: [user(mark('One', '12h'))], prompt_cache_options: { mode: 'explicit' } }, caching('always'))
    expect(body).not.toHaveProperty('cache_control')
    expect(body?.['messages']).toEqual([user(text('One', '1h'))])
    expect(toMessages({ prompt_cache_options: { mode: 'implicit' } }, caching('always', '1h')).body).toMatchObject({
      cache_control: { type: 'ephemeral', ttl: '1h' },
    })
  })

  it('CAC-9, CAC-7: beside a marker of the whole request the last three of the blocks are kept', () => {
    const messages = [user(...['1', '2', '3', '4'].map((words) => mark(words, '12h')), text('5'))]
    const { body, losses } = toMessages({ messages }, caching('always', '1h'))
    expect(body).toMatchObject({
      cache_control: { type: 'ephemeral', ttl: '1h' },
      messages: [user(text('1'), text('2', '1h'), text('3', '1h'), text('4', '1h'), text('5'))],
    })
    expect(JSON.stringify(body).match(/cache_control/g)).toHaveLength(4)
    expect(losses).toContain('/messages/0/content/0/prompt_cache_breakpoint dropped debug CAC-7')
  })

  it('CAC-9: a last block of another lifetime agrees with the whole request on the longer one', () => {
    const longer = { cache_control: { type: 'ephemeral', ttl: '1h' }, messages: [user(text('One', '1h'))] }
    const block = toMessages({ messages: [user(mark('One', '12h'))], cache_control: { type: 'ephemeral', ttl: '5m' } })
    expect(block.body).toMatchObject(longer)
    expect(block.losses).toContain('/cache_control folded debug CAC-9')
    const whole = toMessages({ messages: [user(text('One', '5m'))], cache_control: { type: 'ephemeral', ttl: '1h' } })
    expect(whole.body).toMatchObject(longer)
    expect(whole.losses).toEqual(['/messages/0/content/0/cache_control folded debug CAC-9'])
  })
})
