import { dialectsOf, type Case, type Dialect, type Exchange } from './case.ts'
import type { Client, Sent } from './client.ts'
import { curlOf } from './curl.ts'
import type { Cut } from './cuts.ts'
import { judgeAnswer, judgeRequest, MissingAnswer, sendable, type Names, type Sdks } from './judge/judge.ts'
import { endpoints, withHeaders, type Said, type Scene } from './provider.ts'
import type { ExchangeRecord, Finding, WireMessage } from './report/report.ts'
import type { Stage } from './stage.ts'
import type { Way } from './target.ts'

/** Whom an exchange is played with. */
export interface Play {
  readonly stage: Stage
  readonly client: Client
  readonly way: Way
  readonly sdks: Sdks
}

/** What an exchange came to; `record` is null where the client had nothing to go on from. */
export interface Played {
  readonly record: ExchangeRecord | null
  readonly findings: readonly Finding[]
}

/** Plays one exchange: sends the client's request, lets the provider answer, and judges what both received. */
export async function playExchange(
  { stage, client, way, sdks }: Play,
  c: Case,
  exchange: Exchange,
  { cut, names, answers }: { readonly cut: Cut; readonly names: Names; readonly answers: readonly WireMessage[] },
): Promise<Played> {
  const { client: from } = dialectsOf(c)
  let body: unknown
  try {
    body = sendable(exchange.client.body, answers, from, names)
  } catch (error) {
    if (!(error instanceof MissingAnswer)) throw error
    return { record: null, findings: [unanswered(exchange.client.file, error.message)] }
  }
  const sent = sentOf(stage.url, way, from, exchange, body)
  const said = (request: WireMessage, answer: Said): Said => {
    judgeRequest(c, exchange, request, names, way)
    return filled(answer, names)
  }
  stage.provider.play(sceneOf(c, exchange, cut, said))
  const outcome = await client.ask(sent)
  const { received, strays } = stage.provider
  const findings = distinct([...received, ...strays.filter(({ start }) => received.length === 0 || start.startsWith('POST'))]).flatMap(
    (request) => judgeRequest(c, exchange, request, names, way),
  )
  if (exchange.provider && received.length + strays.length === 0)
    findings.push(unanswered(exchange.provider.expect.file, 'no request reached the provider'))
  if (outcome.answer) findings.push(...(await judgeAnswer(c, exchange, outcome.answer, names, sdks)))
  else findings.push({ ...unanswered(exchange.expect.file, `the client got no answer: ${outcome.why}`), check: 'transport' })
  return { record: recordOf(exchange, sent, received[0] ?? strays[0] ?? null, outcome.answer, names), findings }
}

function sentOf(url: string, way: Way, from: Dialect, { client: { http } }: Exchange, body: unknown): Sent {
  const { method = 'POST', path = endpoints[from], headers = {} } = http
  const text = method === 'GET' ? null : JSON.stringify(renamed(body, way))
  const own = {
    ...(text === null ? {} : { 'content-type': 'application/json' }),
    accept: 'application/json',
    ...(from === 'messages' ? { 'anthropic-version': '2023-06-01' } : {}),
    ...(hasKey(way.headers ?? {}) ? {} : keys[from]),
  }
  return {
    method,
    url: url + (way.basePath ?? '') + path,
    headers: withHeaders(own, { ...lowerNames(way.headers ?? {}), ...headers }),
    body: text,
  }
}

/** Clients always present a key; gateways that hold one of their own do not look at it. */
const keys: { readonly [D in Dialect]: { readonly [name: string]: string } } = {
  messages: { 'x-api-key': 'conformance' },
  chat: { authorization: 'Bearer conformance' },
  responses: { authorization: 'Bearer conformance' },
}

const hasKey = (headers: { readonly [name: string]: string }): boolean =>
  Object.keys(headers).some((name) => ['authorization', 'x-api-key'].includes(name.toLowerCase()))

const lowerNames = (headers: { readonly [name: string]: string }): { readonly [name: string]: string } =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))

/** The client's name for the model of the case. */
function renamed(body: unknown, way: Way): unknown {
  if (typeof body !== 'object' || body === null || !('model' in body) || typeof body.model !== 'string') return body
  return { ...body, model: way.models?.[body.model]?.client ?? body.model }
}

function sceneOf(c: Case, { client, provider }: Exchange, cut: Cut, said: (request: WireMessage, answer: Said) => Said): Scene {
  const dialects = dialectsOf(c)
  // A client's own path goes on as it came where both sides speak alike.
  const same = dialects.client === dialects.provider ? client.http : {}
  const { method = same.method ?? 'POST', path = same.path ?? endpoints[dialects.provider] } = provider?.expect.http ?? {}
  const [bare = path] = path.split('?')
  return {
    dialect: dialects.provider,
    method,
    path: provider && bare,
    answer: provider && ((request) => said(request, provider.answer)),
    cut,
  }
}

/** An answer with the strings in it that the gateway chose: the name of a tool, the id of a call. */
function filled(answer: Said, names: Names): Said {
  const text = Buffer.from(answer.bytes).toString()
  if (!text.includes('"$bound"')) return answer
  const told = text.replaceAll(/\{\s*"\$bound":\s*"([^"]+)"\s*\}/g, (_, name: string) => JSON.stringify(names.get(name) ?? 'unknown'))
  return { ...answer, bytes: Buffer.from(told) }
}

/** A gateway's second try says nothing new unless it differs. */
const distinct = (requests: readonly WireMessage[]): WireMessage[] => [
  ...new Map(requests.map((request) => [`${request.start} ${request.body}`, request])).values(),
]

function recordOf(
  { provider, expect }: Exchange,
  sent: Sent,
  received: WireMessage | null,
  answer: WireMessage | null,
  names: Names,
): ExchangeRecord {
  const { method, url, headers, body } = sent
  const said = provider && filled(provider.answer, names)
  return {
    client: { start: `${method} ${new URL(url).pathname}${new URL(url).search}`, headers, body: body ?? '', ending: 'end' },
    providerReceived: received,
    providerAnswered:
      said && received
        ? {
            start: String(said.http.status ?? 200),
            headers: withHeaders({}, said.http.headers ?? {}),
            body: Buffer.from(said.bytes).toString(),
            ending: said.http.ending ?? 'end',
          }
        : null,
    clientReceived: answer,
    expected: { provider: provider ? JSON.stringify(provider.expect.body, null, 2) : null, client: expect.text },
    curl: curlOf(sent),
  }
}

const unanswered = (file: string, message: string): Finding => ({
  file,
  check: 'unanswered',
  path: '',
  expected: null,
  received: null,
  message,
})
