import { isList, isObject, without, type Wire } from '../json.ts'
import { matcherOf } from '../matchers.ts'
import type { Side } from '../pieces/fragments.ts'
import { arranged, asJson, changed, each, inside, is, isEmpty, parts, stripped, type Defaults } from './defaults.ts'
import { normalSchema, takesNothing } from './schema.ts'

/** The form of a Responses request in which one meaning has one spelling. Matchers of an expectation survive. */
export function normalResponsesRequest(body: unknown, side: Side): unknown {
  if (!isObject(body)) return body
  const { instructions, input, ...others } = body
  let request: Wire = { ...others, input: [...instructing(instructions), ...itemsOf(input)] }
  request = stripped(
    changed(request, 'text', (text) => inside(text, normalText)),
    requestDefaults,
  )
  request = changed(request, 'input', (items) => inOneSystem(each(items, (item) => normalItem(item, side))))
  request = changed(request, 'tools', (tools) => each(tools, normalTool))
  request = changed(request, 'reasoning', (reasoning) => inside(reasoning, (it) => stripped(it, {})))
  return changed(request, 'stream_options', (options) => inside(options, (it) => without(it, (member) => member === 'include_obfuscation')))
}

/**
 * A received request with its instructions divided as the expectation divides them, and without what a gateway may add for itself
 * where the expectation has none: names of items that a client need not send, options of the stream, and the wish for encrypted
 * reasoning, which is how a gateway that keeps nothing goes on from it.
 */
export function arrangedResponsesRequest(expected: unknown, whole: unknown): unknown {
  if (!isObject(expected) || !isObject(whole)) return whole
  const received = without(
    whole,
    (member, value) =>
      expected[member] === undefined && (member === 'stream_options' || (member === 'include' && isList(value) && value.every(isSealed))),
  )
  const wanted = expected['input']
  const items = received['input']
  if (!isList(wanted) || !isList(items)) return received
  return { ...received, input: items.map((item, index) => arrangedItem(wanted[index], item)) }
}

const isSealed = is('reasoning.encrypted_content')

function arrangedItem(wanted: unknown, item: unknown): unknown {
  if (!isObject(wanted) || matcherOf(wanted) || !isObject(item)) return item
  const named = without(item, (member) => member === 'id' && wanted['id'] === undefined && item['type'] !== 'reasoning')
  const divided = named['role'] === 'developer' ? changed(named, 'content', (content) => arranged(wanted['content'], content)) : named
  return changed(divided, 'output', (output) => arranged(wanted['output'], output))
}

/** Instructions are documented as a system or developer message before the input. */
const instructing = (instructions: unknown): readonly unknown[] =>
  instructions === undefined || instructions === null || instructions === '' ? [] : [{ role: 'developer', content: instructions }]

const itemsOf = (input: unknown): readonly unknown[] => {
  if (input === undefined || input === null) return []
  return isList(input) ? input : [{ role: 'user', content: input }]
}

/** Documented defaults, and members that are about transport. `store` and `strict` have defaults that are no gateway's to choose. */
const requestDefaults: Defaults = {
  stream: is(false),
  store: is(true),
  background: is(false),
  truncation: is('disabled'),
  service_tier: is('auto'),
  parallel_tool_calls: is(true),
  top_logprobs: is(0),
  include: isEmpty,
  tools: isEmpty,
  tool_choice: (value, { tools }) => (value === 'auto' && tools !== undefined) || (value === 'none' && tools === undefined),
  text: (value) => isObject(value) && Object.keys(value).length === 0,
  reasoning: (value) => isObject(value) && Object.values(value).every((it) => it === null),
  metadata: (value) => isObject(value) && Object.keys(value).length === 0,
}

const normalText = (text: Wire): Wire =>
  stripped(
    changed(text, 'format', (format) => inside(format, (it) => stripped(it, { strict: is(false) }))),
    textDefaults,
  )

const textDefaults: Defaults = {
  format: (value) => isObject(value) && value['type'] === 'text',
  verbosity: is('medium'),
}

function normalItem(item: Wire, side: Side): Wire {
  const known = stripped(item, { status: is('completed') })
  const type = known['type'] ?? (known['role'] === undefined ? undefined : 'message')
  switch (type) {
    case 'message':
      return normalMessage({ ...known, type })
    case 'function_call':
      return side === 'expected' ? changed(known, 'arguments', asJson) : known
    case 'function_call_output':
    case 'custom_tool_call_output':
      return changed(known, 'output', (output) => each(texts(output, 'input_text'), normalPart))
    default:
      return known
  }
}

function normalMessage(message: Wire): Wire {
  const role = message['role'] === 'system' ? 'developer' : message['role']
  const type = role === 'assistant' ? 'output_text' : 'input_text'
  return changed({ ...message, role }, 'content', (content) => each(texts(content, type), normalPart))
}

/** Content as parts: a string, or a matcher of strings, is one text. */
const texts = (content: unknown, type: string): unknown => {
  const list = parts(content)
  return list === content ? content : each(list, (part) => ({ ...part, type }))
}

const normalPart = (part: Wire): Wire => stripped(part, { detail: is('auto'), annotations: isEmpty, logprobs: isEmpty })

const normalTool = (tool: Wire): Wire =>
  stripped(changed(tool, 'parameters', normalSchema), { description: is(''), parameters: takesNothing })

/** Instructions in a row are one message with their parts. */
function inOneSystem(items: unknown): unknown {
  if (!isList(items)) return items
  return items.reduce<readonly unknown[]>((before, item) => {
    const last = before.at(-1)
    if (!isSystem(last) || !isSystem(item)) return [...before, item]
    return [...before.slice(0, -1), { ...last, content: [...last.content, ...item.content] }]
  }, [])
}

const isSystem = (item: unknown): item is Wire & { readonly content: readonly unknown[] } =>
  isObject(item) && matcherOf(item) === null && item['role'] === 'developer' && isList(item['content'])
