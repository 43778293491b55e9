import type { Format } from '../../translate/format.ts'
import { faultCodec } from './fault.ts'
import { modelsCodec } from './models.ts'
import { name } from './name.ts'
import { decodeRequest, mistaken } from './request.decode.ts'
import { encodeRequest } from './request.encode.ts'
import { decodeAnswerFault, decodeResponse } from './response.decode.ts'
import { encodeResponse } from './response.encode.ts'
import { decodeStream } from './stream.decode.ts'
import { storage } from './storage.ts'
import { encodeStream, faultFrame, keepAlive } from './stream.encode.ts'
import { tokenCount } from './tokens.ts'
import { loadValidation } from './validation.ts'

/** OpenAI Responses. */
const format: Format = {
  name,
  api: 'responses',
  path: '/responses',
  unknownMembers: {
    request: { rule: 'RI-13', why: 'a member that Responses does not have', level: 'warn' },
    response: { rule: 'ENV-5', why: 'a member of the answer that other formats have no place for', level: 'info' },
  },
  request: { decode: decodeRequest, encode: encodeRequest, foreignSeals: [], mistaken, mistakenFor: 'chat', maxBytes: null },
  response: { decode: decodeResponse, fault: decodeAnswerFault, encode: encodeResponse },
  stream: { decode: decodeStream, encode: encodeStream, keepAlive, fault: faultFrame },
  fault: faultCodec,
  models: modelsCodec,
  tokenCount,
  storage,
  loadValidation,
}

export default format
