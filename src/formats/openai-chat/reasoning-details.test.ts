import { expect, test } from 'vitest'
import type { Part } from '../../interlingua/part.ts'
import { unfold } from '../../interlingua/unfold.ts'
import type { Response } from '../../interlingua/response.ts'
import { unknownUsage } from '../../interlingua/usage.ts'
import { createContext } from '../../translate/default-context.ts'
import { blankExchange } from '../../translate/exchange.ts'
import { Ledger } from '../../translate/ledger.ts'
import { defaultSettings } from '../../translate/settings.ts'
import format from './format.ts'

const thought = (text: string, seal: string): Part => ({ kind: 'thinking', at: '', text, seal, redacted: false })
const hidden = (seal: string): Part => ({ kind: 'thinking', at: '', text: '', seal, redacted: true })
const words = (text: string): Part => ({ kind: 'text', at: '', text, cache: null })
const call: Part = { kind: 'toolCall', at: '', id: 'c1', name: 'f', arguments: '{}', freeform: false, cache: null }

const answer = (parts: readonly Part[]): Response => ({
  id: 'msg_1',
  model: 'claude',
  created: 5,
  parts,
  stop: { at: {}, reason: 'end', sequence: null, category: null, explanation: null },
  usage: unknownUsage,
})
const fromAnthropic = () => new Ledger('anthropic-messages', { rule: 'REQ-A-33', why: '', level: 'info' })

const interleaved = [thought('one', 's1'), words('Looking.'), thought('two', 's2'), hidden('d1'), call]
const details = [
  { type: 'reasoning.text', text: 'one', signature: 's1', format: 'anthropic-claude-v1', index: 0 },
  { type: 'reasoning.text', text: 'two', signature: 's2', format: 'anthropic-claude-v1', index: 2 },
  { type: 'reasoning.encrypted', data: 'd1', format: 'anthropic-claude-v1', index: 3 },
]

test('RSN-8: details say where between texts and calls each block stood', () => {
  const written = format.response.encode(answer(interleaved), fromAnthropic(), blankExchange())
  expect(written['choices']).toMatchObject([{ message: { content: 'Looking.', reasoning_content: 'onetwo', reasoning_details: details } }])
})

test('EVA-8, EMC-3: after each run of a stream all blocks so far are told, so that who keeps the last fragment has them all', () => {
  const machine = format.stream.encode(fromAnthropic(), blankExchange())
  const frames = unfold(answer(interleaved)).flatMap((event) => [...machine.push(event)])
  const told = frames.flatMap((frame): unknown[] => {
    const data: unknown = 'data' in frame && frame.data.startsWith('{') ? JSON.parse(frame.data) : {}
    const [choice] = typeof data === 'object' && data !== null && 'choices' in data && Array.isArray(data.choices) ? data.choices : []
    return choice?.delta?.reasoning_details ? [choice.delta.reasoning_details] : []
  })
  expect(told).toEqual([details.slice(0, 1), details])
})

function assistant(message: object) {
  const ledger = new Ledger(format.name, format.unknownMembers.request)
  const reading = { headers: {}, settings: defaultSettings, context: createContext() }
  const { turns } = format.request.decode({ model: 'm', messages: [{ role: 'assistant', ...message }] }, ledger, reading)
  return {
    parts: turns[0]?.parts.map((part) => (part.kind === 'thinking' ? part.seal : part.kind)),
    losses: ledger.losses.map(({ path, fate, rule, level }) => [path, fate, rule, level]),
  }
}

const tool_calls = [{ id: 'c1', type: 'function', function: { name: 'f', arguments: '{}' } }]

test('RSN-9: details go back where they stood, in their order', () => {
  expect(assistant({ content: 'Looking.', tool_calls, reasoning_details: details })).toEqual({
    parts: ['s1', 'text', 's2', 'd1', 'toolCall'],
    losses: [],
  })
  const first = details.map((detail, index) => ({ ...detail, index }))
  expect(assistant({ content: 'Looking.', tool_calls, reasoning_details: first }).parts).toEqual(['s1', 's2', 'd1', 'text', 'toolCall'])
  const unplaced = details.map(({ index: _, ...detail }) => detail)
  expect(assistant({ content: null, tool_calls, reasoning_details: unplaced }).parts).toEqual(['s1', 's2', 'd1', 'toolCall'])
})

test('RSN-9, EMC-3: a client that strings all fragments together has blocks twice, and they go back once', () => {
  expect(assistant({ content: 'Looking.', tool_calls, reasoning_details: [...details.slice(0, 1), ...details] }).parts).toEqual([
    's1',
    'text',
    's2',
    'd1',
    'toolCall',
  ])
})

test('CAR-9: the reasoning of another provider than the format says is left out', () => {
  const foreign = [
    { type: 'reasoning.encrypted', data: 'gAAAA', format: 'openai-responses-v1', index: 0 },
    { type: 'reasoning.text', text: 'hm', signature: 's', format: null, index: 1 },
  ]
  expect(assistant({ content: 'ok', reasoning_details: foreign })).toEqual({
    parts: ['s', 'text'],
    losses: [['/messages/0/reasoning_details/0', 'dropped', 'CAR-9', 'warn']],
  })
})
