import type { Parameters } from 'fast-check'

/**
 * How often a law is tried: `usual` times, or `DIGLOT_LAW_RUNS` times. The seed is fixed, or `DIGLOT_LAW_SEED`; a failure
 * prints it with the path that replays the shrunk case.
 */
export function runs(usual: number): Pick<Parameters<unknown>, 'numRuns' | 'seed'> {
  return { numRuns: numberFrom('DIGLOT_LAW_RUNS') ?? usual, seed: numberFrom('DIGLOT_LAW_SEED') ?? 20_261_122 }
}

function numberFrom(variable: string): number | null {
  const value = Number(process.env[variable])
  return Number.isSafeInteger(value) && value > 0 ? value : null
}
