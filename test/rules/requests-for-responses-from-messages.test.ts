import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../src/index.ts'
import { messagesToResponses, type Row } from './translating.ts'

const hi = { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Hi' }] }
const plain: JsonObject = { model: 'gpt-4o', input: [hi], max_output_tokens: 100, store: false }
const parameters = { type: 'object', properties: {} }
const clock = { name: 'clock', input_schema: parameters }
const clockFunction = { type: 'function', name: 'clock', parameters, strict: false }
const colour = { type: 'object', properties: { c: { type: 'string' } }, required: ['c'], additionalProperties: false }
const open = { type: 'object', properties: { c: { type: 'string' } } }
const webSearch = { type: 'web_search_20260318', name: 'web_search' }
const gpt5 = { model: 'gpt-5' }
const newest = { model: 'gpt-5.6' }
const breakpoint = (ttl: string) => ({ prompt_cache_breakpoint: { mode: 'explicit', ttl } })

const rows: readonly Row[] = [
  { rule: 'REQ-A-1: the model is the one that the route names', from: { model: 'fast' }, to: {}, options: { model: 'gpt-4o' } },
  { rule: 'REQ-A-2: max_tokens is the limit of the output', from: { max_tokens: 16 }, to: { max_output_tokens: 16 } },
  {
    rule: 'REQ-A-2: fewer than 16 tokens are 16',
    from: { max_tokens: 7 },
    to: { max_output_tokens: 16 },
    losses: ['/max_tokens folded warn REQ-A-2'],
  },
  {
    rule: 'REQ-A-3: a request that only warms the cache is one where the host has such',
    from: { max_tokens: 0 },
    to: { max_output_tokens: undefined, prompt_cache_options: { prewarm: true } },
    options: { capabilities: { prewarm: true } },
  },
  {
    rule: 'REQ-A-4: messages go turn by turn, in their order',
    from: {
      messages: [
        { role: 'user', content: 'a' },
        { role: 'assistant', content: [{ type: 'text', text: 'b' }] },
        { role: 'user', content: [{ type: 'text', text: 'c' }] },
      ],
    },
    to: {
      input: [
        { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'a' }] },
        {
          type: 'message',
          id: 'msg_h1',
          role: 'assistant',
          status: 'completed',
          content: [{ type: 'output_text', text: 'b', annotations: [], logprobs: [] }],
        },
        { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'c' }] },
      ],
    },
  },
  { rule: 'REQ-A-5: a system string is the instructions', from: { system: 'Be brief.' }, to: { instructions: 'Be brief.' } },
  {
    rule: 'REQ-A-6: one text of a system array is the instructions',
    from: { system: [{ type: 'text', text: 'Be brief.' }] },
    to: { instructions: 'Be brief.' },
  },
  {
    rule: 'REQ-A-6: several are one leading item of the developer',
    from: {
      system: [
        { type: 'text', text: 'a' },
        { type: 'text', text: 'b' },
      ],
    },
    to: {
      input: [
        {
          type: 'message',
          role: 'developer',
          content: [
            { type: 'input_text', text: 'a' },
            { type: 'input_text', text: 'b' },
          ],
        },
        hi,
      ],
    },
  },
  {
    rule: 'REQ-A-6: so is one with a marker, which instructions cannot hold',
    from: { system: [{ type: 'text', text: 'a', cache_control: { type: 'ephemeral', ttl: '1h' } }] },
    to: {
      ...newest,
      input: [{ type: 'message', role: 'developer', content: [{ type: 'input_text', text: 'a', ...breakpoint('12h') }] }, hi],
    },
    losses: ['/system/0/cache_control folded debug CAC-2'],
    options: newest,
  },
  {
    rule: 'REQ-A-7, L02: stop sequences are looked for by the gateway',
    from: { stop_sequences: ['a'] },
    to: {},
    losses: ['/stop_sequences emulated debug REQ-A-7'],
  },
  {
    rule: 'REQ-A-8: a stream goes without padding',
    from: { stream: true },
    to: { stream: true, stream_options: { include_obfuscation: false } },
  },
  { rule: 'REQ-A-9, REQ-A-10: sampling keeps its values', from: { temperature: 0, top_p: 0.9 }, to: { temperature: 0, top_p: 0.9 } },
  {
    rule: 'REQ-A-9, REQ-A-10, SAM-5: a model that samples by itself gets none',
    from: { temperature: 0.3, top_p: 0.9 },
    to: gpt5,
    losses: ['/temperature dropped warn SAM-5', '/top_p dropped warn SAM-5'],
    options: gpt5,
  },
  { rule: 'REQ-A-11: top_k is lost', from: { top_k: 5 }, to: {}, losses: ['/top_k dropped warn REQ-A-11'] },
  {
    rule: 'REQ-A-12: the effort is that of reasoning, with no summary',
    from: { output_config: { effort: 'medium' } },
    to: { ...gpt5, reasoning: { effort: 'medium' } },
    options: gpt5,
  },
  {
    rule: 'REQ-A-12: thinking that is to be shown asks for a summary',
    from: { thinking: { type: 'adaptive', display: 'summarized' } },
    to: { ...gpt5, reasoning: { effort: 'high', summary: 'auto' } },
    options: gpt5,
  },
  {
    rule: 'REQ-A-13: the binding of thinking blocks is carried',
    from: { thinking: { type: 'adaptive', block_binding: 'none' } },
    to: { ...gpt5, reasoning: { effort: 'high' } },
    losses: ['/thinking/block_binding carried info REQ-A-13'],
    options: gpt5,
  },
  {
    rule: 'REQ-A-14: a format that fits is strict',
    from: { output_config: { format: { type: 'json_schema', schema: colour } } },
    to: { text: { format: { type: 'json_schema', name: 'output', schema: colour, strict: true } } },
  },
  {
    rule: 'REQ-A-14: a format that does not fit is not strict',
    from: { output_config: { format: { type: 'json_schema', schema: open } } },
    to: { text: { format: { type: 'json_schema', name: 'output', schema: open, strict: false } } },
    losses: ['/output_config/format dropped warn REQ-A-14'],
  },
  {
    rule: 'REQ-A-15: a budget for the whole task is lost',
    from: { output_config: { task_budget: { type: 'tokens', total: 9000 } } },
    to: {},
    losses: ['/output_config/task_budget dropped warn REQ-A-15'],
  },
  {
    rule: 'REQ-A-16: the deprecated output_format is the format',
    from: { output_format: { type: 'json_schema', schema: colour } },
    to: { text: { format: { type: 'json_schema', name: 'output', schema: colour, strict: true } } },
  },
  {
    rule: 'REQ-A-17, REQ-A-35, TOOL-6: tools are functions that say they are not strict',
    from: { tools: [clock] },
    to: { tools: [clockFunction] },
  },
  {
    rule: 'REQ-A-18: the choice goes with the tools',
    from: { tools: [clock], tool_choice: { type: 'any', disable_parallel_tool_use: true } },
    to: { tools: [clockFunction], tool_choice: 'required', parallel_tool_calls: false },
  },
  { rule: 'REQ-A-19: a plain user is the safety identifier', from: { metadata: { user_id: 'u-1' } }, to: { safety_identifier: 'u-1' } },
  {
    rule: 'REQ-A-19, L32: a user that OpenAI would refuse goes as the 64 digits of its hash',
    from: { metadata: { user_id: 'someone@example.com' } },
    to: { safety_identifier: '72497f475e4f76d0b28f57c73a084ece576d170874eba3ee2609d9afe4b71aab' },
    losses: ['/metadata/user_id folded info REQ-A-19'],
  },
  { rule: 'REQ-A-20: the tier auto is auto', from: { service_tier: 'auto' }, to: { service_tier: 'auto' } },
  { rule: 'REQ-A-20: standard_only is default', from: { service_tier: 'standard_only' }, to: { service_tier: 'default' } },
  { rule: 'REQ-A-21: a faster answer is lost', from: { speed: 'fast' }, to: {}, losses: ['/speed carried warn REQ-A-21'] },
  { rule: 'REQ-A-21: the standard speed says nothing', from: { speed: 'standard' }, to: {} },
  {
    rule: 'REQ-A-21: a faster answer is a tier where the price may change',
    from: { speed: 'fast' },
    to: { service_tier: 'fast' },
    options: { settings: { allowPaidTierMapping: true } },
  },
  {
    rule: 'REQ-A-22: caching of the whole prompt is a hint',
    from: { cache_control: { type: 'ephemeral' } },
    to: {},
    losses: ['/cache_control dropped debug REQ-A-22'],
  },
  {
    rule: 'REQ-A-22: it is implicit where breakpoints are known, for half an hour',
    from: { cache_control: { type: 'ephemeral' } },
    to: { ...newest, prompt_cache_options: { mode: 'implicit', ttl: '30m' } },
    options: newest,
  },
  {
    rule: 'REQ-A-22: or for half a day',
    from: { cache_control: { type: 'ephemeral', ttl: '1h' } },
    to: { ...newest, prompt_cache_options: { mode: 'implicit', ttl: '12h' } },
    options: newest,
  },
  {
    rule: 'REQ-A-23: the marker of a block moves to the part made of it',
    from: { messages: [{ role: 'user', content: [{ type: 'text', text: 'Hi', cache_control: { type: 'ephemeral', ttl: '1h' } }] }] },
    to: { ...newest, input: [{ ...hi, content: [{ type: 'input_text', text: 'Hi', ...breakpoint('12h') }] }] },
    losses: ['/messages/0/content/0/cache_control folded debug CAC-2'],
    options: newest,
  },
  { rule: 'REQ-A-24: no container is none', from: { container: null }, to: {} },
  {
    rule: 'REQ-A-26: cache diagnostics are a hint',
    from: { diagnostics: { previous_message_id: 'msg_1' } },
    to: {},
    losses: ['/diagnostics dropped debug REQ-A-26'],
  },
  {
    rule: 'REQ-A-27: edits that shorten the context are lost',
    from: { context_management: { edits: [{ type: 'clear_tool_uses_20250919' }] } },
    to: {},
    losses: ['/context_management dropped warn REQ-A-27'],
  },
  {
    rule: 'REQ-A-29: servers whose tools nobody can call are removed beside others',
    from: {
      mcp_servers: [{ type: 'url', name: 's', url: 'https://mcp.example.com' }],
      tools: [clock, { type: 'mcp_toolset', mcp_server_name: 's' }],
    },
    to: { tools: [clockFunction] },
    losses: ['/tools/1 dropped warn TOOL-22', '/mcp_servers dropped warn REQ-A-29'],
  },
  {
    rule: 'REQ-A-29: servers are handed over where configuration says so',
    from: {
      mcp_servers: [{ type: 'url', name: 's', url: 'https://mcp.example.com', authorization_token: 't' }],
      tools: [{ type: 'mcp_toolset', mcp_server_name: 's' }],
    },
    to: {
      tools: [{ type: 'mcp', server_label: 's', server_url: 'https://mcp.example.com', authorization: 't', require_approval: 'never' }],
    },
    options: { settings: { hostedTools: { mcp: 'map' } } },
  },
  { rule: 'REQ-A-30: default fallbacks are lost', from: { fallbacks: 'default' }, to: {}, losses: ['/fallbacks carried warn REQ-A-30'] },
  {
    rule: 'REQ-A-32: billing oneself says nothing',
    from: { billing_policy: { bill_to: 'self' } },
    to: {},
    losses: ['/billing_policy carried debug REQ-A-32'],
  },
  {
    rule: 'REQ-A-32a: options that are headers are not for OpenAI',
    from: {},
    to: {},
    losses: [' dropped warn HDR-4'],
    options: { headers: { 'anthropic-workspace-id': 'w-1' } },
  },
  { rule: 'REQ-A-33: an unknown member is carried', from: { novelty: 1 }, to: {}, losses: ['/novelty carried warn REQ-A-33'] },
  { rule: 'REQ-A-34: Responses stores everything unless told, so it is told', from: {}, to: { store: false } },
]

