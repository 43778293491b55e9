import { isList, isNothing, isObject, parsed, without, type Wire } from '../json.ts'
import type { StreamEvent } from '../pieces/sse.ts'

/** The message that a stream brings, as its events say it; null where no message starts. Inputs that are no whole JSON stay text. */
export function assembledMessage(events: readonly StreamEvent[]): Wire | null {
  let message: Wire | null = null
  let usage: Wire = {}
  const blocks = new Map<unknown, Block>()
  for (const { data } of events) {
    if (!data) continue
    if (data['type'] === 'message_start' && isObject(data['message'])) {
      message = data['message']
      usage = isObject(message['usage']) ? message['usage'] : {}
    }
    if (data['type'] === 'content_block_start') blocks.set(data['index'], { start: object(data['content_block']), ...empty })
    const block = blocks.get(data['index'])
    if (data['type'] === 'content_block_delta' && block) blocks.set(data['index'], grown(block, object(data['delta'])))
    if (data['type'] === 'message_delta' && message) {
      message = { ...message, ...object(data['delta']) }
      usage = { ...usage, ...without(object(data['usage']), (_, value) => isNothing(value)) }
    }
  }
  return message && { ...message, content: [...blocks.values()].map(finished), usage }
}

interface Block {
  readonly start: Wire
  readonly text: string
  readonly thinking: string
  readonly json: string
  readonly citations: readonly unknown[]
  readonly signature: unknown
}

const empty = { text: '', thinking: '', json: '', citations: [], signature: null } as const

const string = (value: unknown): string => (typeof value === 'string' ? value : '')
const object = (value: unknown): Wire => (isObject(value) ? value : {})

function grown(block: Block, delta: Wire): Block {
  return {
    ...block,
    text: block.text + string(delta['text']),
    thinking: block.thinking + string(delta['thinking']),
    json: block.json + string(delta['partial_json']),
    citations: delta['citation'] === undefined ? block.citations : [...block.citations, delta['citation']],
    signature: delta['signature'] ?? block.signature,
  }
}

function finished({ start, text, thinking, json, citations, signature }: Block): Wire {
  const cited = isList(start['citations']) ? start['citations'] : []
  return {
    ...start,
    ...(start['type'] === 'text' ? { text: string(start['text']) + text } : {}),
    ...(start['type'] === 'thinking' ? { thinking: string(start['thinking']) + thinking } : {}),
    ...(json === '' ? {} : { input: parsed(json) ?? json }),
    ...(citations.length === 0 ? {} : { citations: [...cited, ...citations] }),
    ...(signature === null ? {} : { signature }),
  }
}
