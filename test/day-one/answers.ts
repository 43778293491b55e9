import { json, sse, type Answer } from '../scripted/answer.ts'
import { at } from '../scripted/json.ts'
import { chatChunks, dataOf, messageEvents } from '../scripted/wire.ts'

/** What a client reads in an answer of either dialect. */
export interface Heard {
  readonly text: string
  readonly calls: readonly string[]
  readonly end: unknown
}

/** A provider that says a word and calls the tool that stands at `index` in the request. */
export const wordAndCall =
  (provider: 'anthropic' | 'openai', index: number): Answer =>
  ({ json: body }) => {
    const streamed = at(body, 'stream') === true
    if (provider === 'anthropic') return anthropicAnswer(String(at(body, 'tools', index, 'name')), streamed)
    return openaiAnswer(
      String(at(body, 'tools', index, 'function', 'name')),
      streamed,
      at(body, 'stream_options', 'include_usage') === true,
    )
  }

function anthropicAnswer(tool: string, streamed: boolean): ReturnType<typeof json> {
  const envelope = { id: 'msg_01Day', type: 'message', role: 'assistant', model: 'claude-scripted' }
  const usage = { input_tokens: 20, cache_creation_input_tokens: 0, cache_read_input_tokens: 1000, output_tokens: 9 }
  const call = { type: 'tool_use', id: 'toolu_01Day', name: tool }
  if (!streamed) {
    const content = [
      { type: 'text', text: 'Right.' },
      { ...call, input: { day: 1 } },
    ]
    return json({ ...envelope, content, stop_reason: 'tool_use', stop_sequence: null, usage })
  }
  return sse(
    messageEvents(
      { type: 'message_start', message: { ...envelope, content: [], stop_reason: null, stop_sequence: null, usage } },
      { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
      { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Right.' } },
      { type: 'content_block_stop', index: 0 },
      { type: 'content_block_start', index: 1, content_block: { ...call, input: {} } },
      { type: 'content_block_delta', index: 1, delta: { type: 'input_json_delta', partial_json: '{"day":1}' } },
      { type: 'content_block_stop', index: 1 },
      { type: 'message_delta', delta: { stop_reason: 'tool_use', stop_sequence: null }, usage: { output_tokens: 9 } },
      { type: 'message_stop' },
    ),
  )
}

function openaiAnswer(tool: string, streamed: boolean, includeUsage: boolean): ReturnType<typeof json> {
  const head = { id: 'chatcmpl-day', created: 1760000000, model: 'gpt-scripted' }
  const usage = { prompt_tokens: 1020, completion_tokens: 9, total_tokens: 1029, prompt_tokens_details: { cached_tokens: 1000 } }
  const call = { id: 'call_day', type: 'function' }
  if (!streamed) {
    const calls = [{ ...call, function: { name: tool, arguments: '{"day":1}' } }]
    const message = { role: 'assistant', content: 'Right.', refusal: null, tool_calls: calls }
    return json({
      ...head,
      object: 'chat.completion',
      choices: [{ index: 0, message, finish_reason: 'tool_calls', logprobs: null }],
      usage,
    })
  }
  const deltas = [
    { role: 'assistant', content: '' },
    { content: 'Right.' },
    { tool_calls: [{ index: 0, ...call, function: { name: tool, arguments: '' } }] },
    { tool_calls: [{ index: 0, function: { arguments: '{"day":1}' } }] },
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
