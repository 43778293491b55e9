import type { JsonObject } from '../../interlingua/json.ts'
import { atLeast } from '../../interlingua/loss.ts'
import type { Part, TokenLogprob, ToolCallPart } from '../../interlingua/part.ts'
import type { Response } from '../../interlingua/response.ts'
import type { Asked } from '../../translate/format.ts'
import { foreignId } from '../../translate/foreign-id.ts'
import type { Ledger } from '../../translate/ledger.ts'
import { placesOf, type PlacedReasoning } from '../../translate/placed-reasoning.ts'
import type { Nothing } from '../../translate/triage.ts'
import { written } from '../../translate/unread.ts'
import { encodeLogprob } from '../../vendors/openai/logprobs.ts'
import { encodeCitation } from './citations.ts'
import { hubFates } from './fates.ts'
import type { ReasoningExtension } from './fates/content.ts'
import { spoken } from '../../translate/spoken.ts'
import type {
  ChatCompletion,
  ChatCompletionMessage,
  ChatCompletionMessage_Annotation,
  ChatCompletionMessageToolCall,
} from './generated/shapes.ts'
import { name as own } from './name.ts'
import { encodeDetails } from './reasoning.ts'
import { encodeStop } from './stop.ts'
import { encodeUsageMembers } from './usage.ts'

/** Writes a client's unary answer (§4, ENV-3). */
export function encodeResponse(response: Response, ledger: Ledger, asked: Asked): JsonObject {
  const { id, model, created, parts, stop, usage, ...rest } = spoken(response, hubFates.Response, '', ledger)
  rest satisfies Nothing
  const refusals = parts.flatMap((part) => (part.kind === 'refusal' ? [part.text] : []))
  const { finishReason, refusal } = encodeStop(stop, refusals.length > 0, ledger)
  const legacy = asksForFunctions(asked)
  const message: ChatCompletionMessage & ReasoningExtension = {
    ...encodeMessage(parts, refusal === null ? refusals : [...refusals, refusal], legacy, ledger),
    ...encodeReasoning(placesOf(parts), asked),
  }
  const completion = {
    id: ownId(id, ledger),
    object: 'chat.completion',
    created: created ?? Math.floor(asked.context.now() / 1000),
    model: shownModel(model, asked),
    choices: [
      {
        index: 0,
        message,
        finish_reason: legacy && finishReason === 'tool_calls' ? 'function_call' : finishReason,
        logprobs: encodeChoiceLogprobs(logprobsOf(parts)),
      },
    ],
    ...encodeUsageMembers(usage, ledger),
  } satisfies ChatCompletion
  return written(completion)
}

/** The name of the model that answered, or the one asked for (ENV-1). */
export const shownModel = (model: string, { request, settings }: Asked): string => (settings.echoRequestedModel ? request.model : model)

/** ID-1: an id of another format behind our prefix, the same for the same answer. */
export const ownId = (id: string, { format }: Ledger): string => (format === own ? id : `chatcmpl-${foreignId(id)}`)

/** The log probabilities of a choice or of a delta, null where there are none (EVX-1). */
export const encodeChoiceLogprobs = (tokens: readonly TokenLogprob[]) =>
  tokens.length === 0 ? null : { content: tokens.map(encodeLogprob), refusal: null }

const logprobsOf = (parts: readonly Part[]): TokenLogprob[] =>
  parts.flatMap((part) => (part.kind === 'text' ? (part.logprobs?.tokens ?? []) : []))

/** Whether the client offered `functions`, and so reads its answer as a `function_call` (TOOL-21). */
export const asksForFunctions = ({ request }: Asked): boolean => request.at['tools'] === '/functions'

function encodeMessage(parts: readonly Part[], refusals: readonly string[], legacy: boolean, ledger: Ledger): ChatCompletionMessage {
  const { text, annotations } = joinedText(parts, ledger)
  const calls = parts.filter((part) => part.kind === 'toolCall')
  const [first] = calls
  const silent = text === null && calls.length === 0 && refusals.length === 0
  return {
    role: 'assistant',
    content: silent ? '' : text,
    refusal: refusals.length === 0 ? null : refusals.join(''),
    ...(annotations.length === 0 ? {} : { annotations }),
    ...(legacy && first ? { function_call: { name: first.name, arguments: argumentsOf(first) } } : {}),
    ...(legacy || calls.length === 0 ? {} : { tool_calls: calls.map((call) => encodeCall(call, ledger)) }),
  }
}

function encodeCall(call: ToolCallPart, ledger: Ledger): ChatCompletionMessageToolCall {
  const { id, name, arguments: args, freeform, ...rest } = spoken(call, hubFates.ToolCallPart, call.at, ledger)
  rest satisfies Nothing
  return freeform
    ? { id, type: 'custom', custom: { name, input: args } }
    : { id, type: 'function', function: { name, arguments: argumentsOf(call) } }
}

const argumentsOf = ({ arguments: args }: ToolCallPart): string => (args === '' ? '{}' : args)

interface Joined {
  readonly text: string | null
  readonly annotations: readonly ChatCompletionMessage_Annotation[]
}

/** A text that joins the one before it (CNT-1). */
export const oneString = ['folded', 'CNT-1', 'info', 'Chat has one string for all texts of a message'] as const

/** Visible text as one string, with a gap where something else stood between (CNT-1); null where there is none. */
function joinedText(parts: readonly Part[], ledger: Ledger): Joined {
  const annotations: ChatCompletionMessage_Annotation[] = []
  let joined = ''
  let apart = false
  for (const part of parts) {
    if (part.kind === 'text') {
      if (part.text === '') {
        if (part.cited) ledger.lose(`${part.at}/citations`, 'dropped', 'RSP-4', 'debug', 'there is no text that rests on it')
        continue
      }
      if (joined !== '') ledger.lose(part.at, ...oneString)
      joined += joined !== '' && apart ? `\n\n${part.text}` : part.text
      apart = false
      annotations.push(...(part.cited ?? []).map((page) => encodeCitation(page, joined.length - part.text.length, joined.length)))
    } else {
      apart = true
      loseUnspeakable(part, ledger)
    }
  }
  return { text: joined === '' ? null : joined, annotations }
}

function loseUnspeakable(part: Part, ledger: Ledger): void {
  switch (part.kind) {
    case 'text':
    case 'thinking':
    case 'refusal':
    case 'toolCall':
      return
    case 'opaque': {
      const { rule, level, why } = part.elsewhere
      return ledger.lose(part.at, 'dropped', rule, atLeast(level, 'reject') ? 'warn' : level, why)
    }
    case 'image':
    case 'document':
    case 'audio':
    case 'toolResult':
      return ledger.lose(part.at, 'dropped', 'CB-20', 'warn', 'an answer of Chat holds text and calls alone')
  }
}

/** RSN-8, as far as the route shows reasoning. */
function encodeReasoning(thinking: readonly PlacedReasoning[], { settings: { reasoningField } }: Asked): ReasoningExtension {
  if (thinking.length === 0 || reasoningField === 'none') return {}
  const text = thinking.map(({ part }) => part.text).join('')
  return {
    ...(text === '' || reasoningField === 'details' ? {} : { reasoning_content: text }),
    ...(reasoningField === 'content' ? {} : { reasoning_details: encodeDetails(thinking) }),
  }
}
