import { json, sse, type Answer } from '../scripted/answer.ts'
import { at, type Json } from '../scripted/json.ts'
import { chatChunks, dataOf, messageEvents } from '../scripted/wire.ts'

/** What a client reads in an answer of either dialect. */
export interface Heard {
  readonly text: string
  readonly calls: readonly string[]
  readonly end: unknown
}

/** What a provider answers beside a word. */
export interface Calling {
  /** Name of the tool, as the provider knows it. */
  readonly tool: string
  /** What it is called with: a text if the tool takes one, which Anthropic knows as a member. */
  readonly input: Json
  /** Whether it thinks first. */
  readonly thinks: boolean
}

/** A provider that says a word and calls the tool that stands at `index` in the request. */
export const wordAndCall =
  (provider: 'anthropic' | 'openai', index: number): Answer =>
  (received) => {
    const tool = at(received.json, 'tools', index, ...(provider === 'openai' ? ['function'] : []), 'name')
    return saying(provider, { tool: String(tool), input: { day: 1 }, thinks: false }, received.json)
  }

/** A provider that says a word and calls a tool, in the form that the request asks for. */
export function saying(provider: 'anthropic' | 'openai', calling: Calling, body: unknown): ReturnType<typeof json> {
  const streamed = at(body, 'stream') === true
  return provider === 'anthropic'
    ? anthropicAnswer(calling, streamed)
    : openaiAnswer(calling, streamed, at(body, 'stream_options', 'include_usage') === true)
}

/** The signature of what Anthropic's model thinks. */
export const signature = 'RXZlcnkgc2VhbCBpcyBhbHRlcmVkIG9uY2Uu'

function anthropicAnswer({ tool, input: given, thinks }: Calling, streamed: boolean): ReturnType<typeof json> {
  const input = typeof given === 'string' ? { input: given } : given
  const envelope = { id: 'msg_01Day', type: 'message', role: 'assistant', model: 'claude-scripted' }
  const usage = { input_tokens: 20, cache_creation_input_tokens: 0, cache_read_input_tokens: 1000, output_tokens: 9 }
  const call = { type: 'tool_use', id: 'toolu_01Day', name: tool }
  if (!streamed) {
    const content = [
      ...(thinks ? [{ type: 'thinking', thinking: 'Hm.', signature }] : []),
      { type: 'text', text: 'Right.' },
      { ...call, input },
    ]
    return json({ ...envelope, content, stop_reason: 'tool_use', stop_sequence: null, usage })
  }
  const blocks = [
    ...(thinks
      ? [
          {
            content_block: { type: 'thinking', thinking: '', signature: '' },
            deltas: [
              { type: 'thinking_delta', thinking: 'Hm.' },
              { type: 'signature_delta', signature },
            ],
          },
        ]
      : []),
    { content_block: { type: 'text', text: '' }, deltas: [{ type: 'text_delta', text: 'Right.' }] },
    { content_block: { ...call, input: {} }, deltas: [{ type: 'input_json_delta', partial_json: JSON.stringify(input) }] },
  ]
  return sse(
    messageEvents(
      { type: 'message_start', message: { ...envelope, content: [], stop_reason: null, stop_sequence: null, usage } },
      ...blocks.flatMap(({ content_block, deltas }, index) => [
        { type: 'content_block_start', index, content_block },
        ...deltas.map((delta) => ({ type: 'content_block_delta', index, delta })),
        { type: 'content_block_stop', index },
      ]),
      { type: 'message_delta', delta: { stop_reason: 'tool_use', stop_sequence: null }, usage: { output_tokens: 9 } },
      { type: 'message_stop' },
    ),
  )
}

function openaiAnswer({ tool, input, thinks }: Calling, streamed: boolean, includeUsage: boolean): ReturnType<typeof json> {
  const head = { id: 'chatcmpl-day', created: 1760000000, model: 'gpt-scripted' }
  const usage = { prompt_tokens: 1020, completion_tokens: 9, total_tokens: 1029, prompt_tokens_details: { cached_tokens: 1000 } }
  const free = typeof input === 'string'
  const called = (said: string) => (free ? { custom: { name: tool, input: said } } : { function: { name: tool, arguments: said } })
  const more = (said: string) => (free ? { custom: { input: said } } : { function: { arguments: said } })
  const call = { id: 'call_day', type: free ? 'custom' : 'function' }
  const args = free ? input : JSON.stringify(input)
  if (!streamed) {
    const calls = [{ ...call, ...called(args) }]
    const thought = thinks ? { reasoning_content: 'Hm.' } : {}
    const message = { role: 'assistant', content: 'Right.', refusal: null, ...thought, tool_calls: calls }
    return json({
      ...head,
      object: 'chat.completion',
      choices: [{ index: 0, message, finish_reason: 'tool_calls', logprobs: null }],
      usage,
    })
  }
  const deltas = [
    { role: 'assistant', content: '' },
    ...(thinks ? [{ reasoning_content: 'Hm.' }] : []),
    { content: 'Right.' },
    { tool_calls: [{ index: 0, ...call, ...called('') }] },
    { tool_calls: [{ index: 0, ...more(args) }] },
  ]
  return sse(chatChunks({ head, deltas, finish: 'tool_calls', usage }, includeUsage))
}

/** What an Anthropic client reads. */
export function heardOfMessages(body: string, streamed: boolean): Heard {
  const events = streamed ? dataOf(body) : []
  const blocks = streamed ? events.map((event) => at(event, 'content_block')) : list(at(JSON.parse(body), 'content'))
  const deltas = events.map((event) => at(event, 'delta', 'text'))
  return {
    text: [...(streamed ? deltas : blocks.map((block) => at(block, 'text')))].filter((text) => typeof text === 'string').join(''),
    calls: blocks.filter((block) => at(block, 'type') === 'tool_use').map((block) => String(at(block, 'name'))),
    end: streamed ? events.map((event) => at(event, 'delta', 'stop_reason')).find(Boolean) : at(JSON.parse(body), 'stop_reason'),
  }
}

/** What an OpenAI client reads. */
export function heardOfChat(body: string, streamed: boolean): Heard {
  const choices = (streamed ? dataOf(body) : [JSON.parse(body) as unknown]).map((chunk) => at(chunk, 'choices', 0))
  const said = choices.map((choice) => at(choice, streamed ? 'delta' : 'message'))
  return {
    text: said
      .map((one) => at(one, 'content'))
      .filter((text) => typeof text === 'string')
      .join(''),
    calls: said.flatMap((one) => list(at(one, 'tool_calls'))).flatMap((call) => at(call, 'function', 'name') ?? []) as string[],
    end: choices.map((choice) => at(choice, 'finish_reason')).find(Boolean),
  }
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
