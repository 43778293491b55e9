import messages from '../../src/formats/anthropic-messages/format.ts'
import chat from '../../src/formats/openai-chat/format.ts'
import type { Json } from '../../src/interlingua/json.ts'
import type { Loss } from '../../src/interlingua/loss.ts'
import type { Format } from '../../src/translate/format.ts'
import { translateStream } from '../../src/translate/translate-stream.ts'
import { translateRequest, translateResponse } from '../../src/translate/translate.ts'
import { streamWith } from './streams.ts'

/** What the codecs as they are made of a document: told losses, or why it was refused. */
export interface Met {
  readonly losses: readonly Loss[]
  readonly refused: string | null
}

/** The formats that have codecs. */
export const formats: readonly Format[] = [messages, chat]

/**
 * Translates a document of a format to another format with the codecs as they are. Null for what no translation meets:
 * a format without codecs, or a root other than a request, response or stream event.
 */
export function meet(format: string, role: string, document: Json): Met | null {
  const from = formats.find(({ name }) => name === format)
  const to = formats.find(({ name }) => name !== format)
  if (from === undefined || to === undefined) return null
  if (role === 'request') {
    const outcome = translateRequest(from, to, document, { model: models[to.api] })
    return { losses: outcome.losses, refused: outcome.ok ? null : `${outcome.fault.param ?? ''} ${outcome.fault.message}`.trim() }
  }
  if (role === 'response') return answered(translateResponse(from, to, document).losses)
  return role === 'event' ? streamed(from, to, document) : null
}

const models = { messages: 'claude-sonnet-4-6', chat: 'gpt-4o', responses: 'gpt-4o' } as const

/** The gateway refuses an answer of which a part cannot be understood. */
function answered(losses: readonly Loss[]): Met {
  const broken = losses.find(({ level }) => level === 'never' || level === 'reject')
  return { losses, refused: broken === undefined ? null : `${broken.path} ${broken.why}` }
}

function streamed(from: Format, to: Format, event: Json): Met | null {
  const stream = streamWith(from.name, event)
  if (stream === null) return null
  const translation = translateStream(from, to)
  const written = [...translation.push(stream), ...translation.end()].join('')
  const failure = /"error":\{[^}]*"message":"((?:[^"\\]|\\.)*)"/.exec(written)?.[1]
  return { losses: translation.losses, refused: failure ?? null }
}
