import { isGiven, isObject, type JsonObject, numberOf, objectOf, objectsOf, stringOf } from '../json.ts'
import { isMarked, blocksOf } from './blocks.ts'
import { invalid, type Refusal } from './errors.ts'
import type { Model } from './models.ts'

/** The first rule about the members of the request that the body breaks; null where it keeps them all. */
export function ruleBroken(body: JsonObject, model: Model, version: string): Refusal | null {
  const message =
    versionRule(body, version) ??
    limitRule(body, model) ??
    thinkingRule(body, model) ??
    samplingRule(body, model) ??
    stopRule(body) ??
    toolRule(body) ??
    cacheRule(body)
  return message === null ? null : invalid(message)
}

type Rule = string | null

/** VER-4: the dated version has no sampling parameters. */
function versionRule(body: JsonObject, version: string): Rule {
  if (version === '2023-06-01') return null
  const sent = SAMPLING.find((member) => member in body)
  return sent === undefined ? null : `${sent}: Extra inputs are not permitted`
}

const SAMPLING = ['temperature', 'top_p', 'top_k'] as const

function limitRule(body: JsonObject, model: Model): Rule {
  const limit = numberOf(body['max_tokens'])
  if (limit === undefined || limit <= model.maxOutput) return null
  return `max_tokens: ${limit} > ${model.maxOutput}, which is the maximum allowed number of output tokens for ${model.id}`
}

function thinkingRule(body: JsonObject, model: Model): Rule {
  const effort = objectOf(body['output_config'])['effort']
  if (isGiven(effort) && !model.efforts.some((known) => known === effort)) {
    return model.efforts.length === 0
      ? 'This model does not support the effort parameter.'
      : `output_config.effort: '${stringOf(effort)}' is not supported by this model. Supported levels: ${model.efforts.join(', ')}`
  }
  const thinking = objectOf(body['thinking'])
  const mode = thinking['type']
  if (!isGiven(mode)) return null
  if (!model.thinking.some((known) => known === mode)) {
    return mode === 'enabled'
      ? '"thinking.type.enabled" is not supported for this model. Use "thinking.type.adaptive" and "output_config.effort" to control thinking behavior.'
      : `${stringOf(mode)} thinking is not supported on this model`
  }
  if (mode !== 'enabled') return null
  const budget = numberOf(thinking['budget_tokens']) ?? 0
  if (budget < 1024) return 'thinking.enabled.budget_tokens: Input should be greater than or equal to 1024'
  if (budget >= (numberOf(body['max_tokens']) ?? 0)) return '`max_tokens` must be greater than `thinking.budget_tokens`.'
  const choice = objectOf(body['tool_choice'])['type']
  return choice === 'any' || choice === 'tool' ? 'Thinking may not be enabled when tool_choice forces tool use.' : null
}

function samplingRule(body: JsonObject, model: Model): Rule {
  const temperature = numberOf(body['temperature'])
  const topP = numberOf(body['top_p'])
  if (temperature !== undefined && (temperature < 0 || temperature > 1)) return 'temperature: range: 0..1'
  if (topP !== undefined && (topP < 0 || topP > 1)) return 'top_p: range: 0..1'
  if (model.sampling === 'never') {
    const changed = SAMPLING.find((member) => isGiven(body[member]) && (member === 'top_k' || body[member] !== 1))
    return changed === undefined ? null : `\`${changed}\` is deprecated for this model.`
  }
  const mode = objectOf(body['thinking'])['type']
  if (mode === 'enabled' || mode === 'adaptive') {
    if (temperature !== undefined && temperature !== 1) {
      return '`temperature` may only be set to 1 when thinking is enabled.'
    }
    if (topP !== undefined && topP < 0.95) {
      return '`top_p` must be greater than or equal to 0.95 or unset when thinking is enabled.'
    }
    if (isGiven(body['top_k'])) return '`top_k` must be unset when thinking is enabled.'
  }
  return model.samplingExclusive && temperature !== undefined && topP !== undefined
    ? '`temperature` and `top_p` cannot both be specified for this model. Please use only one.'
    : null
}

function stopRule(body: JsonObject): Rule {
  const sequences = Array.isArray(body['stop_sequences']) ? body['stop_sequences'] : []
  return sequences.some((sequence) => stringOf(sequence).trim() === '')
    ? 'stop_sequences: each stop sequence must contain non-whitespace'
    : null
}

function toolRule(body: JsonObject): Rule {
  const tools = objectsOf(body['tools'])
  const names = tools.map((tool) => stringOf(tool['name'])).filter((name) => name !== '')
  const illegal = names.findIndex((name) => !/^[a-zA-Z0-9_-]{1,128}$/.test(name))
  if (illegal >= 0) return `tools.${illegal}.custom.name: String should match pattern '^[a-zA-Z0-9_-]{1,128}$'`
  if (new Set(names).size < names.length) return 'tools: Tool names must be unique.'
  const shapeless = tools.findIndex((tool) => isObject(tool['input_schema']) && tool['input_schema']['type'] !== 'object')
  if (shapeless >= 0) return `tools.${shapeless}.custom.input_schema.type: Input should be 'object'`
  const choice = objectOf(body['tool_choice'])
  if (choice['type'] === 'tool' && !names.includes(stringOf(choice['name']))) {
    return `Tool '${stringOf(choice['name'])}' not found in provided tools`
  }
  return (choice['type'] === 'any' || choice['type'] === 'auto') && tools.length === 0
    ? `tool_choice: tool_choice may only be specified while providing tools`
    : null
}

/** CAC-7, CAC-9: four markers at most, the automatic one included. */
function cacheRule(body: JsonObject): Rule {
  const blocks = [
    ...objectsOf(body['tools']),
    ...blocksOf(body['system']),
    ...objectsOf(body['messages']).flatMap((message) => blocksOf(message['content'])),
  ]
  const marked = [body, ...blocks].filter(isMarked).length
  return marked > 4 ? `A maximum of 4 blocks with cache_control may be provided. Found ${marked}.` : null
}
