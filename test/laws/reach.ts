import fc from 'fast-check'
import { core as messages } from '../../src/formats/anthropic-messages/fates.ts'
import { core as chat } from '../../src/formats/openai-chat/fates.ts'
import { core as responses } from '../../src/formats/openai-responses/fates.ts'
import { completion, message } from './answers.ts'
import { anyChatRequest, anyMessagesRequest, chatRequest, messagesRequest } from './requests.ts'
import { responseStream } from './item-streams.ts'
import { response } from './items.ts'
import { anyResponsesRequest, responsesRequest } from './responses-requests.ts'
import { everyCompletion, everyResponse, everyResponsesRequest } from './rich.ts'
import { wholeCompletion, wholeResponse } from './surfaces.ts'
import { fromChat, fromMessages, fromResponses, vocabulary } from './specs.ts'
import { completionStream, messageStream } from './streams.ts'

/** How many of 5,000 drawn documents have to hold each member, tag and enum value; a share of it where fewer are drawn. */
const least = 20

/** What `runs` draws of the generators do not reach: members, tags and values of core shapes, or calls and thinking in half of the streams. */
export function shortfalls(runs: number): readonly string[] {
  const enough = Math.max(1, Math.floor((least * runs) / 5000))
  const requests = ['MessageCreateParams', 'ChatCompletionCreateParams', 'ResponseCreateParams'] as const
  const rich = [
    draws(messageStream, runs).map(({ answer }) => answer.content.some(({ type }) => type !== 'text')),
    draws(completionStream, runs).map(({ answer }) => /"(tool_calls|reasoning_content)":/.test(JSON.stringify(answer))),
    draws(responseStream, runs).map(({ sse }) => /"type":"(function_call|custom_tool_call|reasoning)"/.test(sse)),
  ]
  return [
    ...rare(draws(messagesDocuments, runs), vocabulary('messages', [requests[0], 'Message'], messages), enough),
    ...rare(draws(chatDocuments, runs), vocabulary('chat', [requests[1], 'ChatCompletion'], chat), enough),
    ...rare(draws(responsesDocuments, runs), vocabulary('responses', [requests[2], 'Response'], responses), enough),
    ...rich.flatMap((held, index) =>
      held.filter((it) => it).length * 2 < runs
        ? [`calls or thinking in half of the ${['Messages', 'Chat', 'Responses'][index] ?? ''} streams`]
        : [],
    ),
  ]
}

/** Each draw holds one document of every kind, so that no kind is drawn less than another. */
const messagesDocuments = fc.tuple(
  messagesRequest,
  anyMessagesRequest,
  message,
  fromMessages('MessageCreateParams'),
  fromMessages('Message'),
)
const chatDocuments = fc.tuple(
  chatRequest,
  anyChatRequest,
  completion,
  fromChat('ChatCompletionCreateParams'),
  fromChat('ChatCompletion'),
  everyCompletion,
  wholeCompletion,
)

const responsesDocuments = fc.tuple(
  responsesRequest,
  anyResponsesRequest,
  response,
  fromResponses('ResponseCreateParams'),
  fromResponses('Response'),
  everyResponsesRequest,
  everyResponse,
  wholeResponse,
)

const draws = <T>(arbitrary: fc.Arbitrary<T>, count: number): readonly T[] => fc.sample(arbitrary, { numRuns: count, seed: 20_261_122 })

function rare(drawn: readonly unknown[], words: readonly string[], enough: number): readonly string[] {
  const texts = drawn.map((document) => JSON.stringify(document))
  return words.flatMap((word) => {
    const found = texts.filter((text) => text.includes(word)).length
    return found < enough ? [`${word} in ${found} of ${texts.length} draws, and ${enough} are wanted`] : []
  })
}
