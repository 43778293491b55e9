import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../src/index.ts'
import { responsesToMessages, type Row } from './translating.ts'

const plain: JsonObject = {
  model: 'claude-sonnet-4-6',
  max_tokens: 100,
  messages: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }],
}
const parameters = { type: 'object', properties: {} }
const clock = { type: 'function', name: 'clock', parameters, strict: false }
const clockTool = { name: 'clock', input_schema: parameters, strict: false }
const colour = { type: 'object', properties: { c: { type: 'string' } }, required: ['c'], additionalProperties: false }
const old = { model: 'claude-sonnet-4-5' }

const rows: readonly Row[] = [
  {
    rule: 'REQ-R-1: the model is the one that the route names',
    from: { model: 'smart' },
    to: {},
    options: { model: 'claude-sonnet-4-6' },
  },
  {
    rule: 'REQ-R-2: a string is one message of the user',
    from: { input: 'Ho' },
    to: { messages: [{ role: 'user', content: [{ type: 'text', text: 'Ho' }] }] },
  },
  {
    rule: 'REQ-R-3: items go in their order',
    from: {
      input: [
        { role: 'user', content: 'a' },
        { role: 'assistant', content: 'b' },
        { role: 'user', content: 'c' },
      ],
    },
    to: {
      messages: [
        { role: 'user', content: [{ type: 'text', text: 'a' }] },
        { role: 'assistant', content: [{ type: 'text', text: 'b' }] },
        { role: 'user', content: [{ type: 'text', text: 'c' }] },
      ],
    },
  },
  {
    rule: 'REQ-R-5: instructions are the first block of the system prompt',
    from: {
      instructions: 'Be brief.',
      input: [
        { role: 'developer', content: 'No jokes.' },
        { role: 'user', content: 'Hi' },
      ],
    },
    to: {
      system: [
        { type: 'text', text: 'Be brief.' },
        { type: 'text', text: 'No jokes.' },
      ],
    },
    losses: ['/input/0 folded info L29'],
  },
  { rule: 'REQ-R-6: max_output_tokens is max_tokens', from: { max_output_tokens: 7 }, to: { max_tokens: 7 } },
  {
    rule: 'REQ-R-6, LIM-2: without a limit there is the largest one that is answered at once',
    from: { max_output_tokens: null },
    to: { max_tokens: 21_333 },
  },
  {
    rule: 'REQ-R-7: the effort is thinking',
    from: { reasoning: { effort: 'high' } },
    to: { thinking: { type: 'adaptive' }, output_config: { effort: 'high' } },
  },
  { rule: 'REQ-R-7: no effort is no thinking', from: { reasoning: { effort: 'none' } }, to: { thinking: { type: 'disabled' } } },
  {
    rule: 'REQ-R-8, RSN-13: a summary that is wished for is shown thinking, its kind is carried',
    from: { reasoning: { effort: 'low', summary: 'detailed' } },
    to: { thinking: { type: 'adaptive', display: 'summarized' }, output_config: { effort: 'low' } },
    losses: ['/reasoning/summary carried info REQ-R-8'],
  },
  {
    rule: 'REQ-R-8: the older member wishes for it too',
    from: { reasoning: { effort: 'low', generate_summary: 'auto' } },
    to: { thinking: { type: 'adaptive', display: 'summarized' }, output_config: { effort: 'low' } },
  },
  {
    rule: 'REQ-R-8, RSN-13: who wishes for none gets what the model does',
    from: { reasoning: { effort: 'low', summary: null } },
    to: { thinking: { type: 'adaptive' }, output_config: { effort: 'low' } },
  },
  {
    rule: 'REQ-R-9: pro mode is lost',
    from: { reasoning: { effort: 'low', mode: 'pro' } },
    to: { thinking: { type: 'adaptive' }, output_config: { effort: 'low' } },
    losses: ['/reasoning/mode dropped warn REQ-R-9'],
  },
  {
    rule: 'REQ-R-9: to keep all reasoning is what happens',
    from: { reasoning: { effort: 'low', context: 'all_turns' } },
    to: { thinking: { type: 'adaptive' }, output_config: { effort: 'low' } },
  },
  { rule: 'REQ-R-10: the text format says nothing', from: { text: { format: { type: 'text' } } }, to: {} },
  {
    rule: 'REQ-R-10: a schema is the format, its name and strictness are carried',
    from: { text: { format: { type: 'json_schema', name: 'colour', strict: true, schema: colour } } },
    to: { output_config: { format: { type: 'json_schema', schema: colour } } },
    losses: ['/text/format/name carried info REQ-C-14', '/text/format/strict carried info REQ-C-14'],
  },
  {
    rule: 'REQ-R-10: a JSON object is the input of a tool that has to be called',
    from: { text: { format: { type: 'json_object' } } },
    to: {
      tools: [{ name: 'json_object_output', description: expect.any(String), input_schema: { type: 'object' } }],
      tool_choice: { type: 'tool', name: 'json_object_output' },
    },
    losses: ['/text/format folded info REQ-C-15'],
  },
  { rule: 'REQ-R-11: verbosity is lost', from: { text: { verbosity: 'low' } }, to: {}, losses: ['/text/verbosity dropped warn REQ-R-11'] },
  {
    rule: 'REQ-R-12: tools, their choice and parallel calls go together',
    from: { tools: [clock], tool_choice: 'required', parallel_tool_calls: false },
    to: { tools: [clockTool], tool_choice: { type: 'any', disable_parallel_tool_use: true } },
  },
  {
    rule: 'REQ-R-13: a limit of hosted calls is lost',
    from: { max_tool_calls: 3 },
    to: {},
    losses: ['/max_tool_calls dropped warn REQ-R-13'],
  },
  { rule: 'REQ-R-14, CAR-3: encrypted reasoning is there in any case', from: { include: ['reasoning.encrypted_content'] }, to: {} },
  {
    rule: 'REQ-R-14: results of hosted tools are not there',
    from: { include: ['web_search_call.action.sources'] },
    to: {},
    losses: ['/include/0 dropped info REQ-R-14'],
  },
  { rule: 'REQ-R-15: no alternatives are none', from: { top_logprobs: 0 }, to: {} },
  { rule: 'REQ-R-16: to store nothing is what Anthropic does', from: { store: false }, to: {} },
  { rule: 'REQ-R-16: what is stored is with the gateway', from: { store: true }, to: {}, losses: ['/store dropped info REQ-R-16'] },
  { rule: 'REQ-R-17, LEN-2: no background is none', from: { background: false }, to: {} },
  {
    rule: 'REQ-R-18: compaction is lost',
    from: { context_management: [{ type: 'compaction', compact_threshold: 9000 }] },
    to: {},
    losses: ['/context_management dropped warn REQ-R-18'],
  },
  { rule: 'REQ-R-19: automatic truncation is lost', from: { truncation: 'auto' }, to: {}, losses: ['/truncation dropped warn REQ-R-19'] },
  { rule: 'REQ-R-19: no truncation is none', from: { truncation: 'disabled' }, to: {} },
  { rule: 'REQ-R-20: sampling keeps its values', from: { temperature: 0.3, top_p: 0.9 }, to: { temperature: 0.3, top_p: 0.9 } },
  {
    rule: 'REQ-R-20: a temperature over 1 is clamped, and 1 goes without saying',
    from: { temperature: 1.7 },
    to: {},
    losses: ['/temperature folded warn REQ-C-7'],
  },
  {
    rule: 'REQ-R-20: of temperature and top_p a model that takes one gets the temperature',
    from: { temperature: 0.3, top_p: 0.9 },
    to: { ...old, temperature: 0.3 },
    losses: ['/top_p dropped warn REQ-C-8'],
    options: old,
  },
  { rule: 'REQ-R-21: the tier auto is auto', from: { service_tier: 'auto' }, to: { service_tier: 'auto' } },
  { rule: 'REQ-R-21: the tier default is standard_only', from: { service_tier: 'default' }, to: { service_tier: 'standard_only' } },
  ...['priority', 'fast', 'scale', 'flex', 'ultrafast'].map((tier) => ({
    rule: `REQ-R-21: the tier ${tier} is auto, which is another`,
    from: { service_tier: tier },
    to: { service_tier: 'auto' },
    losses: ['/service_tier folded warn REQ-C-23'],
  })),
  { rule: 'REQ-R-22: metadata is carried', from: { metadata: { team: 'x' } }, to: {}, losses: ['/metadata carried warn REQ-R-22'] },
  { rule: 'REQ-R-22: empty metadata says nothing', from: { metadata: {} }, to: {} },
  { rule: 'REQ-R-23: the safety identifier is the user', from: { safety_identifier: 'u-1' }, to: { metadata: { user_id: 'u-1' } } },
  { rule: 'REQ-R-23: else the user is the user', from: { user: 'u-2' }, to: { metadata: { user_id: 'u-2' } } },
  {
    rule: 'REQ-R-23: the safety identifier comes before the user',
    from: { safety_identifier: 'u-1', user: 'u-2' },
    to: { metadata: { user_id: 'u-1' } },
    losses: ['/user dropped warn REQ-R-23'],
  },
  {
    rule: 'REQ-R-24: cache members are hints',
    from: { prompt_cache_key: 'k', prompt_cache_retention: '24h', prompt_cache_options: { mode: 'implicit', ttl: '12h' } },
    to: {},
    losses: ['/prompt_cache_key', '/prompt_cache_options/mode', '/prompt_cache_options/ttl', '/prompt_cache_retention'].map(
      (path) => `${path} dropped debug REQ-R-24`,
    ),
  },
  {
    rule: 'REQ-R-24: a request that warms the cache wants no tokens',
    from: { prompt_cache_options: { prewarm: true } },
    to: { max_tokens: 0 },
    losses: ['/max_output_tokens dropped debug REQ-R-24'],
  },
  {
    rule: 'REQ-R-27: compression of pictures is a hint',
    from: { image: { context_compression: 'auto' } },
    to: {},
    losses: ['/image dropped debug REQ-R-27'],
  },
  { rule: 'REQ-R-28: a stream stays a stream', from: { stream: true }, to: { stream: true } },
  {
    rule: 'REQ-R-28: padding of a stream is a hint',
    from: { stream: true, stream_options: { include_obfuscation: true } },
    to: { stream: true },
    losses: ['/stream_options/include_obfuscation dropped debug REQ-C-6'],
  },
  { rule: 'RI-13: an unknown member is carried', from: { novelty: 1 }, to: {}, losses: ['/novelty carried warn RI-13'] },
]

