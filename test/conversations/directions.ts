import { stage, type Stage } from '../scripted/gateway.ts'
import { vendorRoutes, type Api, type Route } from '../../src/gateway/config.ts'
import { anthropicFailures, strictAnthropic } from './anthropic.ts'
import { clients, type Client } from './clients.ts'
import { openaiFailures, strictOpenai } from './openai.ts'
import { keptClients, responsesClients } from './responses-clients.ts'
import { responsesFailures, strictResponses } from './responses.ts'
import type { JsonObject, Line } from './script.ts'
import type { Dialect, Failures } from './strict.ts'

/** A client and the upstream that it reaches, with all that differs between such pairs. */
export interface Direction {
  readonly name: string
  readonly client: Client
  /** What the client speaks. */
  readonly api: Api
  /** Whose scripted provider plays the upstream. */
  readonly vendor: 'openai' | 'anthropic'
  /** What the client asks for besides its habits. */
  readonly more: JsonObject
  readonly dialect: Dialect
  readonly failures: Failures
  /** How turns end, as the client is told. */
  readonly stops: { readonly [end in Line['end']]: string }
  /** The status of an overloaded upstream, as the client is told. */
  readonly busy: number
}

/** The stop reasons of each client API. */
const stops = {
  messages: { calls: 'tool_use', done: 'end_turn', length: 'max_tokens', refusal: 'refusal' },
  chat: { calls: 'tool_calls', done: 'stop', length: 'length', refusal: 'stop' },
  responses: { calls: 'completed', done: 'completed', length: 'max_output_tokens', refusal: 'content_filter' },
} as const

const upstreams = {
  anthropic: { vendor: 'anthropic', dialect: strictAnthropic, failures: anthropicFailures },
  chat: { vendor: 'openai', dialect: strictOpenai, failures: openaiFailures },
  responses: { vendor: 'openai', dialect: strictResponses, failures: responsesFailures },
} as const

const ofVendor = (family: Client['family']): readonly Client[] => clients.filter((client) => client.family === family)

/** Every pair of APIs that has Responses at one end, with every client. */
export const directions: readonly Direction[] = [
  ...[...responsesClients, ...keptClients].map((client) => ({
    name: `${client.name} to Claude`,
    client,
    more: {},
    ...upstreams.anthropic,
    api: 'responses' as const,
    stops: stops.responses,
    busy: 503,
  })),
  ...responsesClients.map((client) => ({
    name: `${client.name} to gpt-4o over Chat`,
    client,
    more: { model: 'gpt-4o', reasoning: null },
    ...upstreams.chat,
    api: 'responses' as const,
    stops: { ...stops.responses, refusal: 'completed' },
    busy: 503,
  })),
  ...ofVendor('anthropic').map((client) => ({
    name: `${client.name} to gpt-5.6 over Responses`,
    client,
    more: { model: 'gpt-5.6', thinking: { type: 'adaptive' } },
    ...upstreams.responses,
    api: 'messages' as const,
    stops: stops.messages,
    busy: 529,
  })),
  ...ofVendor('openai').map((client) => ({
    name: `${client.name} to gpt-5.6 over Responses`,
    client,
    more: { model: 'gpt-5.6' },
    ...upstreams.responses,
    api: 'chat' as const,
    stops: stops.chat,
    busy: 503,
  })),
]

/** Every direction streamed and unary. */
export const modes = directions.flatMap((direction) =>
  [true, false].map((stream) => ({ ...direction, direction, stream, how: stream ? 'streamed' : 'unary' })),
)

/** Those of clients that send the whole history. */
export const fullModes = modes.filter(({ client }) => !keptClients.includes(client))

/** A gateway that calls gpt-4o over Chat and gpt-5.6 over Responses, whoever asks. */
export const stageOfDirections = (): Promise<Stage> => stage({ upgradeChatToResponses: true, routes: [overChat, ...vendorRoutes] })

const overChat: Route = {
  match: 'gpt-4o',
  provider: 'openai',
  api: 'chat',
  model: null,
  capabilities: {},
  strictness: null,
  mayLoosen: null,
  settings: {},
  auth: null,
}
