/** What the hand-written files of a new format are told of it. */
export interface NewFormat {
  readonly name: string
  /** Title of the API, for comments: `OpenAI Responses`. */
  readonly title: string
  /** Path of the create call below `/v1`. */
  readonly path: string
  /** Path of the call that counts tokens, below `/v1`; null where there is none. */
  readonly tokensPath: string | null
  /** The newest document first. */
  readonly documents: readonly [string, ...string[]]
}

/**
 * The codecs of a new format: what is the same for every format is written out, every body that somebody has to write is
 * `undecided`, which is a compile error there and nowhere else.
 */
export const codecFiles = (format: NewFormat): ReadonlyMap<string, string> =>
  new Map(Object.entries({ ...envelope(format), ...requests, ...answers }).map(([file, lines]) => [file, `${lines.join('\n')}\n`]))

/** Imports by file and names, below `src/`; those that are types alone are marked. */
const from = (file: string, ...names: readonly string[]): string => {
  const path = file.startsWith('./') ? file : `../../${file}`
  const all = names.every((name) => name.startsWith('type '))
  return all
    ? `import type { ${names.map((name) => name.slice(5)).join(', ')} } from '${path}'`
    : `import { ${names.join(', ')} } from '${path}'`
}

const undecided = from('translate/fate.ts', 'undecided')
const json = from('interlingua/json.ts', 'type JsonObject')
const ledger = from('translate/ledger.ts', 'type Ledger')
const reader = from('translate/reader.ts', 'type Reader')
const unread = from('translate/unread.ts', 'type Unread')
const part = from('interlingua/part.ts', 'type Part')

/** A function that somebody has to write. */
const hole = (doc: string, head: string, result: string): readonly string[] => [
  '',
  `/** ${doc} */`,
  `export function ${head}: ${result} {`,
  '  return undecided',
  '}',
]

const envelope = ({ name, title, path, tokensPath, documents }: NewFormat): Readonly<Record<string, readonly string[]>> => ({
  'name.ts': ['/** Name of the format: of its folder, and in losses and telemetry. */', `export const name = '${name}'`],
  'format.ts': [
    from('translate/fate.ts', 'undecided'),
    from('translate/format.ts', 'type Format'),
    from('./fault.ts', 'faultCodec'),
    from('./models.ts', 'modelsCodec'),
    from('./name.ts', 'name'),
    from('./request.decode.ts', 'decodeRequest', 'mistaken'),
    from('./request.encode.ts', 'encodeRequest'),
    from('./response.decode.ts', 'decodeResponse'),
    from('./response.encode.ts', 'encodeResponse'),
    from('./stream.decode.ts', 'decodeStream'),
    from('./stream.encode.ts', 'encodeStream', 'faultFrame', 'keepAlive'),
    from('./tokens.ts', 'tokenCount'),
    from('./validation.ts', 'loadValidation'),
    '',
    `/** ${title}. */`,
    'const format: Format = {',
    '  name,',
    '  api: undecided,',
    `  path: '${path}',`,
    '  unknownMembers: undecided,',
    '  request: { decode: decodeRequest, encode: encodeRequest, foreignSeals: [], mistaken, mistakenFor: null, maxBytes: null },',
    '  response: { decode: decodeResponse, encode: encodeResponse },',
    '  stream: { decode: decodeStream, encode: encodeStream, keepAlive, fault: faultFrame },',
    '  fault: faultCodec,',
    '  models: modelsCodec,',
    '  tokenCount,',
    '  loadValidation,',
    '}',
    '',
    'export default format',
  ],
  'headers.ts': [
    undecided,
    from('translate/format.ts', 'type Headers'),
    ledger,
    `import type { Document } from './generated/validate.js'`,
    ...(documents.length === 1
      ? [
          '',
          '/** The document whose members a request may have: there is one, whatever its headers say. */',
          `export const documentOf = (_: Headers): Document => '${documents[0]}'`,
        ]
      : hole('The document whose members a request with these headers may have.', 'documentOf(headers: Headers)', 'Document')),
    ...hole("Reports what another format does not get of the client's headers.", 'loseHeaders(headers: Headers, ledger: Ledger)', 'void'),
  ],
  'tokens.ts': [
    ...(tokensPath === null ? [] : [undecided]),
    from('translate/format.ts', 'type TokenCountCodec'),
    '',
    ...(tokensPath === null
      ? ['/** There is no call that counts tokens. */', 'export const tokenCount: TokenCountCodec | null = null']
      : [
          '/** The call that counts tokens. */',
          'export const tokenCount: TokenCountCodec | null = {',
          `  path: '${tokensPath}',`,
          '  request: undecided,',
          '  read: undecided,',
          '  answer: undecided,',
          '}',
        ]),
  ],
  'validation.ts': [
    from('translate/format.ts', 'type Validation'),
    from('translate/validation.ts', 'validationBy'),
    from('./headers.ts', 'documentOf'),
    '',
    '/** Loads the validators, which are large and of which few requests have need. */',
    'export async function loadValidation(): Promise<Validation> {',
    "  const { validators: open } = await import('./generated/validate.js')",
    "  const { validators: closed } = await import('./generated/validate.closed.js')",
    `  return validationBy({ open, closed, documentOf, answers: '${documents[0]}' })`,
    '}',
  ],
})

