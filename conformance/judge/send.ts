import type { Dialect } from '../case.ts'
import type { WireMessage } from '../report/report.ts'
import { assembledCompletion } from './assemble/chat.ts'
import { assembledMessage } from './assemble/messages.ts'
import { assembledResponse } from './assemble/responses.ts'
import { isList, isObject, parsed, type Wire } from './json.ts'
import { CaseError } from './matchers.ts'
import type { Names } from './names.ts'
import { eventsOf } from './pieces/sse.ts'

/** A turn that cannot be sent because what it needs of an earlier one never came. */
export class MissingAnswer extends Error {
  override readonly name = 'MissingAnswer'
}

/**
 * A client's body with its placeholders filled. Throws {@link MissingAnswer} where an earlier answer brought no message or no
 * string of that name, and {@link CaseError} where a placeholder is wrong.
 */
export function sendable(body: unknown, answers: readonly WireMessage[], dialect: Dialect, names: Names): unknown {
  if (isList(body)) return body.flatMap((item) => filled(item, answers, dialect, names))
  if (!isObject(body)) return body
  if (Object.hasOwn(body, '$answer')) throw new CaseError('$answer stands outside of a list')
  if (Object.hasOwn(body, '$bound')) return boundOf(body['$bound'], names)
  return Object.fromEntries(Object.entries(body).map(([member, value]) => [member, sendable(value, answers, dialect, names)]))
}

/** An item of a list: an answer stands for the messages or items that it brought. */
function filled(item: unknown, answers: readonly WireMessage[], dialect: Dialect, names: Names): readonly unknown[] {
  if (isObject(item) && Object.hasOwn(item, '$answer')) return messagesOf(item['$answer'], answers, dialect)
  return [sendable(item, answers, dialect, names)]
}

function boundOf(name: unknown, names: Names): string {
  if (typeof name !== 'string') throw new CaseError('$bound is not followed by a name')
  const known = names.get(name)
  if (known === undefined) throw new MissingAnswer(`no answer brought what the case calls '${name}'`)
  return known
}

function messagesOf(number: unknown, answers: readonly WireMessage[], dialect: Dialect): readonly unknown[] {
  if (typeof number !== 'number' || !Number.isInteger(number) || number < 1)
    throw new CaseError('$answer is not followed by the number of an exchange')
  const answer = answers[number - 1]
  if (!answer) throw new CaseError(`$answer ${number} stands before that exchange has an answer`)
  const brought = broughtBy[dialect](answer)
  if (brought === null) throw new MissingAnswer(`the answer to exchange ${number} brings no message that could be appended`)
  return brought
}

/** What the official client's user appends of an answer; null where there is nothing. */
const broughtBy: { readonly [D in Dialect]: (answer: WireMessage) => readonly unknown[] | null } = {
  messages: (answer) => alone(turnOf(answer)),
  chat: (answer) => alone(choiceOf(answer)),
  responses: (answer) => outputOf(answer),
}

const alone = (message: Wire | null): readonly unknown[] | null => message && [message]

function outputOf(answer: WireMessage): readonly unknown[] | null {
  const response = isStream(answer) ? assembledResponse(eventsOf(answer.body)) : parsed(answer.body)
  return isObject(response) && isList(response['output']) ? response['output'] : null
}

const isStream = ({ headers, body }: WireMessage): boolean =>
  Object.entries(headers).some(([name, value]) => name.toLowerCase() === 'content-type' && value.includes('event-stream')) ||
  /^(event|data):/.test(body)

function turnOf(answer: WireMessage): Wire | null {
  const message = isStream(answer) ? assembledMessage(eventsOf(answer.body)) : parsed(answer.body)
  return isObject(message) && isList(message['content']) ? { role: 'assistant', content: message['content'] } : null
}

function choiceOf(answer: WireMessage): Wire | null {
  const completion = isStream(answer) ? assembledCompletion(eventsOf(answer.body)) : parsed(answer.body)
  const choices = isObject(completion) ? completion['choices'] : null
  const [choice] = isList(choices) ? choices : []
  const message = isObject(choice) ? choice['message'] : null
  return isObject(message) ? message : null
}
