import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import type { Transform } from 'node:stream'

/** Who gets what is decompressed. Order of calls: data*, then end or fail, once. */
export interface Inflated {
  data(chunk: Buffer): void
  /** What came too fast is worked off. */
  drain(): void
  end(): void
  fail(error: Error): void
}

/** Decompresses a body piece by piece, keeping state across pieces (HDR-10). */
export interface Inflater {
  /** False where the pieces come faster than they are worked off: wait for `drain`. */
  push(chunk: Uint8Array): boolean
  end(): void
  destroy(): void
}

/** Names of content encodings that can be decoded. */
const transforms: { readonly [encoding: string]: () => Transform } = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
}

/** True where an answer's `content-encoding` changes its bytes. */
export const isEncoded = (encoding: string | null): boolean => encoding !== null && encoding !== '' && encoding.toLowerCase() !== 'identity'

/** A decompressor for `encoding`; null where it is unknown. */
export function inflater(encoding: string, to: Inflated): Inflater | null {
  const name = encoding.trim().toLowerCase()
  const create = Object.hasOwn(transforms, name) ? transforms[name] : undefined
  if (!create) return null
  const stream = create()
  stream.on('data', (chunk: Buffer) => to.data(chunk))
  stream.on('drain', () => to.drain())
  stream.once('end', () => to.end())
  stream.once('error', (error) => to.fail(error))
  return {
    push: (chunk) => stream.write(chunk),
    end: () => void stream.end(),
    destroy: () => void stream.destroy(),
  }
}

/** True where a compressed body ended before its end; any other error says that it is none. */
export const isCutShort = (error: Error): boolean => 'code' in error && error.code === 'Z_BUF_ERROR'
