import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Document, Value } from '../../conformance/arbitrary.ts'
import { anthropicMessages, openaiChat, openaiResponses, type Format } from '../../src/index.ts'
import { completion, message } from './answers.ts'
import { hold, runs } from './hold.ts'
import { response, type Answer } from './items.ts'
import { exchange } from './translating.ts'
import { translateResponse } from './watch.ts'

const toChat = (answer: unknown): Document => translateResponse(anthropicMessages, openaiChat, answer, exchange()).value
const toMessages = (answer: unknown): Document => translateResponse(openaiChat, anthropicMessages, answer, exchange()).value

const finishReason = (answer: Document): Value | undefined => (answer['choices'] as readonly Document[])[0]?.['finish_reason']

/** STOP-A-1 to STOP-A-7, as literals. */
const towardsChat: { readonly [stopReason: string]: string } = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  tool_use: 'tool_calls',
  max_tokens: 'length',
  model_context_window_exceeded: 'length',
  refusal: 'content_filter',
  pause_turn: 'length',
}

/** STOP-C-1 to STOP-C-5, as literals. */
function towardsMessages(finish: string, calls: boolean, refused: boolean): string {
  if (finish === 'length') return 'max_tokens'
  if (finish === 'content_filter') return 'refusal'
  if (calls) return 'tool_use'
  return refused ? 'refusal' : 'end_turn'
}

test('STOP-A-1 to STOP-A-7: every end of a Messages answer has its Chat word', () => {
  hold(
    fc.property(message, (answer) => {
      expect(finishReason(toChat(answer))).toBe(towardsChat[answer.stop_reason])
    }),
    runs(300),
  )
})

test('STOP-C-1 to STOP-C-5: every end of a Chat answer has its Messages word', () => {
  hold(
    fc.property(completion, (answer) => {
      const [{ finish_reason, message: said }] = answer.choices
      const expected = towardsMessages(finish_reason, said.tool_calls !== undefined, said.refusal !== null)
      expect(toMessages(answer)['stop_reason']).toBe(expected)
    }),
    runs(300),
  )
})

test('LAW-12: to Chat and back keeps the ends that agents act on', () => {
  const kept = message.filter(({ stop_reason: reason }) => ['end_turn', 'tool_use', 'max_tokens', 'refusal'].includes(reason))
  hold(
    fc.property(kept, (answer) => {
      expect(toMessages(toChat(answer))['stop_reason']).toBe(answer.stop_reason)
    }),
    runs(300),
  )
})

const converted = (from: Format, to: Format, answer: unknown): Document => translateResponse(from, to, answer, exchange()).value

/** The status of an answer of Responses, and why it is incomplete. */
const endOf = (answer: Document): readonly unknown[] => {
  const details = answer['incomplete_details'] as Document | null
  return [answer['status'], details?.['reason'] ?? null]
}

/** STOP-A-1 to STOP-A-7 towards Responses, as literals. */
const asStatus: { readonly [stopReason: string]: readonly [string, string | null] } = {
  end_turn: ['completed', null],
  stop_sequence: ['completed', null],
  tool_use: ['completed', null],
  max_tokens: ['incomplete', 'max_output_tokens'],
  model_context_window_exceeded: ['incomplete', 'max_output_tokens'],
  refusal: ['incomplete', 'content_filter'],
  pause_turn: ['incomplete', 'max_messages'],
}

test('STOP-A-1 to STOP-A-7: every end of a Messages answer has its status in Responses', () => {
  hold(
    fc.property(message, (answer) => {
      expect(endOf(converted(anthropicMessages, openaiResponses, answer))).toEqual(asStatus[answer.stop_reason])
    }),
    runs(300),
  )
})

test('STOP-C-1 to STOP-C-5: every end of a Chat answer has its status in Responses', () => {
  const expected: { readonly [finish: string]: readonly [string, string | null] } = {
    length: ['incomplete', 'max_output_tokens'],
    content_filter: ['incomplete', 'content_filter'],
  }
  hold(
    fc.property(completion, (answer) => {
      const [{ finish_reason: finish }] = answer.choices
      expect(endOf(converted(openaiChat, openaiResponses, answer))).toEqual(expected[finish] ?? ['completed', null])
    }),
    runs(300),
  )
})

/** What an answer of Responses holds that decides how its end is read. */
const holds = (answer: Answer): { readonly calls: boolean; readonly refused: boolean } => ({
  calls: answer.output.some(({ type }) => type === 'function_call' || type === 'custom_tool_call'),
  refused: answer.output.some(({ content }) => JSON.stringify(content ?? null).includes('"type":"refusal"')),
})

test('STOP-R-1 to STOP-R-7: every end of a Responses answer has its word in Messages and in Chat', () => {
  const cut: { readonly [reason: string]: readonly [string, string] } = {
    max_output_tokens: ['max_tokens', 'length'],
    max_messages: ['max_tokens', 'length'],
    content_filter: ['refusal', 'content_filter'],
    steered: ['end_turn', 'stop'],
  }
  hold(
    fc.property(response, (answer) => {
      const { calls, refused } = holds(answer)
      const whole = calls ? ['tool_use', 'tool_calls'] : refused ? ['refusal', 'stop'] : ['end_turn', 'stop']
      const reason = answer.incomplete_details?.reason
      const [stopped, finished] = reason === undefined ? whole : (cut[reason] ?? [])
      // A Messages answer that calls tools or refuses says so.
      expect(converted(openaiResponses, anthropicMessages, answer)['stop_reason']).toBe(reason === 'steered' ? whole[0] : stopped)
      expect(finishReason(converted(openaiResponses, openaiChat, answer))).toBe(finished)
    }),
    runs(300),
  )
})

test('LAW-12: to Responses and back keeps the ends that agents act on', () => {
  const kept = message.filter(({ stop_reason: reason }) => ['end_turn', 'tool_use', 'max_tokens', 'refusal'].includes(reason))
  hold(
    fc.property(kept, (answer) => {
      const back = converted(openaiResponses, anthropicMessages, converted(anthropicMessages, openaiResponses, answer))
      expect(back['stop_reason']).toBe(answer.stop_reason)
    }),
    runs(300),
  )
})
