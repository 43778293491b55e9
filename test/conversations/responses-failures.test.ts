import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { sse } from '../scripted/answer.ts'
import type { Stage } from '../scripted/gateway.ts'
import { at } from '../scripted/json.ts'
import { Conversation } from './conversation.ts'
import { directions, fullModes, modes, stageOfDirections, type Direction } from './directions.ts'
import { strictResponses } from './responses.ts'
import type { Line } from './script.ts'
import { play, type Failures, type Step } from './strict.ts'
import { Transcript } from './transcript.ts'
import { soon } from './troubles.ts'

let gateway: Stage

beforeAll(async () => {
  gateway = await stageOfDirections()
})
afterEach(() => gateway.reset())
afterAll(() => gateway.close())

const first: Line = { thinking: [{ text: 'A greeting.', signature: 'Z3JlZXQ=' }], text: 'Good morning.', end: 'done' }
const midway: Line = { text: 'Half of what I wanted to say', end: 'done' }
const done: Line = { text: 'All of it.', end: 'done' }

/** Begins a conversation whose second turn goes as `steps` say. */
async function begun(
  { name, client, vendor, dialect, failures, more }: Direction,
  stream: boolean,
  what: string,
  steps: (failures: Failures) => readonly Step[],
) {
  const transcript = new Transcript(`${what} ${name}, ${stream ? 'streamed' : 'unary'}`)
  const provider = gateway[vendor]
  const played = play(provider, dialect, [first, ...steps(failures), done], transcript)
  const conversation = new Conversation(gateway, client, stream, transcript, more)
  await conversation.say('Hello.')
  provider.received.length = 0
  return { conversation, played, provider }
}

/** What `asking` raises; throws where it raises nothing. */
const raised = (asking: Promise<unknown>): Promise<Error> =>
  asking.then(
    () => {
      throw new Error('nothing was raised')
    },
    (error: Error) => error,
  )

test.each(directions)(
  '$name: a stream that breaks off raises once, and the conversation goes on (EMR-8, EMA-9, RTF-4)',
  async (direction) => {
    const { client } = direction
    const { conversation, played, provider } = await begun(direction, true, 'overload midway', ({ overloadedMidway }) => [
      { fails: overloadedMidway(midway) },
    ])
    const error = await raised(conversation.say('Go on.', 2))
    expect(error).toBeInstanceOf(client.errors.APIError)
    expect([error.message, provider.received.length]).toEqual([expect.stringMatching(/overloaded/i), 1])
    const heard = conversation.answers.at(-1)?.text ?? ''
    expect(heard).toContain('Half of ')
    expect(heard).toMatch(broken[direction.api])
    const again = await conversation.ask(2)
    expect([again.text, played.objections, played.left, conversation.disorder]).toEqual(['All of it.', [], [], []])
  },
)

/** How a stream ends that breaks off. What a Responses client got stays readable in it. */
const broken = {
  messages: /event: error\ndata: {"type":"error","error":{"type":"api_error","message":"The server is overloaded"}/,
  chat: /data: {"error":{"message":"The server is overloaded","type":"server_error"/,
  responses:
    /event: response\.failed\ndata: .*"status":"failed".*"error":{"code":"server_error","message":"\w[^"]*verloaded".*"text":"Half of /,
} as const

const error = { type: 'error', code: 'server_error', message: 'The server is overloaded', param: null, sequence_number: 0 }

test.each(modes.filter(({ dialect, stream }) => dialect === strictResponses && stream))(
  '$name: an error event is an error too, before any words and behind them (EVR-17, RTF-4)',
  async ({ client, failures, direction }) => {
    const event = Buffer.from(`event: error\ndata: ${JSON.stringify(error)}\n\n`)
    const words = failures.overloadedMidway(midway)
    if (typeof words === 'function') throw new Error('a failure is not as it is scripted')
    const behind = { ...words, chunks: [...words.chunks.slice(0, -1), event] }
    const { conversation, played } = await begun(direction, true, 'error event', () => [
      { fails: sse(event.toString()) },
      { fails: behind },
    ])
    const early = await raised(conversation.say('Go on.'))
    expect([early instanceof client.errors.APIError, early.message]).toEqual([true, expect.stringMatching(/overloaded/i)])
    const late = await raised(conversation.ask())
    expect([late instanceof client.errors.APIError, late.message]).toEqual([true, expect.stringMatching(/overloaded/i)])
    expect(conversation.answers.at(-1)?.text).toContain('Half of ')
    const heard = await conversation.ask()
    expect([heard.text, played.objections, played.left]).toEqual(['All of it.', [], []])
  },
)

test.each(fullModes)('$name: an overloaded provider is tried three times, $how (ERA-11, ERO-16, RTF-1)', async ({ direction, stream }) => {
  const { conversation, played, provider } = await begun(direction, stream, 'overload', ({ overloaded }) => [
    { fails: overloaded(soon) },
    { fails: overloaded(soon) },
    { fails: overloaded(soon) },
  ])
  const failed = await raised(conversation.say('Go on.', 2))
  expect(failed).toBeInstanceOf(direction.client.errors.InternalServerError)
  expect([at(failed, 'status'), provider.received.length]).toEqual([direction.busy, 3])
  const heard = await conversation.ask(2)
  expect([heard.text, played.objections, played.left]).toEqual(['All of it.', [], []])
})

test.each(fullModes)('$name: a rate limit is waited for as it says, $how (RTY-1, ERA-8, ERO-13)', async ({ direction, stream }) => {
  const { conversation, played, provider } = await begun(direction, stream, 'rate limit', ({ rateLimited }) => [
    { fails: rateLimited(soon) },
  ])
  const heard = await conversation.say('Go on.', 2)
  expect([heard.text, provider.received.length, played.objections, played.left]).toEqual(['All of it.', 2, [], []])
  const [, limited, answered] = conversation.answers
  expect([limited?.status, answered?.status]).toEqual([429, 200])
  expect([limited?.headers.get('retry-after'), limited?.headers.get('retry-after-ms')]).toEqual(['1', '5'])
})
