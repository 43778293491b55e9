import { at, type Json } from '../scripted/json.ts'
import { messageEvents } from '../scripted/wire.ts'
import type { JsonObject } from './script.ts'

/** An event before it has its number. */
type Event = JsonObject & { readonly type: string }

/** A response as the stream that tells of it; `events` are others than all of its own. */
export const streamOf = (response: JsonObject, events: readonly Event[] = eventsOf(response)): string =>
  messageEvents(...events.map((event, sequence_number) => ({ ...event, sequence_number })))

/** A response without its usage, which is told at the end alone. */
export const uncounted = (response: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(response).filter(([member]) => member !== 'usage'))

/** The events that tell of a response, in their order. */
export function eventsOf(response: JsonObject): Event[] {
  const { output = [], status = '' } = response
  const begun = { ...uncounted(response), status: 'in_progress', completed_at: null, incomplete_details: null, output: [] }
  return [
    { type: 'response.created', response: begun },
    { type: 'response.in_progress', response: begun },
    ...list(output).flatMap(itemEvents),
    { type: `response.${stringOf(status)}`, response },
  ]
}

function itemEvents(item: JsonObject, output_index: number): Event[] {
  const place = { item_id: item['id'] ?? '', output_index }
  return [
    { type: 'response.output_item.added', output_index, item: { ...item, ...silent(item) } },
    ...spoken(item).map((event) => ({ ...event, ...place })),
    { type: 'response.output_item.done', output_index, item },
  ]
}

/** What an item lacks before it has said anything. What is encrypted of it is a draft that another replaces. */
function silent({ type = null }: JsonObject): JsonObject {
  switch (type) {
    case 'reasoning':
      return { summary: [], encrypted_content: 'ZHJhZnQ=' }
    case 'message':
      return { status: 'in_progress', content: [] }
    default:
      return { status: 'in_progress', arguments: '' }
  }
}

function spoken({ type = null, summary = [], content = [], arguments: args = '' }: JsonObject): Event[] {
  switch (type) {
    case 'reasoning':
      return list(summary).flatMap((part, summary_index) => [
        { type: 'response.reasoning_summary_part.added', summary_index, part: { ...part, text: '' } },
        ...deltas('response.reasoning_summary_text', 'text', part['text'], { summary_index }),
        { type: 'response.reasoning_summary_part.done', summary_index, part },
      ])
    case 'message':
      return list(content).flatMap((part, content_index) => {
        const refuses = at(part, 'type') === 'refusal'
        const member = refuses ? 'refusal' : 'text'
        const place = { content_index, ...(refuses ? {} : { logprobs: [] }) }
        return [
          { type: 'response.content_part.added', content_index, part: { ...part, [member]: '' } },
          ...deltas(refuses ? 'response.refusal' : 'response.output_text', member, part[member], place),
          { type: 'response.content_part.done', content_index, part },
        ]
      })
    default:
      return deltas('response.function_call_arguments', 'arguments', args, {})
  }
}

/** A text in two pieces, and whole. */
function deltas(type: string, member: string, text: Json | undefined, place: JsonObject): Event[] {
  const points = Array.from(stringOf(text))
  const pieces = [points.slice(0, 9).join(''), points.slice(9).join('')].filter((piece) => piece !== '')
  return [
    ...pieces.map((delta) => ({ type: `${type}.delta`, ...place, delta })),
    { type: `${type}.done`, ...place, [member]: stringOf(text) },
  ]
}

const stringOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '')

const list = (value: Json): readonly JsonObject[] => (Array.isArray(value) ? (value as readonly JsonObject[]) : [])
