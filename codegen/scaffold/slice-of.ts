import type { OpenApi } from '../openapi.ts'
import { rootSchema } from '../roots.ts'
import type { Slice } from '../slice.ts'

/** What a document itself tells of a format: its roots by role. Throws where no call streams, since a format needs one that does. */
export function sliceOf(document: OpenApi, version: string): Slice {
  const operations = operationsOf(document)
  const create = createCall(document)
  const counting = countingCall(document)
  const model = operations.find(({ operationId }) => /^(retrieve|get)Model$/i.test(operationId))
  const models = operations.find(({ operationId }) => /^listModels$/i.test(operationId))
  const roots = [
    ...['request', 'response', 'event', 'error'].map((part) => [part, create.operationId, part] as const),
    ...(counting
      ? (['request', 'response'] as const).map((part) => [`countTokens${capital(part)}`, counting.operationId, part] as const)
      : []),
    ...(model ? [['model', model.operationId, 'response'] as const] : []),
    ...(models ? [['modelList', models.operationId, 'response'] as const] : []),
  ]
  return {
    documents: [version],
    beta: [],
    roots: Object.fromEntries(
      roots.map(([role, id, part]) => [role, `${id} ${part}`] as const).filter(([, where]) => hasRoot(document, where)),
    ),
    hosted: [],
    pseudoTags: {},
  }
}

/** Path of the call that streams, below `/v1`. */
export const createPath = (document: OpenApi): string => belowVersion(createCall(document))

/** Path of the call that counts tokens, below `/v1`; null where there is none. */
export function tokensPath(document: OpenApi): string | null {
  const call = countingCall(document)
  return call === undefined ? null : belowVersion(call)
}

const countingCall = (document: OpenApi): Call | undefined =>
  operationsOf(document).find(({ operationId }) => /^count\w*tokens$/i.test(operationId))

const belowVersion = ({ path }: Call): string => path.replace(/^\/v\d+(?=\/)/, '')

interface Call {
  readonly operationId: string
  readonly path: string
}

/** The calls that answer with a stream. */
export const streamsIn = (document: OpenApi): readonly Call[] =>
  operationsOf(document).filter(({ operationId }) => hasRoot(document, `${operationId} event`))

function createCall(document: OpenApi): Call {
  const [found] = streamsIn(document)
  if (found === undefined) throw new Error('the document has no operation that answers with text/event-stream')
  return found
}

const operationsOf = (document: OpenApi): readonly Call[] =>
  Object.entries(document.paths).flatMap(([path, verbs]) =>
    Object.values(verbs).map((operation) => ({ operationId: operation.operationId ?? '', path })),
  )

function hasRoot(document: OpenApi, where: string): boolean {
  try {
    return rootSchema(document, where) !== undefined
  } catch {
    return false
  }
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)
