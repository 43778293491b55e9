import { describe, expect, it } from 'vitest'
import type { JsonObject, RequestOptions } from '../../src/index.ts'
import { toMessages } from './translating.ts'

const plain: JsonObject = {
  model: 'claude-sonnet-4-6',
  max_tokens: 100,
  messages: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }],
}
const clock = { name: 'clock', parameters: { type: 'object', properties: {} } }
const clockTool = { name: 'clock', input_schema: { type: 'object', properties: {} } }
const colour = { type: 'object', properties: { c: { type: 'string' } }, required: ['c'], additionalProperties: false }

interface Row {
  readonly rule: string
  readonly from: JsonObject
  /** Over the plain request. */
  readonly to: JsonObject
  readonly losses?: readonly string[]
  readonly options?: RequestOptions
}

const rows: readonly Row[] = [
  {
    rule: 'REQ-C-1: the model is the one that the route names',
    from: { model: 'smart' },
    to: {},
    options: { model: 'claude-sonnet-4-6' },
  },
  {
    rule: 'REQ-C-2: messages go turn by turn, in their order',
    from: {
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'a' },
        { role: 'assistant', content: 'b' },
        { role: 'user', content: 'c' },
      ],
    },
    to: {
      system: [{ type: 'text', text: 'Be brief.' }],
      messages: [
        { role: 'user', content: [{ type: 'text', text: 'a' }] },
        { role: 'assistant', content: [{ type: 'text', text: 'b' }] },
        { role: 'user', content: [{ type: 'text', text: 'c' }] },
      ],
    },
  },
  { rule: 'REQ-C-3: max_completion_tokens is max_tokens', from: { max_completion_tokens: 7 }, to: { max_tokens: 7 } },
  { rule: 'REQ-C-3: the older max_tokens is max_tokens', from: { max_completion_tokens: null, max_tokens: 7 }, to: { max_tokens: 7 } },
  {
    rule: 'REQ-C-3: of two limits the newer member counts',
    from: { max_completion_tokens: 7, max_tokens: 8 },
    to: { max_tokens: 7 },
    losses: ['/max_tokens dropped warn REQ-C-3'],
  },
  { rule: 'REQ-C-4: a stream stays a stream', from: { stream: true }, to: { stream: true } },
  { rule: 'REQ-C-4: no stream stays none', from: { stream: false }, to: {} },
  {
    rule: 'REQ-C-5: include_usage asks nothing of the upstream',
    from: { stream: true, stream_options: { include_usage: true } },
    to: { stream: true },
  },
  {
    rule: 'REQ-C-6: include_obfuscation is a hint',
    from: { stream: true, stream_options: { include_obfuscation: true } },
    to: { stream: true },
    losses: ['/stream_options/include_obfuscation dropped debug REQ-C-6'],
  },
  { rule: 'REQ-C-7: a temperature up to 1 keeps its value', from: { temperature: 0.3 }, to: { temperature: 0.3 } },
  {
    rule: 'REQ-C-7: a temperature over 1 is clamped, and 1 goes without saying',
    from: { temperature: 1.7 },
    to: {},
    losses: ['/temperature folded warn REQ-C-7'],
  },
  { rule: 'REQ-C-8: top_p keeps its value', from: { top_p: 0.9 }, to: { top_p: 0.9 } },
  {
    rule: 'REQ-C-8: of temperature and top_p a model that takes one gets the temperature',
    from: { temperature: 0.3, top_p: 0.9 },
    to: { model: 'claude-haiku-4-5', temperature: 0.3 },
    losses: ['/top_p dropped warn REQ-C-8'],
    options: { model: 'claude-haiku-4-5' },
  },
  {
    rule: 'REQ-C-9: penalties, biases and a seed are lost',
    from: { presence_penalty: 0.5, frequency_penalty: -0.5, logit_bias: { '5': 3 }, seed: 7 },
    to: {},
    losses: ['/presence_penalty', '/frequency_penalty', '/logit_bias', '/seed'].map((path) => `${path} dropped warn REQ-C-9`),
  },
  {
    rule: 'REQ-C-9: penalties, biases and a seed that say nothing are no loss',
    from: { presence_penalty: 0, frequency_penalty: 0, logit_bias: {}, seed: null },
    to: {},
  },
  { rule: 'REQ-C-10: one stop is a list of one', from: { stop: 'END' }, to: { stop_sequences: ['END'] } },
  {
    rule: 'REQ-C-10: stops of white space are removed',
    from: { stop: ['END', '\n\n'] },
    to: { stop_sequences: ['END'] },
    losses: ['/stop/1 dropped warn REQ-C-10'],
  },
  { rule: 'REQ-C-11: one choice is what there is', from: { n: 1 }, to: {} },
  { rule: 'REQ-C-12, LEN-2: no log probabilities are none', from: { logprobs: false, top_logprobs: 0 }, to: {} },
  { rule: 'REQ-C-13: a text format says nothing', from: { response_format: { type: 'text' } }, to: {} },
  {
    rule: 'REQ-C-14: a schema is the format, its name and strictness are carried',
    from: { response_format: { type: 'json_schema', json_schema: { name: 'colour', strict: true, schema: colour } } },
    to: { output_config: { format: { type: 'json_schema', schema: colour } } },
    losses: ['/response_format/json_schema/name carried info REQ-C-14', '/response_format/json_schema/strict carried info REQ-C-14'],
  },
  {
    rule: 'REQ-C-15: a JSON object is the input of a tool that has to be called',
    from: { response_format: { type: 'json_object' } },
    to: {
      tools: [{ name: 'json_object_output', description: expect.any(String), input_schema: { type: 'object' } }],
      tool_choice: { type: 'tool', name: 'json_object_output' },
    },
    losses: ['/response_format folded info REQ-C-15'],
  },
  {
    rule: 'REQ-C-15: beside tools a JSON object is asked for in words',
    from: { response_format: { type: 'json_object' }, tools: [{ type: 'function', function: clock }] },
    to: { system: [{ type: 'text', text: 'Respond with one JSON object and nothing else.' }], tools: [clockTool] },
    losses: ['/response_format folded warn REQ-C-15'],
  },
  { rule: 'REQ-C-16: tools are tools', from: { tools: [{ type: 'function', function: clock }] }, to: { tools: [clockTool] } },
  {
    rule: 'REQ-C-16, REQ-C-17: functions are tools of which one at a time is called',
    from: { functions: [clock], function_call: 'auto' },
    to: { tools: [clockTool], tool_choice: { type: 'auto', disable_parallel_tool_use: true } },
  },
  {
    rule: 'REQ-C-17: the choice and parallel calls go together',
    from: { tools: [{ type: 'function', function: clock }], tool_choice: 'required', parallel_tool_calls: false },
    to: { tools: [clockTool], tool_choice: { type: 'any', disable_parallel_tool_use: true } },
  },
  {
    rule: 'REQ-C-17: function_call names the tool',
    from: { functions: [clock], function_call: { name: 'clock' } },
    to: { tools: [clockTool], tool_choice: { type: 'tool', name: 'clock', disable_parallel_tool_use: true } },
  },
  {
    rule: 'REQ-C-18: the effort is thinking',
    from: { reasoning_effort: 'high' },
    to: { thinking: { type: 'adaptive' }, output_config: { effort: 'high' } },
  },
  { rule: 'REQ-C-19: verbosity is lost', from: { verbosity: 'low' }, to: {}, losses: ['/verbosity dropped warn REQ-C-19'] },
  { rule: 'REQ-C-20: the safety identifier is the user', from: { safety_identifier: 'u-1' }, to: { metadata: { user_id: 'u-1' } } },
  { rule: 'REQ-C-20: else the user is the user', from: { user: 'u-2' }, to: { metadata: { user_id: 'u-2' } } },
  {
    rule: 'REQ-C-20: the safety identifier comes before the user',
    from: { safety_identifier: 'u-1', user: 'u-2' },
    to: { metadata: { user_id: 'u-1' } },
    losses: ['/user dropped warn REQ-C-20'],
  },
  { rule: 'REQ-C-21: metadata is carried', from: { metadata: { team: 'x' } }, to: {}, losses: ['/metadata carried warn REQ-C-21'] },
  { rule: 'REQ-C-21: empty metadata says nothing', from: { metadata: {} }, to: {} },
  { rule: 'REQ-C-22: to store nothing is what Anthropic does', from: { store: false }, to: {} },
  {
    rule: 'REQ-C-22: what is asked to be stored is not found later',
    from: { store: true },
    to: {},
    losses: ['/store dropped warn REQ-C-22'],
  },
  { rule: 'REQ-C-23: the tier auto is auto', from: { service_tier: 'auto' }, to: { service_tier: 'auto' } },
  { rule: 'REQ-C-23: the tier default is standard_only', from: { service_tier: 'default' }, to: { service_tier: 'standard_only' } },
  ...['priority', 'fast', 'scale', 'flex'].map((tier) => ({
    rule: `REQ-C-23: the tier ${tier} is auto, which is another`,
    from: { service_tier: tier },
    to: { service_tier: 'auto' },
    losses: ['/service_tier folded warn REQ-C-23'],
  })),
  {
    rule: 'REQ-C-23: a paid tier is a faster answer where the price may change',
    from: { service_tier: 'fast' },
    to: { speed: 'fast' },
    options: { settings: { allowPaidTierMapping: true } },
  },
  {
    rule: 'REQ-C-24: a cache key is a hint',
    from: { prompt_cache_key: 'k' },
    to: {},
    losses: ['/prompt_cache_key dropped debug REQ-C-24'],
  },
  {
    rule: 'REQ-C-25: explicit caching sets no marker of its own',
    from: { prompt_cache_options: { mode: 'explicit' } },
    to: {},
    losses: ['/prompt_cache_options/mode carried debug REQ-C-25'],
  },
  {
    rule: 'REQ-C-25: nor does caching that nobody configured for the route',
    from: { prompt_cache_options: { mode: 'implicit' }, prompt_cache_retention: '24h' },
    to: {},
    losses: ['/prompt_cache_options/mode carried debug REQ-C-25', '/prompt_cache_retention carried debug REQ-C-25'],
  },
  {
    rule: 'REQ-C-26: the breakpoint of a part is a marker',
    from: {
      messages: [{ role: 'user', content: [{ type: 'text', text: 'Hi', prompt_cache_breakpoint: { mode: 'explicit', ttl: '30m' } }] }],
    },
    to: { messages: [{ role: 'user', content: [{ type: 'text', text: 'Hi', cache_control: { type: 'ephemeral', ttl: '1h' } }] }] },
    losses: ['/messages/0/content/0/prompt_cache_breakpoint folded debug CAC-3'],
  },
  { rule: 'REQ-C-27: an answer in text is what there is', from: { modalities: ['text'] }, to: {} },
  {
    rule: 'REQ-C-28: a prediction is a hint',
    from: { prediction: { type: 'content', content: 'abc' } },
    to: {},
    losses: ['/prediction dropped debug REQ-C-28'],
  },
  {
    rule: 'REQ-C-29: the search of a search model is a search tool',
    from: { web_search_options: { user_location: { type: 'approximate', approximate: { country: 'DE' } } } },
    to: { tools: [{ type: 'web_search_20260318', name: 'web_search', user_location: { type: 'approximate', country: 'DE' } }] },
  },
  {
    rule: 'REQ-C-31: members of the vendor are native ones',
    from: { thinking: { type: 'disabled' }, top_k: 5, cache_control: { type: 'ephemeral' } },
    to: { thinking: { type: 'disabled' }, top_k: 5, cache_control: { type: 'ephemeral' } },
  },
  { rule: 'REQ-C-32: an unknown member is carried', from: { novelty: 1 }, to: {}, losses: ['/novelty carried warn REQ-C-32'] },
]

