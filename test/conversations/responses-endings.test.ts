import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Stage } from '../scripted/gateway.ts'
import { at } from '../scripted/json.ts'
import { strictAnthropic } from './anthropic.ts'
import { list } from './clients.ts'
import { Conversation } from './conversation.ts'
import { fullModes, stageOfDirections, type Direction } from './directions.ts'
import type { Line } from './script.ts'
import { play } from './strict.ts'
import { Transcript } from './transcript.ts'

let gateway: Stage

beforeAll(async () => {
  gateway = await stageOfDirections()
})
afterEach(() => gateway.reset())
afterAll(() => gateway.close())

const done: Line = { thinking: [{ text: 'Go on.', signature: 'c2VhbA==' }], text: 'And so it ends.', end: 'done' }
const cut: Line = { thinking: [{ text: 'A long story.', signature: 'bG9uZw==' }], text: 'Once upon a time, in Zür', end: 'length' }

/** Asks twice; the upstream answers with `line`, and then to the end. */
async function twice({ name, client, vendor, dialect, more }: Direction, stream: boolean, what: string, line: Line) {
  const transcript = new Transcript(`${what} ${name}, ${stream ? 'streamed' : 'unary'}`)
  const played = play(gateway[vendor], dialect, [line, done], transcript)
  const conversation = new Conversation(gateway, client, stream, transcript, more)
  const first = await conversation.say('Tell me a story.')
  const second = await conversation.say('Go on.')
  expect([second.text, played.objections, played.left, conversation.disorder]).toEqual(['And so it ends.', [], [], []])
  return first
}

test.each(fullModes)('$name goes on after the answer was cut, $how (STOP-A-4, STOP-C-3, STOP-R-4)', async ({ direction, stream }) => {
  const { text, stop } = await twice(direction, stream, 'length', cut)
  expect([text, stop]).toEqual(['Once upon a time, in Zür', direction.stops.length])
})

const toClaude = fullModes.filter(({ dialect }) => dialect === strictAnthropic)

test.each(toClaude)('$name: it refuses after some words, and says why, $how (STOP-A-6)', async ({ direction, stream }) => {
  const { text, stop, answer } = await twice(direction, stream, 'refusal', { text: 'I can explain how', end: 'refusal' })
  expect([text, stop]).toEqual(['I can explain how', 'content_filter'])
  expect([at(answer, 'status'), refusalOf(answer)]).toEqual(['incomplete', 'This would help an attack.'])
})

const toOpenai = fullModes.filter(({ dialect }) => dialect !== strictAnthropic)

test.each(toOpenai)(
  '$name: it refuses, and may be asked something else, $how (STOP-C-2, STOP-R-2, RSP-6)',
  async ({ direction, stream }) => {
    const { text, stop, answer } = await twice(direction, stream, 'refusal', { text: 'I cannot help with that.', end: 'refusal' })
    const inWords = direction.client.family === 'anthropic'
    expect([stop, text]).toEqual([direction.stops.refusal, inWords ? 'I cannot help with that.' : ''])
    expect(refusalOf(answer)).toBe(inWords ? undefined : 'I cannot help with that.')
  },
)

/** What a client of OpenAI's is told as a refusal. */
const refusalOf = (answer: unknown): unknown =>
  at(answer, 'choices', 0, 'message', 'refusal') ??
  list(at(answer, 'output'))
    .flatMap((item) => list(at(item, 'content')))
    .map((part) => at(part, 'refusal'))
    .at(-1)
