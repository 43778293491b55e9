import type { Dialect, Exchange, Http } from '../case.ts'
import type { Finding, WireMessage } from '../report/report.ts'
import { isObject, isNothing, parsed, type Wire } from './json.ts'
import { mismatches, type Matching, type Mismatch } from './match.ts'
import { normalCompletion, readsOfChat } from './meaning/chat-answer.ts'
import { isForeign } from './meaning/defaults.ts'
import { normalMessage, readsOfMessages } from './meaning/messages-answer.ts'
import { normalResponse, readsOfResponses } from './meaning/responses-answer.ts'
import type { Names } from './names.ts'
import { orderOfChat } from './order/chat.ts'
import { orderOfMessages, type Order } from './order/messages.ts'
import { orderOfResponses } from './order/responses.ts'
import { comparePieces } from './pieces/compare.ts'
import type { Side } from './pieces/fragments.ts'
import type { Piece } from './pieces/piece.ts'
import { piecesOf } from './pieces/pieces.ts'
import { eventsOf, leftover, type StreamEvent } from './pieces/sse.ts'
import { headerMismatches } from './request.ts'
import { askSdk } from './sdk/oracle.ts'
import type { Sdks } from './sdk/load.ts'
import { statusOf } from './sdk/replay.ts'
import { checkAnswer, checkEvents, endpointOf, type Unsaid } from './unsaid.ts'

/** What is wrong with an answer that reached the client. */
export async function answerFindings(
  dialect: Dialect,
  exchange: Exchange,
  received: WireMessage,
  names: Names,
  sdks: Sdks,
): Promise<Finding[]> {
  const { file, stream } = exchange.expect
  const head = headOf(exchange, received, names)
  if (head.fatal) return head.found
  const endpoint = endpointOf(exchange.client.http.path ?? '')
  const events = stream ? eventsOf(received.body) : []
  const broken = stream && isBroken(dialect, exchange)
  const said = stream ? streamMismatches(dialect, exchange, events, received, names) : unaryMismatches(dialect, exchange, received, names)
  const body = parsed(received.body)
  const unsaid: Unsaid[] = stream
    ? [...checkEvents(dialect, events), ...orderFound(dialect, events, received)]
    : checkAnswer(dialect, endpoint, statusOf(received), body)
  const sdk = await askSdk(sdks, { dialect, endpoint, stream, received, broken })
  return [
    ...head.found,
    ...said.map((it): Finding => ({ ...it, file, check: 'expected' })),
    ...[...unsaid, ...sdk].map((it): Finding => ({ ...it, file, expected: null })),
  ]
}

/** Status, headers and how the body ended; fatal where nothing further can be read. */
function headOf(
  { expect: { file, http, stream } }: Exchange,
  received: WireMessage,
  names: Names,
): { readonly found: Finding[]; readonly fatal: boolean } {
  const say = (check: Finding['check'], path: string, expected: string | null, got: string | null, message: string): Finding => ({
    file,
    check,
    path,
    expected,
    received: got,
    message,
  })
  if (received.ending === 'timeout')
    return { found: [say('transport', '', 'an answer', null, 'the answer did not end within the time limit')], fatal: true }
  const wanted = allowed(http)
  const status = wanted.join(' or ')
  const got = statusOf(received)
  // A stream that is to break may never have begun.
  if (stream && http.ending === 'reset' && got >= 500) return { found: [], fatal: true }
  if (!wanted.includes(got)) {
    const excerpt = received.body.slice(0, 300)
    return {
      found: [say('expected', '/status', status, `${got} ${excerpt}`.trim(), `the status is ${got} where ${status} is expected`)],
      fatal: true,
    }
  }
  const headers = Object.fromEntries(Object.entries(received.headers).map(([name, value]) => [name.toLowerCase(), value]))
  const found = headerMismatches(http.headers ?? {}, headers, names).map((it): Finding => ({ ...it, file, check: 'expected' }))
  if (received.ending === 'reset' && http.ending !== 'reset')
    found.push(say('transport', '', 'a whole body', 'a broken connection', 'the connection broke before the answer ended'))
  const type = stream ? 'text/event-stream' : 'application/json'
  const given = headers['content-type'] ?? ''
  if (!given.includes(type)) {
    found.push(
      say(
        'expected',
        '/headers/content-type',
        type,
        given,
        `the content-type is '${given}' where ${type} is expected: official clients read the body by it`,
      ),
    )
    return { found, fatal: stream ? !/^(event|data|:)/m.test(received.body) : parsed(received.body) === undefined }
  }
  if (!stream && parsed(received.body) === undefined) {
    found.push(say('expected', '', 'JSON', received.body.slice(0, 300), 'the body of the answer is no JSON'))
    return { found, fatal: true }
  }
  return { found, fatal: false }
}

/** The statuses that an answer may have. */
const allowed = ({ status = 200, statuses = [status] }: Http): readonly number[] => statuses

