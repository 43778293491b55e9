/** One operation of a document, named by where the SDK has it. */
export type OperationSource = {
  readonly id: string
  /** Declaration file without its ending; the first that exists counts (P13). */
  readonly modules: readonly string[]
  readonly className: string
  /** The properties that lead from a client to the resource: `beta.messages`. */
  readonly resource: string
  readonly method: string
}

/** One document of `specs/`, and where in which SDK its facts are. */
export type DocumentSource = {
  readonly id: string
  readonly format: string
  readonly title: string
  readonly apiVersion: string
  /** The npm package; which version of it is said by the lock. */
  readonly package: string
  readonly client: 'Anthropic' | 'OpenAI'
  readonly operations: readonly OperationSource[]
  /** The declaration of the error body, as `module#Name`. */
  readonly error: string
}

const anthropicOperations: readonly OperationSource[] = [
  operation('createMessage', 'messages', 'create', ['resources/messages/messages', 'resources/messages'], 'Messages'),
  operation('countMessageTokens', 'messages', 'countTokens', ['resources/messages/messages', 'resources/messages'], 'Messages'),
  operation('listModels', 'models', 'list', ['resources/models'], 'Models'),
  operation('retrieveModel', 'models', 'retrieve', ['resources/models'], 'Models'),
]

const anthropicBetaOperations: readonly OperationSource[] = [
  operation('createMessage', 'beta.messages', 'create', ['resources/beta/messages/messages'], 'Messages'),
  operation('countMessageTokens', 'beta.messages', 'countTokens', ['resources/beta/messages/messages'], 'Messages'),
  operation('listModels', 'beta.models', 'list', ['resources/beta/models'], 'Models'),
  operation('retrieveModel', 'beta.models', 'retrieve', ['resources/beta/models'], 'Models'),
]

/** The five documents, in the order they are written and reported. */
export const documents: readonly DocumentSource[] = [
  {
    id: 'anthropic-messages@2026-10-21',
    format: 'anthropic-messages',
    title: 'Anthropic Messages',
    apiVersion: '2026-10-21',
    package: '@anthropic-ai/sdk',
    client: 'Anthropic',
    operations: anthropicOperations,
    error: 'resources/shared#ErrorResponse',
  },
  {
    id: 'anthropic-messages@2023-06-01',
    format: 'anthropic-messages',
    title: 'Anthropic Messages',
    apiVersion: '2023-06-01',
    package: '@anthropic-ai/sdk',
    client: 'Anthropic',
    operations: anthropicOperations,
    error: 'resources/shared#ErrorResponse',
  },
  {
    id: 'anthropic-messages@beta',
    format: 'anthropic-messages',
    title: 'Anthropic Messages, beta surface',
    apiVersion: 'beta',
    package: '@anthropic-ai/sdk',
    client: 'Anthropic',
    operations: anthropicBetaOperations,
    error: 'resources/beta/beta#BetaErrorResponse',
  },
  {
    id: 'openai-chat@v1',
    format: 'openai-chat',
    title: 'OpenAI Chat Completions',
    apiVersion: 'v1',
    package: 'openai',
    client: 'OpenAI',
    operations: [
      operation(
        'createChatCompletion',
        'chat.completions',
        'create',
        ['resources/chat/completions/completions', 'resources/chat/completions'],
        'Completions',
      ),
      operation('listModels', 'models', 'list', ['resources/models'], 'Models'),
      operation('retrieveModel', 'models', 'retrieve', ['resources/models'], 'Models'),
    ],
    error: 'resources/shared#ErrorObject',
  },
  {
    id: 'openai-responses@v1',
    format: 'openai-responses',
    title: 'OpenAI Responses',
    apiVersion: 'v1',
    package: 'openai',
    client: 'OpenAI',
    operations: [
      operation('createResponse', 'responses', 'create', ['resources/responses/responses'], 'Responses'),
      operation('countInputTokens', 'responses.inputTokens', 'count', ['resources/responses/input-tokens'], 'InputTokens'),
    ],
    error: 'resources/shared#ErrorObject',
  },
]

function operation(id: string, resource: string, method: string, modules: readonly string[], className: string): OperationSource {
  return { id, resource, method, modules, className }
}
