import { readFileSync } from 'node:fs'
import { formats } from '../formats/index.ts'
import { levels, type Loss } from '../interlingua/loss.ts'
import { isJsonObject, type JsonObject } from '../interlingua/json.ts'
import { parseExact, writeExact } from '../translate/exact-json.ts'
import type { Format } from '../translate/format.ts'
import { defaultMaxEventBytes, SseDecoder } from '../translate/sse.ts'
import { refusal, refusedFrom, type Strictness } from '../translate/strictness.ts'
import { translateRequest, translateResponse } from '../translate/translate.ts'
import { translateStream } from '../translate/translate-stream.ts'

/** What `diglot translate` is told. A file is a client's request, unless it is said to be an upstream's answer. */
export interface TranslateOptions {
  readonly from: Format
  readonly to: Format
  /** The file is an upstream's stream of events. */
  readonly stream?: boolean
  /** The file is an upstream's whole answer. */
  readonly response?: boolean
  /** The model's name at the upstream. */
  readonly model?: string
  readonly strictness?: Strictness
}

/** What the command says: a JSON document for standard output, and, where there is no translation, why, for standard error. */
export interface Report {
  readonly text: string
  readonly refused: readonly string[]
}

/** Translates a file, `-` for standard input. Throws an `Error` with one clear line where it cannot be read. */
export function translateFile(file: string, options: TranslateOptions): Report {
  const bytes = read(file)
  if (options.stream) return translatedStream(bytes, options)
  const body = parse(file, bytes)
  return options.response ? translatedAnswer(body, options) : translatedRequest(body, options)
}

const vendors = { messages: 'anthropic', chat: 'openai' } as const

/** Formats by their names, their APIs' names, and their vendors'. */
export const formatNames: ReadonlyMap<string, Format> = new Map([
  ...formats.flatMap((format) => [[format.name, format] as const, [format.api, format] as const]),
  ...formats.flatMap((format) => (format.api === 'responses' ? [] : [[vendors[format.api], format] as const])),
])

function translatedRequest(body: unknown, { from, to, model, strictness }: TranslateOptions): Report {
  const outcome = translateRequest(from, to, body, { ...(model === undefined ? {} : { model }), ...(strictness ? { strictness } : {}) })
  if (outcome.ok) return reportOf({ value: outcome.value.body, headers: outcome.value.headers }, outcome.losses)
  const { kind, message, param } = outcome.fault
  const fatal = outcome.losses.filter(({ level }) => levels.indexOf(level) >= levels.indexOf(refusedFrom[strictness ?? 'default']))
  return { ...reportOf({ refused: { kind, message, param } }, outcome.losses), refused: fatal.map(line) }
}

function translatedAnswer(body: unknown, { from, to }: TranslateOptions): Report {
  const { value, losses } = translateResponse(from, to, body)
  const malformed = refusal(losses, 'lenient')
  if (!malformed) return reportOf({ value }, losses)
  const { kind, message, param } = malformed
  return { ...reportOf({ refused: { kind, message, param } }, losses), refused: losses.filter(({ level }) => level === 'never').map(line) }
}

/** A stream that broke is printed as far as it came, and ends with the error event of its format. */
function translatedStream(bytes: Uint8Array, { from, to }: TranslateOptions): Report {
  const translation = translateStream(from, to)
  const text = [...translation.push(bytes), ...translation.end()].join('')
  const frames = new SseDecoder({ maxEventBytes: defaultMaxEventBytes, isComplete: () => true }).push(new TextEncoder().encode(text))
  const value = frames.map(({ event, data }) => ({
    ...(event === null ? {} : { event }),
    data: data.startsWith('{') ? parseExact(data) : data,
  }))
  const last = value.at(-1)?.data
  const broken = isJsonObject(last) && isJsonObject(last['error']) ? last['error']['message'] : undefined
  return { ...reportOf({ value }, translation.losses), refused: typeof broken === 'string' ? [broken] : [] }
}

const reportOf = (said: object, losses: readonly Loss[]): Report => ({ text: writeExact({ ...said, losses }, 2), refused: [] })

const line = ({ path, why, rule, level }: Loss): string => `${path || '(the document)'}: ${why} (${rule}, ${level})`

function read(file: string): Uint8Array {
  try {
    return readFileSync(file === '-' ? 0 : file)
  } catch (error) {
    throw new Error(`${nameOf(file)}: cannot be read: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
}

function parse(file: string, bytes: Uint8Array): JsonObject {
  let value: unknown
  try {
    value = parseExact(new TextDecoder().decode(bytes))
  } catch (error) {
    throw new Error(`${nameOf(file)}: is not valid JSON: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error(`${nameOf(file)}: is not a JSON object`)
  return value as JsonObject
}

const nameOf = (file: string): string => (file === '-' ? 'standard input' : file)
