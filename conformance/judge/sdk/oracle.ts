import type { Dialect } from '../../case.ts'
import type { WireMessage } from '../../report/report.ts'
import { assembledCompletion } from '../assemble/chat.ts'
import { assembledMessage } from '../assemble/messages.ts'
import { assembledResponse } from '../assemble/responses.ts'
import { isObject, parsed } from '../json.ts'
import { mismatches, type Mismatch } from '../match.ts'
import { normalCompletion, readsOfChat } from '../meaning/chat-answer.ts'
import { blocksOf, normalMessage, readsOfMessages } from '../meaning/messages-answer.ts'
import { normalResponse, readsOfResponses } from '../meaning/responses-answer.ts'
import { Names } from '../names.ts'
import { eventsOf } from '../pieces/sse.ts'
import type { Endpoint, Unsaid } from '../unsaid.ts'
import { openaiReads } from './chat.ts'
import type { Sdks } from './load.ts'
import { anthropicReads } from './messages.ts'
import { openaiReadsResponses } from './responses.ts'
import { statusOf, type Outcome } from './replay.ts'

/** What the official client of a dialect is asked about. */
export interface Question {
  readonly dialect: Dialect
  readonly endpoint: Endpoint
  readonly stream: boolean
  readonly received: WireMessage
  /** Whether the answer is to break: the client must then raise. */
  readonly broken: boolean
}

/** What the official client makes of an answer that it should not, or fails to make; nothing where it is not installed. */
export async function askSdk(sdks: Sdks, question: Question): Promise<Unsaid[]> {
  const found: Unsaid[] = []
  for (const { name, version, reads } of readersOf(sdks, question)) {
    const outcome = await reads()
    found.push(...judged(question, outcome).map((it): Unsaid => ({ ...it, check: 'sdk', message: `${name} ${version} ${it.message}` })))
  }
  return found
}

interface Reader {
  readonly name: string
  readonly version: string
  readonly reads: () => Promise<Outcome>
}

/** The official clients that read the dialect. */
function readersOf({ messages, chat, responses }: Sdks, { dialect, endpoint, stream, received }: Question): readonly Reader[] {
  switch (dialect) {
    case 'messages':
      return messages ? [{ ...messages, reads: () => anthropicReads(messages, endpoint, stream, received) }] : []
    case 'chat':
      return chat && endpoint !== 'count-tokens' ? [{ ...chat, reads: () => openaiReads(chat, endpoint, stream, received) }] : []
    case 'responses':
      return responses.map((sdk) => ({ ...sdk, reads: () => openaiReadsResponses(sdk, endpoint, stream, received) }))
  }
}

type Found = Omit<Unsaid, 'check'>

function judged(question: Question, outcome: Outcome): Found[] {
  const status = statusOf(question.received)
  if (status >= 400) return refusedWith(status, question, outcome)
  if (question.broken) {
    // This client hands a failed response to its user as it is.
    if (outcome.kind === 'raised' || (isObject(outcome.value) && outcome.value['status'] === 'failed')) return []
    return [{ path: '', received: null, message: 'takes the broken answer for a whole one: no error reaches its user' }]
  }
  if (outcome.kind === 'raised') {
    const { name, message } = outcome.error
    return [{ path: '', received: null, message: `throws ${name}: ${message}` }]
  }
  return question.endpoint === 'answer' ? differences(question, outcome.value) : []
}

/** An error answer must become the class of its status, with the message that stands on the wire. */
function refusedWith(status: number, { dialect, received }: Question, outcome: Outcome): Found[] {
  if (outcome.kind === 'value') return [{ path: '', received: null, message: `takes status ${status} for an answer` }]
  const { name, message, status: read } = outcome.error
  if (read !== status) return [{ path: '', received: name, message: `makes ${name} of status ${status}: ${message}` }]
  const body = parsed(received.body)
  const error = isObject(body) ? body['error'] : undefined
  const said = isObject(error) ? error['message'] : undefined
  const tells =
    typeof said === 'string' && said !== '' && message.includes(dialect !== 'messages' ? said : JSON.stringify(said).slice(1, -1))
  return tells
    ? []
    : [{ path: '/error/message', received: message, message: `finds no message at /error/message of the error: it says '${message}'` }]
}

function differences({ dialect, stream, received }: Question, value: unknown): Found[] {
  const events = stream ? eventsOf(received.body) : []
  const wire = stream ? assembled[dialect](events) : parsed(received.body)
  return compared[dialect](wire, value).map(({ path, received: read, message }) => ({
    path,
    received: read,
    message: `assembles something else than the wire says: ${message}`,
  }))
}

const assembled = { messages: assembledMessage, chat: assembledCompletion, responses: assembledResponse } as const

const ofCompletion = (wire: unknown, read: unknown): Mismatch[] =>
  mismatches(normalCompletion(wire, 'received'), normalCompletion(read, 'received'), {
    names: new Names(),
    literal: true,
    reads: readsOfChat,
  })

/** What the client makes of an input that is no whole JSON is its own. */
function ofMessage(wire: unknown, read: unknown): Mismatch[] {
  const blocks = isObject(wire) ? blocksOf(wire) : []
  const half = new Set(blocks.flatMap(({ input }, index) => (typeof input === 'string' ? [`/content/${index}/input`] : [])))
  const found = mismatches(normalMessage(wire, 'received'), normalMessage(read, 'received'), {
    names: new Names(),
    literal: true,
    reads: readsOfMessages,
  })
  return found.filter(({ path }) => !half.has(path))
}

const ofResponse = (wire: unknown, read: unknown): Mismatch[] =>
  mismatches(normalResponse(wire, 'received'), normalResponse(read, 'received'), {
    names: new Names(),
    literal: true,
    reads: readsOfResponses,
  })

const compared: { readonly [D in Dialect]: (wire: unknown, read: unknown) => Mismatch[] } = {
  messages: ofMessage,
  chat: ofCompletion,
  responses: ofResponse,
}
