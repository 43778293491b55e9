import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { publishedFor, violation } from '../scripted/closed.ts'
import { keys, stage, type Stage } from '../scripted/gateway.ts'
import type { Received } from '../scripted/provider.ts'
import { dataOf } from '../scripted/wire.ts'
import { scenarios, type Cells } from './cell.ts'
import { cells as anthropicToAnthropic } from './cells/anthropic-to-anthropic.ts'
import { cells as anthropicToOpenai } from './cells/anthropic-to-openai.ts'
import { cells as openaiToAnthropic } from './cells/openai-to-anthropic.ts'
import { cells as openaiToOpenai } from './cells/openai-to-openai.ts'
import { anthropicClients, openaiClients, type Client } from './clients.ts'

interface Direction {
  readonly clients: readonly Client[]
  readonly upstream: 'openai' | 'anthropic'
  readonly cells: Cells
  readonly translated: boolean
}

const directions: readonly Direction[] = [
  { clients: anthropicClients, upstream: 'anthropic', cells: anthropicToAnthropic, translated: false },
  { clients: anthropicClients, upstream: 'openai', cells: anthropicToOpenai, translated: true },
  { clients: openaiClients, upstream: 'openai', cells: openaiToOpenai, translated: false },
  { clients: openaiClients, upstream: 'anthropic', cells: openaiToAnthropic, translated: true },
]

let gateway: Stage

beforeAll(async () => {
  gateway = await stage()
})
afterEach(() => gateway.reset())
afterAll(() => gateway.close())

for (const { clients, upstream, cells, translated } of directions) {
  for (const { name, ask } of clients) {
    describe(`${name} to ${upstream}`, () => {
      describe.each([
        ['unary', false],
        ['streaming', true],
      ])('%s', (_mode, stream) => {
        test.each(scenarios)('%s: the provider and the SDK get what the rules say', async (scenario) => {
          const cell = cells[scenario]
          const provider = gateway[upstream]
          provider.next(stream ? cell.answerIfStreamed : cell.answer)
          const heard: Heard[] = []
          const body = { ...cell.request, ...(stream && cell.requestIfStreamed) }
          const message = await ask(body, { origin: gateway.origin, stream, fetch: listening(heard) })

          const received = provider.only()
          expect(received.json).toEqual({ ...cell.received, ...(stream && cell.receivedIfStreamed) })
          expect(violation(publishedFor(received), 'request', received.json)).toBeNull()
          expect(credentials(received)).toEqual([keys[upstream]])
          expect(message).toEqual(stream ? (cell.messageIfStreamed ?? cell.message) : cell.message)
          if (!translated) return

          const [answer] = heard
          expect(rules(answer)).toEqual(expect.arrayContaining([...cell.losses]))
          const said = stream ? dataOf(answer?.text ?? '').filter((data) => data !== '[DONE]') : [JSON.parse(answer?.text ?? '')]
          const spoken = upstream === 'openai' ? '2026-10-21' : 'openai'
          expect(said.map((data) => violation(spoken, stream ? 'event' : 'response', data, cell.extensions))).toEqual(said.map(() => null))
        })
      })
    })
  }
}

/** An answer of the gateway as it came over the wire. */
interface Heard {
  readonly losses: string
  readonly text: string
}

/** A `fetch` that also writes down what it got. */
const listening =
  (heard: Heard[]): typeof fetch =>
  async (input, init) => {
    const response = await fetch(input, init)
    const text = await response.text()
    heard.push({ losses: response.headers.get('x-diglot-losses') ?? '', text })
    return new Response(text, response)
  }

/** Rules that the losses of an answer name (LOSS-1). */
const rules = (heard: Heard | undefined): string[] => [...(heard?.losses ?? '').matchAll(/;rule=([\w-]+)/g)].map(([, rule]) => rule ?? '')

/** Every key in a request, whichever header it stands in. */
const credentials = ({ headers }: Received): string[] =>
  [headers['authorization']?.replace(/^Bearer /, ''), headers['x-api-key']].filter((key) => key !== undefined)
