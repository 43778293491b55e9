import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** A format as the library exports it. */
export interface CodecFormat {
  readonly name: string
  readonly api: string
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
    options: { readonly model: string },
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
  const found: unknown = await import(pathToFileURL(file).href)
  if (!isLibrary(found)) throw new Error('src/index.ts exports no translateRequest, translateResponse and translateStream')
  return { library: found, formats: Object.values(found).filter(isFormat) }
}

const isLibrary = (value: unknown): value is Library =>
  typeof value === 'object' &&
  value !== null &&
  ['translateRequest', 'translateResponse', 'translateStream'].every((name) => typeof Reflect.get(value, name) === 'function')

const isFormat = (value: unknown): value is CodecFormat =>
  typeof value === 'object' && value !== null && 'name' in value && 'api' in value && 'request' in value && 'stream' in value
