import { describe, expect, it } from 'vitest'
import type { JsonObject, RequestOptions } from '../../src/index.ts'
import { toChat, toMessages } from './translating.ts'

/** A request, and every loss that it has: each of §8 is told by a record whose rule names the reason. */
type Row = readonly [id: string, members: JsonObject, losses: readonly string[], options?: RequestOptions]

/** Rows as titles and what they are about. */
const titled = (rows: readonly Row[]) => rows.map(([id, members, losses, options = {}]) => [id, { members, losses, options }] as const)

const user = (...content: JsonObject[]): JsonObject => ({ role: 'user', content })
const assistant = (...content: JsonObject[]): JsonObject => ({ role: 'assistant', content })
const text = (words: string, more: JsonObject = {}): JsonObject => ({ type: 'text', text: words, ...more })
const hello = user(text('Hi'))
const schema = { type: 'object', properties: {} }
const tool = { name: 'w', input_schema: schema }
const call = (more: JsonObject = {}): JsonObject => ({ type: 'tool_use', id: 't1', name: 'w', input: {}, ...more })
const result = (more: JsonObject = {}): JsonObject => ({ type: 'tool_result', tool_use_id: 't1', content: 'ok', ...more })
const png = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'iVBORw0K' } }
const marked = { cache_control: { type: 'ephemeral' } }
const breakpoints: RequestOptions = { capabilities: { promptCacheBreakpoints: true } }

