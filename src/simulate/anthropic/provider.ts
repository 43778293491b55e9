import { validators as closed } from '../../formats/anthropic-messages/generated/validate.closed.js'
import { validators as open } from '../../formats/anthropic-messages/generated/validate.js'
import { answer } from '../answer.ts'
import { isObject, type JsonObject, stringOf } from '../json.ts'
import type { Headers, Occasion, Provider, ReceivedRequest } from '../provider.ts'
import { inputUsage } from '../usage.ts'
import { checkWith, isQuestionOfValue } from '../violations.ts'
import { errorBody, faultRefusal, invalid, notFound, type Refusal, unauthenticated } from './errors.ts'
import { frames } from './events.ts'
import { historyFault } from './history.ts'
import { messageOf, unary } from './message.ts'
import { findModel, type Model, modelInfo, models } from './models.ts'
import { read, thinkingDisplay } from './read.ts'
import { ruleBroken } from './rules.ts'

/** The simulated Anthropic API: messages, token counts and models. */
export const anthropic: Provider = (request, occasion) => {
  const requestId = occasion.newId('req_011', 21)
  const headers = headersFor(requestId, occasion.now)
  const outcome = route(request, occasion)
  if ('frames' in outcome) return { status: 200, headers, frames: outcome.frames }
  if ('body' in outcome) return { status: 200, headers, body: outcome.body }
  return { status: outcome.status, headers, body: errorBody(outcome, requestId) }
}

type Outcome = { readonly body: JsonObject } | { readonly frames: readonly string[] } | Refusal

function route(request: ReceivedRequest, occasion: Occasion): Outcome {
  if (!occasion.hasKey) return unauthenticated
  const { method, path } = request
  if (method === 'GET' && path === '/v1/models') return modelPage(request.query)
  if (method === 'GET' && path.startsWith('/v1/models/')) return oneModel(path.slice('/v1/models/'.length))
  if (method !== 'POST' || !(path in ENDPOINTS)) return notFound('Not found')
  if (occasion.malformed) return invalid('The request body is not valid JSON')
  const { body, headers } = request
  if (!isObject(body)) return invalid('Input should be a valid dictionary')
  const version = headers['anthropic-version']
  if (version === undefined) return invalid('anthropic-version: header is required')

  const document = DOCUMENTS.find((known) => known === version)
  if (document === undefined) return invalid(`anthropic-version: "${version}" is not a valid version`)
  const counts = ENDPOINTS[path] === 'count'
  // A beta may add members that no published document lists yet.
  const known = headers['anthropic-beta'] === undefined ? closed[document] : open.beta
  const fault = checkWith(known[counts ? 'countTokensRequest' : 'request'])(body)
  if (fault !== null && !isQuestionOfValue(fault)) return faultRefusal(fault)
  const model = findModel(stringOf(body['model']))
  if (model === undefined) return notFound(`model: ${stringOf(body['model'])}`)
  const refusal = ruleBroken(body, model, version) ?? historyFault(body, model, version)
  if (refusal !== null) return refusal
  if (fault !== null) return faultRefusal(fault)
  return counts ? countOf(body, model) : messageFor(body, model, occasion)
}

const DOCUMENTS = ['2026-10-21', '2023-06-01'] as const

const ENDPOINTS: Readonly<Record<string, 'message' | 'count'>> = {
  '/v1/messages': 'message',
  '/v1/messages/count_tokens': 'count',
}

const countOf = (body: JsonObject, model: Model): Outcome => ({
  body: { input_tokens: inputUsage(read(body, model).spans).total },
})

function messageFor(body: JsonObject, model: Model, { newId }: Occasion): Outcome {
  const prompt = read(body, model)
  const message = messageOf(answer(prompt), {
    model: model.id,
    display: thinkingDisplay(body, model),
    input: inputUsage(prompt.spans),
    newId,
  })
  return body['stream'] === true ? { frames: frames(message) } : { body: unary(message) }
}

function modelPage(query: Readonly<Record<string, string>>): Outcome {
  const after = models.findIndex((model) => model.id === query['after_id']) + 1
  const before = models.findIndex((model) => model.id === query['before_id'])
  const rest = models.slice(after, before < 0 ? undefined : before)
  const page = rest.slice(0, Number(query['limit'] ?? 20))
  return {
    body: {
      data: page.map(modelInfo),
      first_id: page[0]?.id ?? null,
      last_id: page.at(-1)?.id ?? null,
      has_more: page.length < rest.length,
    },
  }
}

function oneModel(name: string): Outcome {
  const model = findModel(decodeURIComponent(name))
  return model === undefined ? notFound(`model: ${name}`) : { body: modelInfo(model) }
}

function headersFor(requestId: string, now: number): Headers {
  const reset = new Date(now + 60_000).toISOString().replace(/\.\d+Z$/, 'Z')
  const limits = Object.entries({ requests: 4_000, tokens: 2_400_000, 'input-tokens': 2_000_000, 'output-tokens': 400_000 })
  return {
    'request-id': requestId,
    'anthropic-organization-id': '00000000-0000-4000-8000-00000000a11c',
    ...Object.fromEntries(
      limits.flatMap(([name, limit]) => [
        [`anthropic-ratelimit-${name}-limit`, String(limit)],
        [`anthropic-ratelimit-${name}-remaining`, String(limit - 1)],
        [`anthropic-ratelimit-${name}-reset`, reset],
      ]),
    ),
  }
}