describe('a Responses request for a Messages upstream', () => {
  it.each(rows.map((row) => [row.rule, row] as const))('%s', (_, { from, to, losses = [], options = {} }) => {
    const sent = responsesToMessages(from, options)
    expect([sent.refused, sent.body, sent.losses.toSorted()]).toEqual([null, { ...plain, ...to }, losses.toSorted()])
  })

  const refused: readonly (readonly [rule: string, members: JsonObject, loss: string])[] = [
    ['REQ-R-4: a template kept at OpenAI', { prompt: { id: 'pmpt_1' } }, '/prompt rejected never REQ-R-4'],
    ['REQ-R-4: a conversation kept at OpenAI', { conversation: 'conv_1' }, '/conversation rejected never REQ-R-4'],
    ['REQ-R-14: log probabilities', { include: ['message.output_text.logprobs'] }, '/include/0 rejected reject REQ-R-14'],
    ['REQ-R-15: alternatives of tokens', { top_logprobs: 3 }, '/top_logprobs rejected reject REQ-R-15'],
    ['REQ-R-17: an answer in the background', { background: true }, '/background rejected never REQ-R-17'],
    ['REQ-R-25: moderation', { moderation: { model: 'omni-moderation-latest' } }, '/moderation rejected reject REQ-R-25'],
    ['REQ-R-26: an access programme', { access_programs: { cyber: 'x' } }, '/access_programs rejected never REQ-R-26'],
    ['STO-2, REQ-R-29: a response that is not kept', { previous_response_id: 'resp_1' }, '/previous_response_id rejected never STO-2'],
  ]
  it.each(refused)('%s is refused with its path', (_, members, loss) => {
    const { refused: told, losses } = responsesToMessages(members)
    expect(told).toMatch(`${loss.split(' ')[0]}: `)
    expect(losses).toContain(loss)
  })

  it.each([
    ['REQ-R-14', { include: ['message.output_text.logprobs'] }],
    ['REQ-R-15', { top_logprobs: 3 }],
    ['REQ-R-25', { moderation: { model: 'omni-moderation-latest' } }],
  ])('%s: a lenient caller goes without', (_, members) => {
    expect(responsesToMessages(members, { strictness: 'lenient' })).toMatchObject({ refused: null, body: plain })
  })

  it.each([
    ['REQ-R-4', { conversation: { id: 'conv_1' } }, '/conversation: '],
    ['REQ-R-17', { background: true }, '/background: '],
    ['REQ-R-26', { access_programs: { cyber: 'x' } }, '/access_programs: '],
    ['REQ-R-29', { previous_response_id: 'resp_1' }, '/previous_response_id: '],
  ])('%s: not even a lenient caller gets another answer than it asked for', (_, members, told) => {
    expect(responsesToMessages(members, { strictness: 'lenient' }).refused).toMatch(told)
  })

  it('REQ-R-9: reasoning of finished turns goes where only that of the current one is to be kept', () => {
    const thought = { type: 'reasoning', id: 'rs_1', summary: [], encrypted_content: 'gAAA' }
    const { refused, body } = responsesToMessages({
      reasoning: { context: 'current_turn' },
      input: [{ role: 'user', content: 'a' }, thought, { role: 'assistant', content: 'b' }, { role: 'user', content: 'c' }],
    })
    expect([refused, body?.['messages']]).toMatchObject([null, [{}, { content: [{ type: 'text', text: 'b' }] }, {}]])
  })

  it('REQ-R-2: null is no input', () => {
    expect(responsesToMessages({ input: null }).refused).toMatch('/input: ')
  })
})
