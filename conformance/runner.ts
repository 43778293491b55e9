import type { Case } from './case.ts'
import { FileError } from './checked-json.ts'
import { Client } from './client.ts'
import { cutsOf, type Cut } from './cuts.ts'
import { playExchange, type Play } from './exchange.ts'
import { countMatchers, judgeLosses, loadSdks, Names, type Sdks } from './judge/judge.ts'
import { CaseError } from './judge/matchers.ts'
import type { CaseResult, ExchangeRecord, Finding, Report, RunResult } from './report/report.ts'
import type { Stage } from './stage.ts'
import { suiteVersion } from './suite-version.ts'
import type { Target } from './target.ts'
import { KnownFailing, notClaimed, verdictOf, type KnownFailures } from './verdict.ts'

/** How a run is made. */
export interface RunOptions {
  /** First seed of the random cuts. */
  readonly seed: number
  /** Number of random cuts of each stream. */
  readonly cuts: number
  /** Sends streams whole and not cut at all: quicker, and blind to faults of framing. */
  readonly wholeOnly?: boolean
  /** Limit of an exchange in milliseconds. */
  readonly timeout: number
  readonly known: KnownFailures
  /** All cases that the known-failing list may speak of; those of the run by default. */
  readonly ids?: readonly string[]
  /** Told of each case when it is done. */
  readonly progress?: (result: CaseResult, done: number, total: number) => void
}

export const defaultOptions: RunOptions = { seed: 1, cuts: 2, timeout: 10_000, known: {} }

/** Puts a gateway through cases, one after the other. */
export async function runCases(
  cases: readonly Case[],
  target: Target,
  stage: Stage,
  options: RunOptions = defaultOptions,
): Promise<Report> {
  const startedAt = new Date()
  const sdks = await loadSdks()
  const client = new Client(options.timeout)
  const known = new KnownFailing(options.known)
  const results: CaseResult[] = []
  try {
    for (const c of cases) {
      const result = await runCase(c, target, { stage, client, sdks }, known, options)
      results.push(result)
      options.progress?.(result, results.length, cases.length)
    }
  } finally {
    await client.close()
  }
  return {
    suite: suiteVersion,
    target: { name: target.name, version: target.version ?? null, url: stage.url },
    startedAt: startedAt.toISOString(),
    durationMs: Date.now() - startedAt.getTime(),
    seed: options.seed,
    cases: results,
    matchers: countMatchers(cases.filter((_, index) => results[index]?.verdict !== 'not-claimed')),
    leftOut: leftOut(results, sdks),
    unmatchedGlobs: known.unmatched(options.ids ?? cases.map(({ id }) => id)),
  }
}

async function runCase(
  c: Case,
  target: Target,
  actors: Omit<Play, 'way'>,
  known: KnownFailing,
  { seed, cuts, wholeOnly = false }: RunOptions,
): Promise<CaseResult> {
  const { id, direction, topic, name, level, why, rules } = c
  const described = { id, direction, topic, name, level, why, rules }
  const listed = known.reasonFor(id)
  const way = target.directions[direction]
  const missing = notClaimed(c, target)
  if (way === undefined || missing !== null) return { ...described, verdict: 'not-claimed', reason: missing, durationMs: 0, runs: [] }
  const started = performance.now()
  const runs: RunResult[] = []
  for (const cut of isStreamed(c) && !wholeOnly ? cutsOf(seed, cuts) : (['whole'] as const))
    runs.push(await runOnce(c, { ...actors, way }, cut, target.losses?.header ?? null).catch((error: unknown) => unjudged(c, cut, error)))
  const verdict = verdictOf(runs, listed)
  return { ...described, verdict, reason: listed, durationMs: Math.round(performance.now() - started), runs }
}

const isStreamed = ({ exchanges }: Case): boolean => exchanges.some(({ provider }) => provider?.answer.stream === true)

async function runOnce(c: Case, play: Play, cut: Cut, lossHeader: string | null): Promise<RunResult> {
  const names = new Names()
  const answers: NonNullable<ExchangeRecord['clientReceived']>[] = []
  const exchanges: ExchangeRecord[] = []
  const findings: Finding[] = []
  for (const exchange of c.exchanges) {
    const played = await playExchange(play, c, exchange, { cut, names, answers })
    findings.push(...played.findings)
    if (played.record === null) break
    exchanges.push(played.record)
    const { clientReceived } = played.record
    if (clientReceived === null) break
    answers.push(clientReceived)
  }
  const last = answers.length === c.exchanges.length ? answers.at(-1) : undefined
  if (last && lossHeader !== null) findings.push(...judgeLosses(c, last, lossHeader))
  return { cut, findings, exchanges }
}

/** A case that is wrong ends the run; an answer that nobody foresaw fails its case alone. */
function unjudged({ id, exchanges: [first] }: Case, cut: Cut, error: unknown): RunResult {
  const said = error instanceof Error ? error.message : String(error)
  if (error instanceof CaseError || first === undefined) throw new FileError([`${id}: ${said}`])
  const message = `what came could not be judged: ${said}`
  return {
    cut,
    exchanges: [],
    findings: [{ file: first.expect.file, check: 'transport', path: '', expected: null, received: null, message }],
  }
}

function leftOut(results: readonly CaseResult[], { versions }: Sdks): Report['leftOut'] {
  const answered = (dialect: string): number =>
    results
      .filter(({ direction }) => direction.startsWith(dialect))
      .flatMap(({ runs }) => runs)
      .reduce((sum, { exchanges }) => sum + exchanges.filter(({ clientReceived }) => clientReceived).length, 0)
  const counts = { '@anthropic-ai/sdk': answered('messages'), openai: answered('chat') + answered('responses') }
  return Object.fromEntries(Object.entries(counts).filter(([name, count]) => versions[name] == null && count > 0))
}
