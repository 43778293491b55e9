import type { Capabilities } from '../capabilities/capabilities.ts'
import { capabilitiesOf, type Provider } from '../capabilities/match.ts'
import type { Fault } from '../interlingua/fault.ts'
import { isJsonObject, type JsonObject } from '../interlingua/json.ts'
import type { Loss } from '../interlingua/loss.ts'
import { restore } from './carry.ts'
import type { Context } from './context.ts'
import { createContext } from './default-context.ts'
import { estimateTokens } from './estimate.ts'
import { blankExchange, type Exchange } from './exchange.ts'
import type { EncodedFault, EncodedRequest, Format, Headers } from './format.ts'
import { Ledger, type Carry, type Translated } from './ledger.ts'
import { defaultSettings, type Settings } from './settings.ts'
import { withRecalled, type Recall } from './recall.ts'
import { refusal, type Strictness } from './strictness.ts'
import { unwindResponse } from './unwind.ts'

/** How a request is translated. Everything has a default. */
export interface RequestOptions {
  /** Name of the model as the upstream knows it; the client's where absent. */
  readonly model?: string
  /** Whose hosts the request goes to; the home of the target format where absent. */
  readonly provider?: Provider
  /** What is known better than the model's record says. */
  readonly capabilities?: Partial<Capabilities>
  readonly settings?: Partial<Settings>
  /** From which level on a loss refuses the translation. */
  readonly strictness?: Strictness
  /** The client's headers, lower-case names. */
  readonly headers?: Headers
  readonly context?: Context
  /** What an earlier translation of the same document kept: put back where the target is its format (CAR-1). */
  readonly carry?: Carry
  /** Reasoning that the client's history may lack (CAR-5). */
  readonly recall?: Recall
}

/** A translation, or why there is none. The losses say what did not arrive, or what would not have. */
export type Outcome<T> = ({ readonly ok: true } & T) | { readonly ok: false; readonly fault: Fault; readonly losses: readonly Loss[] }

/** A translated request, and what the way back needs. */
export interface TranslatedRequest extends Translated<EncodedRequest> {
  readonly exchange: Exchange
}

/** Translates a client's request from its format to an upstream's. Write the body with `writeExact`: its long numbers are marked. */
export function translateRequest(from: Format, to: Format, body: unknown, options: RequestOptions = {}): Outcome<TranslatedRequest> {
  const { strictness = 'default', headers = {}, context = createContext(), carry } = options
  const settings = { ...defaultSettings, ...options.settings }
  const ledger = new Ledger(from.name, from.unknownMembers.request)
  const decoded = from.request.decode(body, ledger, { headers, settings, context })
  const request = options.recall ? withRecalled(decoded, options.recall) : decoded
  const { losses } = ledger.settled(null, to.name)
  const malformed = refusal(losses, 'lenient')
  if (malformed) return { ok: false, fault: malformed, losses }
  const model = options.model ?? request.model
  const { capabilities } = capabilitiesOf(options.provider ?? home[to.api], model, options.capabilities)
  const encoded = to.request.encode(request, ledger, { model, capabilities, settings, context })
  const translated = ledger.settled(encoded, to.name)
  const refused = refusal(translated.losses, strictness)
  if (refused) return { ok: false, fault: refused, losses: translated.losses }
  const value = { ...encoded, body: restored(encoded.body, to, [translated.carry, carry]) }
  const guess = settings.estimateInputTokens && request.stream && isJsonObject(body) ? { estimatedInput: estimateTokens(body) } : {}
  const said = isJsonObject(body) ? { body } : {}
  const exchange = { request, memo: encoded.memo, settings, context: { ...context, model }, ...said, ...guess }
  return { ok: true, ...translated, value, exchange }
}

/**
 * Translates an upstream's whole answer to the client's format. `carry` is as in {@link RequestOptions}. Write the value with
 * `writeExact`: its long numbers are marked.
 */
export function translateResponse(
  from: Format,
  to: Format,
  body: unknown,
  exchange: Exchange = blankExchange(),
  carry?: Carry,
): Translated<JsonObject> {
  const ledger = new Ledger(from.name, from.unknownMembers.response)
  const response = unwindResponse(from.response.decode(body, ledger, exchange.context), exchange.memo, ledger)
  const translated = ledger.settled(to.response.encode(response, ledger, exchange), to.name)
  return { ...translated, value: restored(translated.value, to, [translated.carry, carry]) }
}

/** Translates an upstream's error answer to the client's format (§6). With `exchange` it names the client's own member (ERO-3). */
export function translateFault(
  from: Format,
  to: Format,
  status: number,
  headers: Headers,
  body: unknown,
  requestId: string,
  exchange: Exchange = blankExchange(),
): EncodedFault {
  return to.fault.encode(callersFault(from.fault.decode(status, headers, body), exchange), requestId)
}

/** An upstream's fault, with the member at fault where the client wrote it; without one where that is not known (ERO-3). */
export const callersFault = (told: Fault, { memo }: Exchange): Fault =>
  told.param === null ? told : { ...told, param: memo.origin(told.param) }

/** Who runs the models of an API where nobody says otherwise. */
const home = { messages: 'anthropic', chat: 'openai', responses: 'openai' } as const satisfies Record<Capabilities['api'], Provider>

function restored(value: JsonObject, to: Format, carries: readonly (Carry | undefined)[]): JsonObject {
  return carries.reduce((restoring, carry) => (carry?.format === to.name ? restore(restoring, carry).value : restoring), value)
}
