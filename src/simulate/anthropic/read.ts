import { isGiven, isObject, type JsonObject, numberOf, objectOf, objectsOf, stringOf } from '../json.ts'
import type { Prompt, Tool, ToolChoice, ToolResult } from '../prompt.ts'
import { countTokens } from '../tokens.ts'
import type { Span } from '../usage.ts'
import { blocksOf, fileMention, isMarked, rendered, resultText, textOf } from './blocks.ts'
import type { Model } from './models.ts'

/** Reads a request for `POST /v1/messages` as the model understands it. */
export function read(body: JsonObject, model: Model): Prompt {
  const messages = objectsOf(body['messages'])
  const turn = messages.slice(messages.findLastIndex((message) => message['role'] === 'assistant') + 1)
  const news = turn.flatMap((message) => blocksOf(message['content']))
  const choice = objectOf(body['tool_choice'])
  return {
    system: [body['system'], ...messages.filter(isSystem).map((message) => message['content'])]
      .map(textOf)
      .filter((text) => text !== '')
      .join('\n\n'),
    question: textOf(messages.findLast((message) => message['role'] === 'user' && textOf(message['content']) !== '')?.['content']),
    attachments: news.filter((block) => block['type'] === 'image' || block['type'] === 'document').map(fileMention),
    results: news.filter((block) => block['type'] === 'tool_result').map((block) => resultOf(block, messages)),
    tools: objectsOf(body['tools']).flatMap(toolOf),
    choice: choiceOf(choice),
    parallel: choice['disable_parallel_tool_use'] !== true,
    talkative: true,
    limit: numberOf(body['max_tokens']) ?? model.maxOutput,
    stop: objectsOfStrings(body['stop_sequences']),
    thinking: thinkingTokens(body, model, news),
    schema: schemaOf(body),
    spans: spansOf(body),
  }
}

/** What the client will see of the thinking: its text, or only the signature. */
export function thinkingDisplay(body: JsonObject, model: Model): 'summarized' | 'omitted' {
  const display = objectOf(body['thinking'])['display']
  return display === 'summarized' || display === 'omitted' ? display : model.display
}

const isSystem = (message: JsonObject): boolean => message['role'] === 'system'

const objectsOfStrings = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []

function resultOf(block: JsonObject, messages: readonly JsonObject[]): ToolResult {
  const call = messages
    .flatMap((message) => blocksOf(message['content']))
    .find((candidate) => candidate['type'] === 'tool_use' && candidate['id'] === block['tool_use_id'])
  return { name: stringOf(call?.['name']), text: resultText(block) }
}

function toolOf(tool: JsonObject): readonly Tool[] {
  const schema = tool['input_schema']
  const name = stringOf(tool['name'])
  if (isObject(schema)) return [{ name, description: stringOf(tool['description']), schema }]
  const published = CLIENT_TOOLS.find(([type]) => stringOf(tool['type']).startsWith(type))
  return published === undefined ? [] : [{ name, description: '', schema: published[1] }]
}

/** Tools that the client runs and whose schema the provider has published; server tools are not simulated. */
const CLIENT_TOOLS: readonly (readonly [string, JsonObject])[] = [
  ['bash_', { type: 'object', properties: { command: { type: 'string' } }, required: ['command'] }],
  [
    'text_editor_',
    {
      type: 'object',
      properties: { command: { const: 'view' }, path: { type: 'string' } },
      required: ['command', 'path'],
    },
  ],
  [
    'memory_',
    {
      type: 'object',
      properties: { command: { const: 'view' }, path: { type: 'string' } },
      required: ['command', 'path'],
    },
  ],
]

function choiceOf(choice: JsonObject): ToolChoice {
  switch (choice['type']) {
    case 'none':
      return { mode: 'none', only: null }
    case 'any':
      return { mode: 'required', only: null }
    case 'tool':
      return { mode: 'required', only: [stringOf(choice['name'])] }
    default:
      return { mode: 'auto', only: null }
  }
}

function thinkingTokens(body: JsonObject, model: Model, news: readonly JsonObject[]): number {
  const thinking = objectOf(body['thinking'])
  if (thinking['type'] === 'adaptive') return model.maxOutput
  const continues = news.some((block) => block['type'] === 'tool_result')
  if (thinking['type'] === 'between_tools') return continues ? model.maxOutput : 0
  return thinking['type'] === 'enabled' && !continues ? (numberOf(thinking['budget_tokens']) ?? 0) : 0
}

function schemaOf(body: JsonObject): JsonObject | null {
  const format = objectOf(objectOf(body['output_config'])['format'])
  return format['type'] === 'json_schema' ? objectOf(format['schema']) : null
}

function spansOf(body: JsonObject): readonly Span[] {
  const messages = objectsOf(body['messages'])
  const last = messages.findLastIndex((message) => message['role'] === 'assistant')
  const spans: Span[] = [
    ...objectsOf(body['tools']).map((tool) => spanOf(JSON.stringify(tool), isMarked(tool), last >= 0)),
    ...(isGiven(body['system']) ? blocksOf(body['system']) : []).map((block) => spanOf(rendered(block), isMarked(block), last >= 0)),
    ...messages.flatMap((message, index) =>
      blocksOf(message['content']).map((block) => spanOf(rendered(block), isMarked(block), index <= last)),
    ),
  ]
  const end = spans.at(-1)
  return isObject(body['cache_control']) && end !== undefined ? spans.with(-1, { ...end, marked: true }) : spans
}

/** Every block costs three tokens beside its text. */
const spanOf = (text: string, marked: boolean, earlier: boolean): Span => ({
  tokens: countTokens(text) + 3,
  marked,
  earlier,
})
