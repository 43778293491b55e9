import type { IncomingMessage } from 'node:http'
import { fault, type Fault } from '../interlingua/fault.ts'
import { BodyError, readBody } from './body.ts'
import type { Api } from './config.ts'
import { endpoint } from './endpoint.ts'
import { answerFault } from './errors.ts'
import type { Exchange } from './exchange.ts'
import { passedBack, passedOn, upstreamId } from './headers.ts'
import { credentialFor, refuseClient, vendorOfApi } from './keys.ts'
import { Pump, type Flow } from './pump.ts'
import type { AnswerHeaders, Call } from './upstream.ts'

const file = String.raw`/files(/[\w-]+(/content)?)?`

const responses = String.raw`/responses/(compact|[\w-]+(/(cancel|input_items))?)|/conversations(/[\w-]+(/items(/[\w-]+)?)?)?`
const openai = new RegExp(String.raw`^(/chat/completions(/[\w-]+(/messages)?)?|${responses}|/batches(/[\w-]+(/cancel)?)?|${file})$`)

/** Paths of each dialect that no other one has: what is kept there belongs to an account at its provider (AUX-4). */
const paths: { readonly [A in Api]: RegExp } = {
  messages: new RegExp(String.raw`^(/messages/batches(/[\w-]+(/(cancel|results))?)?|${file})$`),
  chat: openai,
  responses: openai,
}

/** Whether `path`, below `/v1`, is one of the endpoints beyond messages and models that a dialect has. */
export const isAuxiliary = ({ client }: Exchange, path: string): boolean => paths[client.api].test(path)

/**
 * Passes a call of such an endpoint to the provider of the client's own dialect, untouched and unread (AUX-4). Only with the
 * client's own key: with the gateway's one client would see the files and batches of all others.
 */
export async function passAuxiliary(exchange: Exchange, request: IncomingMessage, path: string): Promise<void> {
  const { services, client, headers, rawHeaders, query, entry, outlet } = exchange
  const { config, upstream } = services
  const method = methods.find((each) => each === request.method)
  const provider = config.providers.find(({ vendor }) => vendor === vendorOfApi[client.api])
  const stranger = refuseClient(config, headers)
  if (stranger) return answerFault(exchange, stranger)
  const credential = provider && credentialFor({ provider, auth: provider.auth, format: client }, client.api, headers, config)
  if (credential && 'kind' in credential) return answerFault(exchange, credential)
  if (!method || !provider || credential?.whose !== 'client') return answerFault(exchange, nothingAt(request.method, path))
  try {
    const { raw } = await readBody(request, config.limits.body)
    const url = endpoint(provider, client.api, path, query)
    const call: Call = { url, method, headers: passedOn(rawHeaders, true), body: raw.length === 0 ? null : raw }
    entry.path = 'passthrough'
    entry.provider = provider.name
    entry.upstream = client.name
    const alarm = (error: unknown): void => services.alarm(error, exchange.id)
    new Pump({ upstream, call, outlet, flow: new Through(exchange), timeouts: config.timeouts, decode: false, alarm }).start()
  } catch (error) {
    if (!(error instanceof BodyError)) throw error
    answerFault(exchange, error.fault)
  }
}

/** The fault of a path that is not served. */
export const nothingAt = (method: string | undefined, path: string): Fault => fault('notFound', `there is nothing at ${method} ${path}`)

const methods = ['GET', 'POST', 'DELETE'] as const

/** Bytes as they come. */
class Through implements Flow {
  readonly #exchange: Exchange

  constructor(exchange: Exchange) {
    this.#exchange = exchange
  }

  head(status: number, headers: AnswerHeaders): void {
    const { entry, outlet, id, services } = this.#exchange
    entry.headArrived(services.context.now())
    entry.status = status
    entry.upstreamId = upstreamId(headers)
    outlet.head(status, { ...passedBack(headers), 'x-diglot-request-id': id })
  }

  read(bytes: Uint8Array): void {
    this.#exchange.outlet.write(bytes)
  }

  end(bytes: Uint8Array | null): void {
    this.#exchange.outlet.end(bytes)
    this.#exchange.finish()
  }

  fail(broken: Fault): void {
    const { outlet, entry } = this.#exchange
    if (!outlet.headSent) return answerFault(this.#exchange, broken)
    entry.fault ??= broken.kind
    outlet.break()
    this.#exchange.finish()
  }

  gone(): void {
    const { entry } = this.#exchange
    if (entry.status === 0) entry.status = 499
    entry.fault = 'clientGone'
    this.#exchange.finish()
  }
}
