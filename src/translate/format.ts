import type { Capabilities } from '../capabilities/capabilities.ts'
import type { Event } from '../interlingua/event.ts'
import type { Fault } from '../interlingua/fault.ts'
import type { Json, JsonObject } from '../interlingua/json.ts'
import type { Elsewhere } from '../interlingua/part.ts'
import type { Request } from '../interlingua/request.ts'
import type { Response } from '../interlingua/response.ts'
import type { Context } from './context.ts'
import type { Frame, OutFrame } from './frame.ts'
import type { Ledger } from './ledger.ts'
import type { Machine } from './machine.ts'
import type { Settings } from './settings.ts'

/** A wire format: one folder under `formats/`, and all that the engine and the gateway know of it. */
export interface Format {
  /** Name of the folder, and of the format in losses and telemetry. */
  readonly name: string
  /** Name of the API in capabilities and configuration. */
  readonly api: Capabilities['api']
  /** Path of the create call below `/v1`: `/messages`. */
  readonly path: string
  /** What unknown members mean in another format. */
  readonly unknownMembers: { readonly request: Elsewhere; readonly response: Elsewhere }
  readonly request: RequestCodec
  readonly response: ResponseCodec
  readonly stream: StreamCodec
  readonly fault: FaultCodec
  readonly models: ModelsCodec
  readonly tokenCount: TokenCountCodec | null
  /** Null where clients of the format send whole conversations always. */
  readonly storage: StorageCodec | null
  /** Loads what checks documents against the published schemas. Codecs have no need of it (VAL-1, VAL-2). */
  readonly loadValidation: () => Promise<Validation>
}

/** Checks documents against what the format's provider publishes. `headers` tell which document of several. */
export interface Validation {
  /** All that is wrong with a request, within bounds. */
  request(body: unknown, headers: Headers): readonly Violation[]
  response(body: unknown): Violation | null
  /** The data of one event of a stream. */
  event(data: unknown): Violation | null
  /** How many members and values of a document the schemas do not know. `headers` are those of the request, for answers too. */
  unknown(root: Root, document: unknown, headers: Headers): number
}

/** What documents of a format are: a request, a whole answer, or one event of a stream. */
export type Root = 'request' | 'response' | 'event'

/** A fault of a document: where, as an RFC 6901 pointer, and what. */
export interface Violation {
  readonly path: string
  readonly why: string
}

/** Reads a client's request, writes an upstream's. Both are total: what is wrong or lost is in the ledger. */
export interface RequestCodec {
  decode(body: unknown, ledger: Ledger, reading: Reading): Request
  encode(request: Request, ledger: Ledger, target: Target): EncodedRequest
  /** Texts that a request holds where a provider other than this format's own sealed some of its reasoning (CAR-9). */
  readonly foreignSeals: readonly string[]
  /** Which other API a body is meant for that clients send here by mistake, as a sentence; null where it is none (EP-5). */
  mistaken(body: JsonObject): string | null
  /** The API that such bodies are meant for, null where there is none. */
  readonly mistakenFor: Capabilities['api'] | null
  /** Bytes of the largest request that the provider takes, null where it states no limit (MSG-8). */
  readonly maxBytes: number | null
}

/** How a request came in. */
export interface Reading {
  /** The client's headers, lower-case names. */
  readonly headers: Headers
  readonly settings: Settings
  readonly context: Context
}

/** Headers with lower-case names. */
export interface Headers {
  readonly [name: string]: string | undefined
}

/** Where a request goes. `model` is the name that the upstream knows. */
export interface Target {
  readonly model: string
  readonly capabilities: Capabilities
  readonly settings: Settings
  readonly context: Context
}

/** An upstream's request, and what the way back needs to know about it. */
export interface EncodedRequest {
  readonly body: JsonObject
  /** Headers that the body asks for, such as the API version (VER-2). */
  readonly headers: Headers
  readonly memo: Memo
}

/** What was changed on the way out and is to be undone on the way back. */
export interface Memo {
  /** Tool names as sent → as the client knows them (TOOL-7). */
  readonly toolNames: ReadonlyMap<string, string>
  /** Names, as the client knows them, of free-text tools sent as functions (TOOL-9). */
  readonly freeformTools: ReadonlySet<string>
  /** Name of the tool whose input is the JSON answer asked for (REQ-C-15); null where none was added. */
  readonly jsonTool: string | null
  /** Stop sequences that the gateway itself looks for (BR-3). */
  readonly stop: readonly string[]
  /** The upstream looks for stop sequences, and does not say which one it found (L03). */
  readonly silentStop: boolean
  /** The upstream must stream although the client did not ask (BR-1). */
  readonly stream: boolean
  /** The limit is a default of ours, so that a `length` end is to be reported (LIM-2). */
  readonly ownLimit: boolean
  /** Pointer into the client's request of what stands at a pointer into the upstream's; null where that is unknown (ERO-3). */
  readonly origin: (pointer: string) => string | null
}

