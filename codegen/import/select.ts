import { isArray, isObject, type Json, type JsonObject } from '../distil/json.ts'
import type { Preset } from './presets.ts'

/** An operation of an upstream document, and the name it is to have. */
export interface Selected {
  readonly id: string
  readonly verb: string
  /** The path from the origin on, without a query. */
  readonly path: string
  readonly query: string
  readonly operation: JsonObject
  /** Parameters of the path, which hold for all its operations. */
  readonly shared: readonly Json[]
  /** Where the document has it, for messages. */
  readonly at: string
  readonly events: readonly string[]
}

const verbs = ['get', 'put', 'post', 'delete', 'patch', 'head', 'options', 'trace', 'query']

/** Every operation of a document. */
export function operationsIn(document: JsonObject): readonly Selected[] {
  const base = basePath(document)
  return Object.entries(isObject(document['paths']) ? document['paths'] : {}).flatMap(([written, item]) => {
    if (!isObject(item)) return []
    const [path = '', query = ''] = written.split('?')
    const shared = isArray(item['parameters']) ? item['parameters'] : []
    return verbs.flatMap((verb): Selected[] => {
      const operation = item[verb]
      if (!isObject(operation)) return []
      const id = operation['operationId']
      const name = typeof id === 'string' ? id : `${verb}${path.replaceAll(/\W+/g, '_')}`
      return [{ id: name, verb, path: base + path, query, operation, shared, at: `${verb.toUpperCase()} ${written}`, events: [] }]
    })
  })
}

/** The operations with the ids, or written `POST /path`. Throws for the first that is not there, with the nearest that are. */
export function selectNamed(document: JsonObject, names: readonly string[]): readonly Selected[] {
  const all = operationsIn(document)
  return names.map((name) => {
    const found = all.find(({ id, at }) => id === name || at.toLowerCase() === name.toLowerCase())
    if (found === undefined) throw new Error(`the document has no operation ${name}; it has ${listed(all, name)}`)
    return found
  })
}

/** The operations a format needs, under the ids of `specs/`. Throws where the first of them is not there. */
export function selectFor(document: JsonObject, preset: Preset): readonly Selected[] {
  const all = operationsIn(document)
  const shape = (path: string): string => path.replaceAll(/\{[^}]*\}/g, '{}')
  const found = preset.operations.flatMap((wanted): Selected[] => {
    const same = all.find(({ verb, path, query }) => verb === wanted.verb && shape(path) === wanted.path && query === (wanted.query ?? ''))
    return same === undefined ? [] : [{ ...same, id: wanted.id, events: wanted.events ?? [] }]
  })
  const [first] = preset.operations
  if (first === undefined || found[0]?.id === first.id) return found
  const query = first.query === undefined ? '' : `?${first.query}`
  const missing = `${first.verb.toUpperCase()} ${first.path}${query}`
  throw new Error(`the document has no operation ${missing}; it has ${listed(all, missing)}`)
}

/** The path of the first server, which all paths of the document follow. */
function basePath(document: JsonObject): string {
  const url = serverUrl(document)
  return url === undefined ? '' : url.pathname.replace(/\/$/, '')
}

/** The first server of a document, or undefined where it names none that is a whole address. */
export function serverUrl(document: JsonObject): URL | undefined {
  const servers = isArray(document['servers']) ? document['servers'] : []
  const url = isObject(servers[0]) ? servers[0]['url'] : undefined
  return typeof url === 'string' && URL.canParse(url) ? new URL(url) : undefined
}

const longest = 12

function listed(all: readonly Selected[], wanted: string): string {
  if (all.length === 0) return 'none'
  const words = wanted.toLowerCase().match(/[a-z]{3,}/g) ?? []
  const hits = ({ id, at }: Selected): number => words.filter((word) => `${id} ${at}`.toLowerCase().includes(word)).length
  const near = [...all].sort((one, other) => hits(other) - hits(one))
  const names = near.slice(0, longest).map(({ id, at }) => `${id} (${at})`)
  return `${names.join(', ')}${all.length > longest ? ` and ${all.length - longest} more` : ''}`
}
