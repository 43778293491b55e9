import { isGiven, type JsonObject, numberOf, objectOf, objectsOf, stringOf } from '../../json.ts'
import { invalid, type Refusal, unsupported } from '../errors.ts'
import { type Model, reasons } from '../models.ts'
import { itemsOf, textOf } from './items.ts'
import { effortOf } from './read.ts'

/** The first rule about the members of the request that the body breaks; null where it keeps them all. */
export const ruleBroken = (body: JsonObject, model: Model): Refusal | null =>
  limitRule(body, model) ?? effortRule(body, model) ?? samplingRule(body, model) ?? storedRule(body) ?? toolRule(body) ?? formatRule(body)

/** REQ-A-2: no answer is shorter than 16 tokens. */
function limitRule(body: JsonObject, model: Model): Refusal | null {
  const limit = numberOf(body['max_output_tokens'])
  if (limit === undefined || (limit >= 16 && limit <= model.maxOutput)) return null
  const [which, code, wish] =
    limit < 16
      ? ['integer below minimum value', 'integer_below_min_value', '>= 16']
      : ['integer above maximum value', 'integer_above_max_value', `<= ${model.maxOutput}`]
  return invalid(`Invalid 'max_output_tokens': ${which}. Expected a value ${wish}, but got ${limit} instead.`, 'max_output_tokens', code)
}

/** EFF-O-1, REQ-R-8. */
function effortRule(body: JsonObject, model: Model): Refusal | null {
  const { effort, summary } = objectOf(body['reasoning'])
  if (isGiven(effort) && !reasons(model)) return unsupported('reasoning.effort')
  if (isGiven(summary) && !reasons(model)) return unsupported('reasoning.summary')
  if (!isGiven(effort) || model.efforts.some((known) => known === effort)) return null
  return invalid(
    `Unsupported value: '${stringOf(effort)}' is not supported with the '${model.alias}' model. Supported values are: ${model.efforts.map((known) => `'${known}'`).join(', ')}.`,
    'reasoning.effort',
    'unsupported_value',
  )
}

/** SAM-5, SAM-6. */
function samplingRule(body: JsonObject, model: Model): Refusal | null {
  const free = effortOf(body, model) === 'none'
  const sent = ['temperature', 'top_p'].find((param) => isGiven(body[param]) && body[param] !== 1)
  return sent !== undefined && !free ? unsupported(sent) : null
}

/** What a simulated provider cannot find, since it keeps nothing. */
function storedRule(body: JsonObject): Refusal | null {
  const previous = body['previous_response_id']
  return isGiven(previous)
    ? invalid(`Previous response with id '${stringOf(previous)}' not found.`, 'previous_response_id', 'previous_response_not_found')
    : null
}

/** TOOL-7, TC-1. */
function toolRule(body: JsonObject): Refusal | null {
  const tools = objectsOf(body['tools'])
  const names = tools.flatMap((tool) => [tool, ...objectsOf(tool['tools'])]).map((tool) => stringOf(tool['name']))
  const illegal = tools.findIndex(({ name }) => name !== undefined && !/^[a-zA-Z0-9_-]{1,64}$/.test(stringOf(name)))
  if (illegal >= 0) {
    const param = `tools[${illegal}].name`
    return invalid(
      `Invalid '${param}': string does not match pattern. Expected a string that matches the pattern '^[a-zA-Z0-9_-]+$'.`,
      param,
      'invalid_value',
    )
  }
  const choice = body['tool_choice']
  if (tools.length === 0 && choice === 'required')
    return invalid("Tool choice 'required' must be specified with 'tools' parameter.", 'tool_choice')
  const chosen = objectOf(choice)['name']
  return typeof chosen === 'string' && !names.includes(chosen)
    ? invalid(`Tool choice '${chosen}' not found in 'tools' parameter.`, 'tool_choice')
    : null
}

function formatRule(body: JsonObject): Refusal | null {
  const format = objectOf(objectOf(body['text'])['format'])
  const words = [stringOf(body['instructions']), ...itemsOf(body['input']).map((item) => textOf(item['content']))]
  return format['type'] === 'json_object' && !words.some((text) => /json/i.test(text))
    ? invalid("Response input messages must contain the word 'json' in some form to use 'text.format' of type 'json_object'.", 'input')
    : null
}
