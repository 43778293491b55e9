import { at } from '../scripted/json.ts'

/** How something that was said came about: what a client did, and what a provider did. */
export type Deed = 'sends' | 'gets' | 'hears' | 'raises' | 'receives' | 'says' | 'fails' | 'refuses'

/** Something that was said in a conversation, or crossed the gateway. */
export interface Entry {
  readonly who: string
  readonly does: Deed
  /** Of a request the messages that are new, and all else only the first time. */
  readonly what: unknown
  /** How many messages of a request are as they were before; 0 for anything else. */
  readonly same: number
}

/**
 * A conversation with a line for each message that crossed the gateway: `→` the client sends, `⇒` the provider receives, `⇐` the
 * provider says, `←` the client hears. Of messages it has the kinds of their blocks, in order, with ids and how they begin.
 */
export function briefly(entries: readonly Entry[]): string[] {
  const lines: { does: Deed; text: string }[] = []
  for (const { does, what, same } of entries) {
    const text = `${arrows[does]} ${written(does, what, same)}`
    const last = lines.at(-1)
    if (last && follows[does].includes(last.does)) lines.splice(-1, 1, { does, text: `${last.text}  ${text}` })
    else lines.push({ does, text })
  }
  return lines.map(({ text }) => text)
}

const arrows = {
  sends: '→',
  receives: '⇒',
  says: '⇐',
  fails: '⇐',
  refuses: '⇐',
  gets: '←',
  hears: '←',
  raises: '← raises',
} as const satisfies Record<Deed, string>

/** What a deed stands behind on one line: a message on one side and what became of it on the other. */
const follows: { readonly [does in Deed]: readonly Deed[] } = {
  sends: [],
  receives: ['sends'],
  says: [],
  fails: [],
  refuses: [],
  gets: ['fails', 'refuses'],
  hears: ['says'],
  raises: ['fails', 'refuses', 'gets', 'says'],
}

function written(does: Deed, what: unknown, same: number): string {
  switch (does) {
    case 'sends':
    case 'receives':
      return [
        ...(same > 0 ? [`(${same} as before)`] : at(what, 'model') === undefined ? [] : [asked(what)]),
        ...previousOf(what),
        ...list(at(what, 'messages') ?? at(what, 'input')).map(messageOf),
      ].join(' ')
    case 'says':
      return `${lineOf(what)} · ${said(at(what, 'end'))}`
    case 'hears':
      return answerOf(what)
    case 'fails':
      return failureOf(what)
    case 'gets':
      return [said(at(what, 'status')), ...told(at(what, 'headers'))].join(' ')
    case 'refuses':
    case 'raises':
      return begin(said(what), 90)
  }
}

/** What a request has beside its messages. */
function asked(body: unknown): string {
  const tools = list(at(body, 'tools')).length
  const thinking = at(body, 'thinking', 'type') ?? at(body, 'reasoning_effort') ?? at(body, 'reasoning', 'effort')
  return `{${said(at(body, 'model'))}${tools > 0 ? `, ${tools} tools` : ''}${thinking === undefined ? '' : `, ${said(thinking)} thinking`}}`
}

/** What a request says of its beginning that its messages do not. */
const previousOf = (body: unknown): string[] => {
  const previous = at(body, 'previous_response_id')
  return previous === undefined ? [] : [`after ${said(previous).slice(0, 12)}…`]
}

/** A message of any dialect, or an item. */
function messageOf(message: unknown): string {
  const type = at(message, 'type')
  if (typeof type === 'string' && type !== 'message') return itemOf(message, type)
  const { role = '', content = null, tool_call_id = null } = { ...Object(message) }
  return `${said(role)}[${[...(tool_call_id === null ? [] : [said(tool_call_id)]), ...contentOf(content), ...extrasOf(message)].join(', ')}]`
}

const contentOf = (content: unknown): string[] =>
  typeof content === 'string' ? (content === '' ? [] : [begin(content)]) : list(content).map(blockOf)

