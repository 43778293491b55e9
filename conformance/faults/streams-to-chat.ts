import { at, eachEvent, gone, inEvents, list, object, ofStream, swap } from './edit.ts'
import type { Fault, Wire } from './fault.ts'

/** Faults of streams that a Chat client gets. */
export const chatStreamFaults: readonly Fault[] = [
  {
    name: 'every call has the index 0',
    direction: 'chat-to-messages',
    seen: 'stream',
    names: /tool_calls|index/,
    change: inEvents('choices/*/delta/tool_calls/*/index', () => 0),
  },
  {
    name: 'calls are numbered with the blocks of the provider',
    direction: 'chat-to-messages',
    seen: 'stream',
    names: /tool_calls|index/,
    change: ofStream(() => {
      let spoke = false
      return eachEvent((event) => {
        spoke ||= list(event['choices']).some((choice) => Boolean(object(object(choice)?.['delta'])?.['content']))
        return spoke ? at('choices/*/delta/tool_calls/*/index', (index) => Number(index) + 1)(event) : event
      })
    }),
  },
  {
    name: 'a streamed call ends as if nothing had to be run',
    direction: 'chat-to-messages',
    seen: 'stream',
    names: /finish_reason/,
    change: ofStream(() => {
      let calls = 0
      return eachEvent((event) => {
        calls += starts(event)
        return calls > 1 ? at('choices/*/finish_reason', swap('tool_calls', 'stop'))(event) : event
      })
    }),
  },
  {
    name: 'usage is not sent although it was asked for',
    direction: 'chat-to-messages',
    seen: 'stream',
    names: /usage/,
    change: ofStream(() => eachEvent((event) => (list(event['choices']).length === 0 && object(event['usage']) ? null : event))),
  },
  {
    name: 'reasoning is lost in a stream',
    direction: 'chat-to-messages',
    seen: 'stream',
    names: /reasoning/,
    change: inEvents('choices/*/delta/reasoning_content', gone),
  },
  {
    name: 'text after a call is lost',
    direction: 'chat-to-messages',
    seen: 'stream',
    names: /content/,
    change: ofStream(() => {
      let calls = 0
      return eachEvent((event) => {
        calls += starts(event)
        return calls > 0 ? at('choices/*/delta/content', gone)(event) : event
      })
    }),
  },
  {
    name: 'the last fragment of arguments is lost towards Chat',
    direction: 'chat-to-messages',
    seen: 'stream',
    names: /arguments/,
    change: inEvents('choices/*/delta/tool_calls/*/function/arguments', (text) =>
      String(text).endsWith('}') ? String(text).slice(0, -1) : text,
    ),
  },
  {
    name: 'a refusal in a stream looks like an ordinary end',
    direction: 'chat-to-messages',
    seen: 'stream',
    names: /finish_reason/,
    change: inEvents('choices/*/finish_reason', swap('content_filter', 'stop')),
  },
  {
    name: 'an overloaded provider ends a stream as if it were done',
    direction: 'chat-to-messages',
    seen: 'stream',
    names: /error|finish|DONE/,
    change: ofStream(() => ({ event: (data) => (typeof data !== 'string' && 'error' in data ? ended : [data]), mend: () => ended })),
  },
  {
    name: 'cached tokens are lost from the usage of a stream',
    direction: 'chat-to-messages',
    seen: 'stream',
    names: /cached_tokens|prompt_tokens_details/,
    change: inEvents('usage/prompt_tokens_details', gone),
  },
  {
    name: 'the second choice is lost',
    direction: 'chat-to-chat',
    seen: 'stream',
    names: /choice|index/,
    change: inEvents('choices/*', (choice) => (object(choice)?.['index'] === 1 ? undefined : choice)),
  },
  {
    name: 'a refusal is lost in a stream',
    direction: 'chat-to-chat',
    seen: 'stream',
    names: /refusal/,
    change: inEvents('choices/*/delta/refusal', () => null),
  },
  {
    name: 'log probabilities are lost in a stream',
    direction: 'chat-to-chat',
    seen: 'stream',
    names: /logprobs/,
    change: inEvents('choices/*/logprobs', () => null),
  },
  {
    name: 'a truncated Chat stream is finished silently',
    direction: 'chat-to-chat',
    seen: 'stream',
    names: /error|finish|DONE|end/,
    change: ofStream(() => ({ event: (data) => (typeof data !== 'string' && 'error' in data ? ended : [data]), mend: () => ended })),
  },
]

const ended: readonly (Wire | string)[] = [
  {
    id: 'chatcmpl-1',
    object: 'chat.completion.chunk',
    created: 1790000000,
    model: 'gpt-4o',
    choices: [{ index: 0, delta: {}, logprobs: null, finish_reason: 'stop' }],
  },
  '[DONE]',
]

/** How many calls an event begins. */
const starts = (event: Wire): number =>
  list(event['choices'])
    .flatMap((choice) => list(object(object(choice)?.['delta'])?.['tool_calls']))
    .filter((call) => object(call)?.['id'] !== undefined).length
