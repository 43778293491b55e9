import { isList, isObject, without, type Wire } from '../json.ts'
import { matcherOf } from '../matchers.ts'
import { arranged, asJson, changed, each, inside, is, isEmpty, parts, stripped, type Defaults } from './defaults.ts'
import { normalSchema, takesNothing } from './schema.ts'

/** The form of a Chat request in which one meaning has one spelling. Matchers of an expectation survive. */
export function normalChatRequest(body: unknown, side: 'expected' | 'received'): unknown {
  if (!isObject(body)) return body
  const renamed = Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name === 'max_tokens' ? 'max_completion_tokens' : name, value]),
  )
  let request = stripped(renamed, requestDefaults)
  request = changed(request, 'messages', (messages) => inOneSystem(each(messages, (message) => normalMessage(message, side))))
  request = changed(request, 'tools', (tools) => each(tools, normalTool))
  request = changed(request, 'response_format', (format) => inside(format, (it) => changed(it, 'json_schema', normalFormat)))
  request = changed(request, 'stream_options', (options) =>
    inside(options, (it) => without(it, (member) => member === 'include_obfuscation')),
  )
  return changed(request, 'stop', (stop) => (typeof stop === 'string' ? [stop] : stop))
}

/**
 * A received request with its instructions and results divided as the expectation divides them, and without options of the stream
 * where the expectation has none: what a gateway asks of a stream for itself is nobody's loss.
 */
export function arrangedChatRequest(expected: unknown, whole: unknown): unknown {
  if (!isObject(expected) || !isObject(whole)) return whole
  const received = without(whole, (member) => member === 'stream_options' && expected[member] === undefined)
  const wanted = expected['messages']
  const messages = received['messages']
  if (!isList(wanted) || !isList(messages)) return received
  const arrange = (message: unknown, index: number): unknown => {
    const other = wanted[index]
    if (!isObject(message) || !isObject(other) || !texts.has(message['role'])) return message
    return changed(message, 'content', (content) => arranged(other['content'], content))
  }
  return { ...received, messages: messages.map(arrange) }
}

/** Roles whose content is text alone. */
const texts: ReadonlySet<unknown> = new Set(['system', 'tool'])

/** Documented defaults, and members that are about transport. */
const requestDefaults: Defaults = {
  stream: is(false),
  tool_choice: (value, { tools }) => (value === 'auto' && tools !== undefined) || (value === 'none' && tools === undefined),
  parallel_tool_calls: is(true),
  n: is(1),
  store: is(false),
  logprobs: is(false),
  frequency_penalty: is(0),
  presence_penalty: is(0),
  service_tier: is('auto'),
  response_format: (value) => isObject(value) && value['type'] === 'text',
}

function normalMessage(message: Wire, side: 'expected' | 'received'): Wire {
  const known = stripped(
    { ...message, role: message['role'] === 'developer' ? 'system' : message['role'] },
    {
      content: (value, { role, tool_calls: calls }) => role === 'assistant' && calls !== undefined && (value === '' || isEmpty(value)),
      tool_calls: isEmpty,
      refusal: is(''),
    },
  )
  const spelled = changed(known, 'content', (content) => each(parts(content), normalPart))
  return changed(spelled, 'tool_calls', (calls) => each(calls, (call) => changed(call, 'function', (it) => normalCall(it, side))))
}

/** An expectation's arguments are matched as JSON; the received ones stay the text that they are. */
const normalCall = (call: unknown, side: 'expected' | 'received'): unknown =>
  inside(call, (it) => (side === 'expected' ? changed(it, 'arguments', asJson) : it))

const normalPart = (part: Wire): Wire =>
  changed(stripped(part, {}), 'image_url', (image) => inside(image, (it) => stripped(it, { detail: is('auto') })))

const normalTool = (tool: Wire): Wire =>
  changed(stripped(tool, {}), 'function', (described) =>
    inside(described, (it) =>
      stripped(changed(it, 'parameters', normalSchema), { strict: is(false), description: is(''), parameters: takesNothing }),
    ),
  )

const normalFormat = (format: unknown): unknown => inside(format, (it) => stripped(it, { strict: is(false) }))

/** System messages in a row are one: both forms are instructions in the same order. */
function inOneSystem(messages: unknown): unknown {
  if (!isList(messages)) return messages
  const merged: unknown[] = []
  for (const message of messages) {
    const before = merged.at(-1)
    if (isSystem(before) && isSystem(message)) {
      merged[merged.length - 1] = { ...before, content: [...before.content, ...message.content] }
    } else merged.push(message)
  }
  return merged
}

const isSystem = (message: unknown): message is Wire & { readonly content: readonly unknown[] } =>
  isObject(message) &&
  matcherOf(message) === null &&
  message['role'] === 'system' &&
  isList(message['content']) &&
  message['name'] === undefined
