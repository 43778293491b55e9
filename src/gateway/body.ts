import type { IncomingMessage } from 'node:http'
import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate, type InputType, type ZlibOptions } from 'node:zlib'
import { fault, type Fault } from '../interlingua/fault.ts'
import type { Json, JsonObject } from '../interlingua/json.ts'
import { below } from '../translate/pointer.ts'
import { parseExact } from '../translate/exact-json.ts'

/** A request body as it came, and as it reads. */
export interface Body {
  readonly raw: Buffer
  /** Without its content encoding; the same buffer where it has none. */
  readonly plain: Buffer
}

/** Thrown where a body cannot be read; says what the client is to be told. */
export class BodyError extends Error {
  readonly fault: Fault

  constructor(told: Fault) {
    super(told.message)
    this.fault = told
  }
}

/** Reads a request body of at most `limit` bytes, compressed or not (HDR-9). Rejects with `BodyError`; keeps nothing of what is too large. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Body> {
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge(limit)
  const raw = await gather(request, limit)
  return { raw, plain: await decode(raw, request.headers['content-encoding'] ?? 'identity', limit) }
}

/** Parses a request body, which must be a JSON object (GWE-1). Throws `BodyError`. */
export function parseBody(plain: Buffer): JsonObject {
  let value: Json
  try {
    value = parseExact(plain.toString('utf8'))
  } catch (error) {
    throw new BodyError(
      fault('invalidRequest', `the body is not valid JSON: ${error instanceof Error ? error.message : 'it cannot be parsed'}`),
    )
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new BodyError(fault('invalidRequest', 'the body must be a JSON object'))
  }
  return value as JsonObject
}

/** The fault of a body that is nested deeper than `depth` levels, which no codec is to walk (SEC-5); null where it is not. */
export function refuseDepth(body: JsonObject, depth: number): Fault | null {
  const param = tooDeep(body, depth, '')
  return param === null ? null : fault('invalidRequest', `nested deeper than ${depth} levels`, { param })
}

function gather(request: IncomingMessage, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    const take = (chunk: Buffer): void => {
      size += chunk.length
      if (size <= limit) return void chunks.push(chunk)
      chunks.length = 0
      request.off('data', take)
      reject(tooLarge(limit))
      return undefined
    }
    request.on('data', take)
    request.once('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)))
    const left = (): void => {
      if (!request.complete) reject(new BodyError(fault('clientGone', 'the client left before it had sent the whole request')))
    }
    request.once('error', left)
    request.once('close', left)
  })
}

type Decode = (input: InputType, options: ZlibOptions) => Promise<Buffer>

const decoders: { readonly [encoding: string]: Decode } = {
  gzip: promisify<InputType, ZlibOptions, Buffer>(gunzip),
  'x-gzip': promisify<InputType, ZlibOptions, Buffer>(gunzip),
  deflate: promisify<InputType, ZlibOptions, Buffer>(inflate),
  br: (input, { maxOutputLength }) =>
    promisify<InputType, { maxOutputLength?: number }, Buffer>(brotliDecompress)(
      input,
      maxOutputLength === undefined ? {} : { maxOutputLength },
    ),
}

async function decode(raw: Buffer, encoding: string, limit: number): Promise<Buffer> {
  let plain = raw
  const applied = encoding
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity')
  for (const name of applied.toReversed()) {
    const decoder = Object.hasOwn(decoders, name) ? decoders[name] : undefined
    if (!decoder) {
      const code = 'request_body_encoding_unsupported'
      throw new BodyError(
        fault('unsupportedMediaType', `the content encoding '${name}' is not supported: use gzip, br or deflate`, { code }),
      )
    }
    plain = await decoder(plain, { maxOutputLength: limit }).catch((error: unknown) => {
      const large = error instanceof RangeError
      throw large ? tooLarge(limit) : new BodyError(fault('invalidRequest', `the body is not valid ${name}`))
    })
  }
  return plain
}

const tooLarge = (limit: number): BodyError =>
  new BodyError(fault('requestTooLarge', `the body is larger than ${limit} bytes`, { code: 'request_too_large' }))

/** Pointer of the first value below more than `left` levels, null where there is none. */
function tooDeep(value: Json, left: number, at: string): string | null {
  if (typeof value !== 'object' || value === null) return null
  if (left === 0) return at
  for (const [member, inner] of Object.entries(value)) {
    if (typeof inner !== 'object' || inner === null) continue
    const found = tooDeep(inner, left - 1, below(at, member))
    if (found !== null) return found
  }
  return null
}
