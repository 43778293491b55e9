import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../interlingua/json.ts'
import { translateRequest } from '../../translate/translate.ts'
import { context } from './encoding.fixture.ts'
import format from './format.ts'
import { sealReasoning } from './reasoning.ts'
import { packReasoning } from '../../translate/packed-reasoning.ts'

/** What this format's own upstream gets of a request that was taken apart. */
function returned(members: JsonObject): JsonObject {
  const outcome = translateRequest(format, format, { model: 'gpt-5.6', ...members }, { context })
  if (!outcome.ok) throw new Error(outcome.fault.message)
  const { model, ...body } = outcome.value.body
  expect(model).toBe('gpt-5.6')
  return body
}

const call = { type: 'function_call', id: 'fc_1', call_id: 'call_1', name: 'w', arguments: '', status: 'incomplete' }
const items: readonly JsonObject[] = [
  { type: 'message', role: 'system', content: 'be brief' },
  {
    type: 'message',
    role: 'developer',
    content: [{ type: 'input_text', text: 'and kind', prompt_cache_breakpoint: { mode: 'explicit', ttl: '12h' } }],
  },
  { type: 'message', role: 'user', content: [{ type: 'input_image', file_id: 'file_1', detail: 'low' }], status: 'completed' },
  {
    type: 'reasoning',
    id: 'rs_1',
    summary: [
      { type: 'summary_text', text: 'a' },
      { type: 'summary_text', text: 'b' },
    ],
    encrypted_content: 'gAAAA',
    status: 'completed',
  },
  {
    type: 'message',
    role: 'assistant',
    id: 'msg_1',
    status: 'incomplete',
    phase: 'commentary',
    content: [
      { type: 'output_text', text: 'x', annotations: [], logprobs: [] },
      { type: 'refusal', refusal: 'no' },
    ],
  },
  { type: 'message', role: 'assistant', content: 'shorthand' },
  call,
  { type: 'custom_tool_call', id: 'ctc_1', call_id: 'call_2', name: 'p', input: '' },
  { type: 'function_call_output', id: 'fco_1', call_id: 'call_1', output: [{ type: 'input_text', text: 'r' }], status: 'completed' },
  { type: 'custom_tool_call_output', call_id: 'call_2', output: 's' },
  { type: 'shell_call', id: 'sh_1', call_id: 'call_3', action: { commands: ['ls'] }, status: 'completed' },
  { type: 'item_reference', id: 'msg_9' },
]

describe('a request of this format that goes to it', () => {
  it('LAW-4, CAR-1: gets its items back with their ids, statuses and shapes', () => {
    expect(returned({ input: items })).toEqual({ input: items })
    expect(returned({ input: 'hi', instructions: 'be brief' })).toEqual({ input: 'hi', instructions: 'be brief' })
    expect(returned({ input: [], previous_response_id: 'resp_1' })).toEqual({ input: [], previous_response_id: 'resp_1' })
  })

  it('LAW-4: results whose calls its provider keeps stay', () => {
    const outputs = [
      { type: 'function_call_output', call_id: 'call_7', output: 'a' },
      { type: 'custom_tool_call_output', call_id: 'call_8', output: 'b' },
    ]
    expect(returned({ input: outputs, previous_response_id: 'resp_1' })).toEqual({ input: outputs, previous_response_id: 'resp_1' })
  })

  it('LAW-4, TOOL-15: gets its other members back, nothing added', () => {
    const members = {
      input: 'hi',
      max_output_tokens: 8,
      temperature: 1,
      reasoning: { effort: 'max', summary: 'detailed' },
      text: { format: { type: 'json_schema', name: 'n', schema: { type: 'object' }, strict: true }, verbosity: 'low' },
      tools: [
        { type: 'function', name: 'odd name', parameters: null, strict: null },
        { type: 'namespace', name: 'crm', description: 'd', tools: [{ type: 'function', name: 'find', parameters: {}, strict: true }] },
        { type: 'custom', name: 'p', format: { type: 'text' } },
        { type: 'web_search' },
      ],
      tool_choice: { type: 'custom', name: 'p' },
      parallel_tool_calls: true,
      include: ['reasoning.encrypted_content'],
      metadata: { a: 'b' },
      prompt_cache_options: { mode: 'explicit', prewarm: true },
      user: 'ann@example.org',
      service_tier: 'ultrafast',
      stream: true,
      stream_options: { include_obfuscation: true },
      truncation: 'auto',
    }
    expect(returned(members)).toEqual(members)
  })

  it('CAR-8, RSN-5: loses reasoning that other providers sealed, and what else was said keeps its ids', () => {
    const sealed = (seal: string): JsonObject => ({ type: 'reasoning', id: 'rs_x', summary: [], encrypted_content: seal })
    const message = (id: string): JsonObject => ({
      type: 'message',
      role: 'assistant',
      id,
      status: 'completed',
      content: [{ type: 'output_text', text: id, annotations: [], logprobs: [] }],
    })
    const foreign = packReasoning([{ text: 'hm', seal: 'EqQBCgIYAhIk', redacted: false }], 'claude-opus-4-8', context)
    const user = { type: 'message', role: 'user', content: 'go on' }
    const input = [user, sealed(foreign), message('msg_a'), call, sealed('gAAAA'), message('msg_b'), user]
    expect(returned({ input })).toEqual({ input: [user, message('msg_a'), call, sealed('gAAAA'), message('msg_b'), user] })
  })

  it('RSN-4: gets its own reasoning back that went through a carrier', () => {
    const seal = sealReasoning({ id: 'rs_1', encrypted: 'gAAAA', summary: ['a', 'b'], content: [] }, 'gpt-5.6', context)
    const input = [
      { type: 'message', role: 'user', content: 'hi' },
      { type: 'reasoning', id: 'rs_1', summary: [{ type: 'summary_text', text: 'a\n\nb' }], encrypted_content: seal },
    ]
    expect(returned({ input })).toMatchObject({ input: [{}, { id: 'rs_1', encrypted_content: 'gAAAA' }] })
  })
})
