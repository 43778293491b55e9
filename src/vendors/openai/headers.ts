import type { Headers } from '../../translate/format.ts'
import type { Ledger } from '../../translate/ledger.ts'

/** Reports what another format does not get of the client's headers (HDR-5). No pointer leads to a header, so it is that of the whole request. */
export function loseHeaders(headers: Headers, ledger: Ledger): void {
  for (const name of ['openai-organization', 'openai-project']) {
    if (headers[name]) ledger.loseElsewhere('', 'dropped', 'HDR-5', 'info', `the header ${name} means something to OpenAI alone`)
  }
}
