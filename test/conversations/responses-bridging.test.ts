import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Stage } from '../scripted/gateway.ts'
import { at } from '../scripted/json.ts'
import { strictAnthropic } from './anthropic.ts'
import { Conversation } from './conversation.ts'
import { stageOfDirections } from './directions.ts'
import { keptClients, responsesClients } from './responses-clients.ts'
import { tenTurns, type Line } from './script.ts'
import { play } from './strict.ts'
import { Transcript } from './transcript.ts'

let gateway: Stage

// Each test has a gateway of its own, where nothing is kept yet.
beforeEach(async () => {
  gateway = await stageOfDirections()
})
afterEach(() => gateway.close())

test.each([...responsesClients, ...keptClients])(
  '$name asks without streaming for more than Claude says so: a stream is folded, and kept (BR-1, STO-1)',
  async (client) => {
    const transcript = new Transcript(`long unary ${client.name}`)
    const played = play(gateway.anthropic, strictAnthropic, tenTurns, transcript)
    const conversation = new Conversation(gateway, client, false, transcript, { max_output_tokens: 32_000 })
    let heard = await conversation.say('Weather, please.')
    while (heard.calls.length > 0) heard = await conversation.answerCalls(heard.calls)
    expect([heard.text, played.objections, played.left]).toEqual(['Everything is written down.', [], []])
    expect(gateway.anthropic.received.map(({ json }) => [at(json, 'stream'), at(json, 'max_tokens')])).toEqual(
      tenTurns.map(() => [true, 32_000]),
    )
    expect(conversation.answers.map(({ headers }) => headers.get('content-type'))).toEqual(tenTurns.map(() => 'application/json'))
  },
)

const hello: Line = { text: 'Hello.', end: 'done' }
const goodbye: Line = { text: 'Goodbye.', end: 'done' }

test.each(keptClients)(
  '$name is told that what it refers to is not kept, and the conversation is not asked for (STO-2)',
  async (client) => {
    const transcript = new Transcript(`not kept ${client.name}`)
    const played = play(gateway.anthropic, strictAnthropic, [hello, goodbye], transcript)
    const unkept = new Conversation(gateway, client, true, transcript, { store: false })
    expect((await unkept.say('Hello')).text).toBe('Hello.')
    const error: unknown = await unkept.say('Bye').catch((raised: unknown) => raised)
    expect([at(error, 'status'), at(error, 'error', 'message')]).toEqual([
      400,
      expect.stringMatching(/is not kept here: send the full items, or store:false$/),
    ])
    expect([played.objections, gateway.anthropic.received.length]).toEqual([[], 1])
  },
)
