import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../src/index.ts'
import { chatToResponses, messagesToResponses, type Sent } from './translating.ts'

const text = (words: string) => ({ type: 'text', text: words })
const input = (words: string) => ({ type: 'input_text', text: words })
const output = (words: string, more: JsonObject = {}) => ({ type: 'output_text', text: words, annotations: [], logprobs: [], ...more })
const said = (...content: unknown[]) => ({
  type: 'message',
  id: expect.stringMatching(/^msg_h\d+$/) as unknown,
  role: 'assistant',
  status: 'completed',
  content,
})
const hi = { role: 'user', content: 'Hi' }
const items = ({ body }: Sent) => (body?.['input'] ?? []) as readonly { content: readonly JsonObject[] }[]

/** What the parts of a user's message become that stand after a text. */
const asked = (send: typeof chatToResponses, part: JsonObject) => {
  const sent = send({ messages: [{ role: 'user', content: [text('See:'), part] }] })
  return { parts: items(sent)[0]?.content.slice(1), losses: sent.losses, refused: sent.refused }
}

/** What an assistant message becomes that stands between two of the user's. */
const answered = (send: typeof chatToResponses, message: JsonObject, more: readonly JsonObject[] = []) => {
  const sent = send({ messages: [hi, { role: 'assistant', ...message }, ...more, hi] })
  return { items: items(sent).slice(1, -1), losses: sent.losses, refused: sent.refused }
}

const png = { type: 'base64', media_type: 'image/png', data: 'iVBORw0KGgo=' }
const pngUri = 'data:image/png;base64,iVBORw0KGgo='
const image = (url: string, detail = 'auto') => ({ type: 'input_image', image_url: url, detail })
const pdf = { type: 'base64', media_type: 'application/pdf', data: 'JVBERi0=' }
const pdfUri = 'data:application/pdf;base64,JVBERi0='
const citation = {
  type: 'web_search_result_location',
  cited_text: 'a',
  encrypted_index: 'x',
  title: 'T',
  url: 'https://a.test',
}

describe('blocks of an Anthropic user, for a Responses upstream', () => {
  const at = '/messages/0/content/1'
  it.each<[string, JsonObject, JsonObject[], string[]]>([
    ['CB-1: text', text('One'), [input('One')], []],
    ['CB-4: an image by its bytes', { type: 'image', source: png }, [image(pngUri)], []],
    [
      'CB-5: an image by its address',
      { type: 'image', source: { type: 'url', url: 'https://a.test/b.png' } },
      [image('https://a.test/b.png')],
      [],
    ],
    [
      'CB-7: the transformations of an image are carried',
      { type: 'image', source: png, transformations: { oversized_image: 'downsample' } },
      [image(pngUri)],
      [`${at}/transformations carried info CB-7`],
    ],
    ['CB-8: a PDF', { type: 'document', source: pdf, title: 'a.pdf' }, [{ type: 'input_file', filename: 'a.pdf', file_data: pdfUri }], []],
    [
      'CB-8: a PDF without a title',
      { type: 'document', source: pdf },
      [{ type: 'input_file', filename: 'document.pdf', file_data: pdfUri }],
      [],
    ],
    [
      'CB-9: a PDF by its address',
      { type: 'document', source: { type: 'url', url: 'https://a.test/b.pdf' } },
      [{ type: 'input_file', file_url: 'https://a.test/b.pdf' }],
      [],
    ],
    [
      'CB-10: a text document',
      { type: 'document', source: { type: 'text', media_type: 'text/plain', data: 'Body' }, title: 'T', context: 'C' },
      [input('Document: T\nContext: C\nBody')],
      [`${at} folded info CB-10`],
    ],
    [
      'CB-10: a document of blocks, its images after its text',
      { type: 'document', source: { type: 'content', content: [text('A'), { type: 'image', source: png }] } },
      [input('A'), image(pngUri)],
      [`${at} folded info CB-10`],
    ],
    [
      'CB-11: citations that were asked for',
      { type: 'document', source: pdf, title: 'a.pdf', citations: { enabled: true } },
      [{ type: 'input_file', filename: 'a.pdf', file_data: pdfUri }],
      [`${at} dropped warn CB-11`],
    ],
    [
      'CB-12: a search result',
      { type: 'search_result', source: 'https://a.test', title: 'T', content: [text('One'), text('Two')] },
      [input('Source: https://a.test\nTitle: T\n\nOne\nTwo')],
      [`${at} folded info CB-12`],
    ],
    ['CB-20: an unknown block goes beside others', { type: 'hologram', x: 1 }, [], [`${at} dropped warn CB-20`]],
  ])('%s', (_title, block, parts, losses) => {
    expect(asked(messagesToResponses, block)).toEqual({ parts, losses, refused: null })
  })

  it.each<[string, JsonObject, string]>([
    ['CB-6: an image that Anthropic keeps', { type: 'image', source: { type: 'file', file_id: 'file_1' } }, 'CB-6'],
    ['CB-17: a container upload', { type: 'container_upload', file_id: 'file_1' }, 'CB-17'],
  ])('%s is refused', (_title, block, rule) => {
    const { refused, losses } = asked(messagesToResponses, block)
    expect([refused, losses]).toEqual([expect.stringMatching(`^${at}: `), [`${at} rejected reject ${rule}`]])
  })

  it('CB-20: an unknown block alone is refused', () => {
    expect(messagesToResponses({ messages: [{ role: 'user', content: [{ type: 'hologram' }] }] }).refused).toMatch(
      '/messages/0/content/0: ',
    )
  })
})

