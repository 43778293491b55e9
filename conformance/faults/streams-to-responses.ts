import { at, eachEvent, gone, inEvents, list, object, ofStream } from './edit.ts'
import type { Fault, Wire } from './fault.ts'

/** Faults of streams and answers that a Responses client gets. */
export const responsesStreamFaults: readonly Fault[] = [
  {
    name: 'sequence numbers begin with one',
    direction: 'responses-to-messages',
    seen: 'stream',
    names: /sequence_number/,
    change: inEvents('sequence_number', (number) => Number(number) + 1),
  },
  {
    name: 'every item has the output_index 0',
    direction: 'responses-to-messages',
    seen: 'stream',
    names: /output_item|item 0|output_index/,
    change: inEvents('output_index', () => 0),
  },
  {
    name: 'parts of a message are not announced',
    direction: 'responses-to-chat',
    seen: 'stream',
    names: /part 0|output_text|content_part/,
    change: renumbered((event) => (event['type'] === 'response.content_part.added' ? null : event)),
  },
  {
    name: 'an item has another id when it is done',
    direction: 'responses-to-messages',
    seen: 'stream',
    names: /\bid\b/,
    change: eventsOf(
      'response.output_item.done',
      at('item/id', (id) => `${String(id)}_done`),
    ),
  },
  {
    name: 'the last response lacks an item',
    direction: 'responses-to-chat',
    seen: 'stream',
    names: /output/,
    change: eventsOf(
      'response.completed',
      at('response/output', (output) => list(output).slice(1)),
    ),
  },
  {
    name: 'an answer cut short looks finished to a Responses client',
    direction: 'responses-to-messages',
    seen: 'stream',
    names: /response\.incomplete|status/,
    change: eventsOf('response.incomplete', (event) => ({
      ...event,
      type: 'response.completed',
      response: { ...object(event['response']), status: 'completed', incomplete_details: null },
    })),
  },
  {
    name: 'a refusal is told as text',
    direction: 'responses-to-chat',
    seen: 'stream',
    names: /refusal/,
    change: ofStream(() => eachEvent(spoken)),
  },
  {
    name: 'details of usage are missing',
    direction: 'responses-to-chat',
    seen: 'stream',
    names: /input_tokens_details/,
    change: inEvents('response/usage/input_tokens_details', gone),
  },
  {
    name: 'encrypted content is lost in a stream',
    direction: 'responses-to-messages',
    seen: 'stream',
    names: /content|thinking/,
    change: ofStream(() => {
      const lost = at('response/output/*/encrypted_content', gone)
      return eachEvent((event) => lost(at('item/encrypted_content', gone)(event)))
    }),
  },
  {
    name: 'the whole arguments are never told',
    direction: 'responses-to-chat',
    seen: 'stream',
    names: /arguments/,
    change: renumbered((event) => (event['type'] === 'response.function_call_arguments.done' ? null : event)),
  },
  {
    name: 'a stream has an event that the provider does not know',
    direction: 'responses-to-chat',
    seen: 'stream',
    names: /output_text/,
    change: inEvents('type', (type) => (type === 'response.output_text.delta' ? 'response.text.delta' : type)),
  },
  {
    name: 'an answer lacks the tools that may be called',
    direction: 'responses-to-messages',
    seen: 'anywhere',
    names: /tools/,
    change: { of: 'answer', edit: at('tools', gone) },
  },
]

/** A fault of the events of one type. */
function eventsOf(type: string, edit: (event: Wire) => Wire): Fault['change'] {
  return ofStream(() => eachEvent((event) => (event['type'] === type ? edit(event) : event)))
}

/** A fault of events that keeps the numbers of what is left in order. */
function renumbered(edit: (event: Wire) => Wire | null): Fault['change'] {
  return ofStream(() => {
    let number = 0
    return eachEvent((event) => {
      const edited = edit(event)
      return edited && { ...edited, sequence_number: number++ }
    })
  })
}

/** An event in which a refusal is ordinary text. */
function spoken(event: Wire): Wire {
  const type = String(event['type']).replace('response.refusal.', 'response.output_text.')
  const { refusal, ...others } = event
  const said = type === event['type'] ? event : { ...others, type, logprobs: [], ...(refusal === undefined ? {} : { text: refusal }) }
  const part = (value: unknown): unknown => {
    const it = object(value)
    return it?.['type'] === 'refusal' ? { type: 'output_text', text: it['refusal'], annotations: [], logprobs: [] } : value
  }
  return ['part', 'item/content/*', 'response/output/*/content/*'].reduce((before, path) => at(path, part)(before), said)
}
