import fc from 'fast-check'
import type { Document, Value } from '../../conformance/arbitrary.ts'
import { piece, rounds, said, schemas, someTools, type Piece, type Round } from './requests.ts'
import { fromResponses } from './specs.ts'

/** A request of Responses: a conversation that makes sense, and members that the other APIs have a word for. */
export const responsesRequest: fc.Arbitrary<Document> = fc
  .tuple(
    rounds,
    fc.array(piece, { minLength: 1, maxLength: 2 }),
    someTools,
    fc.option(schemas, { freq: 5 }),
    fc.constantFrom<Value>(null, 'auto', 'required', 'none', { type: 'function', name: 'f' }),
    fc.record(
      {
        instructions: said,
        stream: fc.boolean(),
        temperature: fc.constantFrom(0, 0.5, 0.25),
        top_p: fc.constantFrom(0.5, 0.25),
        safety_identifier: fc.constant('user-1_a'),
        parallel_tool_calls: fc.constant(false),
        service_tier: fc.constantFrom('auto', 'default'),
        store: fc.boolean(),
      },
      { requiredKeys: [] },
    ),
    fc.record({ max_output_tokens: fc.integer({ min: 16, max: 4096 }), strict: fc.constantFrom(false, null), easy: fc.boolean() }),
  )
  .map(([history, last, names, schema, choice, { parallel_tool_calls, ...more }, { max_output_tokens, strict, easy }]) => {
    const used = [...new Set([...names, ...history.flatMap(({ calls }) => calls.map(({ name }) => name))])]
    const fits = used.length > 0 && (typeof choice === 'string' || used.includes('f'))
    return {
      model: 'gpt-4o',
      max_output_tokens,
      input: [...history.flatMap((round, index) => items(round, index, easy)), userMessage(last, easy)],
      ...(used.length === 0
        ? {}
        : { tools: used.map((name) => ({ type: 'function', name, description: `what ${name} does`, parameters: schema, strict })) }),
      ...(choice !== null && fits ? { tool_choice: choice } : {}),
      ...(parallel_tool_calls === undefined || used.length === 0 ? {} : { parallel_tool_calls }),
      ...more,
    }
  })

/** A round as items: `easy` messages have no type, and a string where they hold one text. */
function items({ user, assistant, calls }: Round, index: number, easy: boolean): Document[] {
  const id = (n: number): string => `call_${index}_${n}`
  const status = easy ? {} : { status: 'completed' }
  return [
    userMessage(user, easy),
    ...(assistant === null ? [] : [assistantMessage(assistant.trimEnd(), `msg_${index}`, easy)]),
    ...calls.map(({ name, arguments: args }, n) => ({ type: 'function_call', call_id: id(n), name, arguments: args, ...status })),
    ...calls.map(({ result }, n) => ({ type: 'function_call_output', call_id: id(n), output: result })),
    ...(calls.length === 0 ? [] : [assistantMessage('done', `msg_${index}_done`, easy)]),
  ]
}

function userMessage(pieces: readonly Piece[], easy: boolean): Document {
  const [only, ...more] = pieces
  if (easy && only && 'text' in only && more.length === 0) return { role: 'user', content: only.text }
  return { ...(easy ? {} : { type: 'message' }), role: 'user', content: pieces.map(input) }
}

const input = (each: Piece): Document =>
  'text' in each ? { type: 'input_text', text: each.text } : { type: 'input_image', image_url: each.image, detail: 'auto' }

const assistantMessage = (words: string, id: string, easy: boolean): Document =>
  easy
    ? { role: 'assistant', content: words }
    : {
        type: 'message',
        role: 'assistant',
        id,
        status: 'completed',
        content: [{ type: 'output_text', text: words, annotations: [], logprobs: [] }],
      }

/** What the conversation brings, and what is kept at OpenAI: with it every other provider refuses the whole. */
const placed: ReadonlySet<string> = new Set([
  'input',
  'tools',
  'tool_choice',
  'model',
  'user',
  'safety_identifier',
  'conversation',
  'previous_response_id',
  'prompt',
  'access_programs',
  'background',
])

/** The same conversations with everything else the specification lets a request say. */
export const anyResponsesRequest: fc.Arbitrary<Document> = fc
  .tuple(fromResponses('ResponseCreateParams', { depth: 4, member: (name) => !placed.has(name) }), responsesRequest)
  .map(([anything, request]) => ({ ...anything, ...request }))

/** A request as lenient clients write it: without what LEN-8 to LEN-13 make optional, where `left` says so. */
export const leniently = (body: Document, left: ReadonlySet<string>): Document => {
  const optional = (document: Document, members: readonly string[]): Document =>
    Object.fromEntries(Object.entries(document).filter(([name]) => !members.includes(name) || !left.has(name)))
  const list = (value: Value | undefined): readonly Document[] => (Array.isArray(value) ? (value as readonly Document[]) : [])
  const content = (value: Value | undefined): Value =>
    typeof value === 'string' ? value : list(value).map((part) => optional(part, ['detail', 'annotations', 'logprobs']))
  return {
    ...body,
    ...(typeof body['input'] === 'string'
      ? {}
      : {
          input: list(body['input']).map((item) => {
            const { type } = item
            if ('role' in item) return { ...optional(item, ['type', 'id', 'status']), content: content(item['content']) }
            return type === 'item_reference' ? item : optional(item, ['id', 'status', 'summary'])
          }),
        }),
    ...(body['tools']
      ? {
          tools: list(body['tools']).map((tool) =>
            optional(
              tool,
              ['strict', 'parameters'].filter((name) => tool[name] === null),
            ),
          ),
        }
      : {}),
  }
}

/** Members that clients leave out. */
export const leftOut: fc.Arbitrary<ReadonlySet<string>> = fc
  .subarray(['type', 'id', 'status', 'annotations', 'logprobs', 'detail', 'summary', 'strict', 'parameters'])
  .map((names) => new Set(names))

/** With what a client of the other API says by saying nothing (REQ-A-34, REQ-A-35, TOOL-2). */
export function explicit(body: Document): Document {
  const tools = (body['tools'] ?? []) as readonly Document[]
  const schema = { type: 'object', properties: {} }
  const told = tools.map((tool) => ({ ...tool, strict: false, parameters: tool['parameters'] ?? schema }))
  return { ...body, store: body['store'] ?? false, ...(tools.length > 0 ? { tools: told } : {}) }
}
