import { unknownUsage } from '../../interlingua/usage.ts'
import type { Part } from '../../interlingua/part.ts'
import type { Response, Stop } from '../../interlingua/response.ts'
import { elsewhere as elsewhereOf } from '../../translate/fate.ts'
import type { Ledger } from '../../translate/ledger.ts'
import { Reader } from '../../translate/reader.ts'
import type { Nothing } from '../../translate/triage.ts'
import { unread, type Unread } from '../../translate/unread.ts'
import { decodeCitations } from './citations.ts'
import { core, unions } from './fates.ts'
import type { ContentBlock, Message, Unions } from './generated/shapes.ts'
import { carryCaller, opaqueBlock } from './parts.decode.ts'
import { decodeStop } from './stop.ts'
import { decodeUsage } from './usage.ts'
import { writeExact } from '../../translate/exact-json.ts'

/** Reads an answer of `POST /v1/messages` (RSP-1 to RSP-3, STOP-A-1 to STOP-A-9, USE-1). */
export function decodeResponse(body: unknown, ledger: Ledger): Response {
  const reader = new Reader(ledger)
  const wire = reader.fields(unread<Message>(body), core.Message, '')
  const { id, type, role, model, content, stop_reason, stop_sequence, stop_details, usage, ...rest } = wire
  rest satisfies Nothing
  reader.known(type, role)
  const stop = decodeStop({ stop_reason, stop_sequence, stop_details }, '', reader)
  if (!stop) ledger.lose('/stop_reason', 'rejected', 'STOP-A-9', 'never', 'the answer does not say why it ended')
  return {
    id: reader.text(id, '/id'),
    model: reader.text(model, '/model'),
    created: null,
    parts: reader.list(content, '/content').flatMap((block, index) => decodeAnswerBlock(block, `/content/${index}`, reader) ?? []),
    stop: stop ?? unfinished,
    usage: usage === undefined || usage === null ? unknownUsage : decodeUsage(usage, '/usage', reader),
  }
}

const unfinished: Stop = { at: {}, reason: 'end', sequence: null, category: null, explanation: null }

/** A block of an answer, whole or as a stream opens it. */
export function decodeAnswerBlock(wire: Unread<ContentBlock>, at: string, reader: Reader): Part | null {
  return reader.arm<Unions['ContentBlock'], typeof unions.ContentBlock, Part>(
    wire,
    at,
    'type',
    unions.ContentBlock,
    {
      text: (block) => {
        const { type, text, citations, ...rest } = reader.fields(block, core.TextBlock, at)
        rest satisfies Nothing
        reader.known(type)
        const cited = decodeCitations(citations, `${at}/citations`, reader)
        return { kind: 'text', at, text: reader.text(text, `${at}/text`), cache: null, ...(cited.length === 0 ? {} : { cited }) }
      },
      thinking: (block) => {
        const { type, thinking, signature, ...rest } = reader.fields(block, core.ThinkingBlock, at)
        rest satisfies Nothing
        reader.known(type)
        const seal = reader.string(signature, `${at}/signature`)
        return { kind: 'thinking', at, text: reader.text(thinking, `${at}/thinking`), seal, redacted: false }
      },
      redacted_thinking: (block) => {
        const { type, data, ...rest } = reader.fields(block, core.RedactedThinkingBlock, at)
        rest satisfies Nothing
        reader.known(type)
        return { kind: 'thinking', at, text: '', seal: reader.text(data, `${at}/data`), redacted: true }
      },
      tool_use: (block) => {
        const { type, id, name, input, caller, ...rest } = reader.fields(block, core.ToolUseBlock, at)
        rest satisfies Nothing
        reader.known(type)
        carryCaller(caller, `${at}/caller`, reader)
        return {
          kind: 'toolCall',
          at,
          id: reader.text(id, `${at}/id`),
          name: reader.text(name, `${at}/name`),
          arguments: writeExact(reader.json(input) ?? {}),
          freeform: false,
          cache: null,
        }
      },
    },
    ({ tag, payload, fate }) =>
      opaqueBlock(payload, tag, at, null, fate ? elsewhereOf(fate) : { rule: 'EVA-19', why: `unknown block '${tag}'`, level: 'info' }),
  )
}
