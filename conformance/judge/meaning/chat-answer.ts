import { isNothing, isObject, without, type Wire } from '../json.ts'
import type { Side } from '../pieces/fragments.ts'
import { asJson, changed, each, inside, isEmpty } from './defaults.ts'

/** A Chat completion in the form in which one meaning has one spelling. */
export function normalCompletion(completion: unknown, side: Side): unknown {
  if (!isObject(completion)) return completion
  const choices = changed(completion, 'choices', (list) =>
    each(list, (choice) => changed(choice, 'message', (message) => inside(message, (it) => normalAnswer(it, side)))),
  )
  return changed(choices, 'usage', (usage) => inside(usage, (it) => completionUsage(it, side)))
}

/** The message of a choice: empty text, empty lists and null say nothing. */
export function normalAnswer(message: Wire, side: Side): Wire {
  const said = without(message, (member, value) => isNothing(value) || (quiet.has(member) && (value === '' || isEmpty(value))))
  return changed(said, 'tool_calls', (calls) => each(calls, (call) => normalCall(call, side)))
}

const quiet: ReadonlySet<string> = new Set(['content', 'refusal', 'tool_calls', 'annotations'])

/** An expectation's arguments are matched as JSON; the received ones stay the text that they are. */
const normalCall = (call: Wire, side: Side): Wire =>
  side === 'received' ? call : changed(call, 'function', (it) => inside(it, (fn) => changed(fn, 'arguments', asJson)))

/** Usage: an expected zero in the details is no demand. */
export function completionUsage(usage: Wire, side: Side): Wire {
  if (side === 'received') return usage
  const details = (value: unknown): unknown => inside(value, (it) => without(it, (_, counter) => isNothing(counter) || counter === 0))
  const stripped = changed(changed(usage, 'prompt_tokens_details', details), 'completion_tokens_details', details)
  return without(stripped, (member, value) => member.endsWith('_details') && isObject(value) && Object.keys(value).length === 0)
}

/** Whether the official client reads a member of an answer, so that nobody may add it unasked. */
export function readsOfChat(path: string, owner: Wire, member: string): boolean {
  const value = owner[member]
  if (path === '') return member === 'choices'
  if (/^\/choices\/\d+$/.test(path))
    return member === 'finish_reason' || member === 'message' || (member === 'logprobs' && !isNothing(value))
  if (/^\/choices\/\d+\/message$/.test(path)) return answerMembers.has(member)
  if (/\/tool_calls\/\d+(\/(function|custom))?$/.test(path)) return callMembers.has(member)
  return /_tokens_details$/.test(path) && (member === 'cached_tokens' || member === 'cache_write_tokens') && value !== 0
}

const answerMembers: ReadonlySet<string> = new Set(['role', 'content', 'refusal', 'tool_calls', 'function_call', 'audio', 'annotations'])
const callMembers: ReadonlySet<string> = new Set(['id', 'type', 'function', 'custom', 'name', 'arguments', 'input'])
