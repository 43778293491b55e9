import { describe, expect, it } from 'vitest'
import type { DocumentPart, ImagePart, Part, Source } from '../../interlingua/part.ts'
import type { HostedTool } from '../../interlingua/tool.ts'
import { call, encoded, result, rules, text, tool, turn, type Way } from './encoding.fixture.ts'

/** The parts of what a user says. */
function content(parts: Part[], way: Way = {}): unknown {
  const input = encoded({ turns: [turn('user', ...parts)] }, way).body['input'] as { content: unknown }[]
  return input[0]?.content
}
const losses = (parts: Part[], way: Way = {}): unknown => rules({ turns: [turn('user', text('hi'), ...parts)] }, way)
const image = (source: Source, detail: string | null = null): ImagePart => ({ kind: 'image', at: '/i', source, detail, cache: null })
const document = (source: DocumentPart['source'], more: Partial<DocumentPart> = {}): DocumentPart => ({
  kind: 'document',
  at: '/d',
  source,
  title: null,
  context: null,
  citations: false,
  cache: null,
  ...more,
})
const opaque = (more: Partial<Extract<Part, { kind: 'opaque' }>> = {}): Part => ({
  kind: 'opaque',
  at: '/o',
  format: 'anthropic-messages',
  type: 'x',
  payload: {},
  text: null,
  elsewhere: { rule: 'CB-20', why: 'unknown', level: 'warn' },
  ...more,
})

describe('texts and pictures', () => {
  it('CB-4, CB-5, CP-4: pictures go by their bytes or their address, with a level of detail', () => {
    expect(content([text('look'), image({ kind: 'base64', mediaType: 'image/png', data: 'AAAA' })])).toEqual([
      { type: 'input_text', text: 'look' },
      { type: 'input_image', image_url: 'data:image/png;base64,AAAA', detail: 'auto' },
    ])
    expect(content([image({ kind: 'url', url: 'https://a.b/c.png' }, 'low')])).toEqual([
      { type: 'input_image', image_url: 'https://a.b/c.png', detail: 'low' },
    ])
  })

  it('CB-6, CP-7: files kept by OpenAI are named, those of other providers refused', () => {
    const kept = { kind: 'file', id: 'file_1' } as const
    expect(losses([image(kept)])).toEqual(['CB-6 reject'])
    expect(losses([document(kept)])).toEqual(['CB-6 reject'])
    expect(content([document(kept)], { from: 'openai-chat' })).toEqual([{ type: 'input_file', file_id: 'file_1' }])
  })

  it('CP-5, CP-9: sound is refused', () => {
    expect(losses([{ kind: 'audio', at: '/a', source: { kind: 'base64', format: 'wav', data: 'AAAA' } }])).toEqual(['CP-5 reject'])
    const earlier: Part = { kind: 'audio', at: '/a', source: { kind: 'id', id: 'audio_1' } }
    expect(rules({ turns: [turn('assistant', text('b'), earlier), turn('user', 'a')] })).toEqual(['CP-9 reject'])
  })

  it('CP-8: a refusal is a part of its own', () => {
    const turns = [turn('user', 'hi'), turn('assistant', { kind: 'refusal', at: '/f', text: 'No.' }), turn('user', 'why')]
    expect(encoded({ turns }, { from: 'openai-chat' }).body['input']).toMatchObject([
      {},
      { type: 'message', role: 'assistant', id: 'msg_h1', content: [{ type: 'refusal', refusal: 'No.' }] },
      {},
    ])
  })

  it('CB-3: pages that an earlier answer rested on are annotations', () => {
    const cited = [{ url: 'https://a.b', title: 'A' }]
    const words: Part = { kind: 'text', at: '/t', text: 'four', cache: null, cited }
    expect(encoded({ turns: [turn('user', 'hi'), turn('assistant', words), turn('user', 'ok')] }).body['input']).toMatchObject([
      {},
      { content: [{ annotations: [{ type: 'url_citation', url: 'https://a.b', title: 'A', start_index: 0, end_index: 4 }] }] },
      {},
    ])
  })
})

describe('what an Anthropic client cites', () => {
  it('CB-3: pages of the web become annotations, anything else is told', () => {
    const citations = [
      { type: 'web_search_result_location', url: 'https://a.b', title: 'A', cited_text: 'c', encrypted_index: 'e' },
      { type: 'char_location', cited_text: 'c', document_index: 0 },
    ]
    const turns = [turn('user', 'hi'), turn('assistant', text('four', '/messages/1/content/0')), turn('user', 'ok')]
    const { body, losses: told } = encoded({ turns }, { within: '/messages/1/content/0', shared: { citations } })
    const annotation = { type: 'url_citation', url: 'https://a.b', title: 'A', start_index: 0, end_index: 4 }
    expect(body['input']).toMatchObject([{}, { content: [{ annotations: [annotation] }] }, {}])
    expect(told).toEqual([
      ['/messages/1/content/0/citations/0', 'CB-3', 'debug'],
      ['/messages/1/content/0/citations/1', 'CB-3', 'info'],
    ])
  })
})

