import type { Part } from '../interlingua/part.ts'

/** A text without halves of characters: each is replaced (SEC-6). */
export const wellFormed = (text: string): string => (aloneSurrogate.test(text) ? text.replaceAll(aloneSurrogates, '\ufffd') : text)

/** A part of an answer whose words are such texts. */
export function wellFormedPart(part: Part): Part {
  switch (part.kind) {
    case 'text':
    case 'refusal':
    case 'thinking':
      return { ...part, text: wellFormed(part.text) }
    case 'toolCall':
      return { ...part, arguments: wellFormed(part.arguments) }
    case 'image':
    case 'document':
    case 'audio':
    case 'toolResult':
    case 'opaque':
      return part
  }
}

const aloneSurrogate = /\p{Surrogate}/u
const aloneSurrogates = /\p{Surrogate}/gu
