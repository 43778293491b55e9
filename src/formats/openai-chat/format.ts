import type { Format } from '../../translate/format.ts'
import { faultCodec } from './fault.ts'
import { modelsCodec } from './models.ts'
import { name } from './name.ts'
import { format as foreignDetails } from './reasoning.ts'
import { decodeRequest, mistaken } from './request.decode.ts'
import { encodeRequest } from './request.encode.ts'
import { decodeResponse } from './response.decode.ts'
import { encodeResponse } from './response.encode.ts'
import { decodeStream } from './stream.decode.ts'
import { encodeStream, faultFrame, keepAlive } from './stream.encode.ts'
import { tokenCount } from './tokens.ts'
import { loadValidation } from './validation.ts'

/** OpenAI Chat Completions. */
const format: Format = {
  name,
  api: 'chat',
  path: '/chat/completions',
  unknownMembers: {
    request: { rule: 'REQ-C-32', why: 'a member that Chat Completions does not have', level: 'warn' },
    response: { rule: 'ENV-5', why: 'a member of the answer that other formats have no place for', level: 'info' },
  },
  request: {
    decode: decodeRequest,
    encode: encodeRequest,
    foreignSeals: [`"${foreignDetails}"`],
    mistaken,
    mistakenFor: 'responses',
    maxBytes: null,
  },
  response: { decode: decodeResponse, encode: encodeResponse },
  stream: { decode: decodeStream, encode: encodeStream, keepAlive, fault: faultFrame },
  fault: faultCodec,
  models: modelsCodec,
  tokenCount,
  storage: null,
  loadValidation,
}

export default format
