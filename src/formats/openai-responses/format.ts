import { undecided } from '../../translate/fate.ts'
import type { Format } from '../../translate/format.ts'
import { faultCodec } from './fault.ts'
import { modelsCodec } from './models.ts'
import { name } from './name.ts'
import { decodeRequest, mistaken } from './request.decode.ts'
import { encodeRequest } from './request.encode.ts'
import { decodeResponse } from './response.decode.ts'
import { encodeResponse } from './response.encode.ts'
import { decodeStream } from './stream.decode.ts'
import { encodeStream, faultFrame, keepAlive } from './stream.encode.ts'
import { tokenCount } from './tokens.ts'
import { loadValidation } from './validation.ts'

/** OpenAI Responses. */
const format: Format = {
  name,
  api: undecided,
  path: '/responses',
  unknownMembers: undecided,
  request: { decode: decodeRequest, encode: encodeRequest, foreignSeals: [], mistaken, maxBytes: null },
  response: { decode: decodeResponse, encode: encodeResponse },
  stream: { decode: decodeStream, encode: encodeStream, keepAlive, fault: faultFrame },
  fault: faultCodec,
  models: modelsCodec,
  tokenCount,
  loadValidation,
}

export default format
