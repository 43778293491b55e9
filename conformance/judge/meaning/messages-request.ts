import { isList, isObject, type Wire } from '../json.ts'
import { matcherOf } from '../matchers.ts'
import { arranged, changed, each, inside, is, isEmpty, parts, stripped, type Defaults } from './defaults.ts'
import { normalSchema } from './schema.ts'

/** The form of a Messages request in which one meaning has one spelling. Matchers of an expectation survive. */
export function normalMessagesRequest(body: unknown): unknown {
  if (!isObject(body)) return body
  let request = stripped(formatted(body), requestDefaults)
  request = changed(request, 'system', blocks)
  request = changed(request, 'messages', (messages) => inTurns(each(messages, (turn) => changed(stripped(turn, {}), 'content', blocks))))
  request = changed(request, 'tools', (tools) =>
    each(tools, (tool) => changed(cached(stripped(tool, toolDefaults)), 'input_schema', normalSchema)),
  )
  return changed(request, 'tool_choice', (choice) => inside(choice, (it) => stripped(it, { disable_parallel_tool_use: is(false) })))
}

/** A received request with its instructions divided as the expectation divides them. */
export function arrangedMessagesRequest(expected: unknown, received: unknown): unknown {
  if (!isObject(expected) || !isObject(received)) return received
  return changed(received, 'system', (system) => arranged(expected['system'], system))
}

/** The deprecated `output_format` is `output_config.format`. */
function formatted({ output_format: format, ...body }: Wire): Wire {
  if (!isObject(format)) return body
  return { ...body, output_config: { ...(isObject(body['output_config']) ? body['output_config'] : {}), format } }
}

/** Documented defaults; none of the Claude models that cases name thinks unasked. */
const requestDefaults: Defaults = {
  stream: is(false),
  stop_sequences: isEmpty,
  tools: isEmpty,
  metadata: (value) => isObject(value) && Object.values(value).every((it) => it === null),
  system: (value) => value === '' || isEmpty(value),
  service_tier: is('auto'),
  temperature: is(1),
  thinking: (value) => isObject(value) && value['type'] === 'disabled',
  tool_choice: (value, { tools }) =>
    isObject(value) && value['type'] === 'auto' && tools !== undefined && [undefined, null, false].includes(flag(value)),
}

const flag = (choice: Wire): boolean | null | undefined => {
  const value = choice['disable_parallel_tool_use']
  return typeof value === 'boolean' || value === null ? value : undefined
}

const toolDefaults: Defaults = { type: is('custom'), strict: is(false), description: is('') }

const blockDefaults: Defaults = {
  is_error: is(false),
  citations: isEmpty,
  caller: (value) => isObject(value) && value['type'] === 'direct',
  content: (value, { type }) => type === 'tool_result' && (value === '' || isEmpty(value)),
}

const blocks = (content: unknown): unknown => each(parts(content), normalBlock)

function normalBlock(block: Wire): Wire {
  const known = cached(stripped(block, blockDefaults))
  return block['type'] === 'tool_result' ? changed(known, 'content', blocks) : known
}

/** Five minutes are how long a marker lasts that says nothing. */
const cached = (marked: Wire): Wire =>
  changed(marked, 'cache_control', (control) => inside(control, (it) => stripped(it, { ttl: is('5m') })))

/** Turns of one role in a row are documented as one turn. */
function inTurns(messages: unknown): unknown {
  if (!isList(messages)) return messages
  const merged: unknown[] = []
  for (const message of messages) {
    const before = merged.at(-1)
    if (isTurn(before) && isTurn(message) && before['role'] === message['role']) {
      merged[merged.length - 1] = { ...before, content: [...before.content, ...message.content] }
    } else merged.push(message)
  }
  return merged
}

const isTurn = (message: unknown): message is Wire & { readonly content: readonly unknown[] } =>
  isObject(message) &&
  matcherOf(message) === null &&
  isList(message['content']) &&
  (message['role'] === 'user' || message['role'] === 'assistant')