describe('losses of a Messages client at a Chat upstream', () => {
  const rows: readonly Row[] = [
    ['L01: top_k', { top_k: 5 }, ['/top_k dropped warn REQ-A-11']],
    [
      'L01: a task budget',
      { output_config: { task_budget: { type: 'tokens', total: 9000 } } },
      ['/output_config/task_budget dropped warn REQ-A-15'],
    ],
    ['L01: context management', { context_management: { edits: [{}] } }, ['/context_management dropped warn REQ-A-27']],
    [
      'L01: the binding of thinking blocks',
      { thinking: { type: 'adaptive', block_binding: 'none' } },
      ['/thinking dropped debug EFF-O-1', '/thinking/block_binding carried info REQ-A-13'],
    ],
    ['L01: diagnostics', { diagnostics: { previous_message_id: 'm' } }, ['/diagnostics dropped debug REQ-A-26']],
    [
      'L01: transformations of an image',
      { messages: [user({ ...png, transformations: [{ type: 'crop' }] })] },
      ['/messages/0/content/0/transformations carried info CB-7'],
    ],
    ['L01: speed', { speed: 'fast' }, ['/speed carried warn REQ-A-21']],
    [
      'L04: the boundaries of texts in one message of the assistant',
      { messages: [hello, assistant(text('a'), text('b'), text('c')), hello] },
      ['/messages/1/content/1 folded info CNT-1', '/messages/1/content/2 folded info CNT-1'],
    ],
    [
      'L04: citations',
      {
        messages: [
          hello,
          assistant(text('a', { citations: [{ type: 'char_location', cited_text: 'a', document_index: 0, document_title: null }] })),
          hello,
        ],
      },
      ['/messages/1/content/0/citations carried info CB-3'],
    ],
    [
      'L04: the structure of documents and search results',
      {
        messages: [
          user(
            { type: 'document', title: 'T', context: 'C', source: { type: 'text', media_type: 'text/plain', data: 'd' } },
            { type: 'search_result', source: 's', title: 'T', content: [text('found')] },
          ),
        ],
      },
      ['/messages/0/content/0 folded info CB-10', '/messages/0/content/1 folded info CB-12'],
    ],
    [
      'L05: the error flag of a tool result',
      { tools: [tool], messages: [hello, assistant(call()), user(result({ is_error: true }))] },
      ['/messages/2/content/0 folded info TR-10'],
    ],
    [
      'L06: media inside a tool result',
      { tools: [tool], messages: [hello, assistant(call()), user(result({ content: [text('see'), png] }))] },
      ['/messages/2/content/0/content/1 folded info TR-7'],
    ],
    [
      'L07: the caller and the toolset of a call',
      {
        tools: [tool],
        messages: [
          hello,
          assistant(call({ caller: { type: 'code_execution_20260120', tool_id: 's' }, toolset_name: 'x' })),
          user(result()),
          assistant({ type: 'code_execution_tool_result', tool_use_id: 's', content: { type: 'code_execution_result', stdout: '1' } }),
          user(text('So?')),
        ],
      },
      [
        '/messages/3/content/0 folded info CB-17',
        '/messages/1/content/0/caller carried info CB-14',
        '/messages/1/content/0/toolset_name carried info CB-14',
      ],
      { settings: { historyServerTools: 'text' } },
    ],
    [
      'L07: examples, deferred loading, callers and eager streaming of a tool',
      { tools: [{ ...tool, input_examples: [{ a: 1 }], defer_loading: true, allowed_callers: ['direct'], eager_input_streaming: true }] },
      [
        '/tools/0 folded info TOOL-16',
        '/tools/0/allowed_callers carried debug TOOL-17',
        '/tools/0/defer_loading carried info TOOL-17',
        '/tools/0/eager_input_streaming dropped debug TOOL-17',
      ],
    ],
    [
      'L08: a budget rounded to an effort, and how the thinking is shown',
      { max_tokens: 10_000, thinking: { type: 'enabled', budget_tokens: 5000, display: 'summarized' } },
      ['/thinking/display dropped debug REQ-A-12', '/thinking folded info EFF-O-5'],
      { model: 'gpt-5' },
    ],
    [
      'L09: thinking of earlier turns',
      {
        messages: [
          hello,
          assistant({ type: 'thinking', thinking: 'hm', signature: 's' }, { type: 'redacted_thinking', data: 'd' }, text('a')),
          hello,
        ],
      },
      ['/messages/1/content/0 dropped info RSN-2', '/messages/1/content/1 dropped info RSN-2'],
    ],
    [
      'L10: all cache markers where the model takes none',
      { system: [text('s', marked)], tools: [{ ...tool, ...marked }], messages: [user(text('Hi', marked))] },
      ['/messages/0/content/0', '/system/0', '/tools/0'].map((at) => `${at}/cache_control dropped debug CAC-1`),
    ],
    [
      'L10: lifetimes of markers, and markers beyond the limit',
      { messages: [user(...['a', 'b', 'c', 'd', 'e'].map((words) => text(words, { cache_control: { type: 'ephemeral', ttl: '1h' } })))] },
      [
        '/messages/0/content/0/cache_control dropped debug CAC-7',
        ...[1, 2, 3, 4].map((index) => `/messages/0/content/${index}/cache_control folded debug CAC-2`),
      ],
      breakpoints,
    ],
    [
      'L10: the position of a marker on a tool',
      { tools: [{ ...tool, ...marked }] },
      ['/tools/0/cache_control folded debug CAC-4', '/tools/0/cache_control folded debug CAC-2'],
      breakpoints,
    ],
  ]
  it.each(titled(rows))('%s', (_, { members, losses, options }) => {
    const sent = toChat(members, options)
    expect([sent.refused, sent.losses.toSorted()]).toEqual([null, losses.toSorted()])
  })
})

const gpt = (...messages: JsonObject[]): JsonObject => ({ messages })
const asked = { role: 'user', content: 'Hi' }
const format = (json_schema: JsonObject): JsonObject => ({ response_format: { type: 'json_schema', json_schema } })
const closed = { type: 'object', properties: { n: { type: 'integer' } }, required: ['n'], additionalProperties: false }
const functionTool = { type: 'function', function: { name: 'w', parameters: schema } }
const grammar = { type: 'grammar', grammar: { syntax: 'lark', definition: 'start: "a"' } }
const annotation = { type: 'url_citation', url_citation: { url: 'https://example.com' } }

