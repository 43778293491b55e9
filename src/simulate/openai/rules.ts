import { isGiven, type JsonObject, numberOf, objectOf, objectsOf, stringOf } from '../json.ts'
import { invalid, type Refusal, unsupported } from './errors.ts'
import { type Model, reasons } from './models.ts'
import { textOf } from './parts.ts'
import { effortOf } from './read.ts'

/** The first rule about the members of the request that the body breaks; null where it keeps them all. */
export const ruleBroken = (body: JsonObject, model: Model): Refusal | null =>
  limitRule(body, model) ??
  effortRule(body, model) ??
  samplingRule(body, model) ??
  stopRule(body, model) ??
  toolRule(body) ??
  formatRule(body) ??
  streamRule(body)

/** LIM-1, LIM-3. */
function limitRule(body: JsonObject, model: Model): Refusal | null {
  if (isGiven(body['max_tokens'])) {
    if (reasons(model)) return unsupported('max_tokens', " Use 'max_completion_tokens' instead.")
    if (isGiven(body['max_completion_tokens'])) {
      return invalid("Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.")
    }
  }
  for (const param of ['max_completion_tokens', 'max_tokens']) {
    const limit = numberOf(body[param])
    if (limit === undefined) continue
    if (limit < 1) {
      return invalid(
        `Invalid '${param}': integer below minimum value. Expected a value >= 1, but got ${limit} instead.`,
        param,
        'integer_below_min_value',
      )
    }
    if (limit > model.maxOutput) {
      return invalid(
        `max_tokens is too large: ${limit}. This model supports at most ${model.maxOutput} completion tokens, whereas you provided ${limit}.`,
        param,
        'invalid_value',
      )
    }
  }
  return null
}

/** EFF-O-1: a model that does not reason refuses the member itself, even `none`. */
function effortRule(body: JsonObject, model: Model): Refusal | null {
  const param = 'reasoning_effort'
  if (isGiven(body[param])) {
    if (!reasons(model)) return unsupported(param)
    if (!model.efforts.some((known) => known === body[param])) {
      return invalid(
        `Unsupported value: '${param}' does not support '${stringOf(body[param])}' with this model. Supported values are: ${model.efforts.map((known) => `'${known}'`).join(', ')}.`,
        param,
        'unsupported_value',
      )
    }
  }
  const functions = objectsOf(body['tools']).some((tool) => tool['type'] === 'function')
  return model.toolsNeedResponses && functions && effortOf(body, model) !== 'none'
    ? invalid(
        `Function tools with reasoning_effort are not supported for ${model.alias} in /v1/chat/completions. To use function tools, use /v1/responses or set reasoning_effort to 'none'.`,
        param,
      )
    : null
}

/** SAM-5, SAM-6. */
function samplingRule(body: JsonObject, model: Model): Refusal | null {
  const free = effortOf(body, model) === 'none'
  for (const [param, most] of [
    ['temperature', 2],
    ['top_p', 1],
  ] as const) {
    const value = numberOf(body[param])
    if (value === undefined) continue
    if (value < 0 || value > most) {
      return invalid(
        `Invalid '${param}': decimal ${value < 0 ? 'below minimum' : 'above maximum'} value. Expected a value between 0 and ${most}, but got ${value} instead.`,
        param,
        value < 0 ? 'decimal_below_min_value' : 'decimal_above_max_value',
      )
    }
    if (!free && value !== 1) {
      return invalid(
        `Unsupported value: '${param}' does not support ${value} with this model. Only the default (1) value is supported.`,
        param,
        'unsupported_value',
      )
    }
  }
  const sent = ['presence_penalty', 'frequency_penalty', 'logit_bias', 'logprobs', 'top_logprobs'].find(
    (param) => isGiven(body[param]) && body[param] !== false && body[param] !== 0,
  )
  if (sent !== undefined && !free) return unsupported(sent)
  return isGiven(body['top_logprobs']) && body['logprobs'] !== true
    ? invalid("'top_logprobs' is only allowed when 'logprobs' is true.", 'top_logprobs')
    : null
}

function stopRule(body: JsonObject, model: Model): Refusal | null {
  const { stop } = body
  if (isGiven(stop) && reasons(model)) return unsupported('stop')
  if (!Array.isArray(stop) || stop.length <= 4) return null
  return invalid(
    `Invalid 'stop': array too long. Expected an array with maximum length 4, but got an array with length ${stop.length} instead.`,
    'stop',
    'array_above_max_length',
  )
}

/** TC-1, TOOL-7. */
function toolRule(body: JsonObject): Refusal | null {
  const tools = objectsOf(body['tools'])
  const names = tools.map((tool) => stringOf(objectOf(tool[stringOf(tool['type'])])['name']))
  if (Array.isArray(body['tools']) && tools.length === 0) {
    return invalid(
      "Invalid 'tools': empty array. Expected an array with minimum length 1, but got an empty array instead.",
      'tools',
      'empty_array',
    )
  }
  if (tools.length === 0) {
    const param = ['tool_choice', 'parallel_tool_calls'].find((member) => isGiven(body[member]))
    return param === undefined || body[param] === 'none'
      ? null
      : invalid(`Invalid value for '${param}': '${param}' is only allowed when 'tools' are specified.`, param)
  }
  const illegal = names.findIndex((name) => !/^[a-zA-Z0-9_-]{1,64}$/.test(name))
  if (illegal >= 0) {
    const param = `tools[${illegal}].${stringOf(tools[illegal]?.['type'])}.name`
    return invalid(
      `Invalid '${param}': string does not match pattern. Expected a string that matches the pattern '^[a-zA-Z0-9_-]+$'.`,
      param,
      'invalid_value',
    )
  }
  const choice = objectOf(body['tool_choice'])
  const chosen = objectOf(choice[stringOf(choice['type'])])['name']
  return typeof chosen === 'string' && !names.includes(chosen)
    ? invalid(`Tool choice '${chosen}' not found in 'tools' parameter.`, 'tool_choice')
    : null
}

function formatRule(body: JsonObject): Refusal | null {
  const format = objectOf(body['response_format'])
  const words = objectsOf(body['messages']).map((message) => textOf(message['content']))
  return format['type'] === 'json_object' && !words.some((text) => /json/i.test(text))
    ? invalid("'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.", 'messages')
    : null
}

const streamRule = (body: JsonObject): Refusal | null =>
  isGiven(body['stream_options']) && body['stream'] !== true
    ? invalid("The 'stream_options' parameter is only allowed when 'stream' is enabled.", 'stream_options')
    : null
