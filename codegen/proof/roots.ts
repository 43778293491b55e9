/** A root of a document, and the SDK's own type of the same thing. */
export interface Root {
  readonly role: string
  /** The document's schema. */
  readonly schema: string
  /** The SDK's declaration file, from the package's folder and without its ending. */
  readonly module: string
  readonly type: string
  /** Members of the SDK's type that travel in headers, not in the body. */
  readonly outsideBody?: readonly string[]
}

const headers = ['user_profile_id', 'workspace_id']
const messages = 'resources/messages/messages'
const betaMessages = 'resources/beta/messages/messages'
const completions = 'resources/chat/completions/completions'
const responses = 'resources/responses/responses'

/** What is proved of the documents of a format; the beta document stands for itself. */
const proved: ReadonlyMap<string, readonly Root[]> = new Map([
  [
    'anthropic-messages',
    [
      { role: 'request', schema: 'MessageCreateParams', module: messages, type: 'MessageCreateParamsBase', outsideBody: headers },
      { role: 'response', schema: 'Message', module: messages, type: 'Message' },
      { role: 'event', schema: 'RawMessageStreamEvent', module: messages, type: 'RawMessageStreamEvent' },
    ],
  ],
  [
    'anthropic-messages@beta',
    [
      {
        role: 'request',
        schema: 'MessageCreateParams',
        module: betaMessages,
        type: 'MessageCreateParamsBase',
        outsideBody: ['betas', ...headers],
      },
      { role: 'response', schema: 'BetaMessage', module: betaMessages, type: 'BetaMessage' },
      { role: 'event', schema: 'BetaRawMessageStreamEvent', module: betaMessages, type: 'BetaRawMessageStreamEvent' },
    ],
  ],
  [
    'openai-chat',
    [
      { role: 'request', schema: 'ChatCompletionCreateParams', module: completions, type: 'ChatCompletionCreateParamsBase' },
      { role: 'response', schema: 'ChatCompletion', module: completions, type: 'ChatCompletion' },
      { role: 'event', schema: 'ChatCompletionChunk', module: completions, type: 'ChatCompletionChunk' },
    ],
  ],
  [
    'openai-responses',
    [
      { role: 'request', schema: 'ResponseCreateParams', module: responses, type: 'ResponseCreateParamsBase' },
      { role: 'response', schema: 'Response', module: responses, type: 'Response' },
      { role: 'event', schema: 'ResponseStreamEvent', module: responses, type: 'ResponseStreamEvent' },
    ],
  ],
])

/** The roots of a document by its id, such as `openai-chat@v1`. */
export function rootsOf(id: string): readonly Root[] {
  const found = proved.get(id) ?? proved.get(id.split('@')[0] ?? '')
  if (found === undefined) throw new Error(`it is not said which types of an SDK ${id} is to be held against`)
  return found
}
