import type { Event } from './event.ts'
import type { Part } from './part.ts'
import type { Response } from './response.ts'

/** The shortest legal stream that folds to `response`: one delta per part (BR-2). */
export function unfold(response: Response): Event[] {
  const { at, id, model, created, parts, usage, stop } = response
  return [
    { type: 'start', ...(at ? { at } : {}), id, model, created, serviceTier: usage.serviceTier },
    ...parts.flatMap((part, key) => unfoldPart(part, key)),
    { type: 'usage', usage },
    { type: 'stop', stop },
    { type: 'end' },
  ]
}

/** The events of one part. */
export function unfoldPart(part: Part, key: number): Event[] {
  const { at } = part
  const delta = (text: string): Event[] => (text === '' ? [] : [{ type: 'delta', key, text }])
  switch (part.kind) {
    case 'text': {
      const cited = (part.cited ?? []).map((page): Event => ({ type: 'annotate', key, format: '', data: null, cited: page }))
      const [said] = delta(part.text)
      const text = said?.type === 'delta' && part.logprobs ? { ...said, logprobs: part.logprobs } : said
      return [{ type: 'open', key, at, kind: 'text' }, ...(text ? [text] : []), ...cited, { type: 'close', key }]
    }
    case 'refusal':
      return [{ type: 'open', key, at, kind: 'refusal' }, ...delta(part.text), { type: 'close', key }]
    case 'thinking':
      return [
        { type: 'open', key, at, kind: 'thinking', redacted: part.redacted },
        ...delta(part.text),
        ...(part.seal === null ? [] : [{ type: 'seal', key, data: part.seal } as const]),
        { type: 'close', key },
      ]
    case 'toolCall': {
      const { id, name, freeform } = part
      return [{ type: 'open', key, at, kind: 'toolCall', id, name, freeform }, ...delta(part.arguments), { type: 'close', key }]
    }
    case 'opaque': {
      const { format, payload, elsewhere, type: blockType } = part
      return [
        { type: 'open', key, at, kind: 'opaque', format, blockType, payload, elsewhere },
        { type: 'close', key },
      ]
    }
    // No format answers with these; a response that holds one has nothing to say about it in a stream.
    case 'image':
    case 'document':
    case 'audio':
    case 'toolResult':
      return []
  }
}
