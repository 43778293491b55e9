/** How a streamed body is cut into writes: at once, every byte a write of its own, or at places drawn from a seed. */
export type Cut = 'whole' | 'bytes' | `random:${number}`

/** The cuts of a run: whole, bytes, and as many random ones as asked, with seeds that count up from `seed`. */
export const cutsOf = (seed: number, count: number): readonly Cut[] => [
  'whole',
  'bytes',
  ...Array.from({ length: count }, (_, index): Cut => `random:${seed + index}`),
]

/** `bytes` in the pieces of a cut. */
export function cut(bytes: Uint8Array, how: Cut): Uint8Array[] {
  if (how === 'whole') return bytes.length === 0 ? [] : [bytes]
  const draw = how === 'bytes' ? () => 0 : random(Number(how.slice('random:'.length)))
  const pieces: Uint8Array[] = []
  for (let from = 0; from < bytes.length;) {
    // Short and long pieces alike: up to 1, 2, 4 … 256 bytes, each length as likely as the others.
    const to = from + 1 + Math.floor(draw() * 2 ** Math.floor(draw() * 9))
    pieces.push(bytes.subarray(from, to))
    from = to
  }
  return pieces
}

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
function random(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
