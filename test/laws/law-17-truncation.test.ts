import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Document } from '../../conformance/arbitrary.ts'
import { anthropicMessages, openaiChat, openaiResponses, type Format } from '../../src/index.ts'
import { hold, runs } from './hold.ts'
import { responseStream, roughResponseStream } from './item-streams.ts'
import { assembledCompletion, assembledMessage, assembledResponse } from './sdks.ts'
import { completionStream, messageStream, type Streamed } from './streams.ts'
import { bytes, documents, translated } from './translating.ts'

/** How a stream of a dialect ends: whole, with an error, or neither. */
function endOf(to: Format, sse: string): 'whole' | 'error' | 'silent' {
  const events = documents(sse)
  const errors = events.filter((event) => 'error' in event || brokenTypes.has(event['type'])).length
  const whole = to === openaiChat ? sse.endsWith('data: [DONE]\n\n') : events.some(({ type }) => wholeTypes.has(type))
  if (errors > 1 || (errors === 1 && whole)) throw new Error(`both an end and an error, or several errors: ${sse}`)
  return whole ? 'whole' : errors === 1 ? 'error' : 'silent'
}

const wholeTypes: ReadonlySet<unknown> = new Set(['message_stop', 'response.completed', 'response.incomplete'])
/** SER-3: an answer that failed, and the error of a stream of which nothing else is known. */
const brokenTypes: ReadonlySet<unknown> = new Set(['response.failed', 'error'])

/** Whether the upstream said all it had to say before it was cut: then the client must be told so too. */
const terminal = {
  [anthropicMessages.name]: (sse: string): boolean =>
    /"type":"message_stop"\}\n\n/.test(sse) || sse.endsWith('"type":"message_stop"}') || sse.endsWith('"type":"message_stop"}\n'),
  [openaiChat.name]: (sse: string): boolean => /"finish_reason":"[a-z_]+"/.test(sse),
  [openaiResponses.name]: (sse: string): boolean => /"type":"response\.(completed|incomplete)".*\}\n?\n?$/.test(sse),
}

const directions: readonly (readonly [string, Format, Format, fc.Arbitrary<Streamed<unknown>>])[] = [
  ['Messages to Chat', anthropicMessages, openaiChat, messageStream],
  ['Messages to Messages', anthropicMessages, anthropicMessages, messageStream],
  ['Chat to Messages', openaiChat, anthropicMessages, completionStream],
  ['Chat to Chat', openaiChat, openaiChat, completionStream],
  ['Responses to Messages', openaiResponses, anthropicMessages, responseStream],
  ['Responses to Chat', openaiResponses, openaiChat, responseStream],
  ['Responses to Responses', openaiResponses, openaiResponses, responseStream],
  ['Messages to Responses', anthropicMessages, openaiResponses, messageStream],
  ['Chat to Responses', openaiChat, openaiResponses, completionStream],
]

test.each(directions)('LAW-17: %s, a stream cut anywhere ends whole or with one error, never silently', (_, from, to, stream) => {
  hold(
    fc.property(stream, fc.nat(), ({ sse }, at) => {
      const all = bytes(sse)
      const kept = all.subarray(0, at % (all.length + 1))
      const ended = endOf(to, translated(from, to, [kept]))
      const said = terminal[from.name]?.(new TextDecoder().decode(kept)) ?? false
      const allowed = kept.length === all.length ? ['whole'] : said ? ['whole', 'error'] : ['error']
      expect(allowed).toContain(ended)
    }),
    runs(150),
  )
})

test('LAW-17: what the official clients make of a cut stream is an answer exactly where it ended whole', async () => {
  await hold(
    fc.asyncProperty(messageStream, completionStream, fc.nat(), async (events, chunks, at) => {
      const cut = (sse: string): Uint8Array => bytes(sse).subarray(0, at % (bytes(sse).length + 1))
      const toChat = translated(anthropicMessages, openaiChat, [cut(events.sse)])
      expect(await outcome(assembledCompletion(toChat))).toBe(endOf(openaiChat, toChat))
      const toMessages = translated(openaiChat, anthropicMessages, [cut(chunks.sse)])
      expect(await outcome(assembledMessage(toMessages))).toBe(endOf(anthropicMessages, toMessages))
    }),
    runs(40),
  )
})

test('LAW-17, SER-3: what the official clients make of a cut stream of or for Responses is an answer exactly where it ended whole', async () => {
  await hold(
    fc.asyncProperty(messageStream, completionStream, roughResponseStream, fc.nat(), async (events, chunks, items, at) => {
      const cut = ({ sse }: Streamed<unknown>): readonly Uint8Array[] => [bytes(sse).subarray(0, at % (bytes(sse).length + 1))]
      for (const toResponses of [
        translated(anthropicMessages, openaiResponses, cut(events)),
        translated(openaiChat, openaiResponses, cut(chunks)),
      ])
        expect(await ending(assembledResponse(toResponses))).toBe(endOf(openaiResponses, toResponses))
      const toChat = translated(openaiResponses, openaiChat, cut(items))
      expect(await outcome(assembledCompletion(toChat))).toBe(endOf(openaiChat, toChat))
      const toMessages = translated(openaiResponses, anthropicMessages, cut(items))
      expect(await outcome(assembledMessage(toMessages))).toBe(endOf(anthropicMessages, toMessages))
    }),
    runs(30),
  )
})

/** A failed answer is given to the client as one, with what there is of it. */
const ending = (assembled: Promise<Document>): Promise<'whole' | 'error'> =>
  assembled.then(
    ({ status }) => (status === 'completed' || status === 'incomplete' ? 'whole' : 'error'),
    () => 'error',
  )

const outcome = (assembled: Promise<unknown>): Promise<'whole' | 'error'> =>
  assembled.then(
    () => 'whole',
    () => 'error',
  )
