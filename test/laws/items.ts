import fc from 'fast-check'
import { jsonText, text, type Document, type Value } from '../../conformance/arbitrary.ts'

/** An item of an answer of the Responses API. */
export type Item = Document & { readonly type: string }

/** An answer of the Responses API. */
export type Answer = Document & {
  readonly id: string
  readonly output: readonly Item[]
  readonly status: string
  readonly incomplete_details: { readonly reason: string } | null
  readonly usage: Document
}

const said = text.filter((it) => it !== '')
const address = fc.constantFrom('https://a.example/', 'https://b.example/c?d=1')
const toolName = fc.constantFrom('get_weather', 'f', 'a-tool_1')
const counter = fc.oneof({ weight: 1, arbitrary: fc.constant(0) }, { weight: 4, arbitrary: fc.nat({ max: 100_000 }) })

const chance = { weight: 1, arbitrary: fc.constant(-0.5) }
const likely = fc.record({ token: said, logprob: fc.oneof(chance), bytes: fc.constant<readonly number[]>([104]) })
const token = fc.record({
  token: said,
  logprob: fc.constantFrom(-0.25, 0, -9999),
  bytes: fc.constant<readonly number[]>([104, 105]),
  top_logprobs: fc.array(likely, { maxLength: 2 }),
})

const page: fc.Arbitrary<Document> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('url_citation'),
      url: address,
      title: fc.constantFrom('', 'A'),
      start_index: fc.nat({ max: 3 }),
      end_index: fc.nat({ max: 9 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('file_citation'),
      file_id: fc.constant('file_1'),
      filename: fc.constant('a'),
      index: fc.constant(0),
    }),
  },
)

const outputText = (words: string, annotations: readonly Document[], logprobs: readonly Document[]): Document => ({
  type: 'output_text',
  text: words,
  annotations,
  logprobs,
})

const content: fc.Arbitrary<Document> = fc.oneof(
  { weight: 6, arbitrary: text.map((words) => outputText(words, [], [])) },
  {
    weight: 2,
    arbitrary: fc.tuple(said, fc.array(page, { minLength: 1, maxLength: 2 })).map(([words, pages]) => outputText(words, pages, [])),
  },
  {
    weight: 1,
    arbitrary: fc
      .array(token, { minLength: 1, maxLength: 3 })
      .map((tokens) => outputText(tokens.map((each) => each.token).join(''), [], tokens)),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('refusal'), refusal: said }) },
)

const words = (type: string) => (texts: readonly string[]) => texts.map((each): Document => ({ type, text: each }))

const reasoning = fc.record(
  {
    type: fc.constant('reasoning'),
    summary: fc.array(text, { maxLength: 3 }).map(words('summary_text')),
    content: fc.array(said, { minLength: 1, maxLength: 2 }).map(words('reasoning_text')),
    encrypted_content: fc.constantFrom(null, 'gAAAAA', 'c2VhbGVk'),
  },
  { requiredKeys: ['type', 'summary'] },
)

const message = fc.record(
  {
    type: fc.constant('message'),
    role: fc.constant('assistant'),
    status: fc.constant('completed'),
    content: fc.array(content, { minLength: 1, maxLength: 3 }),
    phase: fc.constantFrom('commentary', 'final_answer', null),
  },
  { requiredKeys: ['type', 'role', 'status', 'content'] },
)

const functionCall = fc.record(
  {
    type: fc.constant('function_call'),
    name: toolName,
    arguments: fc.oneof({ weight: 9, arbitrary: jsonText }, { weight: 1, arbitrary: fc.constant('') }),
    namespace: fc.constant('crm'),
    status: fc.constant('completed'),
  },
  { requiredKeys: ['type', 'name', 'arguments', 'status'] },
)

const customCall = fc.record({ type: fc.constant('custom_tool_call'), name: toolName, input: text })

const hosted: fc.Arbitrary<Document> = fc.constantFrom<Document>(
  { type: 'web_search_call', status: 'completed', action: { type: 'search', query: 'q' } },
  { type: 'image_generation_call', status: 'completed', result: 'iVBORw0KGgo=' },
  { type: 'code_interpreter_call', status: 'completed', code: '1', container_id: 'c', outputs: null },
)

const item: fc.Arbitrary<Document> = fc.oneof(
  { weight: 4, arbitrary: reasoning },
  { weight: 6, arbitrary: message },
  { weight: 5, arbitrary: functionCall },
  { weight: 2, arbitrary: customCall },
  { weight: 1, arbitrary: hosted },
)

/** How items of a type are called; calls also by a name that answers refer to. */
const named = (body: Document, index: number): Item => {
  const type = body['type'] as string
  const call = type === 'function_call' || type === 'custom_tool_call' ? { call_id: `call_${index}` } : {}
  return { ...body, ...call, type, id: `${prefixes[type] ?? 'ws'}_${index}` }
}

const prefixes: { readonly [type: string]: string } = { reasoning: 'rs', message: 'msg', function_call: 'fc', custom_tool_call: 'ctc' }

const usage = fc
  .record({ input: counter, output: counter, cached: counter, written: counter, reasoning: counter })
  .map(({ input, output, cached, written, reasoning: thought }): Document => {
    const read = Math.min(cached, input)
    return {
      input_tokens: input,
      input_tokens_details: { cached_tokens: read, cache_write_tokens: Math.min(written, input - read) },
      output_tokens: output,
      output_tokens_details: { reasoning_tokens: Math.min(thought, output) },
      total_tokens: input + output,
    }
  })

/** What OpenAI says in every answer, whoever asked for what. */
const envelope: { readonly [member: string]: Value } = {
  id: 'resp_1',
  object: 'response',
  created_at: 1_700_000_000,
  completed_at: 1_700_000_001,
  model: 'gpt-5',
  access_programs: null,
  background: false,
  error: null,
  instructions: null,
  metadata: {},
  parallel_tool_calls: true,
  previous_response_id: null,
  temperature: 1,
  tool_choice: 'auto',
  tools: [],
  top_p: 1,
}

const cut = fc.constantFrom('max_output_tokens', 'max_output_tokens', 'content_filter', 'max_messages', 'steered')

/** Answers of the Responses API: reasoning, messages, calls and hosted items in any order. */
export const response: fc.Arbitrary<Answer> = fc
  .record({
    items: fc.array(item, { maxLength: 5 }),
    reason: fc.option(cut, { freq: 2 }),
    usage,
    service_tier: fc.constantFrom(null, 'default', 'priority', 'flex'),
  })
  .map(({ items, reason, usage: counted, service_tier }) => ({
    ...envelope,
    id: 'resp_1',
    status: reason === null ? 'completed' : 'incomplete',
    incomplete_details: reason === null ? null : { reason },
    output: items.map(named),
    usage: counted,
    service_tier,
  }))
