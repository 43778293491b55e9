import fc from 'fast-check'
import { jsonText, text, type Document, type Value } from '../../conformance/arbitrary.ts'
import { fromChat, fromMessages } from './specs.ts'

/** Names of the tools that drawn requests have. */
export const toolNames = ['get_weather', 'f', 'a-tool_1'] as const

/** Text that says something. */
export const said = text.filter((it) => it.trim() !== '')
const pixel = 'iVBORw0KGgo='
/** Kinds of images; nobody looks into their bytes. */
const kinds = ['png', 'jpeg', 'gif', 'webp'] as const

/** Schemas of tools. */
export const schemas = fc.constantFrom<Document>(
  { type: 'object', properties: {} },
  { type: 'object', properties: { city: { type: 'string', description: 'where' }, days: { type: 'integer' } }, required: ['city'] },
  {
    type: 'object',
    properties: { z: { anyOf: [{ type: 'string' }, { type: 'null' }] }, a: { enum: ['x', 'y'] } },
    additionalProperties: false,
  },
)

/** Some of the tools, each once. */
export const someTools = fc.subarray([...toolNames])

/** How a conversation goes, whatever the format: what the user says, what the assistant says and calls, what the tools answer. */
export interface Round {
  readonly user: readonly Piece[]
  readonly assistant: string | null
  readonly calls: readonly { readonly name: string; readonly arguments: string; readonly result: string; readonly failed: boolean }[]
}
/** A part of what a user says. */
export type Piece = { readonly text: string } | { readonly image: string }

/** What a user says, part by part. */
export const piece: fc.Arbitrary<Piece> = fc.oneof(
  { weight: 4, arbitrary: said.map((it) => ({ text: it })) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(...kinds.map((kind) => `data:image/${kind};base64,${pixel}`), 'https://example.com/a.png')
      .map((image) => ({ image })),
  },
)

/** Rounds of a conversation, each of them answered. */
export const rounds: fc.Arbitrary<readonly Round[]> = fc.array(
  fc
    .record({
      user: fc.array(piece, { minLength: 1, maxLength: 3 }),
      assistant: fc.option(said, { freq: 4 }),
      calls: fc.array(fc.record({ name: fc.constantFrom(...toolNames), arguments: jsonText, result: text, failed: fc.constant(false) }), {
        maxLength: 3,
      }),
    })
    .map((round) => (round.assistant === null && round.calls.length === 0 ? { ...round, assistant: 'ok' } : round)),
  { maxLength: 3 },
)

/** A request of the Messages API: a conversation that makes sense, and members that Chat Completions has a word for. */
export const messagesRequest: fc.Arbitrary<Document> = fc
  .tuple(
    rounds,
    fc.array(piece, { minLength: 1, maxLength: 2 }),
    someTools,
    schemas,
    fc.constantFrom<Document | null>(
      null,
      { type: 'auto' },
      { type: 'any' },
      { type: 'none' },
      { type: 'tool', name: 'f' },
      { type: 'auto', disable_parallel_tool_use: true },
    ),
    fc.record(
      {
        system: fc.oneof(
          said,
          fc.array(
            said.map((it) => ({ type: 'text', text: it })),
            { minLength: 2, maxLength: 3 },
          ),
        ),
        stop_sequences: fc.uniqueArray(said, { minLength: 1, maxLength: 4 }),
        stream: fc.boolean(),
        temperature: fc.constantFrom(0, 0.5, 0.25),
        top_p: fc.constantFrom(0.5, 0.25),
        metadata: fc.constant({ user_id: 'user-1_a' }),
        service_tier: fc.constantFrom('auto', 'standard_only'),
      },
      { requiredKeys: [] },
    ),
    fc.integer({ min: 1, max: 4096 }),
  )
  .map(([history, last, names, schema, choice, more, max_tokens]) => {
    const used = [...new Set([...names, ...history.flatMap(({ calls }) => calls.map(({ name }) => name))])]
    const fits = used.length > 0 && (choice?.['name'] === undefined || used.some((name) => name === choice['name']))
    return {
      model: 'claude-sonnet-4-5',
      max_tokens,
      messages: [...history.flatMap(messagesRound), { role: 'user', content: blocks(last) }],
      ...(used.length === 0 ? {} : { tools: used.map((name) => ({ name, description: `what ${name} does`, input_schema: schema })) }),
      ...(choice && fits ? { tool_choice: choice } : {}),
      ...more,
    }
  })

