import { describe, expect, it } from 'vitest'
import type { Event } from '../../interlingua/event.ts'
import { fold } from '../../interlingua/fold.ts'
import { violation } from '../../interlingua/grammar.ts'
import { createContext } from '../../translate/default-context.ts'
import { Ledger } from '../../translate/ledger.ts'
import format from './format.ts'

const context = createContext({ secret: 's' })
const head = {
  id: 'resp_1',
  object: 'response',
  created_at: 7,
  model: 'gpt-5',
  status: 'in_progress',
  error: null,
  incomplete_details: null,
}
const usage = {
  input_tokens: 10,
  input_tokens_details: { cached_tokens: 4, cache_write_tokens: 0 },
  output_tokens: 7,
  output_tokens_details: { reasoning_tokens: 2 },
  total_tokens: 17,
}
const created = { type: 'response.created', response: { ...head, output: [] } }
const finished = (output: readonly object[], more: object = {}, type = 'completed'): object => ({
  type: `response.${type}`,
  response: { ...head, status: type, output, usage, ...more },
})
const textItem = (text: string, more: object = {}): object => ({
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  status: 'completed',
  content: [{ type: 'output_text', text, annotations: [], logprobs: [], ...more }],
})
const callItem = (args: string, more: object = {}): object => ({
  id: 'fc_1',
  type: 'function_call',
  call_id: 'call_1',
  name: 'f',
  arguments: args,
  status: 'completed',
  ...more,
})
const reasoningItem = (summary: readonly string[], more: object = {}): object => ({
  id: 'rs_1',
  type: 'reasoning',
  summary: summary.map((text) => ({ type: 'summary_text', text })),
  encrypted_content: 'E',
  ...more,
})
const added = (output_index: number, item: object): object => ({ type: 'response.output_item.added', output_index, item })
const done = (output_index: number, item: object): object => ({ type: 'response.output_item.done', output_index, item })
const textDelta = (delta: string, more: object = {}): object => ({
  type: 'response.output_text.delta',
  item_id: 'msg_1',
  output_index: 0,
  content_index: 0,
  delta,
  logprobs: [],
  ...more,
})
const textDone = (text: string, more: object = {}): object => ({
  type: 'response.output_text.done',
  item_id: 'msg_1',
  output_index: 0,
  content_index: 0,
  text,
  logprobs: [],
  ...more,
})
const summaryDelta = (delta: string, summary_index = 0): object => ({
  type: 'response.reasoning_summary_text.delta',
  item_id: 'rs_1',
  output_index: 0,
  summary_index,
  delta,
})
const argsDelta = (delta: string, more: object = {}): object => ({
  type: 'response.function_call_arguments.delta',
  item_id: 'fc_1',
  output_index: 0,
  delta,
  ...more,
})

/** Decodes events, then the end of the bytes; strings are data as it stands. */
function decoded(chunks: readonly (object | string)[]) {
  const ledger = new Ledger(format.name, format.unknownMembers.response)
  const machine = format.stream.decode(ledger, context)
  const events: Event[] = []
  for (const chunk of chunks) events.push(...machine.push({ event: null, data: typeof chunk === 'string' ? chunk : JSON.stringify(chunk) }))
  events.push(...machine.end())
  expect(violation(events)).toBeNull()
  return { events, ledger, folded: fold(events) }
}

const answer = (chunks: readonly (object | string)[]) => {
  const { folded } = decoded(chunks)
  if (!folded?.ok) throw new Error(`the stream failed: ${folded?.fault.message}`)
  return folded.response
}

/** The same answer, whole. */
const whole = (body: object) => format.response.decode(body, new Ledger(format.name, format.unknownMembers.response), context)

const types = (events: readonly Event[]): string[] => events.map((event) => (event.type === 'open' ? `open ${event.kind}` : event.type))
const opened = (seal: string | null | undefined): unknown => JSON.parse(context.open(seal ?? '') ?? 'null')

describe('a Responses stream as events', () => {
  it('EVR-1 to EVR-15: reasoning, text, a call, usage and the end', () => {
    const call = callItem('{"a":1}')
    const { events } = decoded([
      created,
      { type: 'response.in_progress', response: head },
      added(0, { id: 'rs_1', type: 'reasoning', summary: [] }),
      {
        type: 'response.reasoning_summary_part.added',
        item_id: 'rs_1',
        output_index: 0,
        summary_index: 0,
        part: { type: 'summary_text', text: '' },
      },
      summaryDelta('h'),
      summaryDelta('m'),
      { type: 'response.reasoning_summary_text.done', item_id: 'rs_1', output_index: 0, summary_index: 0, text: 'hm' },
      done(0, reasoningItem(['hm'])),
      added(1, { id: 'msg_1', type: 'message', role: 'assistant', status: 'in_progress', content: [] }),
      { type: 'response.content_part.added', item_id: 'msg_1', output_index: 1, content_index: 0, part: { type: 'output_text', text: '' } },
      textDelta('Hel', { output_index: 1 }),
      textDelta('lo', { output_index: 1 }),
      textDone('Hello', { output_index: 1 }),
      done(1, textItem('Hello')),
      added(2, callItem('', { status: 'in_progress' })),
      argsDelta('{"a":', { output_index: 2 }),
      argsDelta('1}', { output_index: 2 }),
      { type: 'response.function_call_arguments.done', item_id: 'fc_1', output_index: 2, arguments: '{"a":1}' },
      done(2, call),
      finished([reasoningItem(['hm']), textItem('Hello'), call], { service_tier: 'default' }),
    ])
    expect(events).toMatchObject([
      { type: 'start', id: 'resp_1', model: 'gpt-5', created: 7, serviceTier: null },
      { type: 'ping' },
      { type: 'open', kind: 'thinking', key: 0, at: '/output/0', redacted: false },
      { type: 'delta', key: 0, text: 'h' },
      { type: 'delta', key: 0, text: 'm' },
      { type: 'seal', key: 0 },
      { type: 'close', key: 0 },
      { type: 'open', kind: 'text', key: 1, at: '/output/1/content/0' },
      { type: 'delta', key: 1, text: 'Hel' },
      { type: 'delta', key: 1, text: 'lo' },
      { type: 'close', key: 1 },
      { type: 'open', kind: 'toolCall', key: 2, id: 'call_1', name: 'f', freeform: false, at: '/output/2' },
      { type: 'delta', key: 2, text: '{"a":' },
      { type: 'delta', key: 2, text: '1}' },
      { type: 'close', key: 2 },
      { type: 'usage', usage: { input: 10, output: 7, cacheRead: 4, cacheWrite: 0, reasoning: 2, serviceTier: 'default' } },
      { type: 'stop', stop: { reason: 'toolCalls' } },
      { type: 'end' },
    ])
  })
})
