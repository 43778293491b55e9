import { expect, it } from 'vitest'
import anthropicMessages from '../formats/anthropic-messages/format.ts'
import openaiChat from '../formats/openai-chat/format.ts'
import type { Root } from './format.ts'

const messages = await anthropicMessages.loadValidation()
const chat = await openaiChat.loadValidation()

const counts: readonly (readonly [what: string, validation: typeof chat, root: Root, document: unknown, count: number])[] = [
  [
    'members wherever they are',
    messages,
    'response',
    {
      a: 1,
      usage: { b: 1 },
      content: [
        { type: 'text', c: 1 },
        { type: 'text', c: 1 },
      ],
    },
    4,
  ],
  ['values', messages, 'response', { stop_reason: 'x', usage: { service_tier: 'y' } }, 2],
  [
    'blocks one after the other',
    messages,
    'response',
    { content: [{ type: 'x' }, { type: 'y', z: 1 }, { type: 'text', a: 1 }, { type: 'z' }] },
    4,
  ],
  ['an event as one', messages, 'event', { type: 'x', a: 1, b: { c: 1 } }, 1],
  ['the delta of a known event as one', messages, 'event', { type: 'content_block_delta', index: 0, delta: { type: 'x', a: 1, b: 2 } }, 1],
  [
    'a call of which no kind but one is known',
    chat,
    'event',
    { choices: [{ delta: { tool_calls: [{ index: 0, type: 'x', a: 1 }] }, b: 1 }] },
    2,
  ],
  ['members of an error in the place of a chunk', chat, 'event', { error: { message: 'm', a: 1, b: 1 } }, 2],
  ['nothing that is missing', chat, 'response', {}, 0],
  ['no tag that is missing or broken', messages, 'response', { content: [{ text: 'x' }, { type: 7, text: 'x' }] }, 0],
  ['nothing of another type than it should be', chat, 'response', { id: 7, choices: 'none', created: null, a: 1 }, 1],
  ['nothing inside what may be anything', messages, 'response', { content: [{ type: 'tool_use', input: { a: { type: 'x' } } }] }, 0],
  ['no document that is none', chat, 'response', 'text', 0],
  ['no more than a hundred', chat, 'response', Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`a${i}`, i])), 100],
]

it.each(counts)('VAL-2: of what is unknown counts %s', (_, validation, root, document, count) => {
  const before = JSON.stringify(document)
  expect(validation.unknown(root, document, {})).toBe(count)
  expect(JSON.stringify(document)).toBe(before)
})

it('VAL-2: an unknown member is counted in a request that is nested too deep for a copy', () => {
  let deep: unknown = []
  for (let depth = 0; depth < 100_000; depth++) deep = [deep]
  expect(messages.unknown('request', { model: 'm', messages: [], novelty: deep }, {})).toBe(1)
})
