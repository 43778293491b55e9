import type { Report, Verdict } from '../report.ts'
import { text } from './escape.ts'

/** What was run, and what came of it. */
export function summary({ suite, target, startedAt, durationMs, seed, cases, matchers, leftOut, unmatchedGlobs }: Report): string {
  const ran = `Suite ${suite} · ${target.version === null ? '' : `version ${target.version} · `}${startedAt.slice(0, 16).replace('T', ' ')} UTC · ${(durationMs / 1000).toFixed(1)} s · seed ${seed}`
  const counts = verdicts.flatMap((verdict) => {
    const count = cases.filter((result) => result.verdict === verdict).length
    return count === 0 ? [] : [`<li class="${verdict}"><b>${count}</b> ${text(words[verdict])}</li>`]
  })
  const used = Object.entries(matchers).map(([name, count]) => `${name} ${count}`)
  const notes = [
    ...Object.entries(leftOut).map(([check, count]) => `${count} checks left out for want of ${check}`),
    ...unmatchedGlobs.map((glob) => `the known-failing list names ${glob}, which is no case`),
    ...(used.length === 0 ? [] : [`matchers in these cases: ${used.join(', ')}`]),
  ]
  return `<p>${text(ran)}</p><ul class="counts">${counts.join('')}</ul>${notes.map((note) => `<p class="note">${text(note)}</p>`).join('')}`
}

const words: { readonly [V in Verdict]: string } = {
  pass: 'pass',
  fail: 'fail',
  known: 'known to fail',
  'unexpected-pass': 'pass unexpectedly',
  'not-claimed': 'not claimed',
  'not-measured': 'not measured',
}

const verdicts: readonly Verdict[] = ['pass', 'fail', 'known', 'unexpected-pass', 'not-claimed', 'not-measured']