/** Nothing to undo. */
export const plainMemo: Memo = {
  toolNames: new Map(),
  freeformTools: new Set(),
  jsonTool: null,
  stop: [],
  silentStop: false,
  stream: false,
  ownLimit: false,
  origin: () => null,
}

/** Reads an upstream's unary answer, writes the client's. */
export interface ResponseCodec {
  decode(body: unknown, ledger: Ledger, context: Context): Response
  /** The fault that an answer with a good status tells of, null where it is an answer (STOP-R-8); absent where no answer does so. */
  fault?(body: unknown): Fault | null
  encode(response: Response, ledger: Ledger, asked: Asked): JsonObject
}

/** What the client asked for, as far as its answer shows it. */
export interface Asked {
  readonly request: Request
  readonly settings: Settings
  readonly context: Context
  /** The request as the client wrote it, for answers that repeat members of it (ENV-3); absent where nobody has it any more. */
  readonly body?: JsonObject
  /** The gateway keeps this exchange, so that a later request can refer to it (STO-1, REQ-R-16). */
  readonly kept?: boolean
  /** The gateway's id of the request, for errors inside a stream (RID-1). */
  readonly requestId?: string
  /** A guess at the input tokens, where the settings ask for one (EMA-10). */
  readonly estimatedInput?: number
}

/** Reads an upstream's stream, writes the client's. */
export interface StreamCodec {
  /** Frames to events; `end()` before the format's terminal gives `fail` (truncation), after it nothing. */
  decode(ledger: Ledger, context: Context): Machine<Frame, Event>
  encode(ledger: Ledger, asked: Asked): Machine<Event, OutFrame>
  /** The keep-alive of this dialect (SSE-4). */
  readonly keepAlive: OutFrame
  /** The error event of this dialect (§5.10), for a stream that broke after it began. */
  fault(fault: Fault, requestId: string): Frame
}

/**
 * Reads an upstream's error answer, writes the client's (§6). The `param` of a decoded fault is a pointer into the request that
 * the upstream had; `callersFault` makes it one into the client's.
 */
export interface FaultCodec {
  decode(status: number, headers: Headers, body: unknown): Fault
  encode(fault: Fault, requestId: string): EncodedFault
}

/** An error answer. */
export interface EncodedFault {
  readonly status: number
  readonly headers: Headers
  readonly body: JsonObject
}

/** A model as `GET /v1/models` lists it (AUX-3); `created` in seconds since 1970. */
export interface Model {
  readonly id: string
  readonly displayName: string
  readonly created: number
  readonly ownedBy: string
  readonly maxInput: number | null
  readonly maxOutput: number | null
}

/** Writes model lists in this dialect, and reads an upstream's (EP-2). */
export interface ModelsCodec {
  list(models: readonly Model[]): JsonObject
  one(model: Model): JsonObject
  decode(body: Json): readonly Model[]
}

/** What a client of the format may leave to its provider to keep, and refer to later (STO-1). */
export interface StorageCodec {
  /** Whether the client asks for this exchange to be kept; null where it does not say. */
  wanted(body: JsonObject): boolean | null
  /** The request with what it refers to in the place of every reference, and the fault of a reference to nothing (STO-2). */
  resolve(body: JsonObject, kept: Kept): Resolved | Fault
  /** What a later request may refer to: the answer by its id, and everything said up to its end. `body` is a resolved request. */
  keep(body: JsonObject, answer: JsonObject): { readonly id: string; readonly items: readonly JsonObject[] }
}

/** What was kept for a tenant: items by their id, conversations by the id of the answer they end with; null where it is not there. */
export interface Kept {
  item(id: string): JsonObject | null
  conversation(id: string): readonly JsonObject[] | null
}

/** A request without references. */
export interface Resolved {
  readonly body: JsonObject
  /** Pointer into the request as the client wrote it of what stands at a pointer into the resolved one. */
  readonly origin: (pointer: string) => string
}

/** The dialect's token-counting call (AUX-1, AUX-2). */
export interface TokenCountCodec {
  /** Path below `/v1`. */
  readonly path: string
  /** The counting request of an encoded create request. */
  request(create: EncodedRequest): JsonObject
  /** Input tokens of an upstream's answer, null where it says nothing. */
  read(body: Json): number | null
  /** The answer to a client. */
  answer(inputTokens: number): JsonObject
}
