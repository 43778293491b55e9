import { Ajv, type ErrorObject } from 'ajv'
import { isNode, isPair, isScalar, LineCounter, parseDocument, visit, type Document } from 'yaml'
import { members } from '../translate/pointer.ts'
import type { ConfigFile } from './config-shape.ts'
import schema from './config.schema.json' with { type: 'json' }

/** Environment variables by name. */
export interface Environment {
  readonly [name: string]: string | undefined
}

/** What is wrong with a configuration, one line each: `file:line:column path: message`. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(problems.join('\n'))
    this.problems = problems
  }
}

const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile<ConfigFile>(schema)

/**
 * Reads the text of a configuration file: YAML, `${NAME}` and `${NAME:-default}` filled in from the environment, then checked
 * against the schema. Throws `ConfigError`.
 */
export function readConfigFile(text: string, file: string, environment: Environment): Located {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const at = (offset: number): string => {
    const { line, col } = lines.linePos(offset)
    return `${file}:${line}:${col}`
  }
  const broken = document.errors.map(({ pos, message }) => `${at(pos[0])} ${message}`)
  if (broken.length > 0) throw new ConfigError(broken)
  const unset = substitute(document, environment, at)
  if (unset.length > 0) throw new ConfigError(unset)
  const value: unknown = document.toJS() ?? {}
  const problem = (pointer: string, message: string, key?: string): string => {
    const path = [...members(pointer), ...(key === undefined ? [] : [key])]
    return `${at(offsetOf(document, members(pointer), key))} ${path.join('.') || '(top level)'}: ${message}`
  }
  if (!validate(value)) throw new ConfigError(explain(validate.errors ?? []).map((e) => problem(e.pointer, e.message, e.key)))
  return { value, problem }
}

/** A checked file, and how to say where in it something is wrong. */
export interface Located {
  readonly value: ConfigFile
  readonly problem: (pointer: string, message: string) => string
}

function substitute(document: Document, environment: Environment, at: (offset: number) => string): string[] {
  const problems: string[] = []
  visit(document, {
    Scalar(_, node) {
      if (typeof node.value !== 'string') return
      node.value = node.value.replaceAll(/\$\{(\w+)(?::-([^}]*))?\}/g, (_whole, name: string, fallback: string | undefined) => {
        const value = environment[name] ?? fallback
        if (value === undefined) problems.push(`${at(node.range?.[0] ?? 0)} the environment variable ${name} is not set`)
        return value ?? ''
      })
    },
  })
  return problems
}

interface Problem {
  readonly pointer: string
  readonly message: string
  readonly key?: string
}

function explain(errors: readonly ErrorObject[]): Problem[] {
  const seen = new Set<string>()
  // Which branch of a condition failed says nothing that the branch itself does not say.
  const telling = errors.filter(({ keyword }) => keyword !== 'if')
  return telling.flatMap((error): Problem[] => {
    const problem = explainOne(error)
    const same = `${problem.pointer} ${problem.key ?? ''} ${problem.message}`
    if (seen.has(same)) return []
    seen.add(same)
    return [problem]
  })
}

function explainOne({ keyword, instancePath: pointer, params, message = 'is not valid' }: ErrorObject): Problem {
  const named: { readonly additionalProperty?: unknown; readonly allowedValues?: unknown } = params
  if (typeof named.additionalProperty === 'string') return { pointer, message: 'is not a known setting', key: named.additionalProperty }
  if (Array.isArray(named.allowedValues)) return { pointer, message: `must be one of ${named.allowedValues.map(String).join(', ')}` }
  if (keyword === 'anyOf' && pointer.endsWith('/upstream')) return { pointer, message: 'must name a provider' }
  return { pointer, message }
}

/** Where the value at `path` starts, or the key below it; the nearest thing that stands in the file. */
function offsetOf(document: Document, path: readonly string[], key?: string): number {
  for (let depth = path.length; depth >= 0; depth--) {
    const node = depth === 0 ? document.contents : document.getIn(path.slice(0, depth), true)
    if (!isNode(node)) continue
    const wanted = depth === path.length ? key : undefined
    if (wanted !== undefined && 'items' in node) {
      for (const item of node.items) {
        if (isPair(item) && isScalar(item.key) && item.key.value === wanted) return item.key.range?.[0] ?? 0
      }
    }
    return node.range?.[0] ?? 0
  }
  return 0
}
