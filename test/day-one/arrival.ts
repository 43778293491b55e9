import type { Fact } from './inventory.ts'

/** A loss as telemetry reports it. */
export interface Told {
  readonly path: string
  readonly rule: string
}

/** How names and ids may differ at the provider. */
export interface Renamings {
  /** Ids of the calls as the provider must see them, in order; absent where they are the client's. */
  readonly calls?: readonly string[]
  /** Tool names that no API takes, and the pattern of what is sent instead. */
  readonly names?: { readonly [name: string]: string }
}

/** Pointers of what neither arrived nor is in the losses. */
export function missing(sent: readonly Fact[], arrived: readonly Fact[], losses: readonly Told[], renamings: Renamings = {}): string[] {
  const ids = new Map<string, string>()
  const calls = sent.filter(({ kind }) => kind === 'call')
  const sameName = (mine: string, theirs: string): boolean => {
    const pattern = renamings.names?.[mine]
    return pattern === undefined ? mine === theirs : new RegExp(pattern).test(theirs)
  }
  const found = (one: Fact): boolean => {
    if (one.kind === 'call') ids.set(one.id, renamings.calls?.[calls.indexOf(one)] ?? one.id)
    const id = ids.get(one.id) ?? one.id
    return arrived.some((other) => {
      switch (one.kind) {
        case 'text':
          return other.value.includes(one.value)
        case 'reasoning':
        case 'media':
          return other.kind === one.kind && other.value === one.value
        case 'tool':
          return other.kind === 'tool' && sameName(one.name, other.name) && other.value === one.value
        case 'call':
          return other.kind === 'call' && other.id === id && sameName(one.name, other.name) && other.value === one.value
        case 'result':
          return other.kind === 'result' && other.id === id && other.value.includes(one.value)
      }
    })
  }
  return sent.filter((one) => !found(one) && !losses.some(({ path }) => covers(path, one.at))).map(({ at, kind }) => `${kind} ${at}`)
}

/** Ids in the order of their calls, and of their results. */
export const order = (facts: readonly Fact[], kind: 'call' | 'result'): string[] =>
  facts.filter((fact) => fact.kind === kind).map(({ id }) => id)

/** A loss speaks for the value at its path and all below, but never for the whole body. */
const covers = (path: string, at: string): boolean =>
  path !== '' && path !== '/messages' && path !== '/tools' && (at === path || at.startsWith(`${path}/`))
