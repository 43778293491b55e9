import type { ReceivedRequest } from '../../src/simulate/index.ts'
import { expect, type ProviderName, type Scene } from './scenario.ts'

/** What a provider was asked, read from its own format. */
export interface Asked {
  readonly path: string
  /** Names of the members of the body. */
  readonly members: readonly string[]
  readonly system: string
  readonly limit: unknown
  readonly toolNames: readonly unknown[]
  /** Results of tools: the id of the call with the text that came back. */
  readonly results: readonly { readonly id: unknown; readonly text: string }[]
  /** Thinking that the client sent back. */
  readonly thoughts: readonly { readonly thinking: unknown; readonly signature: unknown }[]
}

/** Reads the last request that the provider of a scenario received. */
export function lastAsked(scene: Scene, provider: ProviderName): Asked {
  const request = scene.received().at(-1)
  expect(request !== undefined, `${provider} received a request`)
  return provider === 'anthropic' ? askedOfAnthropic(request) : askedOfOpenai(request)
}

type Json = Readonly<Record<string, unknown>>

function askedOfAnthropic({ path, body }: ReceivedRequest): Asked {
  const request = objectOf(body)
  const blocks = objectsIn(request['messages']).flatMap((message) => objectsIn(message['content']))
  const ofType = (type: string) => blocks.filter((block) => block['type'] === type)
  return {
    path,
    members: Object.keys(request),
    system: textOf(request['system']),
    limit: request['max_tokens'],
    toolNames: objectsIn(request['tools']).map((tool) => tool['name']),
    results: ofType('tool_result').map((block) => ({ id: block['tool_use_id'], text: textOf(block['content']) })),
    thoughts: ofType('thinking').map(({ thinking, signature }) => ({ thinking, signature })),
  }
}

function askedOfOpenai({ path, body }: ReceivedRequest): Asked {
  const request = objectOf(body)
  if (path === '/v1/responses') return askedOverResponses(path, request)
  const messages = objectsIn(request['messages'])
  const ofRole = (...roles: unknown[]) => messages.filter((message) => roles.includes(message['role']))
  return {
    path,
    members: Object.keys(request),
    system: ofRole('system', 'developer')
      .map((message) => textOf(message['content']))
      .join('\n'),
    limit: request['max_completion_tokens'],
    toolNames: objectsIn(request['tools']).map((tool) => objectOf(tool['function'])['name']),
    results: ofRole('tool').map((message) => ({ id: message['tool_call_id'], text: textOf(message['content']) })),
    thoughts: [],
  }
}

function askedOverResponses(path: string, request: Json): Asked {
  const items = objectsIn(request['input'])
  const ofType = (type: string) => items.filter((item) => item['type'] === type)
  return {
    path,
    members: Object.keys(request),
    system: textOf(request['instructions']),
    limit: request['max_output_tokens'],
    toolNames: objectsIn(request['tools']).map(({ name }) => name),
    results: ofType('function_call_output').map(({ call_id, output }) => ({ id: call_id, text: textOf(output) })),
    thoughts: ofType('reasoning').map(({ summary, encrypted_content }) => ({ thinking: textOf(summary), signature: encrypted_content })),
  }
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

const objectOf = (value: unknown): Json => (isObject(value) ? value : {})

const objectsIn = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.filter(isObject) : [])

const textOf = (content: unknown): string =>
  typeof content === 'string'
    ? content
    : objectsIn(content)
        .map((part) => part['text'])
        .join('\n')
