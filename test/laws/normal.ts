import type { Document, Value } from '../../conformance/arbitrary.ts'

/** The normal form of a Messages request (§9.1). */
export function normalMessages(request: Document): Document {
  return rewrite(request, (document) => {
    if ('role' in document) return { ...document, content: textBlocks(document['content']) }
    if (document['type'] === 'tool_result') return { ...document, content: textBlocks(document['content']) }
    if ('messages' in document) return top({ ...document, system: textBlocks(document['system']) })
    return document
  })
}

/** The normal form of a Chat request (§9.1). */
export function normalChat(request: Document): Document {
  return rewrite(request, (document) => {
    if ('role' in document) return { ...document, content: textBlocks(document['content']) }
    if ('url' in document) return withoutUsual(document, 'detail', 'auto')
    if ('arguments' in document) return { ...document, arguments: JSON.stringify(JSON.parse(document['arguments'] as string)) }
    if ('messages' in document) return top(asked(document))
    return document
  })
}

/** The normal form of a Responses request (§9.1). */
export function normalResponses(request: Document): Document {
  return rewrite(
    request,
    (document) => {
      if ('role' in document) return message(document)
      if ('arguments' in document) return called(document)
      if (document['type'] === 'input_image') return withoutUsual(document, 'detail', 'auto')
      if ('input' in document && 'model' in document) return top(asked(ofResponses(document)))
      return document
    },
    new Set(['store', 'strict']),
  )
}

/** A message as a list of parts, without the names of what is so anyway: LEN-9, LEN-10. */
function message(document: Document): Document {
  const { content, ...rest } = without(document, 'type', 'id', 'status')
  const kind = rest['role'] === 'assistant' ? 'output_text' : 'input_text'
  const parts = typeof content === 'string' ? [{ type: kind, text: content }] : ((content ?? []) as readonly Document[])
  return { ...rest, content: parts.filter((part) => part['text'] !== '') }
}

/** A call without its state, and without the name that only lists of items use (LEN-13). */
function called(document: Document): Document {
  const { arguments: args, ...rest } = without(document, 'id', 'status')
  return { ...rest, arguments: JSON.stringify(JSON.parse(args as string)) }
}

/** The document without some of its members. */
export const without = (document: Document, ...members: readonly string[]): Document =>
  Object.fromEntries(Object.entries(document).filter(([member]) => !members.includes(member)))

const withoutUsual = (document: Document, member: string, usual: Value): Document =>
  Object.fromEntries(Object.entries(document).filter(([name, value]) => name !== member || value !== usual))

function ofResponses({ input, text, truncation, ...rest }: Document): Document {
  const items = typeof input === 'string' ? [{ role: 'user', content: [{ type: 'input_text', text: input }] }] : input
  const { format, ...more } = (text ?? {}) as Document
  const plain = format === undefined || JSON.stringify(format) === '{"type":"text"}'
  const said: Document = { ...more, ...(plain ? {} : { format }) }
  return {
    ...rest,
    ...(items === undefined ? {} : { input: items }),
    ...(Object.keys(said).length === 0 ? {} : { text: said }),
    ...(truncation === undefined || truncation === 'disabled' ? {} : { truncation }),
  }
}

/** Without the values that ask a Chat upstream for what it does anyway (LEN-2, §9.1), and with stop sequences as a list. */
function asked(document: Document): Document {
  const { stop, modalities } = document
  const textual = Array.isArray(modalities) && modalities.every((each) => each === 'text')
  const said = Object.entries(document).filter(
    ([name, value]) => JSON.stringify(value) !== usual.get(name) && !(textual && name === 'modalities'),
  )
  return { ...Object.fromEntries(said), ...(typeof stop === 'string' && stop !== '' ? { stop: [stop] } : {}) }
}

const usual: ReadonlyMap<string, string> = new Map([
  ['n', '1'],
  ['temperature', '1'],
  ['top_p', '1'],
  ['top_logprobs', '0'],
  ['frequency_penalty', '0'],
  ['presence_penalty', '0'],
  ['response_format', '{"type":"text"}'],
])

/** Without the members that say what is so anyway. */
function top(document: Document): Document {
  // What an upstream's stream is asked to show is the gateway's affair (REQ-A-8, REQ-C-5).
  const shown = ['stream', 'stream_options', 'tool_choice', 'parallel_tool_calls', 'speed']
  const { stream, tool_choice: choice, parallel_tool_calls, speed } = document
  const rest = Object.fromEntries(Object.entries(document).filter(([name]) => !shown.includes(name)))
  const auto = choice === 'auto' || JSON.stringify(choice) === '{"type":"auto"}'
  return {
    ...rest,
    ...(speed === undefined || speed === 'standard' ? {} : { speed }),
    ...(stream === true ? { stream } : {}),
    ...(choice === undefined || auto ? {} : { tool_choice: choice }),
    ...(parallel_tool_calls === false && choice !== 'none' ? { parallel_tool_calls } : {}),
  }
}

/** Text as a list of one block; no text as no blocks. */
function textBlocks(content: Value | undefined): Value {
  const blocks = typeof content === 'string' ? [{ type: 'text', text: content }] : (content ?? [])
  return Array.isArray(blocks) ? blocks.filter((block: Document) => block['type'] !== 'text' || block['text'] !== '') : blocks
}

/** Every object of a document rewritten, inner ones first; members that are null or empty lists are left out. */
function rewrite(document: Document, change: (document: Document) => Document, kept: ReadonlySet<string> = new Set()): Document {
  return JSON.parse(JSON.stringify(document), (_, value: unknown) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
    return Object.fromEntries(
      Object.entries(change(value as Document)).filter(
        ([name, member]) => !isNothing(member) || meant.has(name) || (kept.has(name) && member !== null),
      ),
    )
  }) as Document
}

/** Members whose empty value is a request of its own. */
const meant: ReadonlySet<string> = new Set(['parallel_tool_calls', 'input', 'text', 'additionalProperties', 'properties'])

/** LEN-1, LEN-2: values that ask for nothing. */
const isNothing = (member: Value | undefined): boolean =>
  member === null ||
  member === undefined ||
  member === false ||
  member === '' ||
  (typeof member === 'object' && Object.keys(member).length === 0)
