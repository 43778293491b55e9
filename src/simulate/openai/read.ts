import { isObject, type JsonObject, numberOf, objectOf, objectsOf, stringOf } from '../json.ts'
import type { Prompt, Tool, ToolChoice, ToolResult } from '../prompt.ts'
import { countTokens } from '../tokens.ts'
import type { Span } from '../usage.ts'
import type { Model } from './models.ts'
import { partsOf, rendered, textOf } from './parts.ts'

/** Reads a request for `POST /v1/chat/completions` as the model understands it. */
export function read(body: JsonObject, model: Model): Prompt {
  const messages = objectsOf(body['messages'])
  const turn = messages.slice(messages.findLastIndex((message) => message['role'] === 'assistant') + 1)
  const asked = messages.findLast((message) => message['role'] === 'user' && textOf(message['content']) !== '')
  return {
    system: messages
      .filter((message) => message['role'] === 'system' || message['role'] === 'developer')
      .map((message) => textOf(message['content']))
      .join('\n\n'),
    question: textOf(asked?.['content']),
    attachments: turn
      .filter((message) => message['role'] === 'user')
      .flatMap((message) => partsOf(message['content']))
      .filter((part) => part['type'] !== 'text')
      .map(rendered),
    results: turn.filter((message) => message['role'] === 'tool').map((message) => resultOf(message, messages)),
    tools: objectsOf(body['tools']).map(toolOf),
    choice: choiceOf(body['tool_choice']),
    parallel: body['parallel_tool_calls'] !== false,
    talkative: false,
    limit: numberOf(body['max_completion_tokens']) ?? numberOf(body['max_tokens']) ?? model.maxOutput,
    stop: [body['stop']].flat().filter((sequence) => typeof sequence === 'string'),
    thinking: effortTokens[effortOf(body, model)] ?? 0,
    schema: schemaOf(body),
    spans: spansOf(body),
  }
}

/** How hard the model thinks about this request: as the client says, else by the model's own default. */
export const effortOf = (body: JsonObject, model: Model): string =>
  typeof body['reasoning_effort'] === 'string' ? body['reasoning_effort'] : model.defaultEffort

/** The most tokens a model thinks at each effort. */
export const effortTokens: Readonly<Record<string, number>> = { minimal: 2, low: 8, medium: 16, high: 32, xhigh: 64, max: 128 }

function resultOf(message: JsonObject, messages: readonly JsonObject[]): ToolResult {
  const call = messages
    .flatMap((candidate) => objectsOf(candidate['tool_calls']))
    .find((candidate) => candidate['id'] === message['tool_call_id'])
  return { name: stringOf(calledOf(call ?? {})['name']), text: textOf(message['content']) }
}

/** The function or custom tool that a call, a tool or a choice speaks of. */
const calledOf = (holder: JsonObject): JsonObject => objectOf(holder['type'] === 'custom' ? holder['custom'] : holder['function'])

function toolOf(tool: JsonObject): Tool {
  const { name, description, parameters } = calledOf(tool)
  return {
    name: stringOf(name),
    description: stringOf(description),
    schema: tool['type'] === 'custom' ? null : isObject(parameters) ? parameters : { type: 'object', properties: {} },
  }
}

function choiceOf(choice: unknown): ToolChoice {
  if (choice === 'none') return { mode: 'none', only: null }
  if (choice === 'required') return { mode: 'required', only: null }
  if (!isObject(choice)) return { mode: 'auto', only: null }
  if (choice['type'] !== 'allowed_tools') return { mode: 'required', only: [stringOf(calledOf(choice)['name'])] }
  const allowed = objectOf(choice['allowed_tools'])
  return {
    mode: allowed['mode'] === 'required' ? 'required' : 'auto',
    only: objectsOf(allowed['tools']).map((tool) => stringOf(calledOf(tool)['name'])),
  }
}

function schemaOf(body: JsonObject): JsonObject | null {
  const format = objectOf(body['response_format'])
  if (format['type'] === 'json_schema') return objectOf(objectOf(format['json_schema'])['schema'])
  return format['type'] === 'json_object' ? anyObject : null
}

/** What stands for a schema where any object will do. */
export const anyObject: JsonObject = { type: 'object', properties: { answer: { type: 'string' } }, required: ['answer'] }

function spansOf(body: JsonObject): readonly Span[] {
  const messages = objectsOf(body['messages'])
  const last = messages.findLastIndex((message) => message['role'] === 'assistant')
  return [
    ...objectsOf(body['tools']).map((tool) => spanOf(JSON.stringify(tool), false, last >= 0)),
    ...messages.flatMap((message, index) => [
      ...partsOf(message['content']).map((part) => spanOf(rendered(part), isObject(part['prompt_cache_breakpoint']), index <= last)),
      ...objectsOf(message['tool_calls']).map((call) => spanOf(JSON.stringify(calledOf(call)), false, index <= last)),
    ]),
  ]
}

/** Every part costs three tokens beside its text. */
const spanOf = (text: string, marked: boolean, earlier: boolean): Span => ({
  tokens: countTokens(text) + 3,
  marked,
  earlier,
})
