import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../src/index.ts'
import { toChat } from './translating.ts'

const text = (words: string) => ({ type: 'text', text: words })
const beside = text('See:')

/** What the blocks of a user message become, a text before them. */
const user = (...blocks: JsonObject[]) => {
  const { body, ...told } = toChat({ messages: [{ role: 'user', content: [beside, ...blocks] }] })
  const messages = (body?.['messages'] ?? []) as readonly { content: readonly JsonObject[] }[]
  return { parts: messages[0]?.content.slice(1), ...told }
}

/** What the assistant message becomes that stands between two of the user's. */
const assistant = (...content: JsonObject[]) => {
  const said = { role: 'user', content: 'Hi' }
  const { body, ...told } = toChat({ messages: [said, { role: 'assistant', content }, said] })
  return { message: ((body?.['messages'] ?? []) as readonly JsonObject[])[1], ...told }
}

const png = { type: 'base64', media_type: 'image/png', data: 'iVBORw0KGgo=' }
const pdf = { type: 'base64', media_type: 'application/pdf', data: 'JVBERi0=' }
const file = 'data:application/pdf;base64,JVBERi0='

describe('blocks of an Anthropic user, for a Chat upstream', () => {
  it.each<[string, JsonObject, JsonObject[], string[]]>([
    ['CB-1: text', text('One'), [text('One')], []],
    [
      'CB-4: an image by its bytes',
      { type: 'image', source: png },
      [{ type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } }],
      [],
    ],
    [
      'CB-5: an image by its address',
      { type: 'image', source: { type: 'url', url: 'https://a.test/b.png' } },
      [{ type: 'image_url', image_url: { url: 'https://a.test/b.png' } }],
      [],
    ],
    [
      'CB-7: the transformations of an image are carried',
      { type: 'image', source: png, transformations: { oversized_image: 'downsample' } },
      [{ type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } }],
      ['/messages/0/content/1/transformations carried info CB-7'],
    ],
    [
      'CB-8: a PDF',
      { type: 'document', source: pdf, title: 'a.pdf' },
      [{ type: 'file', file: { filename: 'a.pdf', file_data: file } }],
      [],
    ],
    [
      'CB-8: a PDF without a title',
      { type: 'document', source: pdf },
      [{ type: 'file', file: { filename: 'document.pdf', file_data: file } }],
      [],
    ],
    [
      'CB-10: a text document',
      { type: 'document', source: { type: 'text', media_type: 'text/plain', data: 'Body' }, title: 'T', context: 'C' },
      [text('Document: T\nContext: C\nBody')],
      ['/messages/0/content/1 folded info CB-10'],
    ],
    [
      'CB-10: a document of blocks, its images after its text',
      { type: 'document', source: { type: 'content', content: [text('A'), { type: 'image', source: png }] } },
      [text('A'), { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } }],
      ['/messages/0/content/1 folded info CB-10'],
    ],
    [
      'CB-11: citations that were asked for',
      { type: 'document', source: pdf, title: 'a.pdf', citations: { enabled: true } },
      [{ type: 'file', file: { filename: 'a.pdf', file_data: file } }],
      ['/messages/0/content/1 dropped warn CB-11'],
    ],
    [
      'CB-12: a search result',
      { type: 'search_result', source: 'https://a.test', title: 'T', content: [text('One'), text('Two')] },
      [text('Source: https://a.test\nTitle: T\n\nOne\nTwo')],
      ['/messages/0/content/1 folded info CB-12'],
    ],
  ])('%s', (_title, block, parts, losses) => {
    expect(user(block)).toMatchObject({ parts, losses, refused: null })
  })

  it.each<[string, JsonObject, string]>([
    ['CB-6: an image that Anthropic keeps', { type: 'image', source: { type: 'file', file_id: 'file_1' } }, 'CB-6'],
    ['CB-9: a PDF by its address', { type: 'document', source: { type: 'url', url: 'https://a.test/b.pdf' } }, 'CB-9'],
    ['CB-17: a container upload', { type: 'container_upload', file_id: 'file_1' }, 'CB-17'],
  ])('%s is refused', (_title, block, rule) => {
    const { refused, losses } = user(block)
    expect(refused).toMatch(/^\/messages\/0\/content\/1: /)
    expect(losses).toEqual([`/messages/0/content/1 rejected reject ${rule}`])
  })

  it('CB-20: unknown blocks that are all a message holds are refused, whoever speaks', () => {
    const content = [{ type: 'hologram' }, { type: 'odour' }]
    expect(toChat({ messages: [{ role: 'user', content }] }).losses.slice(0, 2)).toEqual([
      '/messages/0/content/0 rejected reject CB-20',
      '/messages/0/content/1 rejected reject CB-20',
    ])
    expect(assistant(...content).refused).toMatch(/^\/messages\/1\/content\/0: /)
  })

  it('CB-20: an unknown block goes beside others, alone it is refused', () => {
    const { body, losses } = toChat({ messages: [{ role: 'user', content: [text('One'), { type: 'hologram', x: 1 }] }] })
    expect(body?.['messages']).toEqual([{ role: 'user', content: 'One' }])
    expect(losses).toEqual(['/messages/0/content/1 dropped warn CB-20'])
    expect(toChat({ messages: [{ role: 'user', content: [{ type: 'hologram' }] }] }).losses[0]).toBe(
      '/messages/0/content/0 rejected reject CB-20',
    )
  })
})

