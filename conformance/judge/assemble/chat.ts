import { isList, isNothing, isObject, without, type Wire } from '../json.ts'
import type { StreamEvent } from '../pieces/sse.ts'

/**
 * The completion that a stream brings, as its chunks say it; null where there is none. Of members that the official client does
 * not know the last value counts, as it does for that client.
 */
export function assembledCompletion(events: readonly StreamEvent[]): Wire | null {
  const chunks = events.flatMap(({ data }) => (data && isList(data['choices']) ? [data] : []))
  const [first] = chunks
  if (!first) return null
  const envelope = chunks.reduce<Wire>(
    (all, chunk) => ({ ...all, ...without(chunk, (member, value) => ofChunks.has(member) || isNothing(value)) }),
    {},
  )
  const choices = new Map<number, Choice>()
  for (const chunk of chunks) {
    for (const wire of isList(chunk['choices']) ? chunk['choices'].filter(isObject) : []) {
      const index = typeof wire['index'] === 'number' ? wire['index'] : 0
      choices.set(index, grown(choices.get(index) ?? { finish: null, message: {}, calls: new Map(), logprobs: null }, wire))
    }
  }
  return { ...envelope, object: 'chat.completion', choices: [...choices].map(([index, choice]) => finished(index, choice)) }
}

/** Members of a chunk that no completion has: the padding is thrown away by the official client too. */
const ofChunks: ReadonlySet<string> = new Set(['choices', 'obfuscation'])

interface Choice {
  readonly finish: unknown
  readonly message: Wire
  readonly calls: ReadonlyMap<unknown, Wire>
  readonly logprobs: Wire | null
}

function grown(choice: Choice, wire: Wire): Choice {
  const delta = isObject(wire['delta']) ? wire['delta'] : {}
  const calls = new Map(choice.calls)
  for (const call of isList(delta['tool_calls']) ? delta['tool_calls'].filter(isObject) : []) {
    calls.set(call['index'], grownCall(calls.get(call['index']) ?? {}, call))
  }
  return {
    finish: wire['finish_reason'] || choice.finish,
    message: joined(choice.message, delta, texts),
    calls,
    logprobs: listed(choice.logprobs, wire['logprobs']),
  }
}

const texts = ['content', 'refusal'] as const

/** Members of a fragment over those before; the ones named are strung together. */
function joined(before: Wire, fragment: Wire, strung: readonly string[]): Wire {
  const entries = Object.entries(fragment).filter(([member, value]) => member !== 'tool_calls' && !isNothing(value))
  return {
    ...before,
    ...Object.fromEntries(
      entries.map(([member, value]) => {
        const earlier = before[member]
        return [member, strung.includes(member) && typeof value === 'string' ? (typeof earlier === 'string' ? earlier : '') + value : value]
      }),
    ),
  }
}

function grownCall(before: Wire, fragment: Wire): Wire {
  const { function: fn, custom, ...rest } = fragment
  const inner = (name: string, value: unknown, text: string): Wire => {
    const earlier = isObject(before[name]) ? before[name] : {}
    return isObject(value)
      ? {
          [name]: joined(
            earlier,
            without(value, (member, it) => member === 'name' && it === ''),
            [text],
          ),
        }
      : {}
  }
  const head = without(rest, (member, value) => member === 'index' || isNothing(value) || value === '')
  return { ...before, ...head, ...inner('function', fn, 'arguments'), ...inner('custom', custom, 'input') }
}

/** The tokens of all chunks, list by list. */
function listed(before: Wire | null, logprobs: unknown): Wire | null {
  if (!isObject(logprobs)) return before
  const entries = Object.entries(logprobs).map(([name, value]) => {
    const earlier = before?.[name]
    return [name, isList(earlier) && isList(value) ? [...earlier, ...value] : (value ?? earlier)]
  })
  return { ...before, ...Object.fromEntries(entries) }
}

function finished(index: number, { finish, message, calls, logprobs }: Choice): Wire {
  const called = calls.size === 0 ? {} : { tool_calls: [...calls.values()] }
  return { index, finish_reason: finish, logprobs, message: { content: null, refusal: null, ...message, ...called } }
}