/** An item of Responses that is no message. */
function itemOf(item: unknown, type: string): string {
  const id = at(item, 'call_id') ?? (type === 'item_reference' ? at(item, 'id') : undefined)
  const words = list(at(item, 'summary')).map((part) => begin(said(at(part, 'text'))))
  const output = contentOf(at(item, 'output'))
  const seal = at(item, 'encrypted_content') === undefined ? [] : ['sealed']
  return `${type}[${[...(id === undefined ? [] : [said(id)]), ...words, ...seal, ...output].join(', ')}]`
}

/** A block of any dialect. */
function blockOf(block: unknown): string {
  const type = said(at(block, 'type'))
  const words = at(block, 'text') ?? at(block, 'thinking') ?? at(block, 'refusal')
  const id = at(block, 'tool_use_id') ?? at(block, 'id')
  const inner = type === 'tool_result' ? contentOf(at(block, 'content')) : []
  const seal = at(block, 'signature') === undefined ? [] : ['sealed']
  const parts = [...(id === undefined ? [] : [said(id)]), ...(typeof words === 'string' ? [begin(words)] : []), ...seal, ...inner]
  return [type, ...parts].join(' ')
}

/** What a message of Chat has beside its content. */
function extrasOf(message: unknown): string[] {
  const details = list(at(message, 'reasoning_details')).length
  return [
    ...(at(message, 'reasoning_content') === undefined ? [] : ['reasoning_content']),
    ...(details > 0 ? [`${details} reasoning_details`] : []),
    ...(typeof at(message, 'refusal') === 'string' ? [`refusal ${begin(said(at(message, 'refusal')))}`] : []),
    ...list(at(message, 'tool_calls')).map((call) => `call ${said(at(call, 'id'))}`),
  ]
}

function answerOf(answer: unknown): string {
  const output = at(answer, 'output')
  if (output !== undefined) {
    const stop = at(answer, 'incomplete_details', 'reason') ?? at(answer, 'status')
    return `${list(output).map(messageOf).join(' ')} · ${said(stop)}`
  }
  return at(answer, 'choices') === undefined
    ? `${messageOf(answer)} · ${said(at(answer, 'stop_reason'))}`
    : `${messageOf(at(answer, 'choices', 0, 'message'))} · ${said(at(answer, 'choices', 0, 'finish_reason'))}`
}

/** A turn of a script. */
function lineOf(line: unknown): string {
  const thoughts = (member: string): string[] =>
    list(at(line, member)).map((thought) =>
      at(thought, 'redacted') === undefined ? `thinking ${begin(said(at(thought, 'text')))}` : 'redacted',
    )
  const text = at(line, 'text')
  const calls = list(at(line, 'calls')).map((call) => `call ${said(at(call, 'id'))} ${said(at(call, 'name'))}`)
  return [...thoughts('thinking'), ...(text === undefined ? [] : [begin(said(text))]), ...thoughts('between'), ...calls].join(', ')
}

function failureOf(failure: unknown): string {
  const body = said(at(failure, 'body'))
  const words = [...body.matchAll(/"message":"([^"]*)"/g)].at(-1)?.[1] ?? 'the stream breaks off'
  const status = said(at(failure, 'status'))
  return [status === '200' ? '200, a stream that ends with' : status, begin(words), ...told(at(failure, 'headers'))].join(' ')
}

/** Headers that tell when to ask again. */
const told = (headers: unknown): string[] =>
  ['retry-after', 'retry-after-ms', 'x-should-retry'].flatMap((name) => {
    const value = at(headers, name)
    return typeof value === 'string' ? [`${name}: ${value}`] : []
  })

const begin = (text: string, length = 16): string => {
  const points = Array.from(text.replaceAll(/\s+/g, ' '))
  return `"${points.length > length ? `${points.slice(0, length).join('')}…` : points.join('')}"`
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

const said = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')
