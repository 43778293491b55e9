import type { Format } from '../../translate/format.ts'
import { decodeFault, encodeFault } from './fault.ts'
import { decodeModels, encodeModel, encodeModels } from './models.ts'
import { name } from './name.ts'
import { decodeRequest } from './request.decode.ts'
import { encodeRequest } from './request.encode.ts'
import { decodeResponse } from './response.decode.ts'
import { encodeResponse } from './response.encode.ts'
import { decodeStream } from './stream.decode.ts'
import { encodeStream, encodeStreamFault, keepAlive } from './stream.encode.ts'
import { tokenCount } from './tokens.ts'
import { loadValidation } from './validation.ts'

/** Anthropic Messages, API versions 2023-06-01 and 2026-10-21 and the beta surface. */
const format: Format = {
  name,
  api: 'messages',
  path: '/messages',
  unknownMembers: {
    request: { rule: 'REQ-A-33', why: 'only Anthropic knows this member', level: 'warn' },
    response: { rule: 'ENV-5', why: 'only Anthropic knows this member', level: 'info' },
  },
  request: {
    decode: decodeRequest,
    encode: encodeRequest,
    foreignSeals: [],
    mistaken: () => null,
    mistakenFor: null,
    maxBytes: 32 * 1024 * 1024,
  },
  response: { decode: decodeResponse, encode: encodeResponse },
  stream: { decode: decodeStream, encode: encodeStream, keepAlive, fault: encodeStreamFault },
  fault: { decode: decodeFault, encode: encodeFault },
  models: { list: encodeModels, one: encodeModel, decode: decodeModels },
  tokenCount,
  storage: null,
  loadValidation,
}

export default format
