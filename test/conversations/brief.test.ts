import { expect, it } from 'vitest'
import { briefly, type Deed, type Entry } from './brief.ts'

const entry = (does: Deed, what: unknown, same = 0): Entry => ({ who: 'x', does, what, same })

it('writes what was sent and what became of it on one line', () => {
  const tool = { role: 'tool', tool_call_id: 'c1', content: 'ok' }
  const call = { role: 'assistant', content: null, reasoning_details: [{}], tool_calls: [{ id: 'c1' }] }
  const results = [
    { type: 'tool_result', tool_use_id: 'c1', content: 'ok' },
    { type: 'image', source: {} },
  ]
  const thought = { type: 'thinking', thinking: 'What is it, what can it be?', signature: 'S' }
  expect(
    briefly([
      entry('sends', { model: 'm', tools: [{}], reasoning_effort: 'high', messages: [{ role: 'user', content: 'Hi' }] }),
      entry('receives', {
        model: 'm',
        thinking: { type: 'adaptive' },
        messages: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }],
      }),
      entry('says', { thinking: [{ text: 'Hm.', signature: 'S' }, { redacted: 'D' }], calls: [{ id: 'c1', name: 'f' }], end: 'calls' }),
      entry('hears', { choices: [{ message: call, finish_reason: 'tool_calls' }] }),
      entry('sends', { messages: [call, tool] }, 1),
      entry(
        'receives',
        {
          messages: [
            { role: 'assistant', content: [thought, { type: 'tool_use', id: 'c1' }] },
            { role: 'user', content: results },
          ],
        },
        1,
      ),
    ]),
  ).toEqual([
    '→ {m, 1 tools, high thinking} user["Hi"]  ⇒ {m, adaptive thinking} user[text "Hi"]',
    '⇐ thinking "Hm.", redacted, call c1 f · calls  ← assistant[1 reasoning_details, call c1] · tool_calls',
    '→ (1 as before) assistant[1 reasoning_details, call c1] tool[c1, "ok"]  ⇒ (1 as before) assistant[thinking "What is it, what…" sealed, tool_use c1] user[tool_result c1 "ok", image]',
  ])
})

it('writes the items of Responses', () => {
  const thought = { type: 'reasoning', id: 'rs_1', summary: [{ type: 'summary_text', text: 'Hm.' }], encrypted_content: 'S' }
  const call = { type: 'function_call', id: 'fc_1', call_id: 'c1', name: 'f', arguments: '{}' }
  const output = { type: 'function_call_output', call_id: 'c1', output: [{ type: 'input_text', text: 'ok' }, { type: 'input_image' }] }
  const said = { type: 'message', role: 'assistant', content: [{ type: 'refusal', refusal: 'No.' }] }
  expect(
    briefly([
      entry('sends', { model: 'm', reasoning: { effort: 'low' }, input: [{ role: 'user', content: 'Hi' }] }),
      entry('hears', { output: [thought, call], status: 'completed' }),
      entry('sends', { previous_response_id: 'resp_123456789', input: [output] }),
      entry('sends', { input: [{ type: 'item_reference', id: 'rs_1' }] }, 1),
      entry('hears', { output: [said], status: 'incomplete', incomplete_details: { reason: 'content_filter' } }),
    ]),
  ).toEqual([
    '→ {m, low thinking} user["Hi"]',
    '← reasoning["Hm.", sealed] function_call[c1] · completed',
    '→ after resp_1234567… function_call_output[c1, input_text "ok", input_image]',
    '→ (1 as before) item_reference[rs_1]',
    '← assistant[refusal "No."] · content_filter',
  ])
})

it('writes how an answer failed, and what the client made of it', () => {
  const body = '{"error":{"message":"Slow down"}}'
  expect(
    briefly([
      entry('fails', { status: 429, headers: { 'retry-after': '1' }, body }),
      entry('gets', { status: 429, headers: { 'retry-after': '1' } }),
      entry('receives', { messages: [] }, 3),
      entry('fails', { status: 200, headers: {}, body: 'data: {' }),
      entry('raises', 'APIError: Overloaded'),
    ]),
  ).toEqual([
    '⇐ 429 "Slow down" retry-after: 1  ← 429 retry-after: 1',
    '⇒ (3 as before)',
    '⇐ 200, a stream that ends with "the stream break…"  ← raises "APIError: Overloaded"',
  ])
})
