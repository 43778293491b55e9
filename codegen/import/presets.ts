/** One operation to take from an upstream document. */
export interface Wanted {
  readonly verb: string
  /** The path from the origin on; names in braces do not count. */
  readonly path: string
  /** The query the document writes behind the path, without the question mark. */
  readonly query?: string
  /** The id the documents of `specs/` give it. */
  readonly id: string
  /** Schemas that may hold the events of its stream, where the document does not tie them to the operation. */
  readonly events?: readonly string[]
}

/** What a format takes from its provider's document; the first operation must be there, the others may be. */
export interface Preset {
  readonly title: string
  readonly apiVersion?: string
  readonly operations: readonly Wanted[]
}

const events = ['MessageStreamEvent', 'RawMessageStreamEvent']

/** The presets of `--as`, by name. */
export const presets: ReadonlyMap<string, Preset> = new Map([
  [
    'openai-chat',
    {
      title: 'OpenAI Chat Completions',
      apiVersion: 'v1',
      operations: [
        { verb: 'post', path: '/v1/chat/completions', id: 'createChatCompletion' },
        { verb: 'get', path: '/v1/models', id: 'listModels' },
        { verb: 'get', path: '/v1/models/{}', id: 'retrieveModel' },
      ],
    },
  ],
  [
    'openai-responses',
    {
      title: 'OpenAI Responses',
      apiVersion: 'v1',
      operations: [
        { verb: 'post', path: '/v1/responses', id: 'createResponse' },
        { verb: 'post', path: '/v1/responses/input_tokens', id: 'countInputTokens' },
      ],
    },
  ],
  ['anthropic-messages', { title: 'Anthropic Messages', operations: messages(events) }],
  [
    'anthropic-messages-beta',
    {
      title: 'Anthropic Messages, beta surface',
      operations: messages(events.map((name) => `Beta${name}`)).map((wanted) => ({ ...wanted, query: 'beta=true' })),
    },
  ],
])

function messages(names: readonly string[]): readonly Wanted[] {
  return [
    { verb: 'post', path: '/v1/messages', id: 'createMessage', events: names },
    { verb: 'post', path: '/v1/messages/count_tokens', id: 'countMessageTokens' },
    { verb: 'get', path: '/v1/models', id: 'listModels' },
    { verb: 'get', path: '/v1/models/{}', id: 'retrieveModel' },
  ]
}
