import { validators } from '../../formats/openai-chat/generated/validate.closed.js'
import { answer } from '../answer.ts'
import { isObject, type JsonObject, numberOf, objectOf, stringOf } from '../json.ts'
import type { Headers, Occasion, Provider, ReceivedRequest } from '../provider.ts'
import { checkWith, isQuestionOfValue } from '../violations.ts'
import { frames } from './chunks.ts'
import { completionOf, unary } from './completion.ts'
import { withoutEchoes } from './echo.ts'
import { errorBody, faultRefusal, invalid, type Refusal, unauthenticated, unknownModel, unknownPath } from './errors.ts'
import { historyFault } from './history.ts'
import { findModel, type Model, modelInfo, models } from './models.ts'
import { read } from './read.ts'
import { respond } from './responses/provider.ts'
import { ruleBroken } from './rules.ts'

/** The simulated OpenAI API: chat completions, responses and models. */
export const openai: Provider = (request, occasion) => {
  const headers = headersFor(occasion)
  const outcome = route(request, occasion)
  if ('frames' in outcome) return { status: 200, headers, frames: outcome.frames }
  if ('body' in outcome) return { status: 200, headers, body: outcome.body }
  return { status: outcome.status, headers, body: errorBody(outcome) }
}

const check = checkWith(validators.v1.request)

type Outcome = { readonly body: JsonObject } | { readonly frames: readonly string[] } | Refusal

function route(request: ReceivedRequest, occasion: Occasion): Outcome {
  if (!occasion.hasKey) return unauthenticated
  const { method, path, body } = request
  if (method === 'GET' && path === '/v1/models') return { body: { object: 'list', data: models.map(modelInfo) } }
  if (method === 'GET' && path.startsWith('/v1/models/')) return oneModel(path.slice('/v1/models/'.length))
  if (method !== 'POST' || !calls.includes(path)) return unknownPath(method, path)
  if (occasion.malformed || !isObject(body)) {
    return invalid(
      'We could not parse the JSON body of your request. The OpenAI API expects a JSON payload, but what was sent was not valid JSON.',
    )
  }
  if (path !== '/v1/chat/completions') return respond(path.slice('/v1/responses'.length), body, occasion)
  const fault = check(withoutEchoes(body))
  if (fault !== null && !isQuestionOfValue(fault)) return faultRefusal(fault)
  const model = findModel(stringOf(body['model']))
  if (model === undefined) return unknownModel(stringOf(body['model']), null)
  const refusal = ruleBroken(body, model) ?? historyFault(body)
  if (refusal !== null) return refusal
  return fault === null ? completionFor(body, model, occasion) : faultRefusal(fault)
}

const calls = ['/v1/chat/completions', '/v1/responses', '/v1/responses/input_tokens']

function completionFor(body: JsonObject, model: Model, { newId, now }: Occasion): Outcome {
  const prompt = read(body, model)
  const choice = objectOf(body['tool_choice'])
  const completion = completionOf(answer(prompt), {
    model: model.id,
    created: Math.floor(now / 1000),
    named: choice['type'] === 'function' || choice['type'] === 'custom',
    choices: numberOf(body['n']) ?? 1,
    logprobs: body['logprobs'] === true,
    spans: prompt.spans,
    newId,
  })
  if (body['stream'] !== true) return { body: unary(completion) }
  const options = objectOf(body['stream_options'])
  return {
    frames: frames(completion, {
      usage: options['include_usage'] === true,
      obfuscation: options['include_obfuscation'] !== false,
    }),
  }
}

function oneModel(name: string): Outcome {
  const model = findModel(decodeURIComponent(name))
  return model === undefined ? unknownModel(name, 'model') : { body: modelInfo(model) }
}

const headersFor = ({ newId }: Occasion): Headers => ({
  'x-request-id': newId('req_', 32),
  'openai-organization': 'diglot-simulation',
  'openai-processing-ms': '12',
  'openai-version': '2020-10-01',
  'x-ratelimit-limit-requests': '10000',
  'x-ratelimit-remaining-requests': '9999',
  'x-ratelimit-reset-requests': '6ms',
  'x-ratelimit-limit-tokens': '2000000',
  'x-ratelimit-remaining-tokens': '1999990',
  'x-ratelimit-reset-tokens': '1ms',
})
