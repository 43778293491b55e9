import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Document, Value } from '../../conformance/arbitrary.ts'
import { anthropicMessages, openaiChat } from '../../src/index.ts'
import { completion, message } from './answers.ts'
import { hold, runs } from './hold.ts'
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
