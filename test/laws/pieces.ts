import fc from 'fast-check'

/** Numbers that say where text is cut and whose turn it is: one is taken per decision. */
export type Dice = () => number

/** Dice that fall the same way each time they are made. */
export const dice = fc.array(fc.nat({ max: 1000 }), { maxLength: 60, size: 'max' }).map((numbers): (() => Dice) => () => {
  let next = 0
  return () => numbers[next++] ?? 0
})

/** `text` in pieces, at least one; cuts fall between UTF-16 units of whole characters. */
export function cut(text: string, roll: Dice): readonly string[] {
  const points = Array.from(text)
  const pieces: string[] = []
  while (points.length > 0) pieces.push(points.splice(0, points.length - (roll() % points.length)).join(''))
  return pieces.length === 0 ? [''] : pieces
}

/** Mixes queues whose first elements come in order, as calls are announced. */
export function interleave<T>(queues: readonly T[][], roll: Dice): T[] {
  const mixed: T[] = []
  let announced = 0
  for (let alive = queues; alive.length > 0; alive = alive.filter((queue) => queue.length > 0)) {
    const started = queues.slice(0, announced).filter((queue) => queue.length > 0)
    const next =
      announced < queues.length && (started.length === 0 || roll() % 3 === 0)
        ? queues[announced++]
        : started[roll() % Math.max(1, started.length)]
    const first = next?.shift()
    if (first !== undefined) mixed.push(first)
  }
  return mixed
}
