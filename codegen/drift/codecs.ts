import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { loaded } from '../load.ts'

/** A format as the library exports it. */
export interface CodecFormat {
  readonly name: string
  readonly request: object
  readonly stream: object
  readonly models: { readonly decode: (list: unknown) => unknown; readonly list: (models: unknown) => unknown }
  readonly tokenCount: { readonly read: (answer: unknown) => unknown } | null
}

/** One thing that a translation could not carry over, as the library tells it. */
export interface ToldLoss {
  readonly path: string
  readonly fate: string
  readonly rule: string
  readonly level: string
  readonly why: string
}

/** The part of the library's public API that translates. */
export interface Library {
  readonly translateRequest: (
    from: CodecFormat,
    to: CodecFormat,
    body: unknown,
  ) => {
    readonly ok: boolean
    readonly losses: readonly ToldLoss[]
    readonly value?: { readonly body: unknown }
    readonly fault?: { readonly param: string | null; readonly message: string }
  }
  readonly translateResponse: (
    from: CodecFormat,
    to: CodecFormat,
    body: unknown,
  ) => { readonly losses: readonly ToldLoss[]; readonly value: unknown }
  readonly translateFault: (
    from: CodecFormat,
    to: CodecFormat,
    status: number,
    headers: object,
    body: unknown,
    requestId: string,
  ) => { readonly body: unknown }
  readonly translateStream: (
    from: CodecFormat,
    to: CodecFormat,
  ) => { push(bytes: Uint8Array): readonly string[]; end(): readonly string[]; readonly losses: readonly ToldLoss[] }
}

/** The codecs of a checkout, as they are. */
export interface Codecs {
  readonly library: Library
  readonly formats: readonly CodecFormat[]
}

/**
 * Loads the codecs of the checkout at `root`; null where it has none. They are loaded when they are asked, so that specs can
 * be updated while they do not compile. Rejects with one line where they do not load.
 */
export async function openCodecs(root: string): Promise<Codecs | null> {
  const file = join(root, 'src/index.ts')
  if (!existsSync(file)) return null
  const library = await loaded(file)
  if (!isLibrary(library)) throw new Error(`src/index.ts does not export all of ${translations.join(', ')}`)
  const index = await loaded(join(root, 'src/formats/index.ts'))
  const formats: unknown = isObject(index) ? index['formats'] : undefined
  if (!Array.isArray(formats)) throw new Error('src/formats/index.ts exports no formats')
  return { library, formats: formats.filter(isFormat) }
}

const translations = ['translateRequest', 'translateResponse', 'translateFault', 'translateStream']

const isLibrary = (value: unknown): value is Library => isObject(value) && translations.every((name) => typeof value[name] === 'function')

const isFormat = (value: unknown): value is CodecFormat =>
  isObject(value) && typeof value['name'] === 'string' && isObject(value['request']) && isObject(value['stream'])

const isObject = (value: unknown): value is { readonly [member: string]: unknown } => typeof value === 'object' && value !== null
