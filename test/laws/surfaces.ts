import fc from 'fast-check'
import { text, type Document } from '../../conformance/arbitrary.ts'
import { fromChat, fromMessages, fromResponses, fromSurface } from './specs.ts'

/** Requests that hold one block and one tool of any kind, whatever else they say. */
const holding = (request: fc.Arbitrary<Document>, block: fc.Arbitrary<Document>, tool: fc.Arbitrary<Document>): fc.Arbitrary<Document> =>
  fc
    .tuple(request, fc.array(block, { maxLength: 2 }), fc.array(tool, { maxLength: 2 }), fc.constantFrom('user', 'assistant', 'system'))
    .map(([body, content, tools, role]) => ({
      ...body,
      ...(content.length === 0 ? {} : { messages: [{ role, content }] }),
      ...(tools.length === 0 ? {} : { tools }),
    }))

/** Deep enough for everything that a document of its kind can hold. */
const deep = { depth: 9 }

/** What the beta surface of the Messages API lets a request say. */
export const betaRequest = holding(
  fromSurface('beta', 'MessageCreateParams'),
  fc.oneof(fromSurface('beta', 'BetaContentBlockParam', deep), fromSurface('beta', 'BetaToolResultBlockParam', deep)),
  fromSurface('beta', 'BetaToolUnion'),
)

/** What the older version of the Messages API lets a request say. */
export const olderRequest = holding(
  fromSurface('older', 'MessageCreateParams'),
  fromSurface('older', 'ContentBlockParam', deep),
  fromSurface('older', 'ToolUnion'),
)

/** What the Messages API lets a request to count tokens say. */
export const countRequest = holding(
  fc.oneof(fromMessages('MessageCountTokensParams'), fromSurface('beta', 'MessageCountTokensParams')),
  fromSurface('beta', 'BetaContentBlockParam'),
  fromSurface('beta', 'BetaToolUnion'),
)

/** Answers of the beta surface. */
export const betaMessage = fromSurface('beta', 'BetaMessage', deep)

/** Answers of the older version of the Messages API. */
export const olderMessage = fromSurface('older', 'Message', deep)

/** Events of the Messages API in any order, as no provider sends them. */
export const messagesEvents = fc.array(fc.oneof(fromMessages('RawMessageStreamEvent'), fromSurface('beta', 'BetaRawMessageStreamEvent')), {
  minLength: 1,
  maxLength: 8,
})

/** A piece of a call of a custom tool: the schema lacks it, hosts send it. */
const customCall = fc.record({ name: fc.constantFrom('f', 'patch'), input: text }).map((custom): Document => {
  const delta = { tool_calls: [{ index: 0, id: 'call_1', type: 'custom', custom }] }
  return { id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [{ index: 0, delta, finish_reason: null }] }
})

/** Chunks and errors of Chat Completions in any order, as no provider sends them. */
export const chatEvents = fc.array(
  fc.oneof({ weight: 9, arbitrary: fromChat('ChatCompletionStreamItem', deep) }, { weight: 1, arbitrary: customCall }),
  { minLength: 1, maxLength: 8 },
)

/** Answers of Chat Completions with everything they can hold. */
export const wholeCompletion = fromChat('ChatCompletion', deep)

/** Errors of the Messages API with every member they can have. */
export const messagesFault = fc.oneof(fromMessages('ErrorResponse'), fromSurface('beta', 'BetaErrorResponse'))

/** Errors of Chat Completions with every member they can have. */
export const chatFault = fromChat('ErrorResponse')

/** Lists of models as the Messages API gives them. */
export const messagesModels = fc.oneof(fromMessages('ModelInfosPage', deep), fromSurface('beta', 'BetaModelInfosPage', deep))

/** Lists of models as OpenAI gives them. */
export const chatModels = fromChat('ModelsPage')

/** Counts of tokens as the Messages API gives them. */
export const messagesCount = fc.oneof(fromMessages('MessageTokensCount'), fromSurface('beta', 'BetaMessageTokensCount'))

/** Answers of Responses with everything they can hold. */
export const wholeResponse = fromResponses('Response', { depth: 8 })

/** Events of Responses in any order, as no provider sends them. */
export const responsesEvents = fc.array(fromResponses('ResponseStreamEvent', { depth: 8 }), { minLength: 1, maxLength: 8 })

/** Errors of Responses with every member they can have. */
export const responsesFault = fromResponses('ErrorResponse')

/** What Responses lets a request to count tokens say. */
export const responsesCountRequest = fromResponses('InputTokenCountParams', { depth: 8 })

/** Answers to that. */
export const responsesCount = fromResponses('InputTokenCountResponse')
