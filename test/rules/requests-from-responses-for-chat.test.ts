import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../src/index.ts'
import { responsesToChat, type Row } from './translating.ts'

const plain: JsonObject = { model: 'gpt-4o', messages: [{ role: 'user', content: 'Hi' }], max_completion_tokens: 100 }
const parameters = { type: 'object', properties: {} }
const clock = { type: 'function', name: 'clock', parameters, strict: false }
const clockFunction = { type: 'function', function: { name: 'clock', parameters, strict: false } }
const colour = { type: 'object', properties: { c: { type: 'string' } }, required: ['c'], additionalProperties: false }
const reasoner = { model: 'gpt-5' }
const asking = { include_usage: true, include_obfuscation: false }

const rows: readonly Row[] = [
  { rule: 'REQ-R-1: the model is the one that the route names', from: { model: 'smart' }, to: {}, options: { model: 'gpt-4o' } },
  { rule: 'REQ-R-2: a string is one message of the user', from: { input: 'Ho' }, to: { messages: [{ role: 'user', content: 'Ho' }] } },
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
        { role: 'user', content: 'a' },
        { role: 'assistant', content: 'b' },
        { role: 'user', content: 'c' },
      ],
    },
  },
  {
    rule: 'REQ-R-5: instructions are the first message',
    from: { instructions: 'Be brief.' },
    to: {
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Hi' },
      ],
    },
  },
  { rule: 'REQ-R-6: max_output_tokens is the limit of the completion', from: { max_output_tokens: 20 }, to: { max_completion_tokens: 20 } },
  {
    rule: 'REQ-R-6, LIM-1: hosts that know the older member alone get that one',
    from: {},
    to: { max_completion_tokens: undefined, max_tokens: 100 },
    options: { capabilities: { maxTokensParam: 'max_tokens' } },
  },
  {
    rule: 'REQ-R-7: the effort keeps its name',
    from: { reasoning: { effort: 'minimal' } },
    to: { model: 'gpt-5', reasoning_effort: 'minimal' },
    options: reasoner,
  },
  {
    rule: 'REQ-R-7, EFF-O-1: a model that does not reason gets none',
    from: { reasoning: { effort: 'high' } },
    to: {},
    losses: ['/reasoning/effort dropped debug EFF-O-1'],
  },
  {
    rule: 'REQ-R-8, L22: a summary is a hint',
    from: { reasoning: { effort: 'low', summary: 'auto' } },
    to: { model: 'gpt-5', reasoning_effort: 'low' },
    losses: ['/reasoning/summary dropped debug REQ-R-8'],
    options: reasoner,
  },
  {
    rule: 'REQ-R-9: how to reason is lost',
    from: { reasoning: { effort: 'low', context: 'all_turns', mode: 'pro' } },
    to: { model: 'gpt-5', reasoning_effort: 'low' },
    losses: ['/reasoning/context dropped warn REQ-R-9', '/reasoning/mode dropped warn REQ-R-9'],
    options: reasoner,
  },
  { rule: 'REQ-R-10: the text format says nothing', from: { text: { format: { type: 'text' } } }, to: {} },
  {
    rule: 'REQ-R-10: a schema is nested',
    from: { text: { format: { type: 'json_schema', name: 'colour', description: 'One.', strict: true, schema: colour } } },
    to: { response_format: { type: 'json_schema', json_schema: { name: 'colour', description: 'One.', strict: true, schema: colour } } },
  },
  {
    rule: 'REQ-R-10: a JSON object is one',
    from: { text: { format: { type: 'json_object' } } },
    to: { response_format: { type: 'json_object' } },
  },
  { rule: 'REQ-R-11: verbosity keeps its name', from: { text: { verbosity: 'low' } }, to: { verbosity: 'low' } },
  {
    rule: 'REQ-R-12: tools, their choice and parallel calls go together',
    from: { tools: [clock], tool_choice: 'required', parallel_tool_calls: false },
    to: { tools: [clockFunction], tool_choice: 'required', parallel_tool_calls: false },
  },
  {
    rule: 'REQ-R-13, L22: a limit of hosted calls is lost',
    from: { max_tool_calls: 3 },
    to: {},
    losses: ['/max_tool_calls dropped warn REQ-R-13'],
  },
  { rule: 'REQ-R-14: log probabilities are asked for', from: { include: ['message.output_text.logprobs'] }, to: { logprobs: true } },
  { rule: 'REQ-R-14: encrypted reasoning is not there, which nobody is told', from: { include: ['reasoning.encrypted_content'] }, to: {} },
  {
    rule: 'REQ-R-14: results of hosted tools are not there',
    from: { include: ['file_search_call.results'] },
    to: {},
    losses: ['/include/0 dropped info REQ-R-14'],
  },
  {
    rule: 'REQ-R-15: alternatives of tokens ask for log probabilities',
    from: { top_logprobs: 3 },
    to: { logprobs: true, top_logprobs: 3 },
  },
  { rule: 'REQ-R-16: what is not to be stored is not', from: { store: false }, to: { store: false } },
  { rule: 'REQ-R-16: what is to be stored is', from: { store: true }, to: { store: true } },
  { rule: 'REQ-R-16: who says nothing asks nothing of the upstream', from: {}, to: {} },
  {
    rule: 'REQ-R-18: compaction is lost',
    from: { context_management: [{ type: 'compaction', compact_threshold: 9000 }] },
    to: {},
    losses: ['/context_management dropped warn REQ-R-18'],
  },
  {
    rule: 'REQ-R-19, L22: automatic truncation is lost',
    from: { truncation: 'auto' },
    to: {},
    losses: ['/truncation dropped warn REQ-R-19'],
  },
  { rule: 'REQ-R-19: no truncation is none', from: { truncation: 'disabled' }, to: {} },
  { rule: 'REQ-R-20: sampling keeps its values', from: { temperature: 1.7, top_p: 0.9 }, to: { temperature: 1.7, top_p: 0.9 } },
  {
    rule: 'REQ-R-20, SAM-5: a model that samples by itself gets none',
    from: { temperature: 0.3, top_p: 0.9 },
    to: { model: 'gpt-5' },
    losses: ['/temperature dropped warn SAM-5', '/top_p dropped warn SAM-5'],
    options: reasoner,
  },
  ...['auto', 'default', 'flex', 'scale', 'priority', 'fast'].map((tier) => ({
    rule: `REQ-R-21: the tier ${tier} keeps its name`,
    from: { service_tier: tier },
    to: { service_tier: tier },
  })),
  {
    rule: 'REQ-R-21: the tier ultrafast is lost',
    from: { service_tier: 'ultrafast' },
    to: {},
    losses: ['/service_tier dropped warn REQ-R-21'],
  },
  { rule: 'REQ-R-22: metadata stays', from: { metadata: { team: 'x' } }, to: { metadata: { team: 'x' } } },
  { rule: 'REQ-R-23: the safety identifier stays', from: { safety_identifier: 'u-1' }, to: { safety_identifier: 'u-1' } },
  { rule: 'REQ-R-23: the user is the safety identifier', from: { user: 'u-2' }, to: { safety_identifier: 'u-2' } },
  {
    rule: 'REQ-R-23, L32: one that OpenAI would refuse goes as its hash',
    from: { safety_identifier: 'someone@example.com' },
    to: { safety_identifier: '72497f475e4f76d0b28f57c73a084ece576d170874eba3ee2609d9afe4b71aab' },
    losses: ['/safety_identifier folded info REQ-A-19'],
  },
  {
    rule: 'REQ-R-24: cache members stay',
    from: { prompt_cache_key: 'k', prompt_cache_retention: '24h', prompt_cache_options: { mode: 'explicit', ttl: '30m' } },
    to: { prompt_cache_key: 'k', prompt_cache_retention: '24h', prompt_cache_options: { mode: 'explicit', ttl: '30m' } },
  },
  {
    rule: 'REQ-R-24: half a day of caching is for Responses alone, and so is a response to compare with',
    from: { prompt_cache_options: { mode: 'implicit', ttl: '12h', comparison_response_id: 'resp_1' } },
    to: { prompt_cache_options: { mode: 'implicit' } },
    losses: ['/prompt_cache_options/comparison_response_id dropped debug REQ-R-24', '/prompt_cache_options/ttl dropped debug REQ-R-24'],
  },
  {
    rule: 'REQ-R-25: moderation stays',
    from: { moderation: { model: 'omni-moderation-latest' } },
    to: { moderation: { model: 'omni-moderation-latest' } },
  },
  {
    rule: 'REQ-R-27: compression of pictures is a hint',
    from: { image: { context_compression: 'auto' } },
    to: {},
    losses: ['/image dropped debug REQ-R-27'],
  },
  { rule: 'REQ-R-28: a stream asks for its usage', from: { stream: true }, to: { stream: true, stream_options: asking } },
  {
    rule: 'REQ-R-28: padding stays',
    from: { stream: true, stream_options: { include_obfuscation: true } },
    to: { stream: true, stream_options: { include_usage: true, include_obfuscation: true } },
  },
  { rule: 'RI-13: an unknown member is carried', from: { novelty: 1 }, to: {}, losses: ['/novelty carried warn RI-13'] },
]