describe('documents', () => {
  it('CB-8, CB-9: files go by their bytes or their address', () => {
    const pdf = { kind: 'base64', mediaType: 'application/pdf', data: 'JVBE' } as const
    const file_data = 'data:application/pdf;base64,JVBE'
    expect(content([document(pdf)])).toEqual([{ type: 'input_file', filename: 'document.pdf', file_data }])
    expect(content([document(pdf, { title: 'a.pdf' })])).toEqual([{ type: 'input_file', filename: 'a.pdf', file_data }])
    expect(content([document({ kind: 'url', url: 'https://a.b/c.pdf' })])).toEqual([{ type: 'input_file', file_url: 'https://a.b/c.pdf' }])
    expect(losses([document(pdf, { context: 'c' })])).toEqual(['CB-10 warn'])
  })

  it('CB-10, CB-11: documents of text become text, with their pictures after it', () => {
    const plain = { kind: 'text', text: 'words', mediaType: 'text/plain' } as const
    expect(content([document(plain, { title: 'T', context: 'C' })])).toEqual([
      { type: 'input_text', text: 'Document: T\nContext: C\nwords' },
    ])
    const picture = image({ kind: 'url', url: 'https://a.b' })
    expect(content([document({ kind: 'parts', parts: [text('a'), picture, text('b')] })])).toEqual([
      { type: 'input_text', text: 'a\nb' },
      { type: 'input_image', image_url: 'https://a.b', detail: 'auto' },
    ])
    expect(losses([document(plain, { citations: true })])).toEqual(['CB-11 warn', 'CB-10 info'])
  })

  it('CP-6: a file of text that a client of OpenAI sends stays a file', () => {
    const plain = { kind: 'text', text: 'é', mediaType: 'text/plain' } as const
    expect(content([document(plain, { title: 'a.txt' })], { from: 'openai-chat' })).toEqual([
      { type: 'input_file', filename: 'a.txt', file_data: 'data:text/plain;base64,w6k=' },
    ])
  })
})

describe('blocks that one format alone knows', () => {
  it('CB-12, CB-18: those with a reading are sent as text', () => {
    const summary = opaque({ text: 'Source: s', elsewhere: { rule: 'CB-12', why: 'sent as text', level: 'info' } })
    expect(content([summary])).toEqual([{ type: 'input_text', text: 'Source: s' }])
    expect(losses([summary])).toEqual(['CB-12 info'])
  })

  it('CB-17: history of a server’s tools is refused, or text where the route says so', () => {
    const called = opaque({ text: 'called', elsewhere: { rule: 'CB-17', why: 'server tool', level: 'reject' } })
    expect(losses([called])).toEqual(['CB-17 reject'])
    expect(losses([called], { settings: { historyServerTools: 'text' } })).toEqual(['CB-17 info'])
  })

  it('CB-17: searches go out as such while search is offered, with the pages that they found', () => {
    const elsewhere = { rule: 'CB-17', why: 'server tool', level: 'reject' } as const
    const input = { query: 'weather' }
    const called = opaque({ at: '/s', type: 'server_tool_use', payload: { id: 'srvtoolu_1', name: 'web_search', input }, elsewhere })
    const found = [{ type: 'web_search_result', url: 'https://a.b', title: 'A', encrypted_content: 'e' }]
    const gave = opaque({ at: '/g', type: 'web_search_tool_result', payload: { tool_use_id: 'srvtoolu_1', content: found }, elsewhere })
    const search: HostedTool = {
      kind: 'hosted',
      at: '/tools/0',
      format: 'anthropic-messages',
      type: 'web_search_20260318',
      name: 'web_search',
      payload: {},
      asFunction: null,
      elsewhere: { rule: 'TOOL-22', why: 'runs at Anthropic', level: 'warn' },
    }
    const turns = [turn('user', 'hi'), turn('assistant', 'let me see', called, gave, 'fine'), turn('user', 'and?')]
    const { body, losses: told } = encoded({ turns, tools: [search] })
    expect(body['input']).toMatchObject([
      { role: 'user' },
      { role: 'assistant', content: [{ text: 'let me see' }] },
      {
        type: 'web_search_call',
        id: 'ws_srvtoolu_1',
        status: 'completed',
        action: { type: 'search', query: 'weather', sources: [{ type: 'url', url: 'https://a.b' }] },
      },
      { role: 'assistant', content: [{ text: 'fine' }] },
      { role: 'user' },
    ])
    expect(told).toEqual([
      ['/s', 'CB-17', 'debug'],
      ['/g', 'CB-17', 'info'],
    ])
    expect(rules({ turns })).toEqual(['CB-17 reject', 'CB-17 reject'])
  })

  it('CB-20, CP-13: unknown ones are left out beside others, and refused alone', () => {
    expect(losses([opaque()])).toEqual(['CB-20 warn'])
    expect(rules({ turns: [turn('user', opaque())] })).toEqual(['CB-20 reject', 'MSG-5 debug'])
  })

  it('CB-20: an assistant says words alone', () => {
    const turns = [turn('user', 'a'), turn('assistant', 'b', image({ kind: 'url', url: 'https://a.b' })), turn('user', 'c')]
    expect(rules({ turns })).toEqual(['CB-20 reject'])
  })
})

