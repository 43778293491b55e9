import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { stage, type Stage } from '../scripted/gateway.ts'
import { at } from '../scripted/json.ts'
import { strictAnthropic } from './anthropic.ts'
import { clients, type Client } from './clients.ts'
import { Conversation } from './conversation.ts'
import { strictOpenai } from './openai.ts'
import { tenTurns } from './script.ts'
import { play } from './strict.ts'
import { Transcript } from './transcript.ts'
import { redPixel } from '../matrix/tools.ts'

let gateway: Stage

beforeAll(async () => {
  gateway = await stage()
})
afterEach(() => gateway.reset())
afterAll(() => gateway.close())

const both = clients.flatMap((client) => [true, false].map((stream) => ({ ...client, client, stream, how: stream ? 'streamed' : 'unary' })))

const stops = { anthropic: { calls: 'tool_use', done: 'end_turn' }, openai: { calls: 'tool_calls', done: 'stop' } } as const

/** Plays all turns; returns the provider's requests. */
async function tenTurnsOf(client: Client, stream: boolean, transcript: Transcript): Promise<readonly unknown[]> {
  const provider = client.family === 'anthropic' ? gateway.openai : gateway.anthropic
  const played = play(provider, client.family === 'anthropic' ? strictOpenai : strictAnthropic, tenTurns, transcript)
  const conversation = new Conversation(gateway, client, stream, transcript)
  let heard = await conversation.say('Weather and pictures, please.')
  for (const [index, line] of tenTurns.entries()) {
    if (index > 0) heard = await conversation.answerCalls(heard.calls)
    const { text = '', calls = [], end } = line
    const stop = end === 'calls' || end === 'done' ? stops[client.family][end] : null
    expect({ text: heard.text, calls: heard.calls, stop: heard.stop }).toEqual({ text, calls, stop })
  }
  expect([played.objections, played.left, conversation.disorder]).toEqual([[], [], []])
  return provider.received.map(({ json }) => json)
}

test.each(both.filter(({ family }) => family === 'openai'))(
  '$name keeps every block and seal of ten turns with Claude, $how (RSN-8, RSN-9, RSN-14)',
  async ({ name, client, stream, how }) => {
    const requests = await tenTurnsOf(client, stream, new Transcript(`loop ${name} to Anthropic, ${how}`))
    expect(requests.length).toBe(10)
    // The picture stands behind the results of its turn.
    expect(at(requests[2], 'messages', 4)).toMatchObject({
      role: 'user',
      content: [
        { type: 'tool_result', tool_use_id: 'toolu_p2', content: 'Photo of {"place":"Zürich"}' },
        { type: 'image', source: { type: 'base64', media_type: 'image/png', data: redPixel } },
      ],
    })
  },
)

test.each(both.filter(({ family }) => family === 'anthropic'))(
  '$name keeps every call of ten turns with gpt-4o, and shows it the pictures of results, $how (TR-7, RSN-2, RSN-12)',
  async ({ name, client, stream, how }) => {
    const requests = await tenTurnsOf(client, stream, new Transcript(`loop ${name} to OpenAI, ${how}`))
    expect(requests.length).toBe(10)
    const messages = at(requests[4], 'messages')
    expect(Array.isArray(messages) ? messages.slice(-4) : messages).toMatchObject([
      {
        role: 'tool',
        tool_call_id: 'toolu_p4',
        content: [
          { type: 'text', text: 'Photo of {"place":"Limmat"}' },
          { type: 'text', text: '[image 1 attached below]' },
        ],
      },
      { role: 'tool', tool_call_id: 'toolu_w4', content: 'get_weather({"location":"Bern","days":[4,5]}) = ok' },
      { role: 'tool', tool_call_id: 'toolu_p5' },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Attachments for tool call toolu_p4:' },
          { type: 'image_url', image_url: { url: `data:image/png;base64,${redPixel}` } },
          { type: 'text', text: 'Attachments for tool call toolu_p5:' },
          { type: 'image_url', image_url: { url: `data:image/png;base64,${redPixel}` } },
        ],
      },
    ])
  },
)
