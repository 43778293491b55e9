import { expect } from 'vitest'
import type { Event } from '../../interlingua/event.ts'
import { fold } from '../../interlingua/fold.ts'
import { violation } from '../../interlingua/grammar.ts'
import { createContext } from '../../translate/default-context.ts'
import { Ledger } from '../../translate/ledger.ts'
import format from './format.ts'

/** Carriers that the tests can open. */
export const context = createContext({ secret: 's' })
export const head = {
  id: 'resp_1',
  object: 'response',
  created_at: 7,
  model: 'gpt-5',
  status: 'in_progress',
  error: null,
  incomplete_details: null,
}
export const usage = {
  input_tokens: 10,
  input_tokens_details: { cached_tokens: 4, cache_write_tokens: 0 },
  output_tokens: 7,
  output_tokens_details: { reasoning_tokens: 2 },
  total_tokens: 17,
}
export const created = { type: 'response.created', response: { ...head, output: [] } }
export const finished = (output: readonly object[], more: object = {}, type = 'completed'): object => ({
  type: `response.${type}`,
  response: { ...head, status: type, output, usage, ...more },
})
export const textItem = (text: string, more: object = {}): object => ({
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  status: 'completed',
  content: [{ type: 'output_text', text, annotations: [], logprobs: [], ...more }],
})
export const callItem = (args: string, more: object = {}): object => ({
  id: 'fc_1',
  type: 'function_call',
  call_id: 'call_1',
  name: 'f',
  arguments: args,
  status: 'completed',
  ...more,
})
export const reasoningItem = (summary: readonly string[], more: object = {}): object => ({
  id: 'rs_1',
  type: 'reasoning',
  summary: summary.map((text) => ({ type: 'summary_text', text })),
  encrypted_content: 'E',
  ...more,
})
export const added = (output_index: number, item: object): object => ({ type: 'response.output_item.added', output_index, item })
export const done = (output_index: number, item: object): object => ({ type: 'response.output_item.done', output_index, item })
export const textDelta = (delta: string, more: object = {}): object => ({
  type: 'response.output_text.delta',
  item_id: 'msg_1',
  output_index: 0,
  content_index: 0,
  delta,
  logprobs: [],
  ...more,
})
export const textDone = (text: string, more: object = {}): object => ({
  type: 'response.output_text.done',
  item_id: 'msg_1',
  output_index: 0,
  content_index: 0,
  text,
  logprobs: [],
  ...more,
})
export const summaryDelta = (delta: string, summary_index = 0): object => ({
  type: 'response.reasoning_summary_text.delta',
  item_id: 'rs_1',
  output_index: 0,
  summary_index,
  delta,
})
export const argsDelta = (delta: string, more: object = {}): object => ({
  type: 'response.function_call_arguments.delta',
  item_id: 'fc_1',
  output_index: 0,
  delta,
  ...more,
})

/** Decodes events, then the end of the bytes; strings are data as it stands. */
export function decoded(chunks: readonly (object | string)[]) {
  const ledger = new Ledger(format.name, format.unknownMembers.response)
  const machine = format.stream.decode(ledger, context)
  const events: Event[] = []
  for (const chunk of chunks) events.push(...machine.push({ event: null, data: typeof chunk === 'string' ? chunk : JSON.stringify(chunk) }))
  events.push(...machine.end())
  expect(violation(events)).toBeNull()
  return { events, ledger, folded: fold(events) }
}

export const answer = (chunks: readonly (object | string)[]) => {
  const { folded } = decoded(chunks)
  if (!folded?.ok) throw new Error(`the stream failed: ${folded?.fault.message}`)
  return folded.response
}

/** The same answer, whole. */
export const whole = (body: object) => format.response.decode(body, new Ledger(format.name, format.unknownMembers.response), context)

export const types = (events: readonly Event[]): string[] =>
  events.map((event) => (event.type === 'open' ? `open ${event.kind}` : event.type))
export const opened = (seal: string | null | undefined): unknown => JSON.parse(context.open(seal ?? '') ?? 'null')
