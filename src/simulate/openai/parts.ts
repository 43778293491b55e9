import { type JsonObject, objectOf, objectsOf, stringOf } from '../json.ts'
import { attachment } from '../prompt.ts'

/** The parts of a message: a plain string counts as one text part. */
export const partsOf = (content: unknown): readonly JsonObject[] =>
  typeof content === 'string' ? [{ type: 'text', text: content }] : objectsOf(content)

/** The joined text of the text parts. */
export const textOf = (content: unknown): string =>
  partsOf(content)
    .filter((part) => part['type'] === 'text')
    .map((part) => stringOf(part['text']))
    .join('\n\n')

/** What the model sees of a part, as text: words as they are, files as a mention such as `[image image/png 68 bytes]`. */
export function rendered(part: JsonObject): string {
  switch (part['type']) {
    case 'text':
      return stringOf(part['text'])
    case 'refusal':
      return stringOf(part['refusal'])
    case 'image_url':
      return linked('image', stringOf(objectOf(part['image_url'])['url']))
    case 'input_audio': {
      const audio = objectOf(part['input_audio'])
      return attachment('audio', `audio/${stringOf(audio['format'])}`, stringOf(audio['data']))
    }
    case 'file': {
      const file = objectOf(part['file'])
      return typeof file['file_id'] === 'string' ? `[document ${file['file_id']}]` : linked('document', stringOf(file['file_data']))
    }
    default:
      return JSON.stringify(part)
  }
}

/** A file as a mention of it: by its bytes where it holds them, else by its address. */
export function linked(kind: string, url: string): string {
  const data = /^data:([^;,]*)(?:;[^,]*)?,(.*)$/s.exec(url)
  return data === null ? `[${kind} ${url}]` : attachment(kind, data[1] ?? '', data[2] ?? '')
}