const requests: Readonly<Record<string, readonly string[]>> = {
  'request.decode.ts': [
    json,
    from('interlingua/request.ts', 'type Request'),
    undecided,
    from('translate/format.ts', 'type Reading'),
    ledger,
    ...hole(
      "Reads a client's request. Total: what is wrong or has no place in the hub is in the ledger.",
      'decodeRequest(body: unknown, ledger: Ledger, reading: Reading)',
      'Request',
    ),
    ...hole('Which other API a body is meant for that clients send here by mistake.', 'mistaken(body: JsonObject)', 'string | null'),
  ],
  'request.encode.ts': [
    from('interlingua/request.ts', 'type Request'),
    undecided,
    from('translate/format.ts', 'type EncodedRequest', 'type Target'),
    ledger,
    ...hole(
      "Writes an upstream's request. Total: what is lost is in the ledger.",
      'encodeRequest(request: Request, ledger: Ledger, target: Target)',
      'EncodedRequest',
    ),
  ],
  'turns.decode.ts': [
    from('interlingua/turn.ts', 'type Turn'),
    undecided,
    reader,
    unread,
    ...hole('The conversation as turns.', 'decodeTurns(wire: Unread<unknown>, at: string, reader: Reader)', 'readonly Turn[]'),
  ],
  'turns.encode.ts': [
    json,
    from('interlingua/turn.ts', 'type Turn'),
    undecided,
    from('translate/format.ts', 'type Target'),
    ledger,
    ...hole(
      'The turns as the upstream has them.',
      'encodeTurns(turns: readonly Turn[], ledger: Ledger, target: Target)',
      'readonly JsonObject[]',
    ),
  ],
  'parts.decode.ts': [
    part,
    undecided,
    reader,
    unread,
    ...hole('The content of a turn.', 'decodeContent(wire: Unread<unknown>, at: string, reader: Reader)', 'readonly Part[]'),
  ],
  'parts.encode.ts': [
    json,
    part,
    undecided,
    from('translate/format.ts', 'type Target'),
    ledger,
    ...hole('Parts of a turn.', 'encodeParts(parts: readonly Part[], ledger: Ledger, target: Target)', 'readonly JsonObject[]'),
  ],
  'tools.decode.ts': [
    from('interlingua/tool.ts', 'type Tool', 'type ToolChoice'),
    undecided,
    reader,
    unread,
    ...hole('The tools on offer.', 'decodeTools(wire: Unread<unknown>, at: string, reader: Reader)', 'readonly Tool[]'),
    ...hole('The choice among them.', 'decodeToolChoice(wire: Unread<unknown>, at: string, reader: Reader)', 'ToolChoice | null'),
  ],
  'tools.encode.ts': [
    json,
    from('interlingua/tool.ts', 'type Tool', 'type ToolChoice'),
    undecided,
    from('translate/format.ts', 'type Target'),
    ledger,
    ...hole('The tools on offer.', 'encodeTools(tools: readonly Tool[], ledger: Ledger, target: Target)', 'readonly JsonObject[]'),
    ...hole('The choice among them.', 'encodeToolChoice(choice: ToolChoice, ledger: Ledger, target: Target)', 'JsonObject'),
  ],
  'reasoning.ts': [
    json,
    from('interlingua/request.ts', 'type Reasoning'),
    undecided,
    from('translate/format.ts', 'type Target'),
    ledger,
    reader,
    unread,
    ...hole('How much the model is to think.', 'decodeReasoning(wire: Unread<unknown>, at: string, reader: Reader)', 'Reasoning | null'),
    ...hole(
      'How much the model is to think, as members of a request.',
      'encodeReasoning(reasoning: Reasoning | null, ledger: Ledger, target: Target)',
      'JsonObject',
    ),
  ],
  'sampling.ts': [
    json,
    from('interlingua/request.ts', 'type Sampling'),
    undecided,
    from('translate/format.ts', 'type Target'),
    ledger,
    ...hole('Sampling members of a request.', 'encodeSampling(sampling: Sampling, ledger: Ledger, target: Target)', 'JsonObject'),
  ],
  'schema.ts': [
    json,
    undecided,
    ...hole('What the provider does not take in a JSON Schema, null where nothing.', 'schemaProblem(schema: JsonObject)', 'string | null'),
  ],
  'cache-markers.ts': [
    from('interlingua/cache.ts', 'type CacheMarker'),
    part,
    from('interlingua/tool.ts', 'type Tool'),
    from('interlingua/turn.ts', 'type Turn'),
    undecided,
    ledger,
    ...hole(
      'The markers a request gets, by the part that each stands on.',
      'placeMarkers(tools: readonly Tool[], turns: readonly Turn[], ledger: Ledger)',
      'ReadonlyMap<Part, CacheMarker>',
    ),
  ],
  'models.ts': [
    undecided,
    from('translate/format.ts', 'type ModelsCodec'),
    '',
    '/** Lists of models. */',
    'export const modelsCodec: ModelsCodec = undecided',
  ],
}

