import type { CaseResult, ExchangeRecord, Finding, RunResult, WireMessage } from '../report.ts'
import { text } from './escape.ts'

/** A case: why it matters, what differed, and every exchange as the four messages that crossed the network. */
export function caseSection(result: CaseResult): string {
  const { id, name, level, why, rules, verdict, reason } = result
  const head = `<summary><span class="verdict ${verdict}">${text(verdict.replace('-', ' '))}</span> <b>${text(name)}</b> <span class="level">${level}</span></summary>`
  const known = reason === null ? '' : `<p>${text(reason)}</p>`
  const facts = `<p>${text(why)}</p><p class="note"><code>${text(id)}</code> · ${rules.map(text).join(', ')}</p>`
  return `<details class="case ${verdict}">${head}<div class="inside">${facts}${known}${shown(result.runs).map(run).join('')}</div></details>`
}

/** Every run with a finding; of a case that passes the first will do, since the others look the same. */
function shown(runs: readonly RunResult[]): readonly RunResult[] {
  const failed = runs.filter(({ findings }) => findings.length > 0)
  return failed.length > 0 ? failed.slice(0, 2) : runs.slice(0, 1)
}

function run({ cut, findings, exchanges }: RunResult): string {
  const list = findings.length === 0 ? '' : `<ol class="findings">${findings.map(finding).join('')}</ol>`
  return `<h4>sent ${cut === 'whole' ? 'whole' : `in pieces: ${text(cut)}`}</h4>${list}${exchanges.map(exchange).join('')}`
}

function finding({ file, check, path, expected, received, message }: Finding): string {
  const sides = [
    ...(expected === null ? [] : [`<div><i>expected</i><pre>${text(expected)}</pre></div>`]),
    ...(received === null ? [] : [`<div><i>received</i><pre>${text(received)}</pre></div>`]),
  ]
  const where = `${file}${path === '' ? '' : ` ${path}`} (${check})`
  return `<li><p>${text(message)}</p><p class="note"><code>${text(where)}</code></p><div class="sides">${sides.join('')}</div></li>`
}

function exchange(record: ExchangeRecord, index: number): string {
  const { client, providerReceived, providerAnswered, clientReceived, expected, curl } = record
  const panes = [
    pane('client sent', client, null),
    pane('provider received', providerReceived, expected.provider),
    pane('provider answered', providerAnswered, null),
    pane('client received', clientReceived, expected.client),
  ]
  return `<h5>exchange ${index + 1}</h5><div class="panes">${panes.join('')}</div><details class="curl"><summary>by hand</summary><pre>${text(curl)}</pre></details>`
}

function pane(title: string, message: WireMessage | null, expected: string | null): string {
  const wanted = expected === null ? '' : `<details><summary>expected</summary><pre>${text(pretty(expected))}</pre></details>`
  const body = message
    ? `<p class="note">${text(message.start)}${message.ending === 'end' ? '' : ` · ${message.ending}`}</p><pre>${text(pretty(message.body))}</pre>`
    : '<p class="note">nothing</p>'
  return `<div class="pane"><h6>${title}</h6>${body}${wanted}</div>`
}

function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}
