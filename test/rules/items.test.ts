import { describe, expect, it } from 'vitest'
import type { JsonObject, RequestOptions } from '../../src/index.ts'
import { responsesToChat, responsesToMessages } from './translating.ts'

const parameters = { type: 'object', properties: {} }
const text = (words: string) => ({ type: 'text', text: words })
const hi = { role: 'user', content: 'Hi' }
const png = 'data:image/png;base64,iVBORw0KGgo='
const pdf = 'data:application/pdf;base64,JVBERi0='
const look = { type: 'function', name: 'look', parameters, strict: false }
const sh = { type: 'custom', name: 'sh', description: 'A shell.' }
const call = { type: 'function_call', call_id: 'c1', name: 'look', arguments: '{"at":"x"}' }
const output = { type: 'function_call_output', call_id: 'c1', output: '5' }
const said = (...content: JsonObject[]) => ({ type: 'message', id: 'msg_1', role: 'assistant', status: 'completed', content })
const words = (more: JsonObject = {}) => ({ type: 'output_text', text: 'Ho', annotations: [], logprobs: [], ...more })
const annotation = { type: 'url_citation', url: 'https://a.test', title: 'T', start_index: 0, end_index: 2 }
const logprob = { token: 'Ho', logprob: -0.1, bytes: [72, 111], top_logprobs: [] }
const use = { type: 'tool_use', id: 'c1', name: 'look', input: { at: 'x' } }
const result = (content: unknown = '5', id = 'c1') => ({ type: 'tool_result', tool_use_id: id, content })
const chatCall = { id: 'c1', type: 'function', function: { name: 'look', arguments: '{"at":"x"}' } }
const user = (...content: unknown[]) => ({ role: 'user', content })
const assistant = (...content: unknown[]) => ({ role: 'assistant', content })

interface Row {
  readonly rule: string
  readonly input: readonly JsonObject[]
  /** Messages of the request for each upstream, and what is told; null where it is refused. */
  readonly messages: readonly unknown[] | null
  readonly chat: readonly unknown[] | null
  readonly losses?: readonly string[]
  /** What only one of them loses. */
  readonly lossesOfMessages?: readonly string[]
  readonly lossesOfChat?: readonly string[]
  readonly more?: JsonObject
  readonly options?: RequestOptions
}

