import { expect, test } from 'vitest'
import { anthropicMessages, openaiChat, placesOf, translateRequest, type Recall } from '../index.ts'
import type { Part } from '../interlingua/part.ts'

const thought: Part = { kind: 'thinking', at: '', text: 'hm', seal: 's', redacted: false }
const call: Part = { kind: 'toolCall', at: '', id: 'c1', name: 'f', arguments: '{}', freeform: false, cache: null }
const recall: Recall = (id) => (id === 'c1' ? placesOf([thought, call]) : null)

const tool_calls = (id: string) => [{ id, type: 'function', function: { name: 'f', arguments: '{}' } }]
const loop = (id: string, assistant: object = {}) => [
  { role: 'user', content: 'Hi' },
  { role: 'assistant', content: null, tool_calls: tool_calls(id), ...assistant },
  { role: 'tool', tool_call_id: id, content: 'ok' },
]

function sent(...messages: readonly object[]): unknown {
  const outcome = translateRequest(openaiChat, anthropicMessages, { model: 'claude-sonnet-4-6', messages }, { recall })
  if (!outcome.ok) return outcome.fault
  const written = outcome.value.body['messages']
  return Array.isArray(written) ? written.map(({ content }) => content.map(({ type }: { type: string }) => type).join(' ')) : written
}

test('CAR-5, RSN-9: a turn whose reasoning the client did not keep has it again', () => {
  expect(sent(...loop('c1'))).toEqual(['text', 'thinking tool_use', 'tool_result'])
})

test('CAR-5: a call that nobody remembers stays as it is', () => {
  expect(sent(...loop('c2'))).toEqual(['text', 'tool_use', 'tool_result'])
})

test('CAR-5, RSN-9: reasoning that the client did keep goes before what is remembered', () => {
  const reasoning_details = [{ type: 'reasoning.encrypted', data: 'd', format: 'anthropic-claude-v1', index: 0 }]
  expect(sent(...loop('c1', { reasoning_details }))).toEqual(['text', 'redacted_thinking tool_use', 'tool_result'])
})

test('CAR-5, LAW-9: every turn of a longer history is found by its own calls, the earlier ones stay as they were', () => {
  const earlier = loop('c1')
  const [first, second, third] = sent(...earlier) as readonly string[]
  expect(sent(...earlier, { role: 'assistant', content: 'Done.' }, ...loop('c2'))).toEqual([
    first,
    second,
    third,
    'text',
    'text',
    'tool_use',
    'tool_result',
  ])
})
