import type { Logprobs, Part } from '../../interlingua/part.ts'
import type { Response } from '../../interlingua/response.ts'
import { isJsonObject } from '../../interlingua/json.ts'
import { unknownUsage } from '../../interlingua/usage.ts'
import type { Context } from '../../translate/context.ts'
import type { Ledger } from '../../translate/ledger.ts'
import { Reader } from '../../translate/reader.ts'
import type { Nothing } from '../../translate/triage.ts'
import { unread, type Unread } from '../../translate/unread.ts'
import { decodeLogprobs } from '../../vendors/openai/logprobs.ts'
import { decodeCitations } from './citations.ts'
import { core } from './fates.ts'
import type { ReasoningExtension } from './fates/content.ts'
import { reasoningMessage } from './fates/response.ts'
import type * as wire from './generated/shapes.ts'
import { decodeReasoningText, sealReasoning } from './reasoning.ts'
import { decodeStop } from './stop.ts'
import { decodeToolCalls } from './turns.decode.ts'
import { decodeUsage } from './usage.ts'

/** Reads an upstream's unary answer (§4). */
export function decodeResponse(body: unknown, ledger: Ledger, context: Context): Response {
  const reader = new Reader(ledger)
  const { id, choices, created, model, object, service_tier, usage, ...rest } = reader.fields(
    unread<wire.ChatCompletion>(body),
    core.ChatCompletion,
    '',
  )
  rest satisfies Nothing
  reader.known(object)
  const answered = { id: reader.string(id, '/id') ?? '', model: reader.string(model, '/model') ?? '', context }
  const answer = decodeChoices(choices, answered, reader)
  const counted = usage === undefined || usage === null ? unknownUsage : decodeUsage(usage, '/usage', reader)
  return {
    id: answered.id,
    model: answered.model,
    created: reader.number(created, '/created'),
    ...answer,
    usage: { ...counted, serviceTier: reader.string(service_tier, '/service_tier') },
  }
}

/** What ids and seals of an answer are made of. */
interface Answered {
  readonly id: string
  readonly model: string
  readonly context: Context
}

/** The answer with index 0, else the first one; nobody asked for others (ENV-4). */
function decodeChoices(
  wire: Unread<wire.ChatCompletion['choices']> | undefined,
  answered: Answered,
  reader: Reader,
): Pick<Response, 'parts' | 'stop'> {
  const { ledger } = reader
  const choices = reader.list(wire, '/choices')
  const chosen = Math.max(
    0,
    choices.findIndex((choice) => indexOf(choice) === 0),
  )
  const answer = choices[chosen]
  for (const at of choices.keys()) {
    if (at !== chosen) ledger.lose(`/choices/${at}`, 'dropped', 'ENV-4', 'debug', 'an answer nobody asked for')
  }
  if (answer !== undefined) return decodeChoice(answer, `/choices/${chosen}`, answered, reader)
  ledger.malformed('/choices', 'expected an array with an answer in it')
  return { parts: [], stop: decodeStop('stop', { calls: false, refused: false }, '', ledger) }
}

const indexOf = (choice: unknown): unknown => (isJsonObject(choice) ? choice['index'] : null)

function decodeChoice(
  choice: Unread<wire.ChatCompletion_Choice>,
  at: string,
  answered: Answered,
  reader: Reader,
): Pick<Response, 'parts' | 'stop'> {
  const { index, message, finish_reason, logprobs, ...rest } = reader.fields(choice, core.ChatCompletion_Choice, at)
  rest satisfies Nothing
  if (reader.number(index, `${at}/index`)) {
    reader.ledger.lose(`${at}/index`, 'folded', 'ENV-4', 'debug', 'the only answer is the first one')
  }
  const parts =
    message === undefined || message === null
      ? missingMessage(`${at}/message`, reader)
      : withLogprobs(
          decodeMessage(message, `${at}/message`, answered, reader),
          decodeChoiceLogprobs(logprobs, `${at}/logprobs`, reader),
          reader,
        )
  const reason = (reader.string(finish_reason, `${at}/finish_reason`) ?? '').trim()
  const ending = { calls: parts.some(({ kind }) => kind === 'toolCall'), refused: parts.some(({ kind }) => kind === 'refusal') }
  return { parts, stop: decodeStop(reason === '' ? null : reason, ending, `${at}/finish_reason`, reader.ledger) }
}

