import { describe, expect, it } from 'vitest'
import type { Document } from '../../conformance/arbitrary.ts'
import { anthropicMessages, createContext, openaiChat, translateRequest, translateResponse, type Format } from '../../src/index.ts'
import { exchange } from './translating.ts'

interface Told {
  readonly path: string
  readonly fate: string
  readonly rule: string
  readonly level: string
}

const told = (losses: readonly Told[]): string[] => losses.map(({ path, fate, level, rule }) => `${path} ${fate} ${level} ${rule}`)

function asked(from: Format, to: Format, model: string, body: Document): { readonly body: Document; readonly losses: string[] } {
  const outcome = translateRequest(from, to, body, { strictness: 'lenient', context: createContext({ secret: 'law' }), model })
  if (!outcome.ok) throw new Error(outcome.fault.message)
  return { body: outcome.value.body, losses: told(outcome.losses) }
}

const toChat = (body: Document) => asked(anthropicMessages, openaiChat, 'gpt-4o', { model: 'm', max_tokens: 9, ...body })
const toMessages = (body: Document) => asked(openaiChat, anthropicMessages, 'claude-sonnet-4-6', { model: 'm', max_tokens: 9, ...body })
const hi = { role: 'user', content: 'Hi' }
const tool = (name: string): Document => ({ type: 'function', function: { name, parameters: { type: 'object', properties: {} } } })

describe('requests that the laws found, towards Chat', () => {
  it('LAW-23, TOOL-10: what a published tool says beside its schema is told, and its examples arrive', () => {
    const { body, losses } = toChat({
      messages: [hi],
      tools: [
        {
          type: 'text_editor_20250728',
          name: 'str_replace_based_edit_tool',
          max_characters: 5,
          strict: true,
          defer_loading: true,
          cache_control: { type: 'ephemeral' },
          allowed_callers: ['code_execution_20260120'],
          input_examples: [{ command: 'view', path: 'a' }],
        },
      ],
    })
    const [first] = body['tools'] as readonly { readonly function: { readonly description: string } }[]
    expect(first?.function.description).toBe('View, create and edit text files.\nExample input: {"command":"view","path":"a"}')
    expect(losses).toEqual([
      '/tools/0 folded info TOOL-10',
      '/tools/0 folded info TOOL-16',
      '/tools/0/allowed_callers carried reject TOOL-17',
      '/tools/0/cache_control carried debug CAC-1',
      '/tools/0/max_characters carried info TOOL-10',
      '/tools/0/strict carried info TOOL-10',
      '/tools/0/defer_loading carried info TOOL-17',
    ])
  })
})

describe('sources that the laws found', () => {
  it('LAW-23, CAC-1: a marker inside a document is told', () => {
    const content = [{ type: 'text', text: 'x', cache_control: { type: 'ephemeral', ttl: '5m' } }]
    const { body, losses } = toChat({
      messages: [{ role: 'user', content: [{ type: 'document', source: { type: 'content', content } }] }],
    })
    expect(body['messages']).toEqual([{ role: 'user', content: 'x' }])
    expect(losses).toEqual([
      '/messages/0/content/0 folded info CB-10',
      '/messages/0/content/0/source/content/0/cache_control dropped debug CAC-1',
    ])
  })

  it('LAW-23, CAC-1: a marker on the text of a search result is told', () => {
    const content = [{ type: 'text', text: 'found', cache_control: { type: 'ephemeral', ttl: '1h' } }]
    const { body, losses } = toChat({
      messages: [{ role: 'user', content: [{ type: 'search_result', source: 's', title: 't', content }] }],
    })
    expect(body['messages']).toEqual([{ role: 'user', content: 'Source: s\nTitle: t\n\nfound' }])
    expect(losses).toEqual(['/messages/0/content/0/content/0/cache_control dropped debug CAC-1', '/messages/0/content/0 folded info CB-12'])
  })
})