describe('a Messages request for a Responses upstream', () => {
  it.each(rows.map((row) => [row.rule, row] as const))('%s', (_, { from, to, losses = [], options = {} }) => {
    const sent = messagesToResponses(from, options)
    expect([sent.refused, sent.body, sent.losses.toSorted()]).toEqual([null, { ...plain, ...to }, losses.toSorted()])
  })

  const refused: readonly (readonly [rule: string, members: JsonObject, loss: string])[] = [
    ['REQ-A-3: a request that only warms the cache', { max_tokens: 0 }, '/max_tokens rejected reject REQ-A-3'],
    ['REQ-A-24: a container', { container: 'ctr_1' }, '/container rejected reject REQ-A-24'],
    ['REQ-A-25: a place of inference', { inference_geo: 'eu' }, '/inference_geo carried never REQ-A-25'],
    ['REQ-A-28: a summary on demand', { compaction: { type: 'enabled' } }, '/compaction rejected reject REQ-A-28'],
    ['REQ-A-30: a list of fallbacks', { fallbacks: [{ model: 'claude-x' }] }, '/fallbacks carried reject REQ-A-30'],
    ['REQ-A-31: a thread kept at Anthropic', { thread: { id: 't' } }, '/thread carried never REQ-A-31'],
    ['REQ-A-32: billing the profile of a user', { billing_policy: { bill_to: 'user_profile' } }, '/billing_policy carried never REQ-A-32'],
    [
      'REQ-A-29, TOOL-22: servers without another tool',
      { mcp_servers: [{ type: 'url', name: 's', url: 'https://m.example' }], tools: [{ type: 'mcp_toolset', mcp_server_name: 's' }] },
      '/tools/0 rejected reject TOOL-22',
    ],
  ]
  it.each(refused)('%s is refused with its path', (_, members, loss) => {
    const { refused: told, losses } = messagesToResponses(members)
    expect(told).toMatch(`${loss.split(' ')[0]}: `)
    expect(losses).toContain(loss)
  })

  it('TOOL-12, TOOL-22: the search of Anthropic is that of OpenAI', () => {
    const { refused: told, body, losses } = messagesToResponses({ tools: [webSearch] }, gpt5)
    expect([told, body, losses]).toEqual([null, { ...plain, ...gpt5, tools: [{ type: 'web_search' }] }, []])
  })
})
