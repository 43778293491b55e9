import { isDeepStrictEqual } from 'node:util'
import { json, sse } from '../scripted/answer.ts'
import { violation } from '../scripted/closed.ts'
import { at } from '../scripted/json.ts'
import { openaiFailures } from './openai.ts'
import { eventsOf, streamOf, uncounted } from './responses-stream.ts'
import type { JsonObject, Line, Thought } from './script.ts'
import { messagesOf, type Dialect, type Failures } from './strict.ts'

/**
 * OpenAI's Responses API with nothing kept there: every item comes back as it was, at its place, reasoning to the byte, and every
 * call is answered before the model speaks again.
 */
export const strictResponses: Dialect = {
  name: 'OpenAI',
  kept: (line, turn) => ({ items: itemsOf(line, turn).map(asSent) }),
  objection({ json: body }, kept) {
    const published = violation('responses', 'request', body)
    if (published !== null) return published
    const items = messagesOf(body)
    return (
      unsuitable(body) ??
      items.reduce<string | null>((wrong, item, i) => wrong ?? misplaced(item, items[i + 1]), null) ??
      altered(items, kept)
    )
  },
  answer(line, turn, { json: body }) {
    const response = responseOf(line, turn, body)
    return at(body, 'stream') === true ? sse(streamOf(response)) : json(response)
  },
  refusal: (message) => json({ error: { message, type: 'invalid_request_error', param: 'input', code: null } }, 400),
}

/** How the Responses API fails: before an answer as all of OpenAI does, midway in an event that holds what was said (SER-2, ERO-18). */
export const responsesFailures: Failures = {
  ...openaiFailures,
  overloadedMidway(line) {
    const response = responseOf(line, 99, { model: 'gpt-5.6' })
    const events = eventsOf(response)
    const words = events.findIndex(({ type }) => type === 'response.output_text.delta')
    const error = { code: 'server_error', message: 'The server is overloaded' }
    const failed = { ...uncounted(response), status: 'failed', error, output: [], completed_at: null }
    return sse(streamOf(response, [...events.slice(0, words + 1), { type: 'response.failed', response: failed }]))
  },
}

/** What the API says against a request besides its conversation. */
function unsuitable(body: unknown): string | null {
  const { store = true, tools = [], ...rest } = { ...Object(body) } as { readonly [member: string]: unknown }
  if (store !== false) return 'nothing is to be stored, and `store` is true unless it is false'
  const sampling = ['temperature', 'top_p', 'previous_response_id'].find((member) => rest[member] !== undefined)
  if (sampling !== undefined) return `Unsupported parameter: '${sampling}' is not supported with this model.`
  const loose = Array.isArray(tools) ? tools.find((tool) => at(tool, 'type') === 'function' && at(tool, 'strict') !== false) : undefined
  return loose === undefined
    ? null
    : `Invalid schema for function '${String(at(loose, 'name'))}': it is strict unless it says that it is not`
}

/** Reasoning stands before what it led to, and ids are of the kind of their item. */
function misplaced(item: unknown, next: unknown): string | null {
  const { type = 'message', id = null } = { ...Object(item) } as { readonly [member: string]: unknown }
  const prefix = Object.entries(prefixes).find(([name]) => name === type)?.[1]
  if (typeof id === 'string' && prefix !== undefined && isModels(item) && !id.startsWith(prefix)) {
    return `Invalid 'input.id': '${id}'. Expected an ID that begins with '${prefix}'.`
  }
  const lonely = type === 'reasoning' && !isModels(next)
  return lonely ? `Item '${String(id)}' of type 'reasoning' was provided without its required following item.` : null
}

const prefixes = { message: 'msg', reasoning: 'rs', function_call: 'fc' } as const

const isModels = (item: unknown): boolean =>
  at(item, 'role') === 'assistant' || at(item, 'type') === 'reasoning' || at(item, 'type') === 'function_call'

/** Why the items between those of others are not the turns that were said, or are not answered. */
function altered(items: readonly unknown[], kept: readonly JsonObject[]): string | null {
  const turns = turnsOf(items)
  if (turns.length !== kept.length) return `${kept.length} turns were said, ${turns.length} came back`
  for (const [turn, { said, answered }] of turns.entries()) {
    const back = said.map(asSent)
    if (!isDeepStrictEqual(back, kept[turn]?.['items'])) {
      return `turn ${turn} came back as ${JSON.stringify(back)}, not as ${JSON.stringify(kept[turn]?.['items'])}`
    }
    const called = said.filter((item) => at(item, 'type') === 'function_call').map((item) => stringOf(at(item, 'call_id')))
    const open = called.find((id) => !answered.includes(id))
    if (open !== undefined) return `No tool output found for function call ${open}.`
    const unknown = answered.find((id, i) => !called.includes(id) || answered.indexOf(id) !== i)
    if (unknown !== undefined) return `No tool call found for function call output with call_id ${unknown}.`
  }
  return null
}

