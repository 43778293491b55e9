import { dialectsOf, type Case, type Exchange } from '../case.ts'
import type { Finding, WireMessage } from '../report/report.ts'
import type { Way } from '../target.ts'
import { answerFindings } from './answer.ts'
import { isObject, parsed } from './json.ts'
import { lossesOf } from './losses.ts'
import type { Names } from './names.ts'
import { refusedByResponses } from './provider-rules/responses.ts'
import { sealedIn } from './provider-rules/sealed.ts'
import { requestFindings } from './request.ts'
import type { Sdks } from './sdk/load.ts'

export { countMatchers } from './faults.ts'
export { Names } from './names.ts'
export { loadSdks, type Sdks } from './sdk/load.ts'
export { MissingAnswer, sendable } from './send.ts'

/** Whether a request that reached the provider is what the case demands. Throws a `CaseError` where the case is wrong. */
export function judgeRequest(c: Case, exchange: Exchange, received: WireMessage, names: Names, way: Way): Finding[] {
  const { provider, expect } = exchange
  if (provider === null) {
    const message = `${received.start} reached the provider, and the gateway was to answer by itself`
    return [{ file: expect.file, check: 'unanswered', path: '', expected: 'no request', received: received.start, message }]
  }
  const dialect = dialectsOf(c).provider
  const found = requestFindings(dialect, provider, received, names, way)
  return demanded(c, dialect === 'responses' ? [...found, ...refusals(c, provider, received)] : found)
}

/** What the real API would refuse; a case whose provider refuses shows that itself. */
function refusals(c: Case, { expect, answer }: NonNullable<Exchange['provider']>, received: WireMessage): Finding[] {
  const body = parsed(received.body)
  if (!isObject(body) || (answer.http.status ?? 200) >= 400) return []
  return refusedByResponses(body, sealedIn(c)).map((it): Finding => ({ ...it, file: expect.file, expected: null }))
}

/** Whether an answer that reached the client is what the case demands. Throws a `CaseError` where the case is wrong. */
export async function judgeAnswer(c: Case, exchange: Exchange, received: WireMessage, names: Names, sdks: Sdks): Promise<Finding[]> {
  return demanded(c, await answerFindings(dialectsOf(c).client, exchange, received, names, sdks))
}

/** Whether the losses that the case demands were reported in a header, an RFC 8941 list of pointers with parameters. */
export function judgeLosses(c: Case, received: WireMessage, header: string): Finding[] {
  if (c.losses === null) return []
  const file = 'losses.expect.json'
  const text = Object.entries(received.headers).find(([name]) => name.toLowerCase() === header.toLowerCase())?.[1] ?? ''
  const members = lossesOf(text)
  if (members === null) {
    return [
      {
        file,
        check: 'losses',
        path: '',
        expected: 'a list of strings',
        received: text,
        message: `${header} is no RFC 8941 list of strings`,
      },
    ]
  }
  return c.losses.flatMap(({ path, rule, level }): Finding[] => {
    const demands = Object.entries({ rule, level }).filter(([, value]) => value !== undefined)
    const told = members.filter((it) => it.path === path)
    if (told.some(({ parameters }) => demands.every(([name, value]) => parameters[name] === value))) return []
    const wanted = `"${path}"${demands.map(([name, value]) => `;${name}=${value}`).join('')}`
    const message =
      told.length === 0
        ? `the loss of ${path} is not among the reported ones`
        : `the loss of ${path} is reported otherwise than as ${wanted}`
    return [{ file, check: 'losses', path, expected: wanted, received: text, message }]
  })
}

const demanded = ({ waives }: Case, found: readonly Finding[]): Finding[] =>
  found.filter(({ check }) => !waives?.some((waiver) => waiver.check === check))
