import { direct, said, text, typed } from '../matrix/anthropic-answers.ts'
import { answered, spent, streamOf } from '../matrix/anthropic-answers.ts'
import type { Answer } from '../scripted/answer.ts'
import type { Json } from '../scripted/json.ts'

type Block = { readonly [member: string]: Json }

const thinking = (words: string, signature: string): Block => ({ type: 'thinking', thinking: words, signature })
const redacted = (data: string): Block => ({ type: 'redacted_thinking', data })
const words = (said: string): Block => ({ type: 'text', text: said })
const use = (id: string, location: string): Block => ({ type: 'tool_use', id, name: 'get_weather', input: { location } })

/** Turns that call a tool, as Anthropic says them and must have them back. */
export const toolTurns: readonly (readonly [string, readonly Block[]])[] = [
  ['thinking before all', [thinking('I need it.', 'c2lnMQ=='), redacted('aGlkZGVu'), words('Looking.'), use('toolu_1', 'Paris')]],
  ['thinking alone', [thinking('', 'c2lnMQ=='), use('toolu_1', 'Paris')]],
  ['redacted thinking alone', [redacted('aGlkZGVu'), redacted('bW9yZQ=='), use('toolu_1', 'Paris')]],
  [
    'thinking between text and two calls',
    [
      thinking('First.', 'c2lnMQ=='),
      words('Looking.'),
      thinking('Then.', 'c2lnMg=='),
      redacted('aGlkZGVu'),
      use('toolu_1', 'Paris'),
      use('toolu_2', 'Rome'),
    ],
  ],
]

const counted = spent(50, 0, 0, 20, 9)

/** The answer that a turn is, as a provider sends it. */
export function answerOf(blocks: readonly Block[], stream: boolean): Answer {
  if (!stream) return answered('msg_1', blocks.map(whole), 'tool_use', counted)
  return streamOf('msg_1', blocks.map(pieces), 'tool_use', counted)
}

/** A last answer. */
export const done = (stream: boolean): Answer =>
  stream
    ? streamOf('msg_2', [[text, said('18 °C.')]], 'end_turn', counted)
    : answered('msg_2', [{ ...text, text: '18 °C.' }], 'end_turn', counted)

function whole(block: Block): Block {
  if (block['type'] === 'text') return { ...block, citations: null }
  return block['type'] === 'tool_use' ? { ...block, caller: direct } : block
}

function pieces(block: Block): readonly [Block, ...Block[]] {
  switch (block['type']) {
    case 'thinking': {
      const halves = cut(string(block['thinking'])).map((half) => ({ type: 'thinking_delta', thinking: half }))
      return [{ ...block, thinking: '', signature: '' }, ...halves, { type: 'signature_delta', signature: block['signature'] ?? '' }]
    }
    case 'text':
      return [text, ...cut(string(block['text'])).map(said)]
    case 'tool_use':
      return [{ ...block, input: {}, caller: direct }, ...cut(JSON.stringify(block['input'])).map(typed)]
    default:
      return [block]
  }
}

const string = (value: Json | undefined): string => (typeof value === 'string' ? value : '')

const cut = (words: string): string[] => [words.slice(0, 4), words.slice(4)].filter((piece) => piece !== '')