describe('requests that the laws found, towards Messages', () => {
  it('LAW-23, TOOL-21: an older choice of function beside a newer choice of tool is told', () => {
    const { body, losses } = toMessages({ messages: [hi], tools: [tool('f')], tool_choice: 'required', function_call: 'none' })
    expect(body['tool_choice']).toEqual({ type: 'any' })
    expect(losses).toEqual(['/function_call dropped warn TOOL-21'])
  })

  it('LAW-23, TOOL-21: calls at once are told where functions are called one at a time', () => {
    const { body, losses } = toMessages({ messages: [hi], functions: [{ name: 'f' }], parallel_tool_calls: true })
    expect(body['tool_choice']).toEqual({ type: 'auto', disable_parallel_tool_use: true })
    expect(losses).toEqual(['/parallel_tool_calls folded info TOOL-21'])
  })

  it('LAW-23, TC-1: a choice and parallel calls without a tool are both told', () => {
    const { losses } = toMessages({ messages: [hi], tool_choice: 'auto', parallel_tool_calls: false })
    expect(losses).toEqual(['/tool_choice dropped debug TC-1', '/parallel_tool_calls dropped debug TC-1'])
  })

  it('LAW-23, TC-4: one call at a time is still asked for where no call can be forced', () => {
    const outcome = translateRequest(
      openaiChat,
      anthropicMessages,
      { model: 'm', max_tokens: 9, messages: [hi], tools: [tool('f')], tool_choice: 'required', parallel_tool_calls: false },
      { strictness: 'lenient', model: 'claude-sonnet-4-6', capabilities: { forcedToolChoice: false } },
    )
    expect(outcome.ok && outcome.value.body['tool_choice']).toEqual({ type: 'auto', disable_parallel_tool_use: true })
    expect(told(outcome.losses)).toEqual(['/tool_choice rejected reject TC-4'])
  })

  it('LAW-5, REQ-C-9: a seed of 0 is a seed', () => {
    const { losses } = toMessages({ messages: [hi], seed: 0 })
    expect(losses).toEqual(['/seed dropped warn REQ-C-9'])
  })

  it('LAW-5, REQ-C-10: of several stop sequences only those are lost that are white space', () => {
    const { body, losses } = toMessages({ messages: [hi], stop: ['END', ' ', '\n'] })
    expect(body['stop_sequences']).toEqual(['END'])
    expect(losses).toEqual(['/stop/1 dropped warn REQ-C-10', '/stop/2 dropped warn REQ-C-10'])
  })

  it('LAW-23, MSG-4: every assistant message at an end that the model does not continue is told', () => {
    const { body, losses } = toMessages({
      messages: [hi, { role: 'assistant', content: 'a' }, { role: 'assistant', content: 'b' }],
    })
    expect(body['messages']).toEqual([{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }])
    expect(losses.filter((loss) => loss.endsWith(' MSG-4'))).toEqual([
      '/messages/1 rejected reject MSG-4',
      '/messages/2 rejected reject MSG-4',
    ])
  })

  it('LAW-23, MSG-5: a message of which nothing is left is told, and what was in it', () => {
    const { losses } = toMessages({ messages: [hi, { role: 'assistant', content: 'Yo' }, { role: 'user', content: '' }, hi] })
    expect(losses).toEqual(['/messages/2/content dropped debug MSG-5', '/messages/2 dropped debug MSG-5'])
  })

  it('LAW-23, CP-6: the id of a file that is there itself is told', () => {
    const file = { filename: 'a.pdf', file_data: 'data:application/pdf;base64,JVBERi0xLjQK', file_id: 'file-1' }
    const { losses } = toMessages({ messages: [{ role: 'user', content: [{ type: 'file', file }] }] })
    expect(losses).toEqual(['/messages/0/content/0/file/file_id dropped warn CP-6'])
  })
})

const choice = (index: number, content: string): Document => ({
  index,
  finish_reason: 'stop',
  logprobs: null,
  message: { role: 'assistant', content, refusal: null },
})
const completion = (choices: readonly Document[], usage: Document = {}): Document => ({
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 1,
  model: 'm',
  choices,
  usage: { prompt_tokens: 5, completion_tokens: 7, total_tokens: 12, ...usage },
})
const answeredToMessages = (body: Document) => translateResponse(openaiChat, anthropicMessages, body, exchange())
const answeredToChat = (body: Document) => translateResponse(anthropicMessages, openaiChat, body, exchange())

describe('answers that the laws found', () => {
  it('LAW-23, ENV-4: the answer with index 0 is taken, wherever it stands, and every other one is told', () => {
    const { value, losses } = answeredToMessages(completion([choice(2, 'c'), choice(0, 'a'), choice(1, 'b')]))
    expect(value['content']).toEqual([{ type: 'text', text: 'a', citations: null }])
    expect(told(losses)).toEqual(['/choices/0 dropped debug ENV-4', '/choices/2 dropped debug ENV-4', '/created dropped debug ENV-8'])
  })

  it('LAW-23, ENV-4: an only answer with another index is told', () => {
    const { value, losses } = answeredToMessages(completion([choice(3, 'c')]))
    expect(value['content']).toEqual([{ type: 'text', text: 'c', citations: null }])
    expect(told(losses)).toEqual(['/choices/0/index folded debug ENV-4', '/created dropped debug ENV-8'])
  })

  it('LAW-23, USE-3: a total that is no sum, and more reasoning than output, are told', () => {
    const { value, losses } = answeredToMessages(
      completion([choice(0, 'a')], { total_tokens: 13, completion_tokens_details: { reasoning_tokens: 8 } }),
    )
    expect(value['usage']).toMatchObject({ input_tokens: 5, output_tokens: 7, output_tokens_details: { thinking_tokens: 7 } })
    expect(told(losses)).toEqual([
      '/usage/total_tokens dropped debug USE-3',
      '/created dropped debug ENV-8',
      '/usage/completion_tokens_details folded info USE-3',
    ])
  })

  const message = { id: 'msg_1', type: 'message', role: 'assistant', model: 'm', usage: { input_tokens: 1, output_tokens: 1 } }

  it('LAW-23, STOP-A-6: the explanation of a refusal at another end is told', () => {
    const stop_details = { type: 'refusal', category: null, explanation: 'why' }
    const { losses } = answeredToChat({ ...message, content: [], stop_reason: 'end_turn', stop_sequence: null, stop_details })
    expect(told(losses)).toEqual(['/stop_details/explanation carried info STOP-A-6'])
  })

  it('LAW-23, RSP-4: pages that no text rests on are told', () => {
    const page = { type: 'web_search_result_location', url: 'https://a.example', title: 'A', cited_text: 't', encrypted_index: 'x' }
    const content = [{ type: 'text', text: '', citations: [page] }]
    const { losses } = answeredToChat({ ...message, content, stop_reason: 'end_turn', stop_sequence: null, stop_details: null })
    expect(told(losses)).toEqual([
      '/content/0/citations dropped debug RSP-4',
      '/content/0/citations/0/cited_text carried info RSP-4',
      '/content/0/citations/0/encrypted_index carried info RSP-4',
    ])
  })
})