const rows: readonly Row[] = [
  {
    rule: 'RI-1, LEN-11: words and pictures',
    input: [
      {
        type: 'message',
        role: 'user',
        content: [
          { type: 'input_text', text: 'See:' },
          { type: 'input_image', image_url: png },
          { type: 'input_image', image_url: 'https://a.test/b.png', detail: 'low' },
        ],
      },
    ],
    messages: [
      user(
        text('See:'),
        { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'iVBORw0KGgo=' } },
        { type: 'image', source: { type: 'url', url: 'https://a.test/b.png' } },
      ),
    ],
    chat: [
      user(
        text('See:'),
        { type: 'image_url', image_url: { url: png } },
        { type: 'image_url', image_url: { url: 'https://a.test/b.png', detail: 'low' } },
      ),
    ],
    lossesOfMessages: ['/input/0/content/2 dropped debug CP-4'],
  },
  {
    rule: 'RI-1: a file by its bytes',
    input: [{ role: 'user', content: [{ type: 'input_file', filename: 'a.pdf', file_data: pdf }] }],
    messages: [user({ type: 'document', source: { type: 'base64', media_type: 'application/pdf', data: 'JVBERi0=' }, title: 'a.pdf' })],
    chat: [user({ type: 'file', file: { filename: 'a.pdf', file_data: pdf } })],
  },
  {
    rule: 'RI-1: a file by its address, which Chat cannot fetch',
    input: [{ role: 'user', content: [{ type: 'input_file', file_url: 'https://a.test/b.pdf' }] }],
    messages: [user({ type: 'document', source: { type: 'url', url: 'https://a.test/b.pdf' } })],
    chat: null,
    lossesOfChat: [' folded warn MSG-5', '/input/0 dropped debug MSG-5', '/input/0/content/0 rejected reject CB-9'],
  },
  {
    rule: 'RI-2, LEN-10: words of the assistant, and what a message says of itself',
    input: [hi, said(words({ annotations: [annotation], logprobs: [logprob] }), words()), hi],
    messages: [user(text('Hi')), assistant(text('Ho'), text('Ho')), user(text('Hi'))],
    chat: [hi, { role: 'assistant', content: 'HoHo' }, hi],
    losses: [
      '/input/1/content/0/annotations carried info RI-2',
      '/input/1/content/0/logprobs carried info RI-2',
      '/input/1/id carried debug L24',
      '/input/1/status carried debug RI-2',
    ],
    lossesOfChat: ['/input/1/content/1 folded info CNT-1'],
  },
  {
    rule: 'RI-2: what a message is for is carried',
    input: [hi, { ...said(words()), phase: 'commentary' }, hi],
    messages: [user(text('Hi')), assistant(text('Ho')), user(text('Hi'))],
    chat: [hi, { role: 'assistant', content: 'Ho' }, hi],
    losses: ['/input/1/id carried debug L24', '/input/1/phase carried info RI-2', '/input/1/status carried debug RI-2'],
  },
  {
    rule: 'RI-2, CP-8: a refusal is text, and one for Chat',
    input: [hi, { role: 'assistant', content: [{ type: 'refusal', refusal: 'No.' }] }, hi],
    messages: [user(text('Hi')), assistant(text('No.')), user(text('Hi'))],
    chat: [hi, { role: 'assistant', content: null, refusal: 'No.' }, hi],
    lossesOfMessages: ['/input/1/content/0 folded info CP-8'],
  },
  {
    rule: 'RI-3: an incomplete message is text',
    input: [hi, { ...said(words()), id: null, status: 'incomplete' }, hi],
    messages: [user(text('Hi')), assistant(text('Ho')), user(text('Hi'))],
    chat: [hi, { role: 'assistant', content: 'Ho' }, hi],
    losses: ['/input/1/status carried debug RI-2'],
  },
  {
    rule: 'RI-4, LEN-9: a role without a type is a message',
    input: [hi, { role: 'assistant', content: 'Ho' }, { role: 'user', content: [{ type: 'input_text', text: 'Hi' }] }],
    messages: [user(text('Hi')), assistant(text('Ho')), user(text('Hi'))],
    chat: [hi, { role: 'assistant', content: 'Ho' }, hi],
  },
  {
    rule: 'RI-5, LEN-12, CAR-9: what OpenAI sealed stays with OpenAI',
    input: [hi, { type: 'reasoning', content: null, encrypted_content: 'gAAA' }, { role: 'assistant', content: 'Ho' }, hi],
    messages: [user(text('Hi')), assistant(text('Ho')), user(text('Hi'))],
    chat: [hi, { role: 'assistant', content: 'Ho' }, hi],
    losses: ['/input/1/encrypted_content carried debug CAR-9'],
    lossesOfMessages: ['/input/1 dropped info RSN-10'],
    lossesOfChat: ['/input/1 dropped info RSN-2'],
  },
  {
    rule: 'RI-6, LEN-13, GRP-1: a run of calls is one message, and so is a run of what follows it',
    input: [
      hi,
      { role: 'assistant', content: 'Let me see.' },
      call,
      { ...call, call_id: 'c2', arguments: '' },
      { ...output, call_id: 'c2' },
      output,
      { role: 'user', content: 'Go on.' },
    ],
    more: { tools: [look] },
    messages: [
      user(text('Hi')),
      assistant(text('Let me see.'), use, { ...use, id: 'c2', input: {} }),
      user(result('5', 'c2'), result(), text('Go on.')),
    ],
    chat: [
      hi,
      {
        role: 'assistant',
        content: 'Let me see.',
        tool_calls: [chatCall, { ...chatCall, id: 'c2', function: { name: 'look', arguments: '{}' } }],
      },
      { role: 'tool', tool_call_id: 'c2', content: '5' },
      { role: 'tool', tool_call_id: 'c1', content: '5' },
      { role: 'user', content: 'Go on.' },
    ],
  },
  {
    rule: 'TR-12, TR-7: pictures in an output, which for Chat follow it',
    input: [
      hi,
      call,
      {
        ...output,
        output: [
          { type: 'input_text', text: 'One:' },
          { type: 'input_image', image_url: png },
        ],
      },
    ],
    more: { tools: [look] },
    messages: [
      user(text('Hi')),
      assistant(use),
      user(result([text('One:'), { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'iVBORw0KGgo=' } }])),
    ],
    chat: [
      hi,
      { role: 'assistant', content: null, tool_calls: [chatCall] },
      { role: 'tool', tool_call_id: 'c1', content: [text('One:'), text('[image 1 attached below]')] },
      user(text('Attachments for tool call c1:'), { type: 'image_url', image_url: { url: png } }),
    ],
    lossesOfChat: ['/input/2/output/1 folded info TR-7'],
  },
  {
    rule: 'RI-7, TR-13: a call of a free-text tool, and what it gave',
    input: [
      hi,
      { type: 'custom_tool_call', call_id: 'c1', name: 'sh', input: 'ls' },
      { type: 'custom_tool_call_output', call_id: 'c1', output: 'a.txt' },
    ],
    more: { tools: [sh] },
    messages: [user(text('Hi')), assistant({ type: 'tool_use', id: 'c1', name: 'sh', input: { input: 'ls' } }), user(result('a.txt'))],
    chat: [
      hi,
      { role: 'assistant', content: null, tool_calls: [{ id: 'c1', type: 'custom', custom: { name: 'sh', input: 'ls' } }] },
      { role: 'tool', tool_call_id: 'c1', content: 'a.txt' },
    ],
    lossesOfMessages: ['/tools/0 folded info TOOL-9'],
  },
  {
    rule: 'RI-10: the history of a hosted tool is text where the route says so',
    input: [hi, { type: 'web_search_call', id: 'ws_1', status: 'completed', action: { type: 'search', query: 'q' } }, hi],
    options: { settings: { historyServerTools: 'text' } },
    messages: [user(text('Hi')), assistant({ type: 'text', text: expect.stringContaining('"query":"q"') as unknown }), user(text('Hi'))],
    chat: [hi, { role: 'assistant', content: expect.stringContaining('"query":"q"') }, hi],
    losses: ['/input/1 folded info RI-10'],
  },
  {
    rule: 'RI-13: an unknown part goes beside others',
    input: [
      {
        role: 'user',
        content: [
          { type: 'input_text', text: 'Hi' },
          { type: 'input_odour', odour: 'x' },
        ],
      },
    ],
    messages: [user(text('Hi'))],
    chat: [{ role: 'user', content: 'Hi' }],
    losses: ['/input/0/content/1 dropped warn CB-20'],
  },
  {
    rule: 'RI-13: an unknown item goes beside others of its run',
    input: [hi, { type: 'hologram', id: 'h_1' }, { role: 'assistant', content: 'Ho' }, hi],
    messages: [user(text('Hi')), assistant(text('Ho')), user(text('Hi'))],
    chat: [hi, { role: 'assistant', content: 'Ho' }, hi],
    losses: ['/input/1 dropped warn CB-20'],
  },
]

