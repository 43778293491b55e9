import { severities } from '../diff/change.ts'
import { changeText } from '../diff/print.ts'
import type { DriftChange, FormatDrift } from './drift.ts'
import { countText, headings } from './markdown.ts'
import { tableText, type DriftReport } from './report.ts'
import { style } from './style.ts'

/** A drift report as one self-contained page: no script, nothing fetched, readable on a phone and in the dark. */
export function driftHtml({ sources, formats }: DriftReport): string {
  const changes = formats.flatMap((each) => each.changes)
  const documents = sources.map(({ document, from, to }) => `<li><code>${text(document)}</code> ${text(from)} → ${text(to)}</li>`)
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>API drift</title>
<style>${style}</style>
</head>
<body>
<header>
<h1>The provider changed its API</h1>
<ul>${documents.join('')}</ul>
<p>${changes.length === 0 ? 'Nothing changed on the wire.' : text(countText(changes))}</p>
</header>
<main>
${formats.map(section).join('\n')}
</main>
</body>
</html>
`
}

function section({ format, changes, raw }: FormatDrift): string {
  if (changes.length === 0) return ''
  const groups = severities.flatMap((severity) => {
    const of = changes.filter((each) => each.severity === severity)
    return of.length === 0 ? [] : [`<h3>${headings[severity]} (${of.length})</h3>${of.map(entry).join('\n')}`]
  })
  const counts = raw.map(({ root, added, removed }) => `${root} +${added}/−${removed}`).join(', ')
  return `<section><h2>${text(format)}</h2>${groups.join('\n')}<p class="note">Collapsed from ${text(counts)} single facts.</p></section>`
}

function entry(change: DriftChange): string {
  const rows: (readonly [string, string])[] = [
    ['documents', change.documents.join(', ')],
    ...change.reach.map(
      ({ root, path, places }) => ['where', `${root} ${path.replace(/^\./, '')}${places > 1 ? ` (${places} places)` : ''}`] as const,
    ),
    ...(change.details ?? []).map((line) => ['arm', line] as const),
    ...change.tables.map((table) => ['table', tableText(table)] as const),
    ...change.affects.map((side) => ['affects', side] as const),
    ...change.outcomes.map((outcome) => [`${change.decided ? 'as decided' : 'until decided'}, ${outcome.root}`, outcome.text] as const),
  ]
  const list = rows.map(([name, value]) => `<dt>${text(name)}</dt><dd>${text(value)}</dd>`).join('')
  const open = change.severity === 'info' ? '' : ' open'
  return `<details class="change ${change.severity}"${open}><summary>${text(changeText(change))}</summary><dl>${list}</dl></details>`
}

const text = (raw: string): string => raw.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
