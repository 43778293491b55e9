import type { Fault } from '../interlingua/fault.ts'

/** A step of a stream: fresh per stream, without I/O, clock or timers. Order of calls: push*, then end or fail, once. */
export interface Machine<In, Out> {
  push(item: In): readonly Out[]
  /** The source closed. */
  end(): readonly Out[]
  /** The source broke: say so to the client. */
  fail(fault: Fault): readonly Out[]
}

/** Two machines as one. */
export function pipe<A, B, C>(first: Machine<A, B>, second: Machine<B, C>): Machine<A, C> {
  const through = (items: readonly B[]): C[] => {
    const out: C[] = []
    for (const item of items) for (const made of second.push(item)) out.push(made)
    return out
  }
  return {
    push: (item) => through(first.push(item)),
    end: () => [...through(first.end()), ...second.end()],
    fail: (fault) => [...through(first.fail(fault)), ...second.fail(fault)],
  }
}