describe('a Responses request for a Chat upstream', () => {
  it.each(rows.map((row) => [row.rule, row] as const))('%s', (_, { from, to, losses = [], options = {} }) => {
    const sent = responsesToChat(from, options)
    expect([sent.refused, sent.body, sent.losses.toSorted()]).toEqual([null, { ...plain, ...to }, losses.toSorted()])
  })

  const refused: readonly (readonly [rule: string, members: JsonObject, loss: string])[] = [
    ['REQ-R-4: a template kept at OpenAI', { prompt: { id: 'pmpt_1' } }, '/prompt rejected never REQ-R-4'],
    ['REQ-R-4: a conversation kept at OpenAI', { conversation: 'conv_1' }, '/conversation rejected never REQ-R-4'],
    ['REQ-R-17: an answer in the background', { background: true }, '/background rejected never REQ-R-17'],
    [
      'REQ-R-24, REQ-A-3: a request that only warms the cache',
      { prompt_cache_options: { prewarm: true } },
      '/prompt_cache_options/prewarm rejected reject REQ-A-3',
    ],
    ['REQ-R-26: an access programme', { access_programs: { cyber: 'x' } }, '/access_programs rejected never REQ-R-26'],
    ['STO-2, REQ-R-29: a response that is not kept', { previous_response_id: 'resp_1' }, '/previous_response_id rejected never STO-2'],
  ]
  it.each(refused)('%s is refused with its path', (_, members, loss) => {
    const { refused: told, losses } = responsesToChat(members)
    expect(told).toMatch(`${loss.split(' ')[0]}: `)
    expect(losses).toContain(loss)
  })
})
