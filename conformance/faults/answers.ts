import { gone, inAnswers, list, object, swap } from './edit.ts'
import type { Fault } from './fault.ts'

/** Faults of unary answers. */
export const answerFaults: readonly Fault[] = [
  {
    name: 'cached tokens are counted twice',
    direction: 'messages-to-chat',
    seen: 'anywhere',
    names: /input_tokens/,
    change: inAnswers('usage', (usage) => {
      const { input_tokens: input, cache_read_input_tokens: read } = object(usage) ?? {}
      return { ...object(usage), input_tokens: Number(input) + Number(read ?? 0) }
    }),
  },
  {
    name: 'an answer cut short looks finished to a Messages client',
    direction: 'messages-to-chat',
    seen: 'anywhere',
    names: /stop_reason/,
    change: inAnswers('stop_reason', swap('max_tokens', 'end_turn')),
  },
  {
    name: 'a refusal looks like an ordinary end',
    direction: 'messages-to-chat',
    seen: 'anywhere',
    names: /stop_reason/,
    change: inAnswers('stop_reason', swap('refusal', 'end_turn')),
  },
  {
    name: 'an answer cut short looks finished to a Chat client',
    direction: 'chat-to-messages',
    seen: 'anywhere',
    names: /finish_reason/,
    change: inAnswers('choices/*/finish_reason', swap('length', 'stop')),
  },
  {
    name: 'only the first of two calls arrives',
    direction: 'chat-to-messages',
    seen: 'anywhere',
    names: /tool_calls/,
    change: inAnswers('choices/*/message/tool_calls', (calls) => list(calls).slice(0, 1)),
  },
  {
    name: 'details of cached tokens are lost',
    direction: 'chat-to-messages',
    seen: 'anywhere',
    names: /cached_tokens|prompt_tokens_details/,
    change: inAnswers('usage/prompt_tokens_details', gone),
  },
  {
    name: 'too many requests look like a fault of the server',
    direction: 'chat-to-messages',
    seen: 'anywhere',
    names: /429|status/,
    change: { of: 'status', edit: (status) => (status === 429 ? 500 : status) },
  },
]
