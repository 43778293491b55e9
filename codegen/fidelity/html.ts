import { text } from '../../conformance/report/html/escape.ts'
import { coverageOf, percent } from './coverage.ts'
import { type Entry, isExercised } from './entry.ts'
import type { Fidelity, FormatFidelity } from './fidelity.ts'
import { script } from './html/script.ts'
import { style } from './html/style.ts'
import { byOwner, fateWords, nameIn, whyOf } from './words.ts'
import { byShape } from './hub.ts'
import type { Decided } from './tables.ts'

/** The fidelity table as one self-contained page: a row for every member, a search box and three filters over them. */
export function html(fidelity: Fidelity): string {
  const { formats, cases, draws } = fidelity
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Fidelity</title>
<style>${style}</style>
</head>
<body>
<header>
<h1>Fidelity</h1>
<p>Every field, variant and enum value of every format: what becomes of it when a document leaves for another format, by which rule, and what exercises that. Written by <code>npm run fidelity</code>.</p>
${formats.map((format) => coverage(format)).join('\n')}
<p class="note">Exercised: one of ${cases} conformance cases holds it in what a gateway between two formats reads, or a law draws it (within ${draws} draws of each of its generators).</p>
</header>
<main>
<form class="find" role="search">
<label>find <input type="search" id="query" placeholder="cache_control, CAC-1, dropped …" autocomplete="off"></label>
<label>part <select id="part"><option value="">all</option>${formats.map(partOptions).join('')}</select></label>
<label>fate <select id="fate"><option value="">all</option>${fates.map((fate) => `<option>${fate}</option>`).join('')}</select></label>
<label>cover <select id="cover"><option value="">all</option><option value="none">neither case nor law</option><option value="caseless">no case</option></select></label>
<output id="count"></output>
</form>
<div class="wide"><table class="members">
<thead><tr><th scope="col">member</th><th scope="col">fate</th><th scope="col">rule</th><th scope="col">why</th><th scope="col">cases</th><th scope="col">laws</th></tr></thead>
${formats.map((format) => readRows(format, fidelity) + beyondRows(format, fidelity) + writtenRows(format, fidelity)).join('\n')}
</table></div>
</main>
<script>${script}</script>
</body>
</html>
`
}

const fates = ['mapped', 'folded', 'emulated', 'carried', 'dropped', 'rejected', 'undecided'] as const

const partOptions = ({ format }: FormatFidelity): string =>
  `<option value="from ${text(format)}">from ${text(format)}</option><option value="to ${text(format)}">to ${text(format)}</option>`

function coverage({ format, entries }: FormatFidelity): string {
  const rows = (['core', 'outside'] as const).flatMap((part) =>
    coverageOf(entries.filter(({ member }) => member.core === (part === 'core')))
      .filter(({ total }) => total > 0)
      .map(({ kind, total, decided, oneByOne, asWhole, inCases, inLaws, inEither }) => {
        const shares = [decided, inCases, inLaws, inEither].map((count) => `<td>${count} <small>${percent(count, total)}</small></td>`)
        const [first = '', ...more] = shares
        return `<tr><th scope="row">${part === 'core' ? 'portable core' : 'outside it'}, ${kind}s</th><td>${total}</td>${first}<td>${oneByOne}</td><td>${asWhole}</td>${more.join('')}</tr>`
      }),
  )
  const heads = ['', 'all', 'decided', 'one by one', 'by whole-shape line', 'in a case', 'drawn by a law', 'in either']
  return `<h2>${text(format)}</h2><div class="wide"><table class="coverage"><thead><tr>${heads.map((head) => `<th scope="col">${head}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`
}

function readRows({ format, entries }: FormatFidelity, fidelity: Fidelity): string {
  return [...byOwner(entries)]
    .map(([owner, some]) => {
      const whole = some.every(({ decision }) => decision.by === 'whole') ? ' <small>decided as a whole</small>' : ''
      return body(
        `from ${format}`,
        `${text(owner)}${whole}`,
        owner,
        some.map((entry) => readRow(entry, fidelity)),
      )
    })
    .join('\n')
}

function readRow(entry: Entry, { rules }: Fidelity): string {
  const { member, decision, read, written, passed, citing, laws } = entry
  const documents = member.documents.length === 0 ? '' : ` <small>${text(member.documents.join(', '))}</small>`
  const cover = isExercised(entry) ? (read.length === 0 ? 'caseless' : 'both') : 'none'
  const seen = read.length === 0 ? '<i>no case</i>' : caseList(read)
  const more = [
    ...(written.length === 0 ? [] : [`written in ${written.length}`]),
    ...(passed.length === 0 ? [] : [`passed on in ${passed.length}`]),
    ...(read.length > 0 || citing.length === 0 ? [] : [`rule in ${caseList(citing)}`]),
  ]
  const cells = `<td><code>${text(nameIn(entry))}</code>${documents}</td>${fateCells(decision.fate, rules)}<td>${seen}${more.length === 0 ? '' : ` <small>${more.join(', ')}</small>`}</td><td>${laws.join(' ') || '<i>none</i>'}</td>`
  return `<tr data-fate="${decision.fate.fate}" data-cover="${cover}">${cells}</tr>`
}

function beyondRows({ format, beyond }: FormatFidelity, { rules }: Fidelity): string {
  return Object.entries(beyond)
    .map(([name, members]) => {
      const rows = Object.entries(members).map(
        ([member, fate]) =>
          `<tr data-fate="${fate.fate}" data-cover="both"><td><code>${text(member)}</code></td>${fateCells(fate, rules)}<td></td><td></td></tr>`,
      )
      return body(`from ${format}`, `${text(name)} <small>beyond the specs</small>`, name, rows)
    })
    .join('\n')
}

function writtenRows({ format, hub }: FormatFidelity, { rules }: Fidelity): string {
  return [...byShape(hub)]
    .map(([shape, entries]) =>
      body(
        `to ${format}`,
        `${text(shape)} <small>of the hub</small>`,
        shape,
        entries.map(
          ({ name, fate, citing, laws }) =>
            `<tr data-fate="${fate.fate}" data-cover="${laws.length > 0 ? 'both' : 'none'}"><td><code>${text(name)}</code></td>${fateCells(fate, rules)}<td>${citing.length === 0 ? '' : `${caseList(citing)} <small>cite the rule</small>`}</td><td>${laws.join(' ') || '<i>none</i>'}</td></tr>`,
        ),
      ),
    )
    .join('\n')
}

const body = (part: string, title: string, name: string, rows: readonly string[]): string =>
  `<tbody data-part="${text(part)}" data-name="${text(name.toLowerCase())}"><tr class="shape"><th colspan="6" scope="rowgroup">${title} <small>${text(part)}</small></th></tr>${rows.join('\n')}</tbody>`

function fateCells(fate: Decided, rules: Fidelity['rules']): string {
  const { rule = '' } = fate
  const said = rules.get(rule)
  const title = said === undefined ? '' : ` title="${text(said)}"`
  return `<td class="${fate.fate}">${text(fateWords(fate))}</td><td><span${title}>${text(rule)}</span></td><td>${text(whyOf(fate))}</td>`
}

const most = 4

const caseList = (ids: readonly string[]): string =>
  `${ids
    .slice(0, most)
    .map((id) => `<a href="../conformance/cases/${text(id)}">${text(id)}</a>`)
    .join(' ')}${ids.length > most ? ` +${ids.length - most}` : ''}`