const stringOf = (value: unknown): string => (typeof value === 'string' ? value : '')

interface Turn {
  readonly said: unknown[]
  /** Ids of calls whose outputs stand between it and the next turn. */
  readonly answered: string[]
}

function turnsOf(items: readonly unknown[]): Turn[] {
  const turns: Turn[] = []
  for (const [i, item] of items.entries()) {
    if (isModels(item) && !isModels(items[i - 1])) turns.push({ said: [], answered: [] })
    const turn = turns.at(-1)
    if (isModels(item)) turn?.said.push(item)
    if (at(item, 'type') === 'function_call_output') turn?.answered.push(stringOf(at(item, 'call_id')))
  }
  return turns
}

/** An item as it is to come back: reasoning whole, words and calls with what the model said in them. */
function asSent(item: unknown): JsonObject {
  const { type, id, summary, encrypted_content, content, call_id, name, arguments: args } = { ...Object(item) }
  switch (type) {
    case 'reasoning':
      return { type, id, summary, encrypted_content, ...(content === undefined ? {} : { content }) }
    case 'function_call':
      return { type, call_id, name, arguments: args }
    default: {
      const parts: unknown[] = Array.isArray(content) ? content : [{ text: content }]
      return { role: 'assistant', said: parts.map((part) => String(at(part, 'text') ?? at(part, 'refusal'))) }
    }
  }
}

/** A turn as items: a block of thinking is one, with a part of its summary for each of its lines. */
function itemsOf(line: Line, turn: number): JsonObject[] {
  const { thinking = [], text, between = [], calls = [], end } = line
  const said =
    end === 'refusal' ? { type: 'refusal', refusal: text ?? '' } : { type: 'output_text', text: text ?? '', annotations: [], logprobs: [] }
  const status = end === 'length' ? 'incomplete' : 'completed'
  const reasoning = (thoughts: readonly Thought[], where: string): JsonObject[] =>
    thoughts.map((thought, i) => ({ type: 'reasoning', id: `rs_${turn}${where}${i}`, ...reasoned(thought) }))
  return [
    ...reasoning(thinking, 'a'),
    ...(text === undefined ? [] : [{ type: 'message', id: `msg_${turn}`, role: 'assistant', status, content: [said] }]),
    ...reasoning(between, 'b'),
    ...calls.map(({ id, name, input }) => ({
      type: 'function_call',
      id: `fc_${id}`,
      call_id: id,
      name,
      arguments: JSON.stringify(input),
      status: 'completed',
    })),
  ]
}

const reasoned = (thought: Thought): JsonObject =>
  'redacted' in thought
    ? { summary: [], encrypted_content: thought.redacted }
    : {
        summary: thought.text.split('\n').flatMap((text) => (text === '' ? [] : [{ type: 'summary_text', text }])),
        encrypted_content: thought.signature,
      }

const usage = {
  input_tokens: 120,
  input_tokens_details: { cached_tokens: 20, cache_write_tokens: 0 },
  output_tokens: 30,
  output_tokens_details: { reasoning_tokens: 5 },
  total_tokens: 150,
}

function responseOf(line: Line, turn: number, body: unknown): JsonObject {
  const cut = line.end === 'length'
  const { model, tools = [], reasoning = null } = { ...Object(body) }
  return {
    id: `resp_turn${turn}`,
    object: 'response',
    created_at: 1760000000 + turn,
    completed_at: cut ? null : 1760000009 + turn,
    status: cut ? 'incomplete' : 'completed',
    incomplete_details: cut ? { reason: 'max_output_tokens' } : null,
    error: null,
    access_programs: null,
    background: false,
    instructions: null,
    metadata: {},
    model,
    output: itemsOf(line, turn),
    parallel_tool_calls: true,
    previous_response_id: null,
    reasoning,
    service_tier: 'default',
    store: false,
    temperature: 1,
    text: { format: { type: 'text' } },
    tool_choice: 'auto',
    tools,
    top_p: 1,
    truncation: 'disabled',
    usage,
  }
}
