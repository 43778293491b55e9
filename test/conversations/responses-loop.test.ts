import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Stage } from '../scripted/gateway.ts'
import { at } from '../scripted/json.ts'
import { strictAnthropic } from './anthropic.ts'
import { list } from './clients.ts'
import { Conversation } from './conversation.ts'
import { modes, stageOfDirections, type Direction } from './directions.ts'
import { strictOpenai } from './openai.ts'
import { strictResponses } from './responses.ts'
import { tenTurns } from './script.ts'
import { play } from './strict.ts'
import { Transcript } from './transcript.ts'
import { redPixel } from '../matrix/tools.ts'

let gateway: Stage

beforeAll(async () => {
  gateway = await stageOfDirections()
})
afterEach(() => gateway.reset())
afterAll(() => gateway.close())

/** Plays all turns; returns the provider's requests. */
async function tenTurnsOf({ name, client, vendor, more, dialect, stops }: Direction, stream: boolean, how: string) {
  const transcript = new Transcript(`loop ${name}, ${how}`)
  const played = play(gateway[vendor], dialect, tenTurns, transcript)
  const conversation = new Conversation(gateway, client, stream, transcript, more)
  let heard = await conversation.say('Weather and pictures, please.')
  for (const [index, { text = '', calls = [], end }] of tenTurns.entries()) {
    if (index > 0) heard = await conversation.answerCalls(heard.calls)
    expect([played.objections, { text: heard.text, calls: heard.calls, stop: heard.stop }]).toEqual([[], { text, calls, stop: stops[end] }])
  }
  expect([played.left, conversation.disorder]).toEqual([[], []])
  return gateway[vendor].received.map(({ url, json }) => ({ url, json }))
}

const towards = (dialect: Direction['dialect']) => modes.filter((mode) => mode.dialect === dialect)

test.each(towards(strictAnthropic))(
  '$name gets every item of ten turns back to it as it was said, $how (RSN-6, RSN-7, STO-1)',
  async ({ direction, stream, how }) => {
    const requests = await tenTurnsOf(direction, stream, how)
    expect(requests.map(({ url }) => url)).toEqual(Array(10).fill('/v1/messages'))
    const [first, , third] = requests
    expect(first?.json).toMatchObject({
      max_tokens: 8000,
      thinking: { type: 'adaptive', display: 'summarized' },
      output_config: { effort: 'high' },
    })
    expect(at(third?.json, 'messages', 3)).toMatchObject({
      role: 'assistant',
      content: [
        { type: 'thinking', thinking: 'Step 2: what is missing?\nÜber “2” 🧭.', signature: 'c2VhbCBvZiBzdGVwICR72' },
        { type: 'redacted_thinking', data: 'aGlkZGVuIHRob3VnaHQ2' },
        { type: 'text', text: 'Now a picture.' },
        { type: 'tool_use', id: 'toolu_p2', name: 'take_photo', input: { place: 'Zürich' } },
      ],
    })
    expect(at(third?.json, 'messages', 4)).toEqual({
      role: 'user',
      content: [
        {
          type: 'tool_result',
          tool_use_id: 'toolu_p2',
          content: [
            { type: 'text', text: 'Photo of {"place":"Zürich"}' },
            { type: 'image', source: { type: 'base64', media_type: 'image/png', data: redPixel } },
          ],
        },
      ],
    })
  },
)

test.each(towards(strictOpenai))(
  '$name keeps every call of ten turns, and shows the pictures of results, $how (TR-7, RSN-2, RSN-12)',
  async ({ direction, stream, how }) => {
    const requests = await tenTurnsOf(direction, stream, how)
    expect(requests.map(({ url }) => url)).toEqual(Array(10).fill('/v1/chat/completions'))
    expect(list(at(requests[2]?.json, 'messages')).slice(-3)).toEqual([
      {
        role: 'assistant',
        content: 'Now a picture.',
        tool_calls: [{ id: 'toolu_p2', type: 'function', function: { name: 'take_photo', arguments: '{"place":"Zürich"}' } }],
      },
      {
        role: 'tool',
        tool_call_id: 'toolu_p2',
        content: [
          { type: 'text', text: 'Photo of {"place":"Zürich"}' },
          { type: 'text', text: '[image 1 attached below]' },
        ],
      },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Attachments for tool call toolu_p2:' },
          { type: 'image_url', image_url: { url: `data:image/png;base64,${redPixel}`, detail: 'auto' } },
        ],
      },
    ])
  },
)

test.each(towards(strictResponses))(
  '$name gives back every encrypted item of ten turns, $how (RSN-3, RSN-4, TR-8)',
  async ({ direction, stream, how }) => {
    const requests = await tenTurnsOf(direction, stream, how)
    expect(requests.map(({ url }) => url)).toEqual(Array(10).fill('/v1/responses'))
    expect(requests.map(({ json }) => at(json, 'store'))).toEqual(Array(10).fill(false))
    const said = list(at(requests[2]?.json, 'input')).filter(
      (item) => at(item, 'role') !== 'user' && at(item, 'type') !== 'function_call_output',
    )
    expect(said.slice(4)).toMatchObject([
      {
        type: 'reasoning',
        id: 'rs_2a0',
        summary: [
          { type: 'summary_text', text: 'Step 2: what is missing?' },
          { type: 'summary_text', text: 'Über “2” 🧭.' },
        ],
        encrypted_content: 'c2VhbCBvZiBzdGVwICR72',
      },
      { type: 'reasoning', id: 'rs_2a1', summary: [], encrypted_content: 'aGlkZGVuIHRob3VnaHQ2' },
      { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'Now a picture.' }] },
      { type: 'function_call', call_id: 'toolu_p2', name: 'take_photo', arguments: '{"place":"Zürich"}' },
    ])
    const picture = { type: 'input_image', detail: 'auto', image_url: `data:image/png;base64,${redPixel}` }
    // What a Chat client shows of a result stands behind the results of its turn.
    expect(list(at(requests[2]?.json, 'input')).slice(-1)).toMatchObject(
      direction.client.family === 'anthropic'
        ? [
            {
              type: 'function_call_output',
              call_id: 'toolu_p2',
              output: [{ type: 'input_text', text: 'Photo of {"place":"Zürich"}' }, picture],
            },
          ]
        : [{ role: 'user', content: [picture] }],
    )
  },
)
