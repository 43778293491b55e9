import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../src/index.ts'
import { toMessages } from './translating.ts'

const text = (words: string) => ({ type: 'text', text: words })

/** What the parts of a user message become, a text before them. */
const user = (...parts: JsonObject[]) => {
  const { body, ...told } = toMessages({ messages: [{ role: 'user', content: [text('See:'), ...parts] }] })
  const messages = (body?.['messages'] ?? []) as readonly { content: readonly JsonObject[] }[]
  return { blocks: messages[0]?.content.slice(1), ...told }
}

/** What an assistant message becomes, and what answers its calls. */
const assistant = (message: JsonObject, ...answers: JsonObject[]) => {
  const { body, ...told } = toMessages({
    messages: [{ role: 'user', content: 'Hi' }, { role: 'assistant', ...message }, ...answers, { role: 'user', content: 'More' }],
  })
  return { messages: ((body?.['messages'] ?? []) as readonly JsonObject[]).slice(1), ...told }
}

const picture = (url: string, more: JsonObject = {}): JsonObject => ({ type: 'image_url', image_url: { url, ...more } })
const image = (media_type: string, data: string): JsonObject => ({ type: 'image', source: { type: 'base64', media_type, data } })
const file = (type: string, data: string): JsonObject => ({
  type: 'file',
  file: { filename: 'a', file_data: `data:${type};base64,${data}` },
})

describe('parts of a Chat user, for an Anthropic upstream', () => {
  it.each<[string, JsonObject, JsonObject, string[]]>([
    ['CP-1: text', text('One'), text('One'), []],
    ['CP-2: a JPEG', picture('data:image/jpeg;base64,/9j/'), image('image/jpeg', '/9j/'), []],
    ['CP-2: a PNG', picture('data:image/png;base64,iVBO'), image('image/png', 'iVBO'), []],
    ['CP-2: a GIF', picture('data:image/gif;base64,R0lG'), image('image/gif', 'R0lG'), []],
    ['CP-2: a WebP', picture('data:image/webp;base64,UklG'), image('image/webp', 'UklG'), []],
    [
      'CP-3: an image by its address',
      picture('https://a.test/b.png'),
      { type: 'image', source: { type: 'url', url: 'https://a.test/b.png' } },
      [],
    ],
    [
      'CP-3: an image without encryption on its way',
      picture('http://a.test/b.png'),
      { type: 'image', source: { type: 'url', url: 'http://a.test/b.png' } },
      [],
    ],
    [
      'CP-4: the detail of an image',
      picture('https://a.test/b.png', { detail: 'low' }),
      { type: 'image', source: { type: 'url', url: 'https://a.test/b.png' } },
      ['/messages/0/content/1 dropped debug CP-4'],
    ],
    [
      'CP-6: a PDF',
      file('application/pdf', 'JVBERi0='),
      { type: 'document', source: { type: 'base64', media_type: 'application/pdf', data: 'JVBERi0=' }, title: 'a' },
      [],
    ],
    [
      'CP-6: a text file',
      file('text/markdown', 'IyBI'),
      { type: 'document', source: { type: 'text', media_type: 'text/plain', data: '# H' }, title: 'a' },
      [],
    ],
    ['CP-6: an image file', file('image/png', 'iVBO'), image('image/png', 'iVBO'), []],
  ])('%s', (_title, part, block, losses) => {
    expect(user(part)).toEqual({
      blocks: [block],
      losses,
      refused: null,
      headers: { 'anthropic-version': '2026-10-21' },
      exchange: expect.anything(),
    })
  })

  it.each<[string, JsonObject, string]>([
    ['CP-2: an image of another type', picture('data:image/tiff;base64,SUkq'), 'CP-2'],
    ['CP-5: sound', { type: 'input_audio', input_audio: { data: 'UklG', format: 'wav' } }, 'CP-5'],
    ['CP-6: a file of another type', file('application/zip', 'UEs='), 'CP-6'],
    ['CP-7: a file that OpenAI keeps', { type: 'file', file: { file_id: 'file-1' } }, 'CP-7'],
  ])('%s is refused', (_title, part, rule) => {
    const { refused, losses } = user(part)
    expect(refused).toMatch(/^\/messages\/0\/content\/1: /)
    expect(losses).toContain(`/messages/0/content/1 rejected reject ${rule}`)
  })

  it('CP-13: an unknown part goes beside others, alone it is refused', () => {
    expect(user({ type: 'hologram', x: 1 })).toMatchObject({ blocks: [], losses: ['/messages/0/content/1 dropped warn CB-20'] })
    const alone = toMessages({ messages: [{ role: 'user', content: [{ type: 'hologram' }] }] })
    expect(alone.losses[0]).toBe('/messages/0/content/0 rejected reject CB-20')
  })

  it('CB-20: so it is in instructions', () => {
    const unknown = { type: 'hologram', x: 1 }
    const instructed = (...content: JsonObject[]) =>
      toMessages({
        messages: [
          { role: 'system', content },
          { role: 'user', content: 'Hi' },
        ],
      })
    const beside = instructed({ type: 'text', text: 'Be brief.' }, unknown)
    expect(beside.body?.['system']).toEqual([{ type: 'text', text: 'Be brief.' }])
    expect(beside.losses).toEqual(['/messages/0/content/1 dropped warn CB-20'])
    expect(instructed(unknown).losses).toEqual(['/messages/0/content/0 rejected reject CB-20'])
  })
})

