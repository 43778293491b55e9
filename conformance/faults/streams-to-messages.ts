import { eachEvent, inEvents, object, ofStream, swap } from './edit.ts'
import type { Fault, Wire } from './fault.ts'

/** Faults of streams that a Messages client gets. */
export const messagesStreamFaults: readonly Fault[] = [
  {
    name: 'arguments of the second call go to the first',
    direction: 'messages-to-chat',
    seen: 'stream',
    names: /partial_json|input_json_delta|index/,
    change: ofStream(() => {
      const calls: unknown[] = []
      return eachEvent((event) => {
        if (object(event['content_block'])?.['type'] === 'tool_use') calls.push(event['index'])
        return isArguments(event) && event['index'] === calls[1] ? { ...event, index: calls[0] } : event
      })
    }),
  },
  {
    name: 'a second call opens before the first has closed',
    direction: 'messages-to-chat',
    seen: 'stream',
    names: /tool_use block closes|content_block_stop/,
    change: ofStream(() => {
      let calls = 0
      return eachEvent((event) => {
        if (object(event['content_block'])?.['type'] === 'tool_use') calls += 1
        return event['type'] === 'content_block_stop' && calls === 1 ? null : event
      })
    }),
  },
  {
    name: 'the last fragment of arguments is lost',
    direction: 'messages-to-chat',
    seen: 'stream',
    names: /input_json_delta|input|argument|content_block/,
    change: ofStream(() => {
      let held: Wire | null = null
      return {
        event: (data) => {
          if (typeof data !== 'string' && isArguments(data)) {
            const before = held
            held = data
            return before ? [before] : []
          }
          held = null
          return [data]
        },
      }
    }),
  },
  {
    name: 'thinking is given as text',
    direction: 'messages-to-chat',
    seen: 'stream',
    names: /thinking|text/,
    change: ofStream(() =>
      eachEvent((event) => {
        const delta = object(event['delta'])
        if (object(event['content_block'])?.['type'] === 'thinking') return { ...event, content_block: { type: 'text', text: '' } }
        if (delta?.['type'] === 'signature_delta') return null
        return delta?.['type'] === 'thinking_delta' ? { ...event, delta: { type: 'text_delta', text: delta['thinking'] } } : event
      }),
    ),
  },
  {
    name: 'a streamed call ends a turn as if nothing had to be run',
    direction: 'messages-to-chat',
    seen: 'stream',
    names: /stop_reason/,
    change: ofStream(() => {
      let calls = 0
      return eachEvent((event) => {
        if (object(event['content_block'])?.['type'] === 'tool_use') calls += 1
        const delta = object(event['delta'])
        return calls > 1 && delta?.['stop_reason'] === 'tool_use' ? { ...event, delta: { ...delta, stop_reason: 'end_turn' } } : event
      })
    }),
  },
  {
    name: 'a stream cut short by its length looks finished',
    direction: 'messages-to-chat',
    seen: 'stream',
    names: /stop_reason/,
    change: inEvents('delta/stop_reason', swap('max_tokens', 'end_turn')),
  },
  {
    name: 'characters beyond ASCII are lost in a stream',
    direction: 'messages-to-chat',
    seen: 'stream',
    names: /text/,
    change: inEvents('delta/text', (text) => (typeof text === 'string' ? text.replace(/\P{ASCII}/gu, '?') : text)),
  },
  {
    name: 'an error in the middle of a stream is swallowed',
    direction: 'messages-to-chat',
    seen: 'stream',
    names: /error|message_stop|message_delta/,
    change: ofStream(() => ({
      event: (data) => (typeof data !== 'string' && data['type'] === 'error' ? ended : [data]),
      mend: () => ended,
    })),
  },
  {
    name: 'cached tokens of a stream are not told',
    direction: 'messages-to-chat',
    seen: 'stream',
    names: /cache_read_input_tokens|input_tokens/,
    change: inEvents('usage', (usage) => {
      const { input_tokens: input, cache_read_input_tokens: read, ...others } = object(usage) ?? {}
      return { ...others, input_tokens: Number(input ?? 0) + Number(read ?? 0), cache_read_input_tokens: 0 }
    }),
  },
  {
    name: 'citations are lost in a stream',
    direction: 'messages-to-messages',
    seen: 'stream',
    names: /citation/,
    change: ofStream(() => eachEvent((event) => (object(event['delta'])?.['type'] === 'citations_delta' ? null : event))),
  },
  {
    name: 'signatures are lost in a stream',
    direction: 'messages-to-messages',
    seen: 'stream',
    names: /signature/,
    change: ofStream(() => eachEvent((event) => (object(event['delta'])?.['type'] === 'signature_delta' ? null : event))),
  },
  {
    name: 'a truncated stream is finished silently',
    direction: 'messages-to-messages',
    seen: 'stream',
    names: /message_stop|message_delta|error|end/,
    change: ofStream(() => ({
      event: (data) => (typeof data !== 'string' && data['type'] === 'error' ? ended : [data]),
      mend: () => ended,
    })),
  },
]

const ended: readonly Wire[] = [
  { type: 'message_delta', delta: { stop_reason: 'end_turn', stop_sequence: null }, usage: { input_tokens: 1, output_tokens: 1 } },
  { type: 'message_stop' },
]

const isArguments = (event: Wire): boolean => object(event['delta'])?.['type'] === 'input_json_delta'
