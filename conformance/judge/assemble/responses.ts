import { isList, isObject, type Wire } from '../json.ts'
import type { StreamEvent } from '../pieces/sse.ts'

/**
 * The response that a stream brings: that of its last event which holds one, since the official client takes it as it stands. Where
 * that one has no items, or never came, they are those that were done. Null where no response began.
 */
export function assembledResponse(events: readonly StreamEvent[]): Wire | null {
  const responses = events.flatMap(({ data }) => (data && isObject(data['response']) ? [data['response']] : []))
  const last = responses.at(-1)
  if (!last) return null
  const done = events.flatMap(({ data }) => (data?.['type'] === 'response.output_item.done' ? [data['item']] : []))
  return isList(last['output']) && last['output'].length > 0 ? last : { ...last, output: done }
}