function messagesRound({ user, assistant, calls }: Round, index: number): Document[] {
  const id = (n: number): string => `toolu_${index}_${n}`
  const uses = calls.map(({ name, arguments: args }, n) => ({ type: 'tool_use', id: id(n), name, input: JSON.parse(args) as Value }))
  const results = calls.map(({ result }, n) => ({ type: 'tool_result', tool_use_id: id(n), ...(result === '' ? {} : { content: result }) }))
  return [
    { role: 'user', content: blocks(user) },
    { role: 'assistant', content: [...(assistant === null ? [] : [{ type: 'text', text: assistant.trimEnd() }]), ...uses] },
    ...(calls.length === 0
      ? []
      : [
          { role: 'user', content: results },
          { role: 'assistant', content: [{ type: 'text', text: 'done' }] },
        ]),
  ]
}

const blocks = (pieces: readonly Piece[]): Document[] =>
  pieces.map((each) => {
    if ('text' in each) return { type: 'text', text: each.text }
    if (!each.image.startsWith('data:')) return { type: 'image', source: { type: 'url', url: each.image } }
    const [, media_type = ''] = /^data:(.*);base64,/.exec(each.image) ?? []
    return { type: 'image', source: { type: 'base64', media_type, data: pixel } }
  })

/** A request of Chat Completions: a conversation that makes sense, and members that the Messages API has a word for. */
export const chatRequest: fc.Arbitrary<Document> = fc
  .tuple(
    rounds,
    fc.array(piece, { minLength: 1, maxLength: 2 }),
    someTools,
    schemas,
    fc.constantFrom<Value>(null, 'auto', 'required', 'none', { type: 'function', function: { name: 'f' } }),
    fc.record(
      {
        system: said,
        stop: fc.uniqueArray(said, { minLength: 1, maxLength: 4 }),
        stream: fc.boolean(),
        temperature: fc.constantFrom(0, 0.5, 0.25),
        top_p: fc.constantFrom(0.5, 0.25),
        safety_identifier: fc.constant('user-1_a'),
        parallel_tool_calls: fc.constant(false),
      },
      { requiredKeys: [] },
    ),
    fc.integer({ min: 1, max: 4096 }),
  )
  .map(([history, last, names, schema, choice, { system, parallel_tool_calls, ...more }, max_completion_tokens]) => {
    const used = [...new Set([...names, ...history.flatMap(({ calls }) => calls.map(({ name }) => name))])]
    const fits = used.length > 0 && (typeof choice === 'string' || used.includes('f'))
    return {
      model: 'gpt-4o',
      max_completion_tokens,
      messages: [
        ...(system === undefined ? [] : [{ role: 'system', content: system }]),
        ...history.flatMap(chatRound),
        { role: 'user', content: parts(last) },
      ],
      ...(used.length === 0
        ? {}
        : { tools: used.map((name) => ({ type: 'function', function: { name, description: `what ${name} does`, parameters: schema } })) }),
      ...(choice !== null && fits ? { tool_choice: choice } : {}),
      ...(parallel_tool_calls === undefined || used.length === 0 ? {} : { parallel_tool_calls }),
      ...more,
    }
  })

function chatRound({ user, assistant, calls }: Round, index: number): Document[] {
  const id = (n: number): string => `call_${index}_${n}`
  const tool_calls = calls.map(({ name, arguments: args }, n) => ({ id: id(n), type: 'function', function: { name, arguments: args } }))
  return [
    { role: 'user', content: parts(user) },
    { role: 'assistant', content: assistant?.trimEnd() ?? null, ...(calls.length === 0 ? {} : { tool_calls }) },
    ...calls.map(({ result }, n) => ({ role: 'tool', tool_call_id: id(n), content: result })),
    ...(calls.length === 0 ? [] : [{ role: 'assistant', content: 'done' }]),
  ]
}

const parts = (pieces: readonly Piece[]): Document[] =>
  pieces.map((each) => ('text' in each ? { type: 'text', text: each.text } : { type: 'image_url', image_url: { url: each.image } }))

/** The same conversations with everything else the specification lets a request say. */
export const anyMessagesRequest: fc.Arbitrary<Document> = fc
  .tuple(
    fromMessages('MessageCreateParams', {
      depth: 4,
      member: (name) => !['messages', 'tools', 'tool_choice', 'model', 'metadata'].includes(name),
    }),
    messagesRequest,
  )
  .map(([anything, request]) => ({ ...anything, ...request }))

/** The same conversations with everything else the specification lets a request say. */
export const anyChatRequest: fc.Arbitrary<Document> = fc
  .tuple(
    fromChat('ChatCompletionCreateParams', {
      depth: 4,
      member: (name) =>
        !['messages', 'tools', 'tool_choice', 'model', 'functions', 'function_call', 'user', 'safety_identifier', 'max_tokens'].includes(
          name,
        ),
    }),
    chatRequest,
  )
  .map(([anything, request]) => ({ ...anything, ...request }))
