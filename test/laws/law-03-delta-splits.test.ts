import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Document } from '../../conformance/arbitrary.ts'
import { anthropicMessages, openaiChat, openaiResponses, type Format } from '../../src/index.ts'
import { hold, runs } from './hold.ts'
import { responseStream, roughResponseStream } from './item-streams.ts'
import { completionStream, messageStream } from './streams.ts'
import { bytes, documents, translated } from './translating.ts'

/** A piece of text in an event: what it belongs to, and the event with other text in its place. */
interface Piece {
  readonly of: string
  readonly text: string
  with(text: string): Document
}

type Cutter = (event: Document) => Piece | null

const texts: readonly string[] = ['text', 'thinking', 'partial_json']

const ofMessages: Cutter = (event) => {
  const delta = (event['delta'] ?? {}) as Document
  const member = texts.find((name) => typeof delta[name] === 'string')
  if (event['type'] !== 'content_block_delta' || member === undefined) return null
  return {
    of: `${JSON.stringify(event['index'])} ${member}`,
    text: delta[member] as string,
    with: (text) => ({ ...event, delta: { ...delta, [member]: text } }),
  }
}

const ofChat: Cutter = (chunk) => {
  const [choice] = (chunk['choices'] ?? []) as readonly Document[]
  const delta = (choice?.['delta'] ?? {}) as Document
  const members = Object.keys(delta)
  const [member = ''] = members
  if (!choice || members.length !== 1 || choice['finish_reason'] !== null) return null
  const other = (inner: Document): Document => ({ ...chunk, choices: [{ ...choice, delta: inner }] })
  if (typeof delta[member] === 'string') return { of: member, text: delta[member], with: (text) => other({ [member]: text }) }
  const [call] = (member === 'tool_calls' ? delta[member] : []) as readonly Document[]
  const named = call?.['id'] !== undefined
  if (!call || named) return null
  const { index } = call
  const [kind, argument] = call['custom'] === undefined ? ['function', 'arguments'] : ['custom', 'input']
  const said = (call[kind] as Document)[argument] as string
  const grown = (text: string): Document => other({ tool_calls: [{ index: index ?? 0, [kind]: { [argument]: text } }] })
  return { of: `${kind === 'function' ? 'call' : kind} ${JSON.stringify(index)}`, text: said, with: grown }
}

const ofResponses: Cutter = (event) => {
  const { type, delta, logprobs = [] } = event
  if (typeof type !== 'string' || typeof delta !== 'string' || (logprobs as readonly Document[]).length > 0) return null
  const place = ['output_index', 'content_index', 'summary_index'].map((member) => JSON.stringify(event[member] ?? null))
  return { of: `${type} ${place.join()}`, text: delta, with: (text) => ({ ...event, delta: text }) }
}

/** Neighbours that belong together in one event. */
function joined(events: readonly Document[], cutter: Cutter): readonly Document[] {
  const out: Document[] = []
  for (const event of events) {
    const [before, now] = [cutter(out.at(-1) ?? {}), cutter(event)]
    if (before && now && before.of === now.of) out.splice(-1, 1, now.with(before.text + now.text))
    else out.push(event)
  }
  return out
}

/** One event per character. */
const split = (events: readonly Document[], cutter: Cutter): readonly Document[] =>
  events.flatMap((event) => {
    const piece = cutter(event)
    return piece && piece.text !== '' ? Array.from(piece.text, (character) => piece.with(character)) : [event]
  })

/** What is said, however it is cut: white space after whole arguments may go (STR-2a), empty deltas say nothing (STR-5). */
const told = (sse: string, cutter: Cutter): readonly Document[] =>
  joined(
    documents(sse).flatMap(({ sequence_number: _, ...event }) => (cutter(event)?.text === '' ? [] : [event])),
    cutter,
  ).map((event) => {
    const piece = cutter(event)
    return piece && /call|partial_json/.test(piece.of) ? piece.with(piece.text.trimEnd()) : event
  })

const written = (events: readonly Document[], named: boolean): string =>
  events.map((event) => `${named ? `event: ${event['type'] as string}\n` : ''}data: ${JSON.stringify(event)}\n\n`).join('')

const cases: readonly (readonly [string, Format, Cutter, Format, Cutter, fc.Arbitrary<string>])[] = [
  ['Messages to Chat', anthropicMessages, ofMessages, openaiChat, ofChat, messageStream.map(({ sse }) => sse)],
  ['Messages to Messages', anthropicMessages, ofMessages, anthropicMessages, ofMessages, messageStream.map(({ sse }) => sse)],
  ['Chat to Messages', openaiChat, ofChat, anthropicMessages, ofMessages, completionStream.map(({ sse }) => sse)],
  ['Chat to Chat', openaiChat, ofChat, openaiChat, ofChat, completionStream.map(({ sse }) => sse)],
  ['Responses to Messages', openaiResponses, ofResponses, anthropicMessages, ofMessages, responseStream.map(({ sse }) => sse)],
  ['Responses to Chat', openaiResponses, ofResponses, openaiChat, ofChat, roughResponseStream.map(({ sse }) => sse)],
  ['Responses to Responses', openaiResponses, ofResponses, openaiResponses, ofResponses, responseStream.map(({ sse }) => sse)],
  ['Messages to Responses', anthropicMessages, ofMessages, openaiResponses, ofResponses, messageStream.map(({ sse }) => sse)],
  ['Chat to Responses', openaiChat, ofChat, openaiResponses, ofResponses, completionStream.map(({ sse }) => sse)],
]

test.each(cases)('LAW-3: %s, deltas that are split or joined change nothing but where deltas end', (_, from, cutIn, to, cutOut, stream) => {
  hold(
    fc.property(stream, (sse) => {
      const events = documents(sse)
      const end = sse.includes('data: [DONE]\n\n') && from === openaiChat ? 'data: [DONE]\n\n' : ''
      const answer = (these: readonly Document[]): readonly Document[] =>
        told(translated(from, to, [bytes(written(these, from !== openaiChat) + end)]), cutOut)
      const as = answer(events)
      expect(answer(joined(events, cutIn))).toEqual(as)
      expect(answer(split(events, cutIn))).toEqual(as)
    }),
    runs(100),
  )
})
