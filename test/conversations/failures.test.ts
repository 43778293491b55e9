import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { stage, type Stage } from '../scripted/gateway.ts'
import { at } from '../scripted/json.ts'
import type { ScriptedProvider } from '../scripted/provider.ts'
import { anthropicFailures, strictAnthropic } from './anthropic.ts'
import { clients, type Client } from './clients.ts'
import { Conversation } from './conversation.ts'
import { openaiFailures, strictOpenai } from './openai.ts'
import type { Line } from './script.ts'
import { play, type Dialect, type Failures, type Step } from './strict.ts'
import { Transcript } from './transcript.ts'
import { soon } from './troubles.ts'

let gateway: Stage

beforeAll(async () => {
  gateway = await stage()
})
afterEach(() => gateway.reset())
afterAll(() => gateway.close())

const first: Line = { text: 'Good morning.', end: 'done' }
const midway: Line = { text: 'Half of what I wanted to say', end: 'done' }
const done: Line = { text: 'All of it.', end: 'done' }

/** What differs between the directions: the provider, its failures, and the statuses its client is told. */
interface Direction {
  readonly provider: () => ScriptedProvider
  readonly dialect: Dialect
  readonly failures: Failures
  readonly busy: number
}

const directions: { readonly [family in Client['family']]: Direction } = {
  anthropic: { provider: () => gateway.openai, dialect: strictOpenai, failures: openaiFailures, busy: 529 },
  openai: { provider: () => gateway.anthropic, dialect: strictAnthropic, failures: anthropicFailures, busy: 503 },
}

/** Begins a conversation whose second turn goes as `steps` say. */
async function begun(client: Client, stream: boolean, title: string, steps: (failures: Failures) => readonly Step[]) {
  const { provider, dialect, failures } = directions[client.family]
  const transcript = new Transcript(title)
  const played = play(provider(), dialect, [first, ...steps(failures), done], transcript)
  const conversation = new Conversation(gateway, client, stream, transcript)
  await conversation.say('Hello.')
  provider().received.length = 0
  return { conversation, played, provider: provider() }
}

/** What `asking` raises; throws where it raises nothing. */
const raised = (asking: Promise<unknown>): Promise<Error> =>
  asking.then(
    () => {
      throw new Error('nothing was raised')
    },
    (error: Error) => error,
  )

test.each(clients)(
  '$name raises once where a stream breaks off, tries nothing again, and may go on (EMA-9, EMC-7, RTF-4)',
  async (client) => {
    const { conversation, played, provider } = await begun(client, true, `overload midway ${client.name}`, ({ overloadedMidway }) => [
      { fails: overloadedMidway(midway) },
    ])
    const error = await raised(conversation.say('Go on.', 2))
    expect(error).toBeInstanceOf(client.errors.APIError)
    expect(error).not.toBeInstanceOf(client.errors.InternalServerError)
    expect([error.message, at(error, 'status'), provider.received.length]).toEqual([expect.stringMatching(/overloaded/i), undefined, 1])
    expect(conversation.answers.at(-1)?.text).toContain('Half of ')
    const heard = await conversation.ask(2)
    expect([heard.text, played.objections, played.left, conversation.disorder]).toEqual(['All of it.', [], [], []])
  },
)

const modes = clients.flatMap((client) =>
  [true, false].map((stream) => ({ ...client, client, stream, how: stream ? 'streamed' : 'unary' })),
)

test.each(modes)(
  '$name tries an overloaded provider three times before it raises, $how (ERA-11, ERO-16, RTF-1)',
  async ({ name, client, stream, how }) => {
    const { conversation, played, provider } = await begun(client, stream, `overload ${name}, ${how}`, ({ overloaded }) => [
      { fails: overloaded(soon) },
      { fails: overloaded(soon) },
      { fails: overloaded(soon) },
    ])
    gateway.records.all.length = 0
    const error = await raised(conversation.say('Go on.', 2))
    expect(error).toBeInstanceOf(client.errors.InternalServerError)
    expect([at(error, 'status'), provider.received.length]).toEqual([directions[client.family].busy, 3])
    const heard = await conversation.ask(2)
    expect([heard.text, played.objections, played.left]).toEqual(['All of it.', [], []])
    await expect
      .poll(() => gateway.records.all.map(({ retries, status }) => [retries, status]))
      .toEqual([
        [0, directions[client.family].busy],
        [1, directions[client.family].busy],
        [2, directions[client.family].busy],
        [0, 200],
      ])
  },
)

test.each(modes)('$name waits as a rate limit says, and asks again, $how (RTY-1, ERA-8, ERO-13)', async ({ name, client, stream, how }) => {
  const { conversation, played, provider } = await begun(client, stream, `rate limit ${name}, ${how}`, ({ rateLimited }) => [
    { fails: rateLimited(soon) },
  ])
  const heard = await conversation.say('Go on.', 2)
  expect([heard.text, provider.received.length, played.objections, played.left]).toEqual(['All of it.', 2, [], []])
  const [, limited, answered] = conversation.answers
  expect([limited?.status, answered?.status]).toEqual([429, 200])
  expect([limited?.headers.get('retry-after'), limited?.headers.get('retry-after-ms')]).toEqual(['1', '5'])
})

test.each(modes)(
  '$name raises a rate limit that does not end, at once where it is told to, $how (RTF-1, RTF-2)',
  async ({ name, client, stream, how }) => {
    const { conversation, played, provider } = await begun(client, stream, `rate limit for good ${name}, ${how}`, ({ rateLimited }) => [
      { fails: rateLimited(soon) },
      { fails: rateLimited(soon) },
      { fails: rateLimited(soon) },
      { fails: rateLimited({ ...soon, 'x-should-retry': 'false' }) },
    ])
    const error = await raised(conversation.say('Go on.', 2))
    expect(error).toBeInstanceOf(client.errors.RateLimitError)
    expect([at(error, 'status'), provider.received.length]).toEqual([429, 3])
    const told = await raised(conversation.ask(2))
    expect(told).toBeInstanceOf(client.errors.RateLimitError)
    expect(provider.received.length).toBe(4)
    const heard = await conversation.ask(2)
    expect([heard.text, played.objections, played.left]).toEqual(['All of it.', [], []])
  },
)
