import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A provider that answers at once with the same bytes: a document, or a stream of `deltas` events, one HTTP chunk each. */
export async function serveProvider(deltas: number): Promise<{ readonly url: string; readonly server: Server }> {
  const wire = { '/v1/messages': anthropic(deltas), '/v1/chat/completions': openai(deltas), '/v1/responses': responses(deltas) } as const
  const server = createServer((request, answer) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.once('end', () => {
      const said = wire[(request.url ?? '') as keyof typeof wire]
      if (!Buffer.concat(chunks).includes('"stream":true')) {
        answer.writeHead(200, { 'content-type': 'application/json', 'content-length': said.document.length }).end(said.document)
        return
      }
      answer.writeHead(200, { 'content-type': 'text/event-stream' })
      answer.cork()
      for (const event of said.events) answer.write(event)
      answer.end()
    })
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server }
}

interface Wire {
  readonly document: Buffer
  readonly events: readonly Buffer[]
}

const words = ['The', ' quick', ' brown', ' fox', ' jumps', ' over', ' the', ' lazy', ' dog', '.']
const word = (index: number): string => words[index % words.length] ?? ''

function anthropic(deltas: number): Wire {
  const usage = { input_tokens: 20, cache_creation_input_tokens: 0, cache_read_input_tokens: 0, output_tokens: deltas }
  const message = {
    id: 'msg_bench',
    type: 'message',
    role: 'assistant',
    model: 'claude-sonnet-4-6',
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage,
  }
  const event = (type: string, rest: object): Buffer => Buffer.from(`event: ${type}\ndata: ${JSON.stringify({ type, ...rest })}\n\n`)
  return {
    document: Buffer.from(JSON.stringify({ ...message, content: [{ type: 'text', text: words.join('') }], stop_reason: 'end_turn' })),
    events: [
      event('message_start', { message }),
      event('content_block_start', { index: 0, content_block: { type: 'text', text: '' } }),
      ...Array.from({ length: deltas }, (_, i) => event('content_block_delta', { index: 0, delta: { type: 'text_delta', text: word(i) } })),
      event('content_block_stop', { index: 0 }),
      event('message_delta', { delta: { stop_reason: 'end_turn', stop_sequence: null }, usage: { output_tokens: deltas } }),
      event('message_stop', {}),
    ],
  }
}

function openai(deltas: number): Wire {
  const usage = { prompt_tokens: 20, completion_tokens: deltas, total_tokens: 20 + deltas }
  const head = {
    id: 'chatcmpl-bench',
    created: 1700000000,
    model: 'gpt-4o-2024-08-06',
    service_tier: 'default',
    system_fingerprint: 'fp_0123456789',
  }
  const chunk = (choices: readonly object[], more: object = {}): Buffer =>
    Buffer.from(`data: ${JSON.stringify({ ...head, object: 'chat.completion.chunk', choices, ...more })}\n\n`)
  const delta = (part: object, finish: string | null = null): Buffer =>
    chunk([{ index: 0, delta: part, logprobs: null, finish_reason: finish }])
  const message = { role: 'assistant', content: words.join(''), refusal: null }
  return {
    document: Buffer.from(
      JSON.stringify({
        ...head,
        object: 'chat.completion',
        choices: [{ index: 0, message, logprobs: null, finish_reason: 'stop' }],
        usage,
      }),
    ),
    events: [
      delta({ role: 'assistant', content: '' }),
      ...Array.from({ length: deltas }, (_, i) => delta({ content: word(i) })),
      delta({}, 'stop'),
      chunk([], { usage }),
      Buffer.from('data: [DONE]\n\n'),
    ],
  }
}

function responses(deltas: number): Wire {
  const id = 'msg_bench'
  const text = words.join('')
  const part = (said: string): object => ({ type: 'output_text', text: said, annotations: [], logprobs: [] })
  const item = (status: string, content: readonly object[]): object => ({ id, type: 'message', role: 'assistant', status, content })
  const response = (status: string, output: readonly object[], more: object = {}): object => ({
    id: 'resp_bench',
    object: 'response',
    created_at: 1700000000,
    status,
    error: null,
    incomplete_details: null,
    instructions: null,
    metadata: {},
    model: 'gpt-5-2025-08-07',
    output,
    parallel_tool_calls: true,
    temperature: 1,
    tool_choice: 'auto',
    tools: [],
    top_p: 1,
    access_programs: null,
    ...more,
  })
  const usage = {
    input_tokens: 20,
    input_tokens_details: { cached_tokens: 0, cache_write_tokens: 0 },
    output_tokens: deltas,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: 20 + deltas,
  }
  const place = { item_id: id, output_index: 0, content_index: 0 }
  const streamed = Array.from({ length: deltas }, (_, i) => word(i)).join('')
  const events: readonly (readonly [string, object])[] = [
    ['response.created', { response: response('in_progress', []) }],
    ['response.in_progress', { response: response('in_progress', []) }],
    ['response.output_item.added', { output_index: 0, item: item('in_progress', []) }],
    ['response.content_part.added', { ...place, part: part('') }],
    ...Array.from(
      { length: deltas },
      (_, i) => ['response.output_text.delta', { ...place, delta: word(i), logprobs: [], obfuscation: 'abcdefgh' }] as const,
    ),
    ['response.output_text.done', { ...place, text: streamed, logprobs: [] }],
    ['response.content_part.done', { ...place, part: part(streamed) }],
    ['response.output_item.done', { output_index: 0, item: item('completed', [part(streamed)]) }],
    ['response.completed', { response: response('completed', [item('completed', [part(streamed)])], { usage }) }],
  ]
  return {
    document: Buffer.from(JSON.stringify(response('completed', [item('completed', [part(text)])], { usage }))),
    events: events.map(([type, rest], sequence_number) =>
      Buffer.from(`event: ${type}\ndata: ${JSON.stringify({ type, sequence_number, ...rest })}\n\n`),
    ),
  }
}
