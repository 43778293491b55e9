import type { Dialect, UnsaidCheck } from '../case.ts'
import { validators as messages } from '../generated/anthropic-messages/validate.js'
import { validators as chat, type Validate } from '../generated/openai-chat/validate.js'
import { validators as responses } from '../generated/openai-responses/validate.js'
import { isNothing, isObject, shown, type Wire } from './json.ts'
import type { StreamEvent } from './pieces/sse.ts'
import { openRefusal, refusal, type Refusal } from './schema.ts'

/** What an unsaid check finds. */
export interface Unsaid {
  readonly check: UnsaidCheck
  readonly path: string
  readonly message: string
  readonly received: string | null
}

/** Which call a path makes. */
export type Endpoint = 'answer' | 'count-tokens' | 'models' | 'model'

/** The call that a path makes, wherever it is mounted. */
export function endpointOf(path: string): Endpoint {
  const [bare = ''] = path.split('?')
  if (bare.endsWith('/count_tokens') || bare.endsWith('/responses/input_tokens')) return 'count-tokens'
  if (bare.endsWith('/models')) return 'models'
  return bare.includes('/models/') ? 'model' : 'answer'
}

/** Holds a request to the closed schema of its provider. */
export function checkRequest(dialect: Dialect, endpoint: Endpoint, headers: { readonly [name: string]: string }, body: unknown): Unsaid[] {
  if (endpoint !== 'answer' && endpoint !== 'count-tokens') return []
  if (dialect === 'chat') return endpoint === 'answer' ? refused('openai-chat', refusal(chat.v1.request, body), body) : []
  const root = endpoint === 'answer' ? 'request' : 'countTokensRequest'
  if (dialect === 'responses') return refused('openai-responses', refusal(responses.v1[root], body), body)
  const version = headers['anthropic-version']
  const document = version === '2026-10-21' ? version : '2023-06-01'
  const found = refusal(messages[document][root], body)
  const inBeta = found !== null && headers['anthropic-beta'] !== undefined ? refusal(messages.beta[root], body) : found
  const missing: Unsaid = {
    check: 'provider-schema',
    path: '/headers/anthropic-version',
    message: 'the header anthropic-version is missing, and the provider refuses requests without it',
    received: null,
  }
  return [...(version === undefined ? [missing] : []), ...refused(`anthropic-messages ${document}`, found && inBeta && found, body)]
}

const refused = (document: string, found: Refusal | null, body: unknown): Unsaid[] =>
  found === null
    ? []
    : [
        {
          check: 'provider-schema',
          path: found.path,
          message: `${place(found.path)} ${found.message} (${document})`,
          received: shown(reach(body, found.path)),
        },
      ]

/** Holds a unary answer to the schema of its dialect; members that it does not know are free. */
export function checkAnswer(dialect: Dialect, endpoint: Endpoint, status: number, body: unknown): Unsaid[] {
  const root = status >= 400 ? 'error' : roots[endpoint]
  const found = accepted(dialect, root, body)
  if (found === null) return []
  return [
    {
      check: 'client-schema',
      path: found.path,
      message: `${place(found.path)} ${found.message}`,
      received: shown(reach(body, found.path)),
    },
  ]
}

/** Holds the events of a stream to the schema of its dialect; the first one that is refused is told. */
export function checkEvents(dialect: Dialect, events: readonly StreamEvent[]): Unsaid[] {
  for (const { number, data } of events) {
    if (!data || (dialect === 'messages' && !known.has(data['type']))) continue
    const found = accepted(dialect, dialect === 'chat' && !isNothing(data['error']) ? 'error' : 'event', data)
    if (found === null) continue
    const path = `event ${number} ${found.path}`.trimEnd()
    const what = dialect !== 'chat' ? `event ${number} (${String(data['type'])})` : `event ${number}`
    return [
      { check: 'client-schema', path, message: `${what}: ${place(found.path)} ${found.message}`, received: shown(reach(data, found.path)) },
    ]
  }
  return []
}

const roots = { answer: 'response', 'count-tokens': 'countTokensResponse', models: 'modelList', model: 'model' } as const
type Root = 'response' | 'event' | 'error' | 'countTokensResponse' | 'modelList' | 'model'

/** Events of other types are to be skipped, as the documentation says. */
const known: ReadonlySet<unknown> = new Set([
  'message_start',
  'message_delta',
  'message_stop',
  'content_block_start',
  'content_block_delta',
  'content_block_stop',
  'ping',
  'error',
])

/** What every document of a dialect has against an answer; null where one of them takes it. */
function accepted(dialect: Dialect, root: Root, value: unknown): Refusal | null {
  const read = dialect !== 'messages' && root === 'error' ? withType(value) : dialect === 'responses' ? withoutUsage(value) : value
  const found = validatorsOf(dialect, root).map((validate) => openRefusal(validate, read))
  return found.includes(null) ? null : (found[0] ?? null)
}

/** An OpenAI error whose type is null, as its code may be, with a type: official clients raise it all the same. */
function withType(value: unknown): unknown {
  const error = isObject(value) ? value['error'] : null
  return isObject(value) && isObject(error) && error['type'] === null ? { ...value, error: { ...error, type: '' } } : value
}

/** A response that is still under way counts nothing: the provider's own say `usage: null`, which its schema does not know. */
function withoutUsage(value: unknown): unknown {
  if (!isObject(value)) return value
  const { usage, ...others } = value
  if (isObject(others['response'])) return { ...value, response: withoutUsage(others['response']) }
  return usage === null ? others : value
}

function validatorsOf(dialect: Dialect, root: Root): readonly Validate[] {
  if (dialect === 'messages') return [messages['2023-06-01'][root], messages['2026-10-21'][root], messages.beta[root]]
  if (dialect === 'responses' && root !== 'modelList' && root !== 'model') return [responses.v1[root]]
  return root === 'countTokensResponse' ? [] : [chat.v1[root]]
}

const place = (path: string): string => (path === '' ? 'the whole' : path)

/** The value that a pointer leads to. */
export function reach(value: unknown, pointer: string): unknown {
  const steps = pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
  return steps.reduce<unknown>((node, step) => {
    if (Array.isArray(node)) return (node as readonly unknown[])[Number(step)]
    const owner: Wire = isObject(node) ? node : {}
    return owner[step]
  }, value)
}
