import OpenAI from 'openai'
import { expect } from 'vitest'
import { orderOfResponses } from '../../conformance/judge/order/responses.ts'
import { eventsOf } from '../../conformance/judge/pieces/sse.ts'
import { validators } from '../../src/formats/openai-responses/generated/validate.closed.js'
import { encodeResponse } from '../../src/formats/openai-responses/response.encode.ts'
import { encodeStream } from '../../src/formats/openai-responses/stream.encode.ts'
import type { Event } from '../../src/interlingua/event.ts'
import { fold } from '../../src/interlingua/fold.ts'
import type { JsonObject } from '../../src/interlingua/json.ts'
import type { Loss } from '../../src/interlingua/loss.ts'
import { createContext } from '../../src/translate/default-context.ts'
import { writeExact } from '../../src/translate/exact-json.ts'
import { blankExchange } from '../../src/translate/exchange.ts'
import type { Asked } from '../../src/translate/format.ts'
import { Ledger } from '../../src/translate/ledger.ts'
import { sequence } from '../../src/translate/sequence.ts'
import { defaultSettings } from '../../src/translate/settings.ts'
import { writeFrames } from '../../src/translate/sse.ts'

/** What tests have codecs know: the time is always the same, and carriers can be opened again. */
export const context = createContext({ secret: 's', now: () => 5000 })

/** What a client asked for that said `body`. */
export const askedFor = (body: JsonObject = {}, more: Partial<Asked['request']> = {}): Asked => {
  const blank = blankExchange(defaultSettings, context)
  return { ...blank, request: { ...blank.request, ...more }, body }
}

/** A stream as its client gets it. */
export interface Emitted {
  /** The data of its events. */
  readonly events: readonly JsonObject[]
  /** The data of its last event. */
  readonly last: JsonObject
  readonly text: string
  readonly losses: readonly Loss[]
}

/**
 * The stream that events become. Each of them is in order and after the published schemas; the whole of them is what the official
 * client assembles, and what the unary answer holds.
 */
export async function emitted(events: readonly Event[], asked: Asked = askedFor(), source = 'anthropic-messages'): Promise<Emitted> {
  const ledger = ledgerOf(source)
  const machine = encodeStream(ledger, asked)
  const text = writeFrames([...events.flatMap((event) => machine.push(event)), ...machine.end()])
  const sent = eventsOf(text)
  expect(orderOfResponses(sent)).toEqual({ violation: null, ending: 'whole' })
  const told = sent.map(({ data }) => JSON.parse(JSON.stringify(data)) as JsonObject)
  const refused = told.flatMap((event) => (validators.v1.event(event) ? [] : [[event['type'], validators.v1.event.errors]]))
  expect(refused).toEqual([])
  const last = told.at(-1) ?? {}
  expect(await assembled(text)).toEqual(last['response'])
  const sequencer = sequence({ maxBuffered: 1e6 })
  const whole = fold(events.flatMap((event) => sequencer.push(event)))
  if (whole?.ok) expect(last['response']).toEqual(JSON.parse(writeExact(encodeResponse(whole.response, ledgerOf(source), asked))))
  return { events: told, last, text, losses: ledger.losses }
}

/** A ledger of the answers of another format. */
export const ledgerOf = (source: string): Ledger => new Ledger(source, { rule: 'ENV-5', why: '', level: 'info' })

/** What the official client makes of a stream. Rejects where the client does. */
export async function assembled(text: string): Promise<JsonObject> {
  const answering = async (): Promise<Response> => new Response(text, { headers: { 'content-type': 'text/event-stream' } })
  const client = new OpenAI({ apiKey: 'key', baseURL: 'http://localhost', maxRetries: 0, fetch: answering })
  const response = await client.responses.stream({ model: 'm', input: 'hi' }).finalResponse()
  return JSON.parse(JSON.stringify(response, (name, member: unknown) => (computed.has(name) ? undefined : member))) as JsonObject
}

/** Members that the client computes. */
const computed: ReadonlySet<string> = new Set(['output_text', 'output_parsed', 'parsed', 'parsed_arguments', '_request_id'])
