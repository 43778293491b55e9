import type { Fault } from '../../interlingua/fault.ts'
import type { JsonObject } from '../../interlingua/json.ts'
import type { OpaquePart, Part, TextPart, ThinkingPart, ToolCallPart } from '../../interlingua/part.ts'
import type { Response } from '../../interlingua/response.ts'
import { unknownUsage, type Usage } from '../../interlingua/usage.ts'
import type { Context } from '../../translate/context.ts'
import { Ledger } from '../../translate/ledger.ts'
import { Reader, type OtherArm } from '../../translate/reader.ts'
import type { Meaning, Nothing } from '../../translate/triage.ts'
import { unread, type Unread } from '../../translate/unread.ts'
import { decodeLogprobs } from '../../vendors/openai/logprobs.ts'
import { loseOtherThought, shownKind, type ReasoningItem } from './streamed-items.ts'
import { decodeCitations } from './citations.ts'
import { core, unions } from './fates.ts'
import type * as wire from './generated/shapes.ts'
import { name as own } from './name.ts'
import { reasoningText, sealReasoning } from './reasoning.ts'
import { decodeStop, faultOf, type Ended } from './stop.ts'
import { decodeUsage } from './usage.ts'

/** Reads an upstream's unary answer (§4). What is no finished answer is a loss that nothing lifts (STOP-R-8, STOP-R-9). */
export function decodeResponse(body: unknown, ledger: Ledger, context: Context): Response {
  const reader = new Reader(ledger)
  const { id, model, created_at, object, output, service_tier, usage, status, incomplete_details, error, ...rest } = reader.fields(
    unread<wire.Response>(body),
    core.Response,
    '',
  )
  rest satisfies Nothing
  reader.known(object)
  const answered = { id: reader.string(id, '/id') ?? '', model: reader.string(model, '/model') ?? '' }
  const parts = reader
    .list(output, '/output')
    .flatMap((item, i) => decodeItem(item, `/output/${i}`, { id: answered.id, context, reader }))
    .map((part) => (part.kind === 'reasoning' ? thinkingPart(part, answered.model, context, ledger) : part))
  const ended = decodeEnded({ status, incomplete_details, error }, reader)
  const broken = faultOf(ended)
  if (broken) ledger.lose('/status', 'rejected', ended.status === 'failed' ? 'STOP-R-8' : 'STOP-R-9', 'never', broken.message)
  return {
    at: named,
    ...answered,
    created: reader.number(created_at, '/created_at'),
    parts,
    stop: decodeStop(ended, { calls: has(parts, 'toolCall'), refused: has(parts, 'refusal') }, ledger),
    usage: decodeServed({ usage, service_tier }, reader),
  }
}

/** Where members stand that the hub calls by other names. */
export const named = { created: '/created_at' } as const

/** The fault that an answer with a good status tells of; null where it is an answer (STOP-R-8, STOP-R-9). */
export function decodeAnswerFault(body: unknown): Fault | null {
  const reader = new Reader(new Ledger(own, { rule: 'ENV-5', why: 'a member that is read again', level: 'debug' }))
  return faultOf(decodeEnded(reader.fields(unread<wire.Response>(body), core.Response, ''), reader))
}

/** What says how an answer ended. */
export type EndMembers = Pick<Meaning<wire.Response, (typeof core)['Response']>, 'status' | 'incomplete_details' | 'error'>

/** How an answer ended; hosts that do not say so finished it. */
export function decodeEnded({ status, incomplete_details, error }: Loose<EndMembers>, reader: Reader, told = 'completed'): Ended {
  const said = reader.string(status, '/status')
  const why = incomplete_details === undefined || incomplete_details === null ? null : decodeReason(incomplete_details, reader)
  const failure = error === undefined || error === null ? null : decodeError(error, reader)
  return { status: said ?? (failure ? 'failed' : why === null ? told : 'incomplete'), reason: why, error: failure }
}

function decodeReason(wireDetails: Unread<wire.Response_IncompleteDetails>, reader: Reader): string | null {
  const at = '/incomplete_details'
  const { reason, ...rest } = reader.fields(wireDetails, core.Response_IncompleteDetails, at)
  rest satisfies Nothing
  return reader.string(reason, `${at}/reason`)
}

