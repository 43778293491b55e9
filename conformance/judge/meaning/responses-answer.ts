import { isList, isNothing, isObject, without, type Wire } from '../json.ts'
import type { Side } from '../pieces/fragments.ts'
import { asJson, changed, each, inside, isEmpty } from './defaults.ts'

/**
 * A Responses answer in the form in which one meaning has one spelling. `output_text` is computed by the official client; an answer
 * of which a case does not say otherwise is complete.
 */
export function normalResponse(response: unknown, side: Side): unknown {
  if (!isObject(response)) return response
  const told = without(response, (member) => member === 'output_text')
  const said = side === 'expected' && Object.hasOwn(told, 'output') ? { status: 'completed', ...told } : told
  const items = changed(said, 'output', (output) => each(output, (item) => normalItem(item, side)))
  return changed(items, 'usage', (usage) => inside(usage, (it) => responseUsage(it, side)))
}

/** An item of an answer: its parts joined as the official client joins them; what is complete need not say so. */
export function normalItem(item: Wire, side: Side): Wire {
  const known = headOf(item)
  switch (item['type']) {
    case 'message':
      return changed(known, 'content', (content) => inOneText(each(content, normalPart)))
    case 'reasoning':
      return changed(known, 'summary', inOneSummary)
    case 'function_call':
      return side === 'received' ? known : changed(known, 'arguments', asJson)
    default:
      return known
  }
}

/** An item without the members that say what holds anyway. */
export const headOf = (item: Wire): Wire =>
  without(item, (member, value) => isNothing(value) || (member === 'status' && value === 'completed'))

/** A part without the lists that hold nothing. */
export const normalPart = (part: Wire): Wire =>
  without(part, (member, value) => isNothing(value) || ((member === 'annotations' || member === 'logprobs') && isEmpty(value)))

/** Usage: an expected zero in the details is no demand. */
export function responseUsage(usage: Wire, side: Side): Wire {
  if (side === 'received') return usage
  const details = (value: unknown): unknown => inside(value, (it) => without(it, (_, counter) => isNothing(counter) || counter === 0))
  const stripped = changed(changed(usage, 'input_tokens_details', details), 'output_tokens_details', details)
  return without(stripped, (member, value) => member.endsWith('_details') && isObject(value) && Object.keys(value).length === 0)
}

/** Whether the official client reads a member of an answer, so that nobody may add it unasked. */
export function readsOfResponses(path: string, owner: Wire, member: string): boolean {
  if (path === '') return ['output', 'status', 'incomplete_details', 'error'].includes(member)
  if (/^\/output\/\d+$/.test(path)) return (members[String(owner['type'])] ?? []).includes(member)
  if (/^\/output\/\d+\/(content|summary)\/\d+$/.test(path)) return partMembers.has(member)
  return /_tokens_details$/.test(path) && (member === 'cached_tokens' || member === 'cache_write_tokens') && owner[member] !== 0
}

const members: { readonly [type: string]: readonly string[] } = {
  message: ['type', 'role', 'content', 'status'],
  reasoning: ['type', 'summary', 'content'],
  function_call: ['type', 'call_id', 'name', 'namespace', 'arguments', 'status'],
  custom_tool_call: ['type', 'call_id', 'name', 'namespace', 'input'],
}

const partMembers: ReadonlySet<string> = new Set(['type', 'text', 'refusal', 'annotations', 'logprobs'])

/** Neighbouring texts without annotations are one: official clients join the parts of a message with nothing between them. */
function inOneText(content: unknown): unknown {
  if (!isList(content)) return content
  return content.reduce<readonly unknown[]>((before, part) => {
    const last = before.at(-1)
    return isPlain(last) && isPlain(part) ? [...before.slice(0, -1), { ...last, text: last.text + part.text }] : [...before, part]
  }, [])
}

const isPlain = (part: unknown): part is Wire & { readonly text: string } =>
  isObject(part) && part['type'] === 'output_text' && typeof part['text'] === 'string' && Object.keys(part).length === 2

/** How a summary is divided into parts is nobody's loss, as long as a blank line divides them. */
function inOneSummary(summary: unknown): unknown {
  if (!isList(summary) || summary.length < 2) return summary
  const texts = summary.map((part) => (isObject(part) && typeof part['text'] === 'string' ? part['text'] : null))
  return texts.every((text) => text !== null) ? [{ type: 'summary_text', text: texts.join('\n\n') }] : summary
}