describe('blocks of an Anthropic assistant, for a Responses upstream', () => {
  const use = { type: 'tool_use', id: 't1', name: 'w', input: { c: 'X', n: 12 } }
  const result = (content: unknown, more: JsonObject = {}) => ({
    role: 'user',
    content: [{ type: 'tool_result', tool_use_id: 't1', content, ...more } as JsonObject],
  })

  it.each<[string, JsonObject[], unknown[], string[]]>([
    ['CB-2: texts are parts of one message', [text('One, '), text('two')], [said(output('One, '), output('two'))], []],
    [
      'CB-3: pages of the web are annotations',
      [{ ...text('One'), citations: [citation] }],
      [said(output('One', { annotations: [{ type: 'url_citation', url: 'https://a.test', title: 'T', start_index: 0, end_index: 3 }] }))],
      ['/messages/1/content/0/citations/0 folded debug CB-3'],
    ],
    [
      'CB-16, RSN-2: thinking is never shown as text',
      [{ type: 'thinking', thinking: 'hm', signature: 's' }, { type: 'redacted_thinking', data: 'd' }, text('One')],
      [said(output('One'))],
      ['/messages/1/content/0 dropped info RSN-2', '/messages/1/content/1 dropped info RSN-2'],
    ],
    [
      'CB-18: a summary is text',
      [{ type: 'compaction', content: 'They greeted.' }],
      [said(output('Summary of the earlier conversation:\nThey greeted.'))],
      ['/messages/1/content/0 folded info CB-18'],
    ],
    [
      'CB-19: a mark of a fallback is left out',
      [{ type: 'fallback', from: { model: 'a' }, to: { model: 'b' } }, text('One')],
      [said(output('One'))],
      ['/messages/1/content/0 dropped info CB-19'],
    ],
  ])('%s', (_title, content, expected, losses) => {
    expect(answered(messagesToResponses, { content })).toEqual({ items: expected, losses, refused: null })
  })

  it('CB-13, CB-15, ROL-4: a call and its result, before what the user says beside it', () => {
    const sent = messagesToResponses({
      messages: [
        hi,
        { role: 'assistant', content: [text('Hm.'), use] },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't1', content: '5' }, text('Well?')] },
      ],
    })
    expect(sent.body?.['input']).toEqual([
      { type: 'message', role: 'user', content: [input('Hi')] },
      said(output('Hm.')),
      { type: 'function_call', call_id: 't1', name: 'w', arguments: '{"c":"X","n":12}', status: 'completed' },
      { type: 'function_call_output', call_id: 't1', output: '5' },
      { type: 'message', role: 'user', content: [input('Well?')] },
    ])
  })

  it.each<[string, unknown, unknown, JsonObject, string[]]>([
    ['TR-8: a string', '5', '5', {}, []],
    ['TR-8: nothing', undefined, '', {}, []],
    ['TR-8: texts', [text('4'), text('5')], [input('4'), input('5')], {}, []],
    [
      'TR-8: pictures and files',
      [text('4'), { type: 'image', source: png }, { type: 'document', source: pdf, title: 'a.pdf' }],
      [input('4'), image(pngUri), { type: 'input_file', filename: 'a.pdf', file_data: pdfUri }],
      {},
      [],
    ],
    ['TR-10, L05: a failure is said in words', '5', 'Error: 5', { is_error: true }, ['/messages/2/content/0 folded info TR-10']],
    ['TR-10: once', 'error: 5', 'error: 5', { is_error: true }, []],
    [
      'TR-11: a tool that was found',
      [text('4'), { type: 'tool_reference', tool_name: 'v' }],
      [input('4'), input('Tool available: v')],
      {},
      ['/messages/2/content/0/content/1 folded info TR-11'],
    ],
  ])('%s', (_title, content, expected, more, losses) => {
    const { items: got, losses: told } = answered(messagesToResponses, { content: [use] }, [result(content, more)])
    expect([got[1], told]).toEqual([{ type: 'function_call_output', call_id: 't1', output: expected }, losses])
  })
})

