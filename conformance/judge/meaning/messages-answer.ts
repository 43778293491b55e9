import { isList, isNothing, isObject, without, type Wire } from '../json.ts'
import { changed, each, inside, isEmpty, stripped } from './defaults.ts'
import type { Side } from '../pieces/fragments.ts'

/** A Messages answer in the form in which one meaning has one spelling. */
export function normalMessage(message: unknown, side: Side): unknown {
  if (!isObject(message)) return message
  const blocks = changed(message, 'content', (content) => each(content, (block) => normalBlock(block, side)))
  return changed(blocks, 'usage', (usage) => inside(usage, (it) => countersOf(it, side)))
}

/** A block of an answer: an expectation need not say what holds anyway. */
export const normalBlock = (block: Wire, side: Side): Wire =>
  side === 'expected' ? without(stripped(block, {}), (member, value) => !says(member, value)) : block

/** Usage: an expected zero of an optional counter is no demand. */
export const countersOf = (usage: Wire, side: Side): Wire =>
  side === 'expected' ? without(usage, (member, value) => optional.has(member) && isZero(value)) : usage

const optional: ReadonlySet<string> = new Set([
  'cache_creation_input_tokens',
  'cache_read_input_tokens',
  'cache_creation',
  'output_tokens_details',
  'server_tool_use',
])

const isZero = (value: unknown): boolean =>
  isNothing(value) || value === 0 || (isObject(value) && Object.values(value).every((counter) => isNothing(counter) || counter === 0))

/** Whether a member of a block tells its reader anything. */
function says(member: string, value: unknown): boolean {
  if (isNothing(value)) return false
  if (member === 'citations') return !isEmpty(value)
  return member !== 'caller' || !isObject(value) || value['type'] !== 'direct'
}

/** Whether the official client reads a member of an answer, so that nobody may add it unasked. */
export function readsOfMessages(path: string, owner: Wire, member: string): boolean {
  if (/^(\/content\/\d+)?\/input(\/|$)/.test(path)) return true
  const value = owner[member]
  const type = owner['type']
  if (type === 'message') return ['content', 'stop_reason', 'stop_sequence', 'stop_details'].includes(member)
  if (path === '/delta') return ['stop_reason', 'stop_sequence', 'stop_details'].includes(member)
  if (path.endsWith('/usage')) return cacheCounters.has(member) && !isZero(value)
  const known = typeof type === 'string' && /^(\/content\/\d+|\/content_block)$/.test(path) ? members[type] : undefined
  return known?.includes(member) === true && says(member, value)
}

const cacheCounters: ReadonlySet<string> = new Set([
  'input_tokens',
  'output_tokens',
  'cache_creation_input_tokens',
  'cache_read_input_tokens',
])

const members: { readonly [type: string]: readonly string[] } = {
  text: ['text', 'citations'],
  thinking: ['thinking', 'signature'],
  redacted_thinking: ['data'],
  tool_use: ['id', 'name', 'input', 'caller', 'toolset_name'],
}

/** The list of an answer's blocks; empty where it has none. */
export const blocksOf = (message: Wire): readonly Wire[] => (isList(message['content']) ? message['content'].filter(isObject) : [])