const answers: Readonly<Record<string, readonly string[]>> = {
  'response.decode.ts': [
    from('interlingua/response.ts', 'type Response'),
    from('translate/context.ts', 'type Context'),
    undecided,
    ledger,
    ...hole("Reads an upstream's unary answer.", 'decodeResponse(body: unknown, ledger: Ledger, context: Context)', 'Response'),
  ],
  'response.encode.ts': [
    json,
    from('interlingua/response.ts', 'type Response'),
    undecided,
    from('translate/format.ts', 'type Asked'),
    ledger,
    ...hole("Writes a client's unary answer.", 'encodeResponse(response: Response, ledger: Ledger, asked: Asked)', 'JsonObject'),
  ],
  'stream.decode.ts': [
    from('interlingua/event.ts', 'type Event'),
    from('translate/context.ts', 'type Context'),
    undecided,
    from('translate/frame.ts', 'type Frame'),
    ledger,
    from('translate/machine.ts', 'type Machine'),
    ...hole("Reads an upstream's stream.", 'decodeStream(ledger: Ledger, context: Context)', 'Machine<Frame, Event>'),
  ],
  'stream.encode.ts': [
    from('interlingua/event.ts', 'type Event'),
    from('interlingua/fault.ts', 'type Fault'),
    undecided,
    from('translate/format.ts', 'type Asked'),
    from('translate/frame.ts', 'type Frame', 'type OutFrame'),
    ledger,
    from('translate/machine.ts', 'type Machine'),
    ...hole("Writes a client's stream.", 'encodeStream(ledger: Ledger, asked: Asked)', 'Machine<Event, OutFrame>'),
    '',
    '/** The keep-alive of this dialect. */',
    'export const keepAlive: OutFrame = undecided',
    ...hole('The error event of a stream that broke.', 'faultFrame(fault: Fault, requestId: string)', 'Frame'),
  ],
  'stop.ts': [
    from('interlingua/response.ts', 'type Stop'),
    undecided,
    ledger,
    ...hole('Why an answer ended.', 'decodeStop(reason: string | null, at: string, ledger: Ledger)', 'Stop'),
    ...hole("Why an answer ended, in the provider's word.", 'encodeStop(stop: Stop, ledger: Ledger)', 'string'),
  ],
  'usage.ts': [
    json,
    from('interlingua/usage.ts', 'type Usage'),
    undecided,
    ledger,
    reader,
    unread,
    ...hole('The counters of an answer.', 'decodeUsage(wire: Unread<unknown>, at: string, reader: Reader)', 'Usage'),
    ...hole('The counters, null where the upstream said nothing.', 'encodeUsage(usage: Usage, ledger: Ledger)', 'JsonObject | null'),
  ],
  'citations.ts': [
    json,
    from('interlingua/part.ts', 'type WebCitation'),
    undecided,
    ...hole('The page that a piece of text rests on.', 'encodeCitation(citation: WebCitation, start: number, end: number)', 'JsonObject'),
  ],
  'fault.ts': [
    from('interlingua/fault.ts', 'fault', 'type Fault'),
    undecided,
    from('translate/format.ts', 'type EncodedFault', 'type FaultCodec', 'type Headers'),
    '',
    '/** Error answers, read and written. */',
    'export const faultCodec: FaultCodec = { decode: decodeFault, encode: encodeFault }',
    '',
    'function decodeFault(status: number, headers: Headers, body: unknown): Fault {',
    "  return fault('upstream', `the upstream answered with status ${status}`, { status, code: undecided })",
    '}',
    '',
    'function encodeFault({ message, status }: Fault, requestId: string): EncodedFault {',
    '  return { status: status ?? 500, headers: {}, body: { error: { message, type: undecided } } }',
    '}',
  ],
}