/** The tokens of the visible text (EVX-1). */
export function decodeChoiceLogprobs(
  wire: Unread<wire.ChatCompletion_Choice_Logprobs> | undefined,
  at: string,
  reader: Reader,
): Logprobs | null {
  if (wire === undefined || wire === null) return null
  const { content, ...rest } = reader.fields(wire, core.ChatCompletion_Choice_Logprobs, at)
  rest satisfies Nothing
  const tokens = decodeLogprobs(content, `${at}/content`, reader)
  return tokens.length === 0 ? null : { at, tokens }
}

function withLogprobs(parts: Part[], logprobs: Logprobs | null, { ledger }: Reader): Part[] {
  if (logprobs === null) return parts
  const text = parts.findIndex(({ kind }) => kind === 'text')
  if (text === -1) ledger.lose(logprobs.at, 'dropped', 'EVC-11', 'debug', 'there is no text whose tokens they are')
  return parts.map((part, i) => (i === text ? { ...part, logprobs } : part))
}

function missingMessage(at: string, reader: Reader): Part[] {
  reader.ledger.malformed(at, 'expected an object, got nothing')
  return []
}

/** Reasoning, text, refusal, calls, in this order (RSP-5 to RSP-9, RSP-14, RSN-12). */
function decodeMessage(message: Unread<wire.ChatCompletionMessage>, at: string, { id, model, context }: Answered, reader: Reader): Part[] {
  const { role, content, refusal, tool_calls, function_call, annotations, reasoning_content, reasoning, reasoning_details, ...rest } =
    reader.fields(unread<wire.ChatCompletionMessage & ReasoningExtension>(message), reasoningMessage, at)
  rest satisfies Nothing
  reader.known(role)
  const thinking = decodeReasoningText({ reasoning_content, reasoning, reasoning_details }, at, reader)
  const text = reader.string(content, `${at}/content`) ?? ''
  const refused = reader.string(refusal, `${at}/refusal`) ?? ''
  const cited = decodeCitations(annotations, `${at}/annotations`, reader)
  if (text === '' && cited[0]) reader.ledger.lose(`${at}/annotations`, 'dropped', 'RSP-8', 'debug', 'there is no text that rests on them')
  return [
    ...(thinking === ''
      ? []
      : [
          {
            kind: 'thinking',
            at: `${at}/reasoning_content`,
            text: thinking,
            seal: sealReasoning(model, context),
            redacted: false,
          } as const,
        ]),
    ...(text === '' ? [] : [{ kind: 'text', at: `${at}/content`, text, cache: null, ...(cited.length === 0 ? {} : { cited }) } as const]),
    ...(refused === '' ? [] : [{ kind: 'refusal', at: `${at}/refusal`, text: refused } as const]),
    ...decodeFunctionCall(function_call, `${at}/function_call`, generatedId(id, 0, context), reader),
    ...decodeToolCalls(tool_calls, `${at}/tool_calls`, reader, (index) => generatedId(id, index, context)),
  ]
}

function decodeFunctionCall(
  call: Unread<wire.ChatCompletionMessage_FunctionCall> | undefined,
  at: string,
  id: string,
  reader: Reader,
): Part[] {
  if (call === undefined || call === null) return []
  const { name, arguments: args, ...rest } = reader.fields(call, core.ChatCompletionMessage_FunctionCall, at)
  rest satisfies Nothing
  const said = { name: reader.text(name, `${at}/name`), arguments: reader.string(args, `${at}/arguments`) ?? '' }
  return [{ kind: 'toolCall', at, id, ...said, freeform: false, cache: null }]
}

/** The id of a call that came without one: the same for the same answer, streamed or not (EVC-6). */
export const generatedId = (responseId: string, index: number, { hash }: Context): string =>
  `call_${hash(`${responseId}/${index}`).slice(0, 24)}`
