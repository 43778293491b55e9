import type { CaseResult } from '../report.ts'
import { text } from './escape.ts'
import { keyOf } from './topics.ts'

/** Topics by directions, a coloured cell for what came of their cases; each leads to them. */
export function matrix(cases: readonly CaseResult[]): string {
  const directions = [...new Set(cases.map(({ direction }) => direction))]
  const topics = [...new Set(cases.map(({ topic }) => topic))].toSorted()
  const head = directions.map((direction) => `<th scope="col">${text(direction.replace('-to-', ' → '))}</th>`).join('')
  const rows = topics.map((topic) => {
    const cells = directions.map((direction) => cell(cases.filter((result) => keyOf(result) === `${direction}/${topic}`)))
    return `<tr><th scope="row">${text(topic)}</th>${cells.join('')}</tr>`
  })
  return `<div class="wide"><table class="matrix"><thead><tr><td></td>${head}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`
}

function cell(cases: readonly CaseResult[]): string {
  const [first] = cases
  if (!first) return '<td class="none"></td>'
  const counted = cases.filter(({ verdict }) => verdict !== 'not-claimed' && verdict !== 'not-measured')
  const passed = counted.filter(({ verdict }) => verdict === 'pass' || verdict === 'unexpected-pass').length
  const said =
    counted.length === 0 ? (cases.some(({ verdict }) => verdict === 'not-measured') ? 'not measured' : '–') : `${passed}/${counted.length}`
  return `<td class="${tone(counted)}"><a href="#${text(keyOf(first))}">${said}</a></td>`
}

/** The worst that a cell holds: a failing must, another failure, nothing that counts, or all well. */
function tone(counted: readonly CaseResult[]): string {
  const failed = counted.filter(({ verdict }) => verdict === 'fail' || verdict === 'known')
  if (counted.length === 0) return 'apart'
  if (failed.some(({ level }) => level === 'must')) return 'fail'
  return failed.length > 0 ? 'partly' : 'pass'
}
