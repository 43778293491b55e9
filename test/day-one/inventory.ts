import { at } from '../scripted/json.ts'

/** Something a body says that must not get lost. `at` is its pointer, `value` what is compared. */
export interface Fact {
  readonly kind: 'text' | 'reasoning' | 'media' | 'tool' | 'call' | 'result'
  readonly at: string
  /** Id of a call or result, name of a tool. */
  readonly id: string
  readonly name: string
  readonly value: string
}

/** All that a Messages request says. */
export function messagesFacts(body: unknown): Fact[] {
  return [
    ...list(at(body, 'tools')).map((tool, index) => toolFact(tool, at(tool, 'input_schema'), `/tools/${index}`)),
    ...blocks(at(body, 'system'), '/system'),
    ...list(at(body, 'messages')).flatMap((message, index) => blocks(at(message, 'content'), `/messages/${index}/content`)),
  ]
}

/** All that a Chat Completions request says. */
export function chatFacts(body: unknown): Fact[] {
  return [
    ...list(at(body, 'tools')).map((tool, index) => toolFact(at(tool, 'function'), at(tool, 'function', 'parameters'), `/tools/${index}`)),
    ...list(at(body, 'messages')).flatMap((message, index) => chatMessage(message, `/messages/${index}`)),
  ]
}

function blocks(content: unknown, where: string): Fact[] {
  if (typeof content === 'string') return [fact('text', where, content)]
  return list(content).flatMap((block, index) => blockFacts(block, `${where}/${index}`))
}

function blockFacts(block: unknown, where: string): Fact[] {
  switch (at(block, 'type')) {
    case 'text':
      return [fact('text', where, text(at(block, 'text')))]
    case 'thinking':
    case 'redacted_thinking':
      return [fact('reasoning', where, text(at(block, 'signature') ?? at(block, 'data')))]
    case 'image':
    case 'document':
      return [fact('media', where, text(at(block, 'source', 'data') ?? at(block, 'source', 'url')))]
    case 'tool_use':
      return [fact('call', where, canonical(at(block, 'input')), text(at(block, 'id')), text(at(block, 'name')))]
    case 'tool_result': {
      const inner = blocks(at(block, 'content'), `${where}/content`)
      const said = inner.filter(({ kind }) => kind === 'text')
      return [
        fact('result', where, said.map(({ value }) => value).join('\n'), text(at(block, 'tool_use_id'))),
        ...inner.filter(({ kind }) => kind !== 'text'),
      ]
    }
    case 'tool_reference':
      return [fact('text', where, text(at(block, 'tool_name')))]
    default:
      return [fact('text', where, JSON.stringify(block))]
  }
}

function chatMessage(message: unknown, where: string): Fact[] {
  const parts = chatParts(at(message, 'content'), `${where}/content`)
  if (at(message, 'role') === 'tool') {
    const said = parts.filter(({ kind }) => kind === 'text')
    return [
      fact('result', where, said.map(({ value }) => value).join('\n'), text(at(message, 'tool_call_id'))),
      ...parts.filter(({ kind }) => kind !== 'text'),
    ]
  }
  const reasoning = ['reasoning', 'reasoning_content'].filter((member) => typeof at(message, member) === 'string')
  return [
    ...parts,
    ...reasoning.map((member) => fact('reasoning', `${where}/${member}`, text(at(message, member)))),
    ...list(at(message, 'tool_calls')).map((call, index) => {
      const given = text(at(call, 'function', 'arguments'))
      const value = canonical(given === '' ? {} : JSON.parse(given))
      return fact('call', `${where}/tool_calls/${index}`, value, text(at(call, 'id')), text(at(call, 'function', 'name')))
    }),
  ]
}

function chatParts(content: unknown, where: string): Fact[] {
  if (typeof content === 'string') return content === '' ? [] : [fact('text', where, content)]
  return list(content).map((part, index) => {
    const here = `${where}/${index}`
    const media = at(part, 'image_url', 'url') ?? at(part, 'image_url') ?? at(part, 'file', 'file_data')
    return media === undefined ? fact('text', here, text(at(part, 'text'))) : fact('media', here, text(media).replace(/^data:[^,]*,/, ''))
  })
}

function toolFact(tool: unknown, schema: unknown, where: string): Fact {
  const given = typeof schema === 'object' && schema !== null ? Object.entries(schema) : []
  // The dialect of a schema is no part of what it says (SCH-9), and a tool without one takes nothing (TOOL-2).
  const said = { type: 'object', properties: {}, ...Object.fromEntries(given.filter(([member]) => member !== '$schema')) }
  return fact('tool', where, `${text(at(tool, 'description'))}\n${canonical(said)}`, '', text(at(tool, 'name')))
}

const fact = (kind: Fact['kind'], where: string, value: string, id = '', name = ''): Fact => ({ kind, at: where, id, name, value })

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** JSON with members in alphabetical order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_member, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}