function decodeError(wireError: Unread<wire.ResponseError>, reader: Reader): Ended['error'] {
  const { code, message, param, type, ...rest } = reader.fields(wireError, core.ResponseError, '/error')
  rest satisfies Nothing
  reader.known(param, type)
  return { code: reader.string(code, '/error/code'), message: reader.string(message, '/error/message'), raw: reader.json(wireError) }
}

/** Optional members that may be there and undefined. */
type Loose<T> = { readonly [K in keyof T]: T[K] | undefined }

/** What an answer consumed, and the tier that served it (USE-4, ENV-12). */
export function decodeServed(
  { usage, service_tier }: Loose<Pick<Meaning<wire.Response, (typeof core)['Response']>, 'usage' | 'service_tier'>>,
  reader: Reader,
): Usage {
  const counted = usage === undefined || usage === null ? unknownUsage : decodeUsage(usage, '/usage', reader)
  return { ...counted, serviceTier: reader.string(service_tier, '/service_tier') }
}

const has = (parts: readonly Part[], kind: Part['kind']): boolean => parts.some((part) => part.kind === kind)

/** How the items of an answer are read. */
export interface ItemReading {
  /** Of the answer. */
  readonly id: string
  readonly context: Context
  readonly reader: Reader
}

/** The parts of an item (RSP-10 to RSP-13), reasoning not yet sealed. Texts that hold nothing are none. */
export function decodeItem(item: Unread<wire.ResponseOutputItem>, at: string, reading: ItemReading): (Part | ReasoningItem)[] {
  const parts = reading.reader.arm<Unions['ResponseOutputItem'], typeof unions.ResponseOutputItem, (Part | ReasoningItem)[]>(
    item,
    at,
    'type',
    unions.ResponseOutputItem,
    {
      message: (message) => decodeMessage(message, at, reading),
      function_call: (call) => [decodeCall(call, at, reading)],
      custom_tool_call: (call) => [decodeCustomCall(call, at, reading)],
      reasoning: (reasoning) => [decodeReasoningItem(reasoning, at, reading.reader)],
    },
    (other) => [opaquePart(other)],
  )
  return parts ?? []
}

type Unions = wire.Unions

function decodeMessage(message: Unread<wire.ResponseOutputMessage>, at: string, { reader }: ItemReading): Part[] {
  const { type, role, content, ...rest } = reader.fields(message, core.ResponseOutputMessage, at)
  rest satisfies Nothing
  reader.known(type, role)
  return reader.list(content, `${at}/content`).flatMap((part, i) => decodeContent(part, `${at}/content/${i}`, reader) ?? [])
}

/** A part of a message; null where it holds nothing. */
export function decodeContent(
  content: Unread<wire.ResponseOutputText | wire.ResponseOutputRefusal>,
  at: string,
  reader: Reader,
): Part | null {
  return reader.arm<Unions['ResponseOutputMessage.content'], (typeof unions)['ResponseOutputMessage.content'], Part | null>(
    content,
    at,
    'type',
    unions['ResponseOutputMessage.content'],
    {
      output_text: (text) => decodeText(text, at, reader),
      refusal: (said) => {
        const { type, refusal, ...rest } = reader.fields(said, core.ResponseOutputRefusal, at)
        rest satisfies Nothing
        reader.known(type)
        const text = reader.string(refusal, `${at}/refusal`) ?? ''
        return text === '' ? null : { kind: 'refusal', at, text }
      },
    },
    opaquePart,
  )
}

function decodeText(wireText: Unread<wire.ResponseOutputText>, at: string, reader: Reader): TextPart | null {
  const { type, text, annotations, logprobs, ...rest } = reader.fields(wireText, core.ResponseOutputText, at)
  rest satisfies Nothing
  reader.known(type)
  const said = reader.string(text, `${at}/text`) ?? ''
  const cited = decodeCitations(annotations, `${at}/annotations`, reader)
  const tokens = decodeLogprobs(logprobs, `${at}/logprobs`, reader)
  if (said === '') {
    for (const page of cited) reader.ledger.loseElsewhere(page.at ?? at, 'dropped', 'RSP-4', 'debug', 'there is no text that rests on it')
    if (tokens.length > 0)
      reader.ledger.loseElsewhere(`${at}/logprobs`, 'dropped', 'EVC-11', 'debug', 'there is no text whose tokens they are')
    return null
  }
  return {
    kind: 'text',
    at,
    text: said,
    cache: null,
    ...(cited.length === 0 ? {} : { cited }),
    ...(tokens.length === 0 ? {} : { logprobs: { at: `${at}/logprobs`, tokens } }),
  }
}