describe('cache markers', () => {
  const breakpoint = { mode: 'explicit', ttl: '30m' }

  it('CAC-1, CAC-2: a marked part is a breakpoint, where the model takes them', () => {
    expect(content([text('a', '/t', '/m')])).toEqual([{ type: 'input_text', text: 'a', prompt_cache_breakpoint: breakpoint }])
    expect(content([text('a', '/t', '/m')], { model: 'gpt-5' })).toEqual([{ type: 'input_text', text: 'a' }])
    expect(losses([text('a', '/t', '/m')], { model: 'gpt-5' })).toEqual(['CAC-1 debug'])
  })

  it('REQ-A-6, CAC-4: marked instructions are an item, for `instructions` takes no marker', () => {
    const turns = [turn('system', text('a', '/system/0', '/m')), turn('user', 'hi')]
    expect(encoded({ turns }).body['input']).toMatchObject([{ role: 'developer', content: [{ prompt_cache_breakpoint: breakpoint }] }, {}])
    expect(encoded({ turns }, { model: 'gpt-5' }).body['instructions']).toBe('a')
    const offered = encoded({ turns: [turn('system', 'a'), turn('user', 'hi')], tools: [tool({ cache: { at: '/m', ttl: null } })] })
    expect(offered.body['input']).toMatchObject([{ role: 'developer', content: [{ prompt_cache_breakpoint: breakpoint }] }, {}])
  })

  it('LAW-9, CAC-7: instructions stay an item when later markers take their marker away', () => {
    const more = ['a', 'b', 'c', 'd'].map((words) => turn('user', text(words, '/t', '/m')))
    const { body } = encoded({ turns: [turn('system', text('s', '/system/0', '/m')), ...more] })
    expect(body['instructions']).toBeUndefined()
    expect(body['input']).toMatchObject([{ role: 'developer', content: [{ type: 'input_text', text: 's' }] }, {}, {}, {}, {}])
  })

  it('CAC-2, CAC-6: of two markers that come to stand in one place the one that lives longer is sent, the other told', () => {
    const marked = (at: string, ttl: '5m' | '1h'): Part => ({ kind: 'text', at, text: 'a', cache: { at: `${at}/m`, ttl } })
    const { body, losses: told } = encoded({
      turns: [turn('user', 'a'), turn('assistant', marked('/1', '1h')), turn('user', marked('/2', '5m'))],
    })
    expect(body['input']).toMatchObject([{}, {}, { content: [{ prompt_cache_breakpoint: { mode: 'explicit', ttl: '12h' } }] }])
    expect(told).toEqual([
      ['/2/m', 'CAC-2', 'debug'],
      ['/1/m', 'CAC-6', 'debug'],
      ['/1/m', 'CAC-2', 'debug'],
    ])
  })

  it('CAC-5: the marker of a result stands on its last part', () => {
    const marked: Part = { ...result('t1', text('a'), text('b')), cache: { at: '/m', ttl: '1h' } } as Part
    const { body } = encoded({ turns: [turn('user', 'hi'), turn('assistant', call('t1')), turn('user', marked)], tools: [tool()] })
    expect(body['input']).toMatchObject([
      {},
      {},
      {
        output: [
          { type: 'input_text', text: 'a' },
          { type: 'input_text', text: 'b', prompt_cache_breakpoint: { mode: 'explicit', ttl: '12h' } },
        ],
      },
    ])
  })
})
