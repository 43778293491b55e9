import { caseSection } from './html/case.ts'
import { text } from './html/escape.ts'
import { matrix } from './html/matrix.ts'
import { style } from './html/style.ts'
import { summary } from './html/summary.ts'
import { keyOf } from './html/topics.ts'
import type { CaseResult, Report } from './report.ts'

/** A report as one self-contained page: no script, nothing fetched, readable on a phone and in the dark. */
export function html(report: Report): string {
  const title = `Conformance of ${report.target.name}`
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(title)}</title>
<style>${style}</style>
</head>
<body>
<header>
<h1>${text(title)}</h1>
${summary(report)}
</header>
<main>
<h2>Topics and directions</h2>
${matrix(report.cases)}
<h2>Cases</h2>
<label class="filter"><input type="checkbox" id="only-failures"> only what does not pass</label>
${[...groups(report.cases)].map(([key, cases]) => group(key, cases)).join('\n')}
</main>
</body>
</html>
`
}

function groups(cases: readonly CaseResult[]): Map<string, CaseResult[]> {
  const found = new Map<string, CaseResult[]>()
  for (const result of cases) found.set(keyOf(result), [...(found.get(keyOf(result)) ?? []), result])
  return found
}

function group(key: string, cases: readonly CaseResult[]): string {
  const bad = cases.some(({ verdict }) => verdict !== 'pass' && verdict !== 'not-claimed')
  return `<section id="${text(key)}" class="${bad ? 'bad' : 'good'}"><h3>${text(key.replace('/', ' · '))}</h3>${cases.map(caseSection).join('')}</section>`
}
