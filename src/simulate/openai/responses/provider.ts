import { validators } from '../../../formats/openai-responses/generated/validate.closed.js'
import { answer } from '../../answer.ts'
import { isObject, type JsonObject, objectOf, stringOf } from '../../json.ts'
import type { Occasion } from '../../provider.ts'
import { inputUsage } from '../../usage.ts'
import { checkWith, isQuestionOfValue } from '../../violations.ts'
import { faultRefusal, invalid, type Refusal, unknownModel } from '../errors.ts'
import { findModel } from '../models.ts'
import { frames } from './events.ts'
import { historyFault } from './history.ts'
import { itemsOf } from './items.ts'
import { read } from './read.ts'
import { responseOf } from './response.ts'
import { ruleBroken } from './rules.ts'

/** What became of a call. */
export type Outcome = { readonly body: JsonObject } | { readonly frames: readonly string[] } | Refusal

/** `POST /v1/responses` and `POST /v1/responses/input_tokens`, by the path below `/v1/responses`. */
export function respond(path: string, body: JsonObject, { newId, now }: Occasion): Outcome {
  const fault = (path === '' ? checkCreate : checkCount)(body)
  if (fault !== null && !isQuestionOfValue(fault)) return faultRefusal(fault)
  const model = findModel(stringOf(body['model']))
  if (model === undefined) return unknownModel(stringOf(body['model']), null)
  if (!isObject(body['input']) && itemsOf(body['input']).length === 0) {
    return invalid("Missing required parameter: 'input'.", 'input', 'missing_required_parameter')
  }
  const refusal = ruleBroken(body, model) ?? historyFault(itemsOf(body['input']))
  if (refusal !== null) return refusal
  if (fault !== null) return faultRefusal(fault)
  const prompt = read(body, model)
  if (path !== '') return { body: { object: 'response.input_tokens', input_tokens: inputUsage(prompt.spans).total } }
  const response = responseOf(answer(prompt), body, { model: model.id, created: Math.floor(now / 1000), spans: prompt.spans, newId })
  if (body['stream'] !== true) return { body: response }
  return { frames: frames(response, objectOf(body['stream_options'])['include_obfuscation'] !== false) }
}

const checkCreate = checkWith(validators.v1.request)
const checkCount = checkWith(validators.v1.countTokensRequest)
