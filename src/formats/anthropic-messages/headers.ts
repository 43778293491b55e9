import type { Headers } from '../../translate/format.ts'
import type { Ledger } from '../../translate/ledger.ts'
import type { Document } from './generated/validate.js'

/** The document whose members a request may have: that of its API version, without one the oldest, or the beta surface (HDR-2, HDR-3). */
export function documentOf(headers: Headers): Document {
  if (headers['anthropic-beta']) return 'beta'
  const version = headers['anthropic-version'] ?? oldest
  return isKnown(version) ? version : newest
}

/** Reports what another format does not get of the client's headers (HDR-2, HDR-4). No pointer leads to a header, so it is that of the whole request. */
export function loseHeaders(headers: Headers, ledger: Ledger): void {
  const version = headers['anthropic-version']
  if (version !== undefined && !isKnown(version)) {
    ledger.loseElsewhere('', 'mapped', 'HDR-2', 'warn', `the anthropic-version is not a known one: it is read as ${newest}`)
  }
  for (const name of ['anthropic-user-profile-id', 'anthropic-workspace-id']) {
    if (headers[name]) ledger.loseElsewhere('', 'dropped', 'HDR-4', 'warn', `the header ${name} means something to Anthropic alone`)
  }
}

const oldest = '2023-06-01'
const newest = '2026-10-21'

const isKnown = (version: string): version is typeof oldest | typeof newest => version === oldest || version === newest
