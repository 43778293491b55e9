import { isArray, isObject, type Json, type JsonObject } from '../distil/json.ts'
import type { Converter } from './convert.ts'
import type { References } from './references.ts'
import type { Selected } from './select.ts'

/** What describing an operation needs of its document. */
export interface Surroundings {
  readonly document: JsonObject
  readonly references: References
  readonly converter: Converter
}

/** An operation in the way of `specs/`: no prose, a stream as `itemSchema`, every failure as `default`. */
export function describe(selected: Selected, { document, references, converter }: Surroundings): JsonObject {
  const { operation, id, at } = selected
  const name = id.charAt(0).toUpperCase() + id.slice(1)
  const responses = isObject(operation['responses']) ? operation['responses'] : {}
  const content = (body: JsonObject, type: string): Json | undefined => {
    const media = isObject(body['content']) ? body['content'][type] : undefined
    return isObject(media) ? (media['itemSchema'] ?? media['schema']) : undefined
  }
  const answer = (status: string, description: string, suffix: string): JsonObject => {
    const body = references.follow(responses[status], `${at} ${status}`)
    const json = content(body, 'application/json')
    const events = content(body, 'text/event-stream') ?? (suffix === 'Response' ? untied(selected, document) : undefined)
    const types: JsonObject = {}
    if (json !== undefined) types['application/json'] = { schema: converter.named(json, `${name}${suffix}`, `${at} ${status}`) }
    if (events !== undefined) types['text/event-stream'] = { itemSchema: converter.named(events, `${name}Event`, `${at} ${status} events`) }
    const headers = Object.entries(isObject(body['headers']) ? body['headers'] : {}).map(([key, header]): [string, Json] => [
      key.toLowerCase(),
      { schema: converter.convert(references.follow(header, at)['schema'] ?? true, `${at} ${key}`, key) },
    ])
    return {
      description,
      ...(Object.keys(types).length > 0 && { content: types }),
      ...(headers.length > 0 && { headers: Object.fromEntries(headers) }),
    }
  }
  const success = Object.keys(responses).find((status) => /^2/.test(status))
  const failure = Object.keys(responses).find((status) => status === 'default' || /^[45]/.test(status))
  const described: JsonObject = {
    operationId: id,
    summary: id,
    parameters: parameters(selected, references, converter),
    responses: {
      ...(success !== undefined && { 200: answer(success, 'OK', 'Response') }),
      ...(failure !== undefined && { default: answer(failure, 'Error', 'Error') }),
    },
  }
  const body = operation['requestBody'] === undefined ? undefined : references.follow(operation['requestBody'], `${at} body`)
  const json = body === undefined ? undefined : content(body, 'application/json')
  if (json !== undefined) {
    described['requestBody'] = {
      required: true,
      content: { 'application/json': { schema: converter.named(json, `${name}Request`, `${at} body`) } },
    }
  }
  return described
}

/** The events of a stream that the document holds without saying whose they are. */
function untied({ events }: Selected, document: JsonObject): Json | undefined {
  const components = isObject(document['components']) ? document['components']['schemas'] : undefined
  const name = events.find((each) => isObject(components) && components[each] !== undefined)
  return name === undefined ? undefined : { $ref: `#/components/schemas/${name}` }
}

function parameters(selected: Selected, references: References, converter: Converter): Json {
  const { operation, shared, query, at } = selected
  const own = isArray(operation['parameters']) ? operation['parameters'] : []
  const byKey = new Map<string, JsonObject>()
  for (const value of new URLSearchParams(query)) {
    byKey.set(`query ${value[0]}`, { name: value[0], in: 'query', required: true, schema: { const: value[1] } })
  }
  for (const each of [...shared, ...own]) {
    const parameter = references.follow(each, `${at} parameters`)
    const { name, in: place } = parameter
    if (typeof name !== 'string' || typeof place !== 'string' || place === 'cookie') continue
    // The generator that many documents are written for takes a header's list from here.
    const schema = isObject(parameter['schema']) ? (parameter['schema']['x-stainless-override-schema'] ?? parameter['schema']) : true
    byKey.set(`${place} ${name}`, {
      name: name,
      in: place,
      required: parameter['required'] === true,
      schema: converter.convert(schema, `${at} ${name}`, name),
    })
  }
  return [...byKey].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, parameter]) => parameter)
}

/** The security schemes an operation may be called with, without their prose. */
export function securityOf(selected: Selected, document: JsonObject): { readonly security: Json; readonly schemes: JsonObject } {
  const components = isObject(document['components']) ? document['components'] : {}
  const all = isObject(components['securitySchemes']) ? components['securitySchemes'] : {}
  const wanted = selected.operation['security'] ?? document['security']
  const named = (isArray(wanted) ? wanted : []).filter(isObject).flatMap((each) => Object.keys(each))
  const schemes = named.flatMap((name): [string, JsonObject][] => {
    const scheme = all[name]
    if (!isObject(scheme) || (scheme['type'] !== 'http' && scheme['type'] !== 'apiKey')) return []
    return [
      [
        name,
        Object.fromEntries(['type', 'scheme', 'in', 'name'].flatMap((key) => (scheme[key] === undefined ? [] : [[key, scheme[key]]]))),
      ],
    ]
  })
  return { security: schemes.map(([name]) => ({ [name]: [] })), schemes: Object.fromEntries(schemes) }
}
