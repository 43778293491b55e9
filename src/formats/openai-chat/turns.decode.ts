import type { Part, ToolCallPart, ToolResultPart } from '../../interlingua/part.ts'
import type { Turn } from '../../interlingua/turn.ts'
import { putBack } from '../../translate/placed-reasoning.ts'
import type { Reader } from '../../translate/reader.ts'
import type { Meaning, Nothing } from '../../translate/triage.ts'
import { unread, type Unread } from '../../translate/unread.ts'
import { core, unions } from './fates.ts'
import { assistantMessage, type ReasoningExtension } from './fates/content.ts'
import type * as wire from './generated/shapes.ts'
import { blindTo, decodeContent, isMissing } from './parts.decode.ts'
import { decodeReasoningMembers } from './reasoning.ts'

type Messages = wire.Unions['ChatCompletionMessageParam']
type Calls = wire.Unions['ChatCompletionMessageToolCall']

/** Messages of all six roles, one turn each (ROL-1 to ROL-6). */
export function decodeTurns(
  messages: Unread<readonly wire.ChatCompletionMessageParam[]> | undefined,
  reader: Reader,
  extensions: boolean,
): Turn[] {
  // A `function` message names the function; the call it answers got an id made of its message's index (CP-12).
  const legacyCalls = new Map<string, string>()
  return reader.list(messages, '/messages').flatMap((message, index) => {
    const at = `/messages/${index}`
    if (isMissing(message, at, reader)) return []
    const instruct = (role: 'system' | 'developer') => (arm: Unread<wire.ChatCompletionSystemMessageParam>) => {
      const { role: tag, content, ...rest } = reader.fields(arm, core.ChatCompletionSystemMessageParam, at)
      rest satisfies Nothing
      reader.known(tag)
      return { at, role, name: null, ...decodeContent(content, `${at}/content`, reader, extensions) }
    }
    const turn = reader.arm<Messages, (typeof unions)['ChatCompletionMessageParam'], Turn>(
      message,
      at,
      'role',
      unions.ChatCompletionMessageParam,
      {
        system: instruct('system'),
        developer: (arm) => instruct('developer')(unread<wire.ChatCompletionSystemMessageParam>(arm)),
        user: (arm) => {
          const { role, content, ...rest } = reader.fields(arm, core.ChatCompletionUserMessageParam, at)
          rest satisfies Nothing
          reader.known(role)
          return { at, role: 'user', name: null, ...decodeContent(content, `${at}/content`, reader, extensions) }
        },
        assistant: (arm) => decodeAssistant(arm, { at, index, reader, extensions, legacyCalls }),
        tool: (arm) => decodeToolMessage(arm, at, reader, extensions),
        function: (arm) => decodeFunctionMessage(arm, { at, index, reader, extensions, legacyCalls }),
      },
      ({ tag }) => {
        reader.ledger.malformed(`${at}/role`, `unknown value '${tag}', expected one of ${roles}`)
        return null
      },
    )
    return turn ?? []
  })
}

const roles = Object.keys(unions.ChatCompletionMessageParam)
  .map((role) => `'${role}'`)
  .join(', ')

interface Place {
  readonly at: string
  readonly index: number
  readonly reader: Reader
  readonly extensions: boolean
  readonly legacyCalls: Map<string, string>
}

function decodeAssistant(arm: Unread<wire.ChatCompletionAssistantMessageParam>, place: Place): Turn {
  const { at, reader, extensions } = place
  const meaning: Meaning<wire.ChatCompletionAssistantMessageParam & ReasoningExtension, typeof assistantMessage> = extensions
    ? reader.fields(unread<wire.ChatCompletionAssistantMessageParam & ReasoningExtension>(arm), assistantMessage, at)
    : blindTo(reader.fields(arm, core.ChatCompletionAssistantMessageParam, at), 'reasoning_content', 'reasoning', 'reasoning_details')
  const { role, content, refusal, tool_calls, function_call, reasoning_content, reasoning, reasoning_details, ...rest } = meaning
  rest satisfies Nothing
  reader.known(role)
  const said = decodeContent(content, `${at}/content`, reader, extensions)
  const refused = reader.string(refusal, `${at}/refusal`)
  return {
    at,
    role: 'assistant',
    name: null,
    shorthand: said.shorthand,
    parts: putBack(
      [
        ...said.parts,
        ...(refused === null ? [] : [{ kind: 'refusal', at: `${at}/refusal`, text: refused } as const]),
        ...decodeLegacyCall(function_call, place),
        ...decodeToolCalls(tool_calls, `${at}/tool_calls`, reader),
      ],
      decodeReasoningMembers({ reasoning_content, reasoning, reasoning_details }, at, reader),
    ),
  }
}

