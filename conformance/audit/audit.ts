import { dialects, dialectsOf, type Case } from '../case.ts'
import { defaultOptions, runCases } from '../runner.ts'
import type { Stage } from '../stage.ts'
import { fixedStage, forwardingStage } from './gateways.ts'
import { skeletonOf } from './skeleton.ts'

/** What is wrong with a set of cases as a whole, each in one sentence. */
export async function audit(cases: readonly Case[]): Promise<string[]> {
  return [
    ...twins(cases),
    ...uncited(cases),
    ...(await passedBy('answers ok to everything', cases, fixedStage)),
    ...(await forwarded(cases)),
  ]
}

/** Cases of a direction that cover the same rules with the same skeleton: one of them is one too many. */
export function twins(cases: readonly Case[]): string[] {
  const seen = new Map<string, string>()
  return cases.flatMap((c) => {
    const key = [c.direction, ...c.rules.toSorted(), skeletonOf(c)].join('\n')
    const twin = seen.get(key)
    seen.set(key, twin ?? c.id)
    return twin === undefined ? [] : [`${c.id} has the rules and the wire of ${twin}`]
  })
}

/** Cases that demand what nobody is cited for: a must needs a provider or a client, a rule of ours is not enough. */
export function uncited(cases: readonly Case[]): string[] {
  const isCited = ({ sources }: Case): boolean => sources.some(({ kind }) => kind !== 'rule')
  return cases
    .filter((c) => c.level === 'must' && !isCited(c))
    .map(({ id }) => `${id} is a must, and cites neither a provider nor a client`)
}

async function forwarded(cases: readonly Case[]): Promise<string[]> {
  const passed: string[] = []
  for (const to of dialects) {
    const crossing = cases.filter((c) => dialectsOf(c).provider === to && dialectsOf(c).client !== to)
    passed.push(...(await passedBy('hands bodies on as they are', crossing, () => forwardingStage(to))))
  }
  return passed
}

/** The cases that a gateway passes which does nothing of what they are about. */
async function passedBy(does: string, cases: readonly Case[], open: () => Promise<Stage>): Promise<string[]> {
  const directions = Object.fromEntries(cases.map(({ direction }) => [direction, { features: 'all' } as const]))
  const stage = await open()
  try {
    const { cases: results } = await runCases(cases, { name: 'audit', directions }, stage, {
      ...defaultOptions,
      wholeOnly: true,
      timeout: 3000,
    })
    return results.filter(({ verdict }) => verdict === 'pass').map(({ id }) => `${id} is passed by a gateway that ${does}`)
  } finally {
    await stage.close()
  }
}

/** How many cases there are, by direction, streamed, and with several turns. */
export function countsOf(cases: readonly Case[]): { readonly [what: string]: number } {
  const counts = new Map<string, number>()
  const add = (what: string): unknown => counts.set(what, (counts.get(what) ?? 0) + 1)
  for (const { direction, level, exchanges } of cases) {
    add(direction)
    add(level)
    if (exchanges.some(({ provider, expect }) => provider?.answer.stream === true || expect.stream)) add('streamed')
    if (exchanges.length > 1) add('several turns')
  }
  return { cases: cases.length, ...Object.fromEntries([...counts].toSorted(([a], [b]) => (a < b ? -1 : 1))) }
}
