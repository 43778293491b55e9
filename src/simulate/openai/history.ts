import { type JsonObject, objectsOf, stringOf } from '../json.ts'
import { invalid, type Refusal } from './errors.ts'

/** The first rule about the conversation that its messages break (TR-1); null where they keep them all. */
export function historyFault(body: JsonObject): Refusal | null {
  const messages = objectsOf(body['messages'])
  if (messages.length === 0) {
    return invalid(
      "Invalid 'messages': empty array. Expected an array with minimum length 1, but got an empty array instead.",
      'messages',
      'empty_array',
    )
  }
  let open: readonly string[] = []
  let called: readonly string[] = []
  for (const [index, message] of messages.entries()) {
    if (message['role'] === 'tool') {
      const id = stringOf(message['tool_call_id'])
      if (!called.includes(id)) return orphan(index)
      open = open.filter((waiting) => waiting !== id)
      continue
    }
    if (open.length > 0) return unanswered(open, index)
    called = message['role'] === 'assistant' ? objectsOf(message['tool_calls']).map((call) => stringOf(call['id'])) : []
    open = called
    const long = called.findIndex((id) => id.length > 64)
    if (long >= 0) return tooLong(`messages[${index}].tool_calls[${long}].id`, called[long] ?? '')
    if (message['role'] === 'assistant' && isEmpty(message)) {
      return invalid(`Invalid value for 'content': expected a string, got null.`, `messages.[${index}].content`)
    }
  }
  return open.length > 0 ? unanswered(open, messages.length) : null
}

const orphan = (index: number): Refusal =>
  invalid(
    "Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'.",
    `messages.[${index}].role`,
  )

const unanswered = (ids: readonly string[], index: number): Refusal =>
  invalid(
    `An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: ${ids.join(', ')}`,
    `messages.[${index}].role`,
  )

const tooLong = (param: string, id: string): Refusal =>
  invalid(
    `Invalid '${param}': string too long. Expected a string with maximum length 64, but got a string with length ${id.length} instead.`,
    param,
    'string_above_max_length',
  )

const isEmpty = (message: JsonObject): boolean =>
  message['content'] === null && !['tool_calls', 'function_call', 'refusal', 'audio'].some((member) => message[member])
