/** Numbers that are the same for the same seed: each call gives one from 0 to below `below`. */
export function random(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below)
  }
}

/** The members of a list in an order of chance. */
export function shuffled<T>(list: readonly T[], next: (below: number) => number): readonly T[] {
  const left = [...list]
  return list.flatMap(() => left.splice(next(left.length), 1))
}
