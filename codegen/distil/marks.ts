import type { Closure } from './closure.ts'
import { isArray, isObject, type Json, type JsonObject } from './json.ts'
import type { StaticMethod } from './methods.ts'
import { propertiesOf } from './objects.ts'
import type { Marks } from './probe.ts'

/** Values to call an operation with: one per declared parameter, of the kind its type asks for. */
export function marksFor(read: StaticMethod, closure: Closure): Marks {
  const required: JsonObject = {}
  const optional: JsonObject = {}
  const properties = read.params === undefined ? [] : [...propertiesOf(read.params, closure)]
  for (const [name, { node, scope }] of properties) {
    if (node.type === undefined) continue
    const value = mark(closure.convert(node.type, scope), closure, name)
    if (node.questionToken === undefined) required[name] = value
    else optional[name] = value
  }
  return { path: read.pathParams.map((name) => `probe-${name}`), required, optional }
}

function mark(schema: JsonObject, closure: Closure, name: string): Json {
  const target = closure.target(schema)
  if (target !== undefined) return mark(target, closure, name)
  const branches = schema['anyOf'] ?? schema['oneOf']
  const first = isArray(branches) ? branches[0] : undefined
  if (isObject(first)) return mark(first, closure, name)
  switch (isArray(schema['type']) ? schema['type'][0] : schema['type']) {
    case 'array':
      return isObject(schema['items']) ? [mark(schema['items'], closure, name)] : []
    case 'boolean':
      return true
    case 'number':
      return 7
    case 'object':
      return {}
    default:
      return `probe-${name}`
  }
}