describe('an assistant of Chat, for an Anthropic upstream', () => {
  const result = (id: string) => ({ role: 'user', content: [{ type: 'tool_result', tool_use_id: id, content: '5' }, text('More')] })

  it('CP-8: a refusal is text', () => {
    const { messages, losses } = assistant({ content: null, refusal: 'No.' })
    expect(messages[0]).toEqual({ role: 'assistant', content: [text('No.')] })
    expect(losses).toEqual(['/messages/1/refusal folded info CP-8'])
    expect(assistant({ content: [{ type: 'refusal', refusal: 'No.' }] }).messages[0]).toEqual({ role: 'assistant', content: [text('No.')] })
  })

  it('CP-9: sound of an earlier answer is refused', () => {
    const { refused, losses } = assistant({ content: null, audio: { id: 'audio_1' } })
    expect(refused).toMatch(/^\/messages\/1\/audio: /)
    expect(losses).toContain('/messages/1/audio rejected reject CP-9')
  })

  it('CP-10, TR-5: a function call is a tool use, its arguments parsed', () => {
    const called = (args: string) => ({
      content: null,
      tool_calls: [{ id: 'c1', type: 'function', function: { name: 'w', arguments: args } }],
    })
    const input = (args: string) => assistant(called(args), { role: 'tool', tool_call_id: 'c1', content: '5' }).messages
    expect(input('{"c": "X", "n": [1, null]}')).toEqual([
      { role: 'assistant', content: [{ type: 'tool_use', id: 'c1', name: 'w', input: { c: 'X', n: [1, null] } }] },
      result('c1'),
    ])
    expect(input('')).toMatchObject([{ content: [{ input: {} }] }, {}])
    expect(input('{"c":')).toMatchObject([{ content: [{ input: { INVALID_JSON: '{"c":' } }] }, {}])
    expect(input('[1]')).toMatchObject([{ content: [{ input: { INVALID_JSON: '[1]' } }] }, {}])
  })

  it('CP-11, TR-13: a custom call is a tool use with one string, its output a result', () => {
    const custom = { content: null, tool_calls: [{ id: 'c1', type: 'custom', custom: { name: 'sh', input: 'ls "a"' } }] }
    expect(assistant(custom, { role: 'tool', tool_call_id: 'c1', content: '5' }).messages).toEqual([
      { role: 'assistant', content: [{ type: 'tool_use', id: 'c1', name: 'sh', input: { input: 'ls "a"' } }] },
      result('c1'),
    ])
  })

  it('CP-12, ROL-6: a deprecated call is a tool use with an id from its place, its answer a result', () => {
    const legacy = { content: null, function_call: { name: 'w', arguments: '{"c":"X"}' } }
    expect(assistant(legacy, { role: 'function', name: 'w', content: '5' }).messages).toEqual([
      { role: 'assistant', content: [{ type: 'tool_use', id: 'call_fn_1', name: 'w', input: { c: 'X' } }] },
      result('call_fn_1'),
    ])
  })
})
