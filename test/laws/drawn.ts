import fc from 'fast-check'
import { completion, message } from './answers.ts'
import { chatErrorBody, messagesErrorBody } from './errors.ts'
import { anyChatRequest, anyMessagesRequest, chatRequest, messagesRequest } from './requests.ts'
import { anyResponsesRequest, leftOut, leniently, responsesRequest } from './responses-requests.ts'
import { everyChatRequest, everyCompletion, everyMessage, everyMessagesRequest, everyResponse, everyResponsesRequest } from './rich.ts'
import { fromChat, fromMessages, fromResponses } from './specs.ts'
import { responseStream, roughResponseStream } from './item-streams.ts'
import { response } from './items.ts'
import { completionStream, messageStream } from './streams.ts'
import {
  betaMessage,
  betaRequest,
  chatEvents,
  chatFault,
  chatModels,
  countRequest,
  messagesCount,
  messagesEvents,
  messagesFault,
  messagesModels,
  olderMessage,
  olderRequest,
  responsesCount,
  responsesCountRequest,
  responsesEvents,
  responsesFault,
  wholeCompletion,
  wholeResponse,
} from './surfaces.ts'
import { documents } from './translating.ts'

/** Documents of one format that laws translate. */
export interface Drawn {
  readonly format: 'anthropic-messages' | 'openai-chat' | 'openai-responses'
  /** What they cross the wire as: request, response, event … */
  readonly role: string
  /** The numbers of the laws that draw them. */
  readonly laws: readonly number[]
  /** The documents of one draw; of a stream, its events. */
  readonly drawn: fc.Arbitrary<readonly unknown[]>
}

const one = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<readonly unknown[]> => arbitrary.map((it) => [it])
const events = <T extends { readonly sse: string }>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<readonly unknown[]> =>
  arbitrary.map(({ sse }) => documents(sse))

/** What the laws draw, by format. */
export const drawnByLaws: readonly Drawn[] = [
  { format: 'anthropic-messages', role: 'request', laws: [4, 6, 7, 9, 10, 13], drawn: one(messagesRequest) },
  { format: 'anthropic-messages', role: 'request', laws: [4, 5, 6, 7, 9], drawn: one(anyMessagesRequest) },
  { format: 'anthropic-messages', role: 'request', laws: [8], drawn: one(fromMessages('MessageCreateParams')) },
  { format: 'anthropic-messages', role: 'request', laws: [23], drawn: one(everyMessagesRequest) },
  { format: 'anthropic-messages', role: 'response', laws: [4, 7, 11, 12], drawn: one(message) },
  { format: 'anthropic-messages', role: 'response', laws: [8], drawn: one(fromMessages('Message')) },
  { format: 'anthropic-messages', role: 'response', laws: [23], drawn: one(everyMessage) },
  { format: 'anthropic-messages', role: 'event', laws: [1, 2, 3, 7, 17], drawn: events(messageStream) },
  { format: 'anthropic-messages', role: 'error', laws: [15], drawn: one(messagesErrorBody) },
  { format: 'anthropic-messages', role: 'request', laws: [8], drawn: one(fc.oneof(olderRequest, betaRequest)) },
  { format: 'anthropic-messages', role: 'countTokensRequest', laws: [8], drawn: one(countRequest) },
  { format: 'anthropic-messages', role: 'response', laws: [8], drawn: one(fc.oneof(betaMessage, olderMessage)) },
  { format: 'anthropic-messages', role: 'event', laws: [8], drawn: messagesEvents },
  { format: 'anthropic-messages', role: 'error', laws: [8, 15], drawn: one(messagesFault) },
  { format: 'anthropic-messages', role: 'modelList', laws: [8], drawn: one(messagesModels) },
  { format: 'anthropic-messages', role: 'countTokensResponse', laws: [8], drawn: one(messagesCount) },
  { format: 'openai-chat', role: 'request', laws: [4, 6, 7, 9, 10, 13], drawn: one(chatRequest) },
  { format: 'openai-chat', role: 'request', laws: [4, 5, 6, 7, 9], drawn: one(anyChatRequest) },
  { format: 'openai-chat', role: 'request', laws: [8], drawn: one(fromChat('ChatCompletionCreateParams')) },
  { format: 'openai-chat', role: 'request', laws: [23], drawn: one(everyChatRequest) },
  { format: 'openai-chat', role: 'response', laws: [4, 7, 11, 12], drawn: one(completion) },
  { format: 'openai-chat', role: 'response', laws: [8], drawn: one(fromChat('ChatCompletion')) },
  { format: 'openai-chat', role: 'response', laws: [23], drawn: one(everyCompletion) },
  { format: 'openai-chat', role: 'event', laws: [1, 2, 3, 7, 17], drawn: events(completionStream) },
  { format: 'openai-chat', role: 'error', laws: [15], drawn: one(chatErrorBody) },
  { format: 'openai-chat', role: 'response', laws: [8], drawn: one(wholeCompletion) },
  { format: 'openai-chat', role: 'event', laws: [8], drawn: chatEvents },
  { format: 'openai-chat', role: 'error', laws: [8, 15], drawn: one(chatFault) },
  { format: 'openai-chat', role: 'modelList', laws: [8], drawn: one(chatModels) },
  { format: 'openai-responses', role: 'request', laws: [4, 6, 7, 9, 10, 13], drawn: one(responsesRequest) },
  { format: 'openai-responses', role: 'request', laws: [4, 5, 6, 7, 9], drawn: one(anyResponsesRequest) },
  {
    format: 'openai-responses',
    role: 'request',
    laws: [8],
    drawn: one(fc.tuple(fromResponses('ResponseCreateParams'), leftOut).map(([body, left]) => leniently(body, left))),
  },
  { format: 'openai-responses', role: 'request', laws: [23], drawn: one(everyResponsesRequest) },
  { format: 'openai-responses', role: 'response', laws: [4, 7, 11, 12], drawn: one(response) },
  { format: 'openai-responses', role: 'response', laws: [8], drawn: one(wholeResponse) },
  { format: 'openai-responses', role: 'response', laws: [23], drawn: one(everyResponse) },
  { format: 'openai-responses', role: 'event', laws: [1, 3, 17], drawn: events(responseStream) },
  { format: 'openai-responses', role: 'event', laws: [1, 2, 3, 7, 17], drawn: events(roughResponseStream) },
  { format: 'openai-responses', role: 'event', laws: [8], drawn: responsesEvents },
  { format: 'openai-responses', role: 'error', laws: [8, 15], drawn: one(responsesFault) },
  { format: 'openai-responses', role: 'countTokensRequest', laws: [8], drawn: one(responsesCountRequest) },
  { format: 'openai-responses', role: 'countTokensResponse', laws: [8], drawn: one(responsesCount) },
]