describe('losses of a Chat client at a Messages upstream', () => {
  const rows: readonly Row[] = [
    ...['presence_penalty', 'frequency_penalty', 'seed'].map((member): Row => [
      `L13: ${member}`,
      { [member]: 1 },
      [`/${member} dropped warn REQ-C-9`],
    ]),
    ['L13: logit_bias', { logit_bias: { '5': 3 } }, ['/logit_bias dropped warn REQ-C-9']],
    ['L13: a prediction', { prediction: { type: 'content', content: 'a' } }, ['/prediction dropped debug REQ-C-28']],
    ['L13: verbosity', { verbosity: 'low' }, ['/verbosity dropped warn REQ-C-19']],
    ['L13: metadata', { metadata: { a: 'b' } }, ['/metadata carried warn REQ-C-21']],
    ['L13: a cache key', { prompt_cache_key: 'k' }, ['/prompt_cache_key dropped debug REQ-C-24']],
    [
      'L13: the detail of an image',
      gpt(user({ type: 'image_url', image_url: { url: 'https://example.com/a.png', detail: 'low' } })),
      ['/messages/0/content/0 dropped debug CP-4'],
    ],
    ['L13: the name of who speaks', gpt({ ...asked, name: 'ann' }), ['/messages/0/name carried warn ROL-7']],
    ['L13: a temperature over 1', { temperature: 1.5 }, ['/temperature folded warn REQ-C-7']],
    [
      'L14: sampling that the model refuses',
      { temperature: 0.5, top_p: 0.5 },
      ['/temperature dropped warn SAM-1', '/top_p dropped warn SAM-1'],
      { model: 'claude-opus-5' },
    ],
    [
      'L15: name, description and strictness of a format',
      format({ name: 'x', description: 'd', strict: true, schema: closed }),
      ['name', 'description', 'strict'].map((member) => `/response_format/json_schema/${member} carried info REQ-C-14`),
    ],
    [
      'L15: bounds of a schema, which move to its description',
      format({ name: 'x', schema: { ...closed, properties: { n: { type: 'integer', minimum: 3 } } } }),
      [
        '/response_format/json_schema/name carried info REQ-C-14',
        '/response_format/json_schema/schema/properties/n/minimum folded info SCH-5',
      ],
    ],
    [
      'L15: json_object as an instruction',
      { tools: [functionTool], response_format: { type: 'json_object' } },
      ['/response_format folded warn REQ-C-15'],
    ],
    [
      'L16: the position of a later system message',
      gpt(asked, { role: 'assistant', content: 'a' }, asked, { role: 'system', content: 's' }),
      ['/messages/3 folded warn MSG-6'],
    ],
    [
      'L17: the grammar of a custom tool',
      { tools: [{ type: 'custom', custom: { name: 'c', format: grammar } }] },
      ['/tools/0 folded warn TOOL-9'],
    ],
    [
      'L18: a refusal apart from the text',
      gpt(asked, { role: 'assistant', content: null, refusal: 'No.' }, asked),
      ['/messages/1/refusal folded info CP-8'],
    ],
    [
      'L19: log probabilities, if a lenient caller asks for them',
      { logprobs: true, top_logprobs: 2 },
      ['/logprobs rejected reject REQ-C-12', '/top_logprobs rejected reject REQ-C-12'],
      { strictness: 'lenient' },
    ],
    [
      'L19: annotations of an earlier answer',
      gpt(asked, { role: 'assistant', content: 'a', annotations: [annotation] }, asked),
      ['/messages/1/annotations carried warn REQ-C-32'],
    ],
    ['L20: the effort minimal', { reasoning_effort: 'minimal' }, ['/reasoning_effort folded info EFF-A-3']],
    ['L20: an effort that the model lacks', { reasoning_effort: 'xhigh' }, ['/reasoning_effort folded warn EFF-A-7']],
  ]
  it.each(titled(rows))('%s', (_, { members, losses, options }) => {
    const sent = toMessages(members, options)
    expect([sent.refused, sent.losses.toSorted()]).toEqual([null, losses.toSorted()])
  })
})