function decodeCall(call: Unread<wire.ResponseFunctionToolCall>, at: string, reading: ItemReading): ToolCallPart {
  const { reader } = reading
  const { type, arguments: args, call_id, name, namespace, ...rest } = reader.fields(call, core.ResponseFunctionToolCall, at)
  rest satisfies Nothing
  reader.known(type)
  const said = reader.string(args, `${at}/arguments`) ?? ''
  return { ...decodeCalled({ call_id, name, namespace }, at, reading), arguments: said, freeform: false }
}

function decodeCustomCall(call: Unread<wire.ResponseCustomToolCall>, at: string, reading: ItemReading): ToolCallPart {
  const { reader } = reading
  const { type, input, call_id, name, namespace, ...rest } = reader.fields(call, core.ResponseCustomToolCall, at)
  rest satisfies Nothing
  reader.known(type)
  const said = reader.string(input, `${at}/input`) ?? ''
  return { ...decodeCalled({ call_id, name, namespace }, at, reading), arguments: said, freeform: true }
}

type Called = Pick<Meaning<wire.ResponseFunctionToolCall, (typeof core)['ResponseFunctionToolCall']>, 'call_id' | 'name' | 'namespace'>

/** Which tool is called; one of a namespace by both names (TOOL-15). A call without an id gets one that stays (EVC-6). */
function decodeCalled({ call_id, name, namespace }: Loose<Called>, at: string, { id, context, reader }: ItemReading) {
  const space = reader.string(namespace, `${at}/namespace`) ?? ''
  const tool = reader.text(name, `${at}/name`)
  return {
    kind: 'toolCall',
    at,
    id: reader.string(call_id, `${at}/call_id`) || `call_${context.hash(`${id}${at}`).slice(0, 24)}`,
    name: space === '' ? tool : `${space}__${tool}`,
    cache: null,
  } as const
}

function decodeReasoningItem(item: Unread<wire.ResponseReasoningItem>, at: string, reader: Reader): ReasoningItem {
  const { type, id, summary, content, encrypted_content, ...rest } = reader.fields(item, core.ResponseReasoningItem, at)
  rest satisfies Nothing
  reader.known(type)
  return {
    kind: 'reasoning',
    at,
    id: reader.string(id, `${at}/id`) ?? '',
    encrypted: reader.string(encrypted_content, `${at}/encrypted_content`),
    summary: reader.list(summary, `${at}/summary`).map((part, i) => decodeSummary(part, `${at}/summary/${i}`, reader)),
    content: reader.list(content, `${at}/content`).map((part, i) => decodeReasoningContent(part, `${at}/content/${i}`, reader)),
  }
}

function decodeSummary(part: Unread<wire.ResponseReasoningItem_Summary>, at: string, reader: Reader): string {
  const { type, text, ...rest } = reader.fields(part, core.ResponseReasoningItem_Summary, at)
  rest satisfies Nothing
  reader.known(type)
  return reader.string(text, `${at}/text`) ?? ''
}

/** One part of the reasoning itself. */
export function decodeReasoningContent(part: Unread<wire.ResponseReasoningItem_Content>, at: string, reader: Reader): string {
  const { type, text, ...rest } = reader.fields(part, core.ResponseReasoningItem_Content, at)
  rest satisfies Nothing
  reader.known(type)
  return reader.string(text, `${at}/text`) ?? ''
}

/** RSN-3; of an item that has both kinds of text one is read (EVR-5). */
function thinkingPart(item: ReasoningItem, model: string, context: Context, ledger: Ledger): ThinkingPart {
  const kind = shownKind(item)
  const other = kind === 'summary' ? 'content' : 'summary'
  loseOtherThought(item, other, ledger)
  const said = { ...item, [other]: [] }
  return { kind: 'thinking', at: item.at, text: reasoningText(said), seal: sealReasoning(said, model, context), redacted: false }
}

/** A block that no other format knows (RSP-13). */
function opaquePart({ tag, payload, at, fate, elsewhere }: OtherArm): OpaquePart {
  const unknown = { rule: 'RSP-13', why: `unknown block '${tag}'`, level: 'warn' } as const
  return {
    kind: 'opaque',
    at,
    format: own,
    type: tag,
    payload: payload satisfies JsonObject,
    text: null,
    elsewhere: fate ? elsewhere : unknown,
  }
}
