import { isObject, type JsonObject } from '../json.ts'

/**
 * The body without what clients leave on answers that they send back: `annotations` of the API itself, `parsed` and
 * `parsed_arguments` of the official SDK. The real API takes them, though its request schema does not list them.
 */
export const withoutEchoes = (body: JsonObject): JsonObject => ({
  ...body,
  ...(Array.isArray(body['messages']) ? { messages: body['messages'].map(published) } : {}),
})

function published(message: unknown): unknown {
  if (!isObject(message) || message['role'] !== 'assistant') return message
  const own = without(message, 'annotations', 'parsed')
  return Array.isArray(own['tool_calls']) ? { ...own, tool_calls: own['tool_calls'].map(publishedCall) } : own
}

function publishedCall(call: unknown): unknown {
  if (!isObject(call) || !isObject(call['function'])) return call
  return { ...call, function: without(call['function'], 'parsed_arguments') }
}

const without = (value: JsonObject, ...members: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(value).filter(([member]) => !members.includes(member)))