describe('parts of a Chat client, for a Responses upstream', () => {
  const at = '/messages/0/content/1'
  it.each<[string, JsonObject, JsonObject[], string[]]>([
    ['CP-1: text', text('One'), [input('One')], []],
    ['CP-2: an image by its bytes', { type: 'image_url', image_url: { url: pngUri } }, [image(pngUri)], []],
    [
      'CP-3, CP-4: an image by its address, and how closely it is looked at',
      { type: 'image_url', image_url: { url: 'https://a.test/b.png', detail: 'low' } },
      [image('https://a.test/b.png', 'low')],
      [],
    ],
    ['LEN-6, CP-3: an address alone', { type: 'image_url', image_url: 'https://a.test/b.png' }, [image('https://a.test/b.png')], []],
    [
      'CP-6: a file',
      { type: 'file', file: { filename: 'a.pdf', file_data: pdfUri } },
      [{ type: 'input_file', filename: 'a.pdf', file_data: pdfUri }],
      [],
    ],
    ['CP-7: a file that OpenAI keeps', { type: 'file', file: { file_id: 'file-1' } }, [{ type: 'input_file', file_id: 'file-1' }], []],
    ['CP-13: an unknown part goes beside others', { type: 'hologram', x: 1 }, [], [`${at} dropped warn CB-20`]],
  ])('%s', (_title, part, parts, losses) => {
    expect(asked(chatToResponses, part)).toEqual({ parts, losses, refused: null })
  })

  it('CP-5: sound is refused', () => {
    const { refused, losses } = asked(chatToResponses, { type: 'input_audio', input_audio: { data: 'AAAA', format: 'wav' } })
    expect([refused, losses]).toEqual([expect.stringMatching(`^${at}: `), [`${at} rejected reject CP-5`]])
  })

  it('CP-9: sound of an earlier answer is refused', () => {
    expect(answered(chatToResponses, { audio: { id: 'audio_1' } }).refused).toMatch('/messages/1/audio: ')
  })

  it('CP-8: a refusal is a part of its own', () => {
    expect(answered(chatToResponses, { content: null, refusal: 'No.' }).items).toEqual([said({ type: 'refusal', refusal: 'No.' })])
  })

  it('CP-10, TR-8, MSG-5: a call and its output, with no message where nothing was said', () => {
    const calls = [{ id: 'c1', type: 'function', function: { name: 'w', arguments: '{"c": 1}' } }]
    const { items: got } = answered(chatToResponses, { content: null, tool_calls: calls }, [
      { role: 'tool', tool_call_id: 'c1', content: [text('4'), text('5')] },
    ])
    expect(got).toEqual([
      { type: 'function_call', call_id: 'c1', name: 'w', arguments: '{"c": 1}', status: 'completed' },
      { type: 'function_call_output', call_id: 'c1', output: [input('4'), input('5')] },
    ])
  })

  it('CP-11, TR-13: a free-text call and its output', () => {
    const calls = [{ id: 'c1', type: 'custom', custom: { name: 'sh', input: 'ls' } }]
    const sent = chatToResponses({
      tools: [{ type: 'custom', custom: { name: 'sh' } }],
      messages: [hi, { role: 'assistant', content: null, tool_calls: calls }, { role: 'tool', tool_call_id: 'c1', content: 'a' }],
    })
    expect([sent.body?.['tools'], items(sent).slice(1)]).toEqual([
      [{ type: 'custom', name: 'sh' }],
      [
        { type: 'custom_tool_call', call_id: 'c1', name: 'sh', input: 'ls' },
        { type: 'custom_tool_call_output', call_id: 'c1', output: 'a' },
      ],
    ])
  })

  it('CP-12, ROL-6: the older call of a function has an id of its place', () => {
    const { items: got } = answered(chatToResponses, { content: null, function_call: { name: 'w', arguments: '{}' } }, [
      { role: 'function', name: 'w', content: '5' },
    ])
    expect(got).toEqual([
      { type: 'function_call', call_id: 'call_fn_1', name: 'w', arguments: '{}', status: 'completed' },
      { type: 'function_call_output', call_id: 'call_fn_1', output: '5' },
    ])
  })

  it('ROL-7, L13: names of participants are carried', () => {
    const sent = chatToResponses({ messages: [{ ...hi, name: 'ann' }] })
    expect([items(sent), sent.losses]).toEqual([
      [{ type: 'message', role: 'user', content: [input('Hi')] }],
      ['/messages/0/name carried warn ROL-7'],
    ])
  })

  it('ROL-2, MSG-6: instructions in the middle stay there', () => {
    const sent = chatToResponses({ messages: [hi, { role: 'assistant', content: 'Ho' }, { role: 'system', content: 'Be brief.' }, hi] })
    expect(items(sent)[2]).toEqual({ type: 'message', role: 'developer', content: [input('Be brief.')] })
  })

  it('TR-3: an id that OpenAI would not take is replaced, in call and output alike', () => {
    const calls = [{ id: 'call:1', type: 'function', function: { name: 'w', arguments: '{}' } }]
    const { items: got } = answered(chatToResponses, { content: null, tool_calls: calls }, [
      { role: 'tool', tool_call_id: 'call:1', content: '5' },
    ])
    const [made, gave] = got as unknown as readonly [{ call_id: string }, { call_id: string }]
    expect([made.call_id, gave.call_id]).toEqual([expect.stringMatching(/^call_[a-z2-7]{26}$/i), made.call_id])
  })
})
