import { isObject, type JsonObject, numberOf, objectOf, objectsOf, stringOf } from '../../json.ts'
import type { Prompt, Tool, ToolChoice, ToolResult } from '../../prompt.ts'
import { countTokens } from '../../tokens.ts'
import type { Span } from '../../usage.ts'
import type { Model } from '../models.ts'
import { anyObject, effortTokens } from '../read.ts'
import { itemsOf, partsOf, rendered, textOf } from './items.ts'

/** Reads a request for `POST /v1/responses` as the model understands it. */
export function read(body: JsonObject, model: Model): Prompt {
  const items = itemsOf(body['input'])
  const turn = items.slice(items.findLastIndex(isModels) + 1)
  const asked = items.findLast((item) => item['role'] === 'user' && textOf(item['content']) !== '')
  return {
    system: [
      stringOf(body['instructions']),
      ...items.filter(({ role }) => role === 'system' || role === 'developer').map((item) => textOf(item['content'])),
    ]
      .filter((text) => text !== '')
      .join('\n\n'),
    question: textOf(asked?.['content']),
    attachments: turn
      .filter((item) => item['role'] === 'user')
      .flatMap((item) => partsOf(item['content']))
      .filter((part) => part['type'] !== 'input_text')
      .map(rendered),
    results: turn.filter(isOutput).map((item) => resultOf(item, items)),
    tools: objectsOf(body['tools']).flatMap(toolsOf),
    choice: choiceOf(body['tool_choice']),
    parallel: body['parallel_tool_calls'] !== false,
    talkative: false,
    limit: numberOf(body['max_output_tokens']) ?? model.maxOutput,
    stop: [],
    thinking: effortTokens[effortOf(body, model)] ?? 0,
    schema: schemaOf(objectOf(objectOf(body['text'])['format'])),
    spans: spansOf(body, items),
  }
}

/** How hard the model thinks about this request: as the client says, else by the model's own default. */
export function effortOf(body: JsonObject, model: Model): string {
  const { effort } = objectOf(body['reasoning'])
  return typeof effort === 'string' ? effort : model.defaultEffort
}

/** What the model said itself: its reasoning, its calls, its messages. */
const isModels = ({ type, role }: JsonObject): boolean => role === 'assistant' || type === 'reasoning' || /_call$/.test(stringOf(type))

const isOutput = ({ type }: JsonObject): boolean => /_call_output$/.test(stringOf(type))

function resultOf(item: JsonObject, items: readonly JsonObject[]): ToolResult {
  const call = items.find((candidate) => !isOutput(candidate) && candidate['call_id'] === item['call_id'])
  return { name: stringOf(call?.['name']), text: textOf(item['output']) }
}

/** Functions and custom tools; those of a namespace are called by both names. */
function toolsOf(tool: JsonObject): readonly Tool[] {
  const { type, name, description, parameters } = tool
  if (type === 'namespace') return objectsOf(tool['tools']).flatMap(toolsOf)
  if (type !== 'function' && type !== 'custom') return []
  const schema = isObject(parameters) ? parameters : { type: 'object', properties: {} }
  return [{ name: stringOf(name), description: stringOf(description), schema: type === 'custom' ? null : schema }]
}

function choiceOf(choice: unknown): ToolChoice {
  if (choice === 'none' || choice === 'required') return { mode: choice, only: null }
  if (!isObject(choice)) return { mode: 'auto', only: null }
  if (choice['type'] !== 'allowed_tools') return { mode: 'required', only: [stringOf(choice['name'])] }
  const only = objectsOf(choice['tools']).map((tool) => stringOf(tool['name']))
  return { mode: choice['mode'] === 'required' ? 'required' : 'auto', only }
}

function schemaOf(format: JsonObject): JsonObject | null {
  if (format['type'] === 'json_schema') return objectOf(format['schema'])
  return format['type'] === 'json_object' ? anyObject : null
}

function spansOf(body: JsonObject, items: readonly JsonObject[]): readonly Span[] {
  const last = items.findLastIndex(isModels)
  const span = (text: string, marked: boolean, earlier: boolean): Span => ({ tokens: countTokens(text) + 3, marked, earlier })
  return [
    ...objectsOf(body['tools']).map((tool) => span(JSON.stringify(tool), false, last >= 0)),
    ...(typeof body['instructions'] === 'string' ? [span(body['instructions'], false, last >= 0)] : []),
    ...items.flatMap((item, index) => {
      const parts = partsOf(item['content'] ?? item['output'])
      if (parts.length === 0) return [span(stringOf(item['arguments'] ?? item['input']), false, index <= last)]
      return parts.map((part) => span(rendered(part), isObject(part['prompt_cache_breakpoint']), index <= last))
    }),
  ]
}