function decodeLegacyCall(
  call: Unread<wire.ChatCompletionAssistantMessageParam_FunctionCall> | undefined,
  { at: message, index, reader, legacyCalls }: Place,
): Part[] {
  if (call === undefined || call === null) return []
  const at = `${message}/function_call`
  const { name, arguments: args, ...rest } = reader.fields(call, core.ChatCompletionAssistantMessageParam_FunctionCall, at)
  rest satisfies Nothing
  const id = `call_fn_${index}`
  const called = reader.text(name, `${at}/name`)
  legacyCalls.set(called, id)
  return [{ kind: 'toolCall', at, id, name: called, arguments: reader.text(args, `${at}/arguments`), freeform: false, cache: null }]
}

/** Calls of a message, in a request or in an answer (CP-10, CP-11, LEN-7). */
export function decodeToolCalls(
  calls: Unread<readonly wire.ChatCompletionMessageToolCall[]> | undefined,
  at: string,
  reader: Reader,
  newId: ((index: number) => string) | null = null,
): ToolCallPart[] {
  return reader.list(calls, at).flatMap((call, i) => decodeToolCall(call, `${at}/${i}`, reader, newId && newId(i)) ?? [])
}

function decodeToolCall(
  call: Unread<wire.ChatCompletionMessageToolCall>,
  at: string,
  reader: Reader,
  newId: string | null,
): ToolCallPart | null {
  const idOf = (id: Unread<string> | undefined): string =>
    newId === null ? reader.text(id, `${at}/id`) : reader.string(id, `${at}/id`) || newId
  if (isMissing(call, at, reader)) return null
  const bare: unknown = call
  const untagged = typeof bare === 'object' && bare !== null && 'custom' in bare && bare.custom ? 'custom' : 'function'
  return reader.arm<Calls, (typeof unions)['ChatCompletionMessageToolCall'], ToolCallPart | null>(
    call,
    at,
    'type',
    unions.ChatCompletionMessageToolCall,
    {
      function: (arm) => {
        const { id, type, function: called, ...rest } = reader.fields(arm, core.ChatCompletionMessageFunctionToolCall, at)
        rest satisfies Nothing
        reader.known(type)
        const inner = `${at}/function`
        if (called === undefined || called === null) return missing(inner, reader)
        const { name, arguments: args, ...none } = reader.fields(called, core.ChatCompletionMessageFunctionToolCall_Function, inner)
        none satisfies Nothing
        return {
          kind: 'toolCall',
          at,
          id: idOf(id),
          name: reader.text(name, `${inner}/name`),
          arguments: reader.string(args, `${inner}/arguments`) ?? '',
          freeform: false,
          cache: null,
        }
      },
      custom: (arm) => {
        const { id, type, custom, ...rest } = reader.fields(arm, core.ChatCompletionMessageCustomToolCall, at)
        rest satisfies Nothing
        reader.known(type)
        const inner = `${at}/custom`
        if (custom === undefined || custom === null) return missing(inner, reader)
        const { name, input, ...none } = reader.fields(custom, core.ChatCompletionMessageCustomToolCall_Custom, inner)
        none satisfies Nothing
        return {
          kind: 'toolCall',
          at,
          id: idOf(id),
          name: reader.text(name, `${inner}/name`),
          arguments: reader.string(input, `${inner}/input`) ?? '',
          freeform: true,
          cache: null,
        }
      },
    },
    ({ tag, payload }) => {
      // An answer that holds more than calls we know is an answer; a history without the call would leave its result alone.
      if (newId === null) reader.ledger.malformed(`${at}/type`, `unknown value '${tag}', expected 'function' or 'custom'`)
      else reader.ledger.carry(at, payload, { rule: 'CB-20', why: `other formats have no call of type '${tag}'`, level: 'warn' })
      return null
    },
    untagged,
  )
}

function missing(at: string, reader: Reader): null {
  reader.ledger.malformed(at, 'expected an object, got nothing')
  return null
}

function decodeToolMessage(arm: Unread<wire.ChatCompletionToolMessageParam>, at: string, reader: Reader, extensions: boolean): Turn {
  const { role, content, tool_call_id, ...rest } = reader.fields(arm, core.ChatCompletionToolMessageParam, at)
  rest satisfies Nothing
  reader.known(role)
  return toolTurn(at, reader.text(tool_call_id, `${at}/tool_call_id`), decodeContent(content, `${at}/content`, reader, extensions))
}

function decodeFunctionMessage(arm: Unread<wire.ChatCompletionFunctionMessageParam>, { at, reader, extensions, legacyCalls }: Place): Turn {
  const { role, content, name, ...rest } = reader.fields(arm, core.ChatCompletionFunctionMessageParam, at)
  rest satisfies Nothing
  reader.known(role)
  const called = reader.text(name, `${at}/name`)
  return toolTurn(at, legacyCalls.get(called) ?? called, decodeContent(content, `${at}/content`, reader, extensions))
}

function toolTurn(at: string, callId: string, { shorthand, parts }: ReturnType<typeof decodeContent>): Turn {
  // LEN-4: no content is the empty text.
  const said = parts.filter((part) => part.kind !== 'text' || part.text !== '')
  const result: ToolResultPart = { kind: 'toolResult', at, callId, parts: said, isError: false, cache: null }
  return { at, role: 'tool', name: null, shorthand, parts: [result] }
}