describe('a Chat request for a Messages upstream', () => {
  it.each(rows.map((row) => [row.rule, row] as const))('%s', (_, { from, to, losses = [], options = {} }) => {
    const sent = toMessages(from, options)
    expect([sent.refused, sent.body, sent.losses.toSorted()]).toEqual([null, { ...plain, ...to }, losses.toSorted()])
  })

  const refused: readonly (readonly [rule: string, members: JsonObject, loss: string])[] = [
    ['REQ-C-11: more than one choice', { n: 2 }, '/n rejected reject REQ-C-11'],
    ['REQ-C-12: log probabilities', { logprobs: true }, '/logprobs rejected reject REQ-C-12'],
    ['REQ-C-12: alternatives of tokens', { top_logprobs: 3 }, '/top_logprobs rejected reject REQ-C-12'],
    ['REQ-C-27: an answer in sound', { modalities: ['text', 'audio'] }, '/modalities rejected never REQ-C-27'],
    ['REQ-C-27: the voice of an answer', { audio: { voice: 'ash', format: 'wav' } }, '/audio rejected never REQ-C-27'],
    ['REQ-C-30: moderation', { moderation: { model: 'omni-moderation-latest' } }, '/moderation rejected reject REQ-C-30'],
  ]
  it.each(refused)('%s is refused with its path', (_, members, loss) => {
    const { refused: told, losses } = toMessages(members)
    expect(told).toMatch(`${loss.split(' ')[0]}: `)
    expect(losses).toContain(loss)
  })

  it.each([
    ['REQ-C-11', { n: 2 }],
    ['REQ-C-12', { logprobs: true }],
    ['REQ-C-30', { moderation: { model: 'omni-moderation-latest' } }],
  ])('%s: a lenient caller goes without', (_, members) => {
    expect(toMessages(members, { strictness: 'lenient' })).toMatchObject({ refused: null, body: plain })
  })

  it('REQ-C-27: not even a lenient caller gets text for sound', () => {
    expect(toMessages({ modalities: ['audio'] }, { strictness: 'lenient' }).refused).toMatch('/modalities: ')
  })

  it('REQ-C-22: a strict caller is told that nothing will be stored', () => {
    expect(toMessages({ store: true }, { strictness: 'strict' }).refused).toMatch('/store: ')
  })
})
