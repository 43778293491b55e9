import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../src/index.ts'
import { chatToResponses, type Row } from './translating.ts'

const hi = { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Hi' }] }
const plain: JsonObject = { model: 'gpt-4o', input: [hi], max_output_tokens: 100, store: false }
const parameters = { type: 'object', properties: {} }
const clock = { name: 'clock', parameters }
const clockFunction = { type: 'function', name: 'clock', parameters, strict: false }
const colour = { type: 'object', properties: { c: { type: 'string' } }, required: ['c'], additionalProperties: false }
const gpt5 = { model: 'gpt-5' }
const newest = { model: 'gpt-5.6' }
const lost = (rule: string, ...paths: readonly string[]): string[] => paths.map((path) => `${path} dropped warn ${rule}`)

const rows: readonly Row[] = [
  { rule: 'REQ-C-1: the model is the one that the route names', from: { model: 'smart' }, to: {}, options: { model: 'gpt-4o' } },
  {
    rule: 'REQ-C-2, ROL-1, ROL-5: messages go turn by turn, in their order',
    from: {
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'a' },
        { role: 'assistant', content: 'b' },
        { role: 'user', content: 'c' },
      ],
    },
    to: {
      instructions: 'Be brief.',
      input: [
        { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'a' }] },
        {
          type: 'message',
          id: expect.stringMatching(/^msg_h\d+$/),
          role: 'assistant',
          status: 'completed',
          content: [{ type: 'output_text', text: 'b', annotations: [], logprobs: [] }],
        },
        { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'c' }] },
      ],
    },
  },
  { rule: 'REQ-C-3: max_completion_tokens is the limit of the output', from: { max_completion_tokens: 20 }, to: { max_output_tokens: 20 } },
  {
    rule: 'REQ-C-3: the older max_tokens is it too',
    from: { max_completion_tokens: null, max_tokens: 20 },
    to: { max_output_tokens: 20 },
  },
  {
    rule: 'REQ-C-3: without a limit there is none',
    from: { max_completion_tokens: null },
    to: { max_output_tokens: undefined },
  },
  {
    rule: 'REQ-C-3: fewer than 16 tokens are 16',
    from: { max_completion_tokens: 7 },
    to: { max_output_tokens: 16 },
    losses: ['/max_completion_tokens folded warn REQ-A-2'],
  },
  {
    rule: 'REQ-C-4, REQ-C-5: a stream stays one, its usage is there in any case',
    from: { stream: true, stream_options: { include_usage: true } },
    to: { stream: true, stream_options: { include_obfuscation: false } },
  },
  {
    rule: 'REQ-C-6: padding stays',
    from: { stream: true, stream_options: { include_obfuscation: true } },
    to: { stream: true, stream_options: { include_obfuscation: true } },
  },
  { rule: 'REQ-C-7: a temperature over 1 keeps its value', from: { temperature: 1.7 }, to: { temperature: 1.7 } },
  { rule: 'REQ-C-8: top_p keeps its value', from: { top_p: 0.9 }, to: { top_p: 0.9 } },
  {
    rule: 'REQ-C-7, REQ-C-8, SAM-5: a model that samples by itself gets none',
    from: { temperature: 0.3, top_p: 0.9 },
    to: gpt5,
    losses: lost('SAM-5', '/temperature', '/top_p'),
    options: gpt5,
  },
  {
    rule: 'REQ-C-9, L21: penalties, biases and a seed are lost',
    from: { presence_penalty: 0.5, frequency_penalty: -0.5, logit_bias: { '5': 3 }, seed: 7 },
    to: {},
    losses: lost('REQ-C-9', '/presence_penalty', '/frequency_penalty', '/logit_bias', '/seed'),
  },
  { rule: 'REQ-C-9: those that say nothing are no loss', from: { presence_penalty: 0, logit_bias: {}, seed: null }, to: {} },
  {
    rule: 'REQ-C-10, L21: stop sequences are looked for by the gateway',
    from: { stop: 'END' },
    to: {},
    losses: ['/stop emulated debug REQ-A-7'],
  },
  { rule: 'REQ-C-11: one choice is what there is', from: { n: 1 }, to: {} },
  {
    rule: 'REQ-C-12: log probabilities are asked for by name',
    from: { logprobs: true },
    to: { include: ['message.output_text.logprobs'] },
  },
  {
    rule: 'REQ-C-12: so are their alternatives',
    from: { logprobs: true, top_logprobs: 3 },
    to: { include: ['message.output_text.logprobs'], top_logprobs: 3 },
  },
  { rule: 'REQ-C-13: a text format says nothing', from: { response_format: { type: 'text' } }, to: {} },
  {
    rule: 'REQ-C-14: a schema is flat',
    from: { response_format: { type: 'json_schema', json_schema: { name: 'colour', description: 'One.', strict: true, schema: colour } } },
    to: { text: { format: { type: 'json_schema', name: 'colour', description: 'One.', strict: true, schema: colour } } },
  },
  {
    rule: 'REQ-C-15: a JSON object is one',
    from: { response_format: { type: 'json_object' } },
    to: { text: { format: { type: 'json_object' } } },
  },
  {
    rule: 'REQ-C-16, TOOL-6: tools say that they are not strict',
    from: { tools: [{ type: 'function', function: clock }] },
    to: { tools: [clockFunction] },
  },
  {
    rule: 'REQ-C-16, TOOL-21: functions are tools of which one at a time is called',
    from: { functions: [clock], function_call: { name: 'clock' } },
    to: { tools: [clockFunction], tool_choice: { type: 'function', name: 'clock' }, parallel_tool_calls: false },
  },
  {
    rule: 'REQ-C-17: the choice and parallel calls go together',
    from: { tools: [{ type: 'function', function: clock }], tool_choice: 'required', parallel_tool_calls: false },
    to: { tools: [clockFunction], tool_choice: 'required', parallel_tool_calls: false },
  },
  {
    rule: 'REQ-C-18: the effort is that of reasoning',
    from: { reasoning_effort: 'minimal' },
    to: { ...gpt5, reasoning: { effort: 'minimal' } },
    options: gpt5,
  },
  {
    rule: 'REQ-C-18, EFF-O-1: a model that does not reason gets none',
    from: { reasoning_effort: 'none' },
    to: {},
    losses: ['/reasoning_effort dropped debug EFF-O-1'],
  },
  { rule: 'REQ-C-19: verbosity stands with the text', from: { verbosity: 'low' }, to: { text: { verbosity: 'low' } } },
  { rule: 'REQ-C-20: the safety identifier stays', from: { safety_identifier: 'u-1' }, to: { safety_identifier: 'u-1' } },
  { rule: 'REQ-C-20: else the user is it', from: { user: 'u-2' }, to: { safety_identifier: 'u-2' } },
  { rule: 'REQ-C-21: metadata stays', from: { metadata: { team: 'x' } }, to: { metadata: { team: 'x' } } },
  { rule: 'REQ-C-22: what is to be stored is', from: { store: true }, to: { store: true } },
  { rule: 'REQ-C-22: what is not to be stored is not', from: { store: false }, to: { store: false } },
  { rule: 'REQ-C-22: who says nothing stores nothing', from: {}, to: { store: false } },
  ...['auto', 'default', 'flex', 'scale', 'priority', 'fast'].map((tier) => ({
    rule: `REQ-C-23: the tier ${tier} keeps its name`,
    from: { service_tier: tier },
    to: { service_tier: tier },
  })),
  { rule: 'REQ-C-24: the cache key stays', from: { prompt_cache_key: 'k' }, to: { prompt_cache_key: 'k' } },
  {
    rule: 'REQ-C-25: cache options and retention stay',
    from: { prompt_cache_options: { mode: 'explicit', ttl: '30m' }, prompt_cache_retention: '24h' },
    to: { prompt_cache_options: { mode: 'explicit', ttl: '30m' }, prompt_cache_retention: '24h' },
  },
  {
    rule: 'REQ-C-26: the breakpoint of a part stays',
    from: {
      messages: [{ role: 'user', content: [{ type: 'text', text: 'Hi', prompt_cache_breakpoint: { mode: 'explicit', ttl: '30m' } }] }],
    },
    to: {
      ...newest,
      input: [{ ...hi, content: [{ type: 'input_text', text: 'Hi', prompt_cache_breakpoint: { mode: 'explicit', ttl: '30m' } }] }],
    },
    options: newest,
  },
  { rule: 'REQ-C-27: an answer in text is what there is', from: { modalities: ['text'] }, to: {} },
  {
    rule: 'REQ-C-28, L21: a prediction is a hint',
    from: { prediction: { type: 'content', content: 'abc' } },
    to: {},
    losses: ['/prediction dropped debug REQ-C-28'],
  },
  {
    rule: 'REQ-C-29: the search of a search model is a search tool',
    from: { web_search_options: { search_context_size: 'low', user_location: { type: 'approximate', approximate: { country: 'DE' } } } },
    to: { ...gpt5, tools: [{ type: 'web_search', search_context_size: 'low', user_location: { type: 'approximate', country: 'DE' } }] },
    options: gpt5,
  },
  { rule: 'REQ-C-30: moderation stays', from: { moderation: { model: 'omni' } }, to: { moderation: { model: 'omni' } } },
  {
    rule: 'REQ-C-31: of the members of other vendors top_k is lost, the others say nothing here',
    from: { top_k: 5, cache_control: { type: 'ephemeral' } },
    to: {},
    losses: ['/cache_control dropped debug REQ-A-22', '/top_k dropped warn REQ-A-11'],
  },
  { rule: 'REQ-C-32: an unknown member is carried', from: { novelty: 1 }, to: {}, losses: ['/novelty carried warn REQ-C-32'] },
]

describe('a Chat request for a Responses upstream', () => {
  it.each(rows.map((row) => [row.rule, row] as const))('%s', (_, { from, to, losses = [], options = {} }) => {
    const sent = chatToResponses(from, options)
    expect([sent.refused, sent.body, sent.losses.toSorted()]).toEqual([null, { ...plain, ...to }, losses.toSorted()])
  })

  const refused: readonly (readonly [rule: string, members: JsonObject, loss: string])[] = [
    ['REQ-C-11, L21: more than one choice', { n: 2 }, '/n rejected reject REQ-C-11'],
    ['REQ-C-27: an answer in sound', { modalities: ['text', 'audio'] }, '/modalities rejected never REQ-C-27'],
    ['REQ-C-27, L21: the voice of an answer', { audio: { voice: 'ash', format: 'wav' } }, '/audio rejected never REQ-C-27'],
  ]
  it.each(refused)('%s is refused with its path', (_, members, loss) => {
    const { refused: told, losses } = chatToResponses(members)
    expect(told).toMatch(`${loss.split(' ')[0]}: `)
    expect(losses).toContain(loss)
  })
})
