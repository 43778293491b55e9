import type { Validate, Violation } from '../generated/openai-chat/validate.js'
import { at, isList, isObject } from './json.ts'

/** Why a validator refuses a value. */
export interface Refusal {
  readonly path: string
  readonly message: string
}

/** What a closed validator says of a value as it is. */
export function refusal(validate: Validate, value: unknown): Refusal | null {
  return validate(value) ? null : told(worst(validate.errors ?? []))
}

/**
 * What a closed validator says of an answer as its reader takes it: a member that it does not know is skipped, and one that
 * may be null, or has a documented default, may be missing.
 */
export function openRefusal(validate: Validate, value: unknown): Refusal | null {
  let tried = structuredClone(value)
  const filled = new Map<string, Violation>()
  for (let step = 0; step < most; step += 1) {
    if (validate(tried)) return null
    const errors = validate.errors ?? []
    const first = errors[0]
    const complaint = first ? filled.get(first.instancePath) : undefined
    if (complaint) return told(complaint)
    const next = mended(tried, errors, filled)
    if (next === null) return told(worst(errors))
    tried = next
  }
  return { path: '', message: 'has too many members that nobody knows' }
}

const most = 500

/** The value without its first unknown member, or with its first missing one; null where neither is what is wrong. */
function mended(value: unknown, errors: readonly Violation[], filled: Map<string, Violation>): unknown {
  for (const error of errors) {
    const { keyword, instancePath, params } = error
    const unknown = params['additionalProperty']
    if (keyword === 'additionalProperties' && typeof unknown === 'string')
      return edited(value, instancePath, (owner) => omit(owner, unknown))
    const absent = params['missingProperty']
    if (keyword === 'required' && typeof absent === 'string') {
      const path = at(instancePath, absent)
      if (filled.has(path)) continue
      filled.set(path, error)
      return edited(value, instancePath, (owner) => ({ ...owner, [absent]: defaultOf(absent, instancePath) }))
    }
  }
  return null
}

/** What a missing member stands for: null, but for two members of a block and the type of an error. */
function defaultOf(member: string, owner: string): unknown {
  if (member === 'caller') return { type: 'direct' }
  // Official clients read an error by the member of this name alone.
  if (member === 'type' && owner === '') return 'error'
  // Deltas bring the signature; only the start of a block may leave it out.
  return member === 'signature' && owner === '/content_block' ? '' : null
}

function edited(value: unknown, pointer: string, change: (owner: { readonly [member: string]: unknown }) => unknown): unknown {
  const steps = pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
  const walk = (node: unknown, [step, ...rest]: readonly string[]): unknown => {
    if (step === undefined) return isObject(node) ? change(node) : node
    if (isList(node)) return node.map((item, index) => (String(index) === step ? walk(item, rest) : item))
    return isObject(node) ? { ...node, [step]: walk(node[step], rest) } : node
  }
  return walk(value, steps)
}

const omit = (owner: { readonly [member: string]: unknown }, member: string): unknown =>
  Object.fromEntries(Object.entries(owner).filter(([name]) => name !== member))

/** The complaint that is about the deepest place, and says more than that no arm fits. */
function worst(errors: readonly Violation[]): Violation | undefined {
  const arms = new Set(['anyOf', 'oneOf'])
  const depth = ({ instancePath, keyword }: Violation): number => instancePath.split('/').length * 2 - (arms.has(keyword) ? 1 : 0)
  return errors.reduce<Violation | undefined>((best, error) => (best && depth(best) >= depth(error) ? best : error), undefined)
}

function told(error: Violation | undefined): Refusal {
  if (!error) return { path: '', message: 'is refused' }
  const { instancePath, keyword, params, message } = error
  if (keyword === 'required') return { path: instancePath, message: `has no ${String(params['missingProperty'])}` }
  if (keyword === 'additionalProperties') {
    const member = String(params['additionalProperty'])
    return { path: at(instancePath, member), message: 'is a member that the schema does not know' }
  }
  if (keyword === 'discriminator') {
    const tag = String(params['tag'])
    return {
      path: at(instancePath, tag),
      message: `is ${JSON.stringify(params['tagValue'] ?? null)}, which the schema does not know there`,
    }
  }
  return { path: instancePath, message: message ?? 'is refused' }
}
