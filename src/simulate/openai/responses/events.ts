import { type JsonObject, objectsOf, stringOf } from '../../json.ts'
import { fragments } from '../../tokens.ts'

/** The frames of a response as an event stream, in the order the real API sends them (§5.4). */
export function frames(response: JsonObject, obfuscation: boolean): readonly string[] {
  const begun = { ...response, status: 'in_progress', completed_at: null, incomplete_details: null, output: [], usage: undefined }
  const events: readonly JsonObject[] = [
    { type: 'response.created', response: begun },
    { type: 'response.in_progress', response: begun },
    ...objectsOf(response['output']).flatMap(itemEvents),
    { type: `response.${stringOf(response['status'])}`, response },
  ]
  return events.map((event, sequence_number) => {
    const padded = obfuscation && typeof event['delta'] === 'string' ? { obfuscation: padding(event['delta']) } : {}
    return `event: ${stringOf(event['type'])}\ndata: ${JSON.stringify({ ...event, sequence_number, ...padded })}\n\n`
  })
}

function itemEvents(item: JsonObject, output_index: number): readonly JsonObject[] {
  const place = { item_id: item['id'], output_index }
  return [
    { type: 'response.output_item.added', output_index, item: { ...item, ...silent(item) } },
    ...saidEvents(item).map((event) => ({ ...event, ...place })),
    { type: 'response.output_item.done', output_index, item },
  ]
}

/** An item before it has said anything; what is encrypted of it is not yet to be used. */
function silent(item: JsonObject): JsonObject {
  switch (item['type']) {
    case 'reasoning':
      return { summary: [] }
    case 'message':
      return { status: 'in_progress', content: [] }
    case 'function_call':
      return { status: 'in_progress', arguments: '' }
    default:
      return { status: 'in_progress', input: '' }
  }
}

function saidEvents(item: JsonObject): readonly JsonObject[] {
  switch (item['type']) {
    case 'reasoning':
      return objectsOf(item['summary']).flatMap((part, summary_index) => [
        { type: 'response.reasoning_summary_part.added', summary_index, part: { ...part, text: '' } },
        ...deltas('response.reasoning_summary_text', 'text', stringOf(part['text']), { summary_index }),
        { type: 'response.reasoning_summary_part.done', summary_index, part },
      ])
    case 'message':
      return objectsOf(item['content']).flatMap((part, content_index) => [
        { type: 'response.content_part.added', content_index, part: { ...part, text: '' } },
        ...deltas('response.output_text', 'text', stringOf(part['text']), { content_index, logprobs: [] }),
        { type: 'response.content_part.done', content_index, part },
      ])
    case 'function_call':
      return deltas('response.function_call_arguments', 'arguments', stringOf(item['arguments']), {})
    default:
      return deltas('response.custom_tool_call_input', 'input', stringOf(item['input']), {})
  }
}

const deltas = (type: string, member: string, text: string, place: JsonObject): readonly JsonObject[] => [
  ...fragments(text, 1).map((delta) => ({ type: `${type}.delta`, ...place, delta })),
  { type: `${type}.done`, ...place, [member]: text },
]

/** Fills every delta up to a multiple of sixteen characters. */
const padding = (delta: string): string => 'diglotdiglotdigl'.slice(0, 16 - (delta.length % 16))