describe.each([
  ['Messages', responsesToMessages, 'messages'],
  ['Chat', responsesToChat, 'chat'],
] as const)('items of a Responses client, for a %s upstream', (name, send, member) => {
  it.each(rows.map((row) => [row.rule, row] as const))('%s', (_, row) => {
    const sent = send({ input: row.input, ...row.more }, row.options)
    const { losses = [], lossesOfMessages = [], lossesOfChat = [] } = row
    const told = [...losses, ...(name === 'Chat' ? lossesOfChat : lossesOfMessages)]
    expect([sent.body?.['messages'] ?? null, sent.losses.toSorted()]).toEqual([row[member], told.toSorted()])
  })

  const refused: readonly (readonly [string, JsonObject, string])[] = [
    ['RI-8: a reference to what nobody keeps', { type: 'item_reference', id: 'msg_9' }, 'never RI-8'],
    ['RI-9: a conversation that OpenAI shortened', { type: 'compaction', id: 'cmp_1', encrypted_content: 'x' }, 'reject RI-9'],
    ['RI-9: a wish to shorten it', { type: 'compaction_trigger' }, 'reject RI-9'],
    [
      'RI-10: a call that OpenAI ran',
      { type: 'file_search_call', id: 'fs_1', status: 'completed', queries: ['q'], results: null },
      'reject RI-10',
    ],
  ]
  it.each(refused)('%s is refused by its place', (_, item, told) => {
    const sent = send({ input: [hi, item, hi] })
    expect([sent.refused?.split(':')[0]?.startsWith('/input/1'), sent.losses.filter((loss) => loss.includes('rejected'))]).toEqual([
      true,
      [expect.stringMatching(new RegExp(`^/input/1(/id)? rejected ${told}$`))],
    ])
  })

  it('RI-13: an unknown part alone is refused', () => {
    expect(send({ input: [{ role: 'user', content: [{ type: 'input_odour' }] }] }).refused).toMatch('/input/0/content/0: ')
    expect(send({ input: [hi, { type: 'hologram' }, hi] }).refused).toMatch('/input/1: ')
  })

  it('TR-1: a call without an output is refused, and so is an output without a call', () => {
    expect(send({ input: [hi, call, hi], tools: [look] }).refused).toMatch('/input/1')
    expect(send({ input: [hi, output], tools: [look] }).refused).toMatch('/input/1')
  })

  it('RI-11: tools that an item adds join the others', () => {
    const added = { type: 'additional_tools', role: 'developer', tools: [{ ...look, name: 'hear' }] }
    const { refused: told, body, losses } = send({ tools: [look], input: [hi, added] })
    const names = ((body?.['tools'] ?? []) as readonly { name?: string; function?: { name: string } }[]).map(
      (tool) => tool.name ?? tool.function?.name,
    )
    expect([told, names]).toEqual([null, ['look', 'hear']])
    expect(losses).toContain('/input/1 folded info RI-11')
  })
})

describe('an effort that an item sets', () => {
  const update = { type: 'configuration_update', reasoning: { effort: 'high' } }
  const input = [hi, { role: 'assistant', content: 'Ho' }, update, hi]

  it('RI-12: the last one holds for the whole request', () => {
    const sent = responsesToChat({ input, reasoning: { effort: 'low' } }, { model: 'gpt-5' })
    expect([sent.refused, sent.body?.['reasoning_effort']]).toEqual([null, 'high'])
    expect(sent.losses).toContain('/input/2/reasoning/effort folded warn RI-12')
  })

  it('RI-12: so it does for Anthropic', () => {
    const sent = responsesToMessages({ input, reasoning: { effort: 'low' } })
    expect([sent.refused, sent.body?.['output_config']]).toEqual([null, { effort: 'high' }])
    expect(sent.losses).toContain('/input/2/reasoning/effort folded warn RI-12')
  })
})
