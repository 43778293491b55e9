import { isObject, type JsonObject, objectOf, objectsOf, stringOf } from '../json.ts'
import { attachment } from '../prompt.ts'

/** The blocks of a message: a plain string counts as one text block. */
export const blocksOf = (content: unknown): readonly JsonObject[] =>
  typeof content === 'string' ? [{ type: 'text', text: content }] : objectsOf(content)

/** Whether the block carries a cache marker. */
export const isMarked = (block: JsonObject): boolean => isObject(block['cache_control'])

/** The joined text of the text blocks. */
export const textOf = (content: unknown): string =>
  blocksOf(content)
    .filter((block) => block['type'] === 'text')
    .map((block) => stringOf(block['text']))
    .join('\n\n')

/** What the model sees of a block, as text: words as they are, files as a mention, other blocks as their JSON. */
export function rendered(block: JsonObject): string {
  switch (block['type']) {
    case 'text':
      return stringOf(block['text'])
    case 'thinking':
      return stringOf(block['thinking'])
    case 'redacted_thinking':
      return ''
    case 'image':
    case 'document':
      return fileMention(block)
    case 'tool_result':
      return resultText(block)
    case 'tool_use':
      return `${stringOf(block['name'])} ${JSON.stringify(block['input'] ?? {})}`
    default:
      return JSON.stringify(block)
  }
}

/** The mention of an image or document, such as `[image image/png 68 bytes]`. */
export function fileMention(block: JsonObject): string {
  const kind = stringOf(block['type'])
  const source = objectOf(block['source'])
  switch (source['type']) {
    case 'base64':
      return attachment(kind, stringOf(source['media_type']), stringOf(source['data']))
    case 'url':
      return `[${kind} ${stringOf(source['url'])}]`
    case 'file':
      return `[${kind} ${stringOf(source['file_id'])}]`
    case 'text':
      return `[${kind} text/plain: ${stringOf(source['data'])}]`
    default:
      return `[${kind}: ${textOf(source['content'])}]`
  }
}

/** The text of a tool result; a failed one says so. */
export function resultText(block: JsonObject): string {
  const text = blocksOf(block['content']).map(rendered).join(' ')
  return block['is_error'] === true ? `error: ${text}` : text
}
