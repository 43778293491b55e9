import { type JsonObject, objectsOf, stringOf } from '../../json.ts'
import { linked } from '../parts.ts'

/** The items of an input: a plain string is one message of the user's. */
export const itemsOf = (input: unknown): readonly JsonObject[] =>
  typeof input === 'string' ? [{ type: 'message', role: 'user', content: input }] : objectsOf(input)

/** The parts of a message or of an output: a plain string counts as one text part. */
export const partsOf = (content: unknown): readonly JsonObject[] =>
  typeof content === 'string' ? [{ type: 'input_text', text: content }] : objectsOf(content)

/** The joined text of the text parts. */
export const textOf = (content: unknown): string =>
  partsOf(content)
    .filter(({ type }) => type === 'input_text' || type === 'output_text')
    .map((part) => stringOf(part['text']))
    .join('\n\n')

/** What the model sees of a part, as text: words as they are, files as a mention such as `[image image/png 68 bytes]`. */
export function rendered(part: JsonObject): string {
  switch (part['type']) {
    case 'input_text':
    case 'output_text':
      return stringOf(part['text'])
    case 'refusal':
      return stringOf(part['refusal'])
    case 'input_image':
      return linked('image', stringOf(part['image_url'] ?? part['file_id']))
    case 'input_file':
      return linked('document', stringOf(part['file_data'] ?? part['file_url'] ?? part['file_id']))
    default:
      return JSON.stringify(part)
  }
}
