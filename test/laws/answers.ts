import fc from 'fast-check'
import { jsonText, text, type Document, type Value } from '../../conformance/arbitrary.ts'

/** A block of a Messages answer. */
export type Block =
  | { readonly type: 'thinking'; readonly thinking: string; readonly signature: string }
  | { readonly type: 'redacted_thinking'; readonly data: string }
  | { readonly type: 'text'; readonly text: string; readonly citations: null }
  | {
      readonly type: 'tool_use'
      readonly id: string
      readonly name: string
      readonly input: Value
      readonly caller: { readonly type: 'direct' }
    }

/** A Messages answer, every member present. */
export type Message = Document & {
  readonly content: readonly Block[]
  readonly stop_reason: string
  readonly usage: { readonly input_tokens: number; readonly output_tokens: number } & Document
}

/** A call in a Chat answer. */
export interface Call {
  readonly id: string
  readonly type: 'function'
  readonly function: { readonly name: string; readonly arguments: string }
}

/** A Chat answer with one choice. `reasoning_content` is what several hosts add. */
export interface Completion {
  readonly id: string
  readonly object: string
  readonly created: number
  readonly model: string
  readonly choices: readonly [Choice]
  readonly usage?: Document
  readonly service_tier?: string
}

/** The choice of a Chat answer. */
export interface Choice {
  readonly index: 0
  readonly finish_reason: string
  readonly logprobs: null
  readonly message: {
    readonly role: 'assistant'
    readonly content: string | null
    readonly refusal: string | null
    readonly reasoning_content?: string
    readonly tool_calls?: readonly Call[]
  }
}

const said = text.filter((it) => it !== '')
const toolName = fc.constantFrom('get_weather', 'f', 'a-tool_1')
const counter = fc.oneof({ weight: 1, arbitrary: fc.constant(0) }, { weight: 4, arbitrary: fc.nat({ max: 100_000 }) })

const thinking: fc.Arbitrary<Block> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ type: fc.constant('thinking'), thinking: text, signature: fc.constantFrom('c2ln', 'EqQBCg==') }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('redacted_thinking'), data: fc.constantFrom('ZW5j', 'Zg==') }) },
)

const spoken: fc.Arbitrary<Block> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ type: fc.constant('text'), text: said, citations: fc.constant(null) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('tool_use'),
      id: fc.constant('toolu'),
      name: toolName,
      input: jsonText.map((it) => JSON.parse(it) as Value),
      caller: fc.constant({ type: 'direct' } as const),
    }),
  },
)

const content = fc
  .tuple(fc.array(thinking, { maxLength: 2 }), fc.array(spoken, { maxLength: 4 }))
  .map(([first, rest]) =>
    [...first, ...rest].map((block, index) => (block.type === 'tool_use' ? { ...block, id: `toolu_${index}` } : block)),
  )

const messageStop = (blocks: readonly Block[]): fc.Arbitrary<Document> => {
  const plain = { stop_sequence: null, stop_details: null }
  const calls = blocks.some(({ type }) => type === 'tool_use')
  return fc.oneof(
    fc.constant({ ...plain, stop_reason: calls ? 'tool_use' : 'end_turn' }),
    fc.constantFrom('max_tokens', 'model_context_window_exceeded', 'pause_turn').map((stop_reason) => ({ ...plain, stop_reason })),
    said.map((stop_sequence) => ({ stop_reason: 'stop_sequence', stop_sequence, stop_details: null })),
    fc.record({
      stop_reason: fc.constant('refusal'),
      stop_sequence: fc.constant(null),
      stop_details: fc.option(
        fc.record({
          type: fc.constant('refusal'),
          category: fc.constantFrom(null, 'bio', 'cyber'),
          explanation: fc.option(said),
        }),
      ),
    }),
  )
}

const messageUsage = fc
  .record({
    input_tokens: counter,
    output_tokens: counter,
    cache_creation_input_tokens: fc.option(counter),
    cache_read_input_tokens: fc.option(counter),
    thinking: fc.option(counter),
    service_tier: fc.constantFrom(null, 'standard', 'priority'),
  })
  .map(({ thinking: tokens, ...usage }) => ({
    ...usage,
    cache_creation: null,
    inference_geo: null,
    output_tokens_details: tokens === null ? null : { thinking_tokens: Math.min(tokens, usage.output_tokens) },
    server_tool_use: null,
    speed: null,
  }))

/** Answers of the Messages API: thinking first, then text and calls in any order. */
export const message: fc.Arbitrary<Message> = content.chain((blocks) =>
  fc.tuple(messageStop(blocks), messageUsage).map(([stop, usage]) => ({
    id: 'msg_01',
    type: 'message',
    role: 'assistant',
    model: 'claude-sonnet-4-6',
    content: blocks,
    container: null,
    diagnostics: null,
    stop_reason: 'end_turn',
    ...stop,
    usage,
  })),
)

const calls = fc
  .array(fc.record({ name: toolName, arguments: jsonText }), { maxLength: 3 })
  .map((all) => all.map((call, index): Call => ({ id: `call_${index}`, type: 'function', function: call })))

const chatUsage = fc
  .record({ prompt: counter, completion: counter, cached: fc.option(counter), written: fc.option(counter), reasoning: fc.option(counter) })
  .map(({ prompt, completion, cached, written, reasoning }): Document => {
    const read = Math.min(cached ?? 0, prompt)
    const details = {
      ...(cached === null ? {} : { cached_tokens: read }),
      ...(written === null ? {} : { cache_write_tokens: Math.min(written, prompt - read) }),
    }
    return {
      prompt_tokens: prompt,
      completion_tokens: completion,
      total_tokens: prompt + completion,
      ...(Object.keys(details).length === 0 ? {} : { prompt_tokens_details: details }),
      ...(reasoning === null ? {} : { completion_tokens_details: { reasoning_tokens: Math.min(reasoning, completion) } }),
    }
  })

/** Answers of Chat Completions, with reasoning as some hosts send it. */
export const completion: fc.Arbitrary<Completion> = fc
  .record(
    {
      content: fc.option(said),
      refusal: fc.option(said, { freq: 5 }),
      reasoning: fc.option(said, { freq: 3 }),
      tools: calls,
      finish: fc.constantFrom('usual', 'usual', 'stop', 'length', 'content_filter'),
      usage: fc.option(chatUsage, { freq: 8 }),
      service_tier: fc.constantFrom('default', 'priority'),
    },
    { requiredKeys: ['content', 'refusal', 'reasoning', 'tools', 'finish', 'usage'] },
  )
  .map(({ content: visible, refusal, reasoning, tools, finish, usage, ...rest }) => ({
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1_700_000_000,
    model: 'gpt-4o',
    choices: [
      {
        index: 0,
        finish_reason: finish === 'usual' ? (tools.length > 0 ? 'tool_calls' : 'stop') : finish,
        logprobs: null,
        message: {
          role: 'assistant',
          content: visible,
          refusal,
          ...(reasoning === null ? {} : { reasoning_content: reasoning }),
          ...(tools.length === 0 ? {} : { tool_calls: tools }),
        },
      },
    ],
    ...(usage === null ? {} : { usage }),
    ...rest,
  }))