/** Whether the case wants the client to learn that its answer is broken. */
function isBroken(dialect: Dialect, { expect: { http, text } }: Exchange): boolean {
  if (http.ending === 'reset') return true
  return eventsOf(text).some(({ data }) => data !== null && rules[dialect].fails(data))
}

function unaryMismatches(dialect: Dialect, { expect: { text, http } }: Exchange, { body }: WireMessage, names: Names): Mismatch[] {
  const wanted = parsed(text)
  const value = parsed(body)
  if (allowed(http).every((status) => status >= 400)) return mismatches(wanted, value, { names, reads: () => false })
  const { normal, reads } = rules[dialect]
  return mismatches(normal(wanted, 'expected'), normal(value, 'received'), { names, reads, exact: isForeign })
}

/** A stream that is to break may end in an error event or break off; what comes before is compared as far as it can have come. */
function streamMismatches(
  dialect: Dialect,
  { expect: { text, http }, provider }: Exchange,
  events: readonly StreamEvent[],
  received: WireMessage,
  names: Names,
): Mismatch[] {
  const matching: Matching = { names, reads: rules[dialect].readsOfPieces, exact: isForeign }
  const wanted = piecesOf(dialect, eventsOf(text), 'expected')
  const told = piecesOf(dialect, events, 'received')
  if (http.ending !== 'reset') return comparePieces(wanted, told, matching, null)
  const cut = received.ending === 'reset' || provider?.answer.http.ending === 'reset'
  const failed = told.some(isError)
  const before = wanted.filter((it) => !isError(it))
  const after = failed ? wanted.filter(isError) : []
  const found = [
    ...comparePieces(
      before,
      told.filter((it) => !isError(it)),
      matching,
      cut ? 'cut' : 'told',
    ),
    ...(after.length === 0 ? [] : comparePieces(after, told.filter(isError), matching, null)),
  ]
  if (received.ending === 'reset' || failed) return found
  const message = 'the stream ends as if it were whole: neither an error event nor a broken connection tells the client otherwise'
  return [...found, { path: `event ${events.length}`, expected: 'an error event, or a broken connection', received: 'the end', message }]
}

const isError = ({ kind }: Piece): boolean => kind === 'error'

type Reads = NonNullable<Matching['reads']>

/** How answers of a dialect are read. */
interface Rules {
  readonly normal: (answer: unknown, side: Side) => unknown
  readonly reads: Reads
  /** As `reads`, where the value is a piece of a stream. */
  readonly readsOfPieces: Reads
  readonly order: (events: readonly StreamEvent[]) => Order
  /** What a whole stream ends with. */
  readonly end: string
  /** Whether an event tells the client that its answer failed. */
  readonly fails: (data: Wire) => boolean
}

const rules: { readonly [D in Dialect]: Rules } = {
  messages: {
    normal: normalMessage,
    reads: readsOfMessages,
    readsOfPieces: readsOfMessages,
    order: orderOfMessages,
    end: 'message_stop',
    fails: (data) => data['type'] === 'error',
  },
  chat: {
    normal: normalCompletion,
    reads: readsOfChat,
    // What a call says of itself is read, the rest where it is expected.
    readsOfPieces: (path, owner, member) => readsOfChat(path.replace('/choices/0/delta/', '/choices/0/message/'), owner, member),
    order: orderOfChat,
    end: 'a finish_reason and [DONE]',
    fails: (data) => !isNothing(data['error']),
  },
  responses: {
    normal: normalResponse,
    reads: readsOfResponses,
    readsOfPieces: (path, owner, member) =>
      readsOfResponses(path.replace(/^\/item/, '/output/0').replace(/^\/response/, ''), owner, member),
    order: orderOfResponses,
    end: 'response.completed, response.incomplete or response.failed',
    fails: ({ type }) => type === 'error' || type === 'response.failed',
  },
}

function orderFound(dialect: Dialect, events: readonly StreamEvent[], received: WireMessage): Unsaid[] {
  const { violation, ending } = rules[dialect].order(events)
  const say = (event: number, message: string, got: string | null): Unsaid => ({
    check: 'order',
    path: `event ${event}`,
    message,
    received: got,
  })
  if (violation) {
    const event = events.find(({ number }) => number === violation.event)
    const type = event?.data && isObject(event.data) && dialect !== 'chat' ? ` (${String(event.data['type'])})` : ''
    return [say(violation.event, `event ${violation.event}${type}: ${violation.message}`, event?.text.slice(0, 400) ?? null)]
  }
  if (received.ending !== 'end') return []
  const rest = leftover(received.body)
  if (rest !== '' && rest !== 'data: [DONE]')
    return [say(events.length, `event ${events.length}: no blank line ends the last event, and readers discard it`, rest.slice(0, 400))]
  if (ending !== 'open') return []
  const place = events.length === 0 ? 'the stream is empty,' : `the stream ends after event ${events.length - 1}`
  return [say(events.length, `${place} without ${rules[dialect].end}, and without an error event`, null)]
}