describe('blocks of an Anthropic assistant, for a Chat upstream', () => {
  const use = { type: 'tool_use', id: 't1', name: 'w', input: { c: 'X', n: 12 } }

  it('CB-2, CNT-1: text is one string, with a gap where something else stood between', () => {
    expect(assistant(text('One')).message).toEqual({ role: 'assistant', content: 'One' })
    expect(assistant(text('One, '), text('two')).message).toEqual({ role: 'assistant', content: 'One, two' })
    const apart = [text('One'), { type: 'thinking', thinking: 'hm', signature: 's' }, text('two')]
    expect(assistant(...apart).message).toEqual({ role: 'assistant', content: 'One\n\ntwo' })
  })

  it('CB-3: citations are carried', () => {
    const citation = {
      type: 'char_location',
      cited_text: 'a',
      document_index: 0,
      document_title: null,
      start_char_index: 0,
      end_char_index: 1,
    }
    const { message, losses } = assistant({ ...text('One'), citations: [citation] })
    expect(message).toEqual({ role: 'assistant', content: 'One' })
    expect(losses).toEqual(['/messages/1/content/0/citations carried info CB-3'])
  })

  it('CB-13, TR-6: a call, its input as JSON without spaces', () => {
    const { body } = toChat({
      messages: [
        { role: 'user', content: 'Hi' },
        { role: 'assistant', content: [use] },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't1', content: '5' }] },
      ],
    })
    expect(body).toMatchObject({
      messages: [
        {},
        {
          role: 'assistant',
          content: null,
          tool_calls: [{ id: 't1', type: 'function', function: { name: 'w', arguments: '{"c":"X","n":12}' } }],
        },
        { role: 'tool', tool_call_id: 't1', content: '5' },
      ],
    })
  })

  it('CB-16, RSN-2: thinking is never shown as text', () => {
    const { message, losses } = assistant(
      { type: 'thinking', thinking: 'hm', signature: 's' },
      { type: 'redacted_thinking', data: 'd' },
      text('One'),
    )
    expect(message).toEqual({ role: 'assistant', content: 'One' })
    expect(losses).toEqual(['/messages/1/content/0 dropped info RSN-2', '/messages/1/content/1 dropped info RSN-2'])
  })

  it('CB-18: a summary is text, one without words is left out', () => {
    expect(assistant({ type: 'compaction', content: 'They greeted.' }).message).toEqual({
      role: 'assistant',
      content: 'Summary of the earlier conversation:\nThey greeted.',
    })
    expect(assistant({ type: 'compaction', content: null }, text('One')).message).toEqual({ role: 'assistant', content: 'One' })
  })

  it('CB-19: a mark of a fallback is left out', () => {
    const { message, losses } = assistant({ type: 'fallback', from: { model: 'a' }, to: { model: 'b' } }, text('One'))
    expect(message).toEqual({ role: 'assistant', content: 'One' })
    expect(losses).toEqual(['/messages/1/content/0 dropped info CB-19'])
  })
})
