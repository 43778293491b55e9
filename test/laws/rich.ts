import fc from 'fast-check'
import type { Document } from '../../conformance/arbitrary.ts'
import { completion, message } from './answers.ts'
import { response } from './items.ts'
import { anyChatRequest, anyMessagesRequest } from './requests.ts'
import { anyResponsesRequest } from './responses-requests.ts'
import { fromChat, fromMessages, fromResponses } from './specs.ts'

/** Calls stand in what the assistant says, and their results after them: both are drawn with the conversation. */
const placed: ReadonlySet<string> = new Set(['tool_use', 'tool_result', 'mid_conv_system'])
const outsideCalls = { weight: (tag: string): number => (placed.has(tag) ? 0 : 1) }

/** A conversation in which the user also sends content of any kind, and that offers tools of any kind. */
const enriched = (base: fc.Arbitrary<Document>, content: fc.Arbitrary<Document>, tool: fc.Arbitrary<Document>): fc.Arbitrary<Document> =>
  fc.tuple(base, fc.array(content, { maxLength: 3 }), fc.array(tool, { maxLength: 2 })).map(([body, more, tools]) => {
    const messages = body['messages'] as readonly Document[]
    const offered = [...((body['tools'] ?? []) as readonly Document[]), ...tools]
    return {
      ...body,
      messages: messages.map((each, index) =>
        index === messages.length - 1 ? { ...each, content: [...(each['content'] as readonly Document[]), ...more] } : each,
      ),
      ...(offered.length === 0 ? {} : { tools: offered }),
    }
  })

/** Requests of the Messages API: sensible ones, sensible ones with anything in them, and any that the specification allows. */
export const everyMessagesRequest: fc.Arbitrary<Document> = fc.oneof(
  anyMessagesRequest,
  enriched(anyMessagesRequest, fromMessages('ContentBlockParam', outsideCalls), fromMessages('ToolUnion')),
  fromMessages('MessageCreateParams'),
)

/** Requests of Chat Completions: sensible ones, sensible ones with anything in them, and any that the specification allows. */
export const everyChatRequest: fc.Arbitrary<Document> = fc.oneof(
  anyChatRequest,
  enriched(anyChatRequest, fromChat('ChatCompletionContentPart'), fromChat('ChatCompletionTool')),
  fromChat('ChatCompletionCreateParams'),
)

/** Items that say something by themselves: calls and results stand in the conversation, and what is kept at OpenAI is refused. */
const item = fc.oneof(
  ...[
    'EasyInputMessage',
    'ResponseInputItem.Message',
    'ResponseOutputMessage',
    'ResponseReasoningItem',
    'ResponseInputItem.AdditionalTools',
    'ResponseConfigurationUpdateItemParam',
    'ResponseFunctionWebSearch',
  ].map((shape) => fromResponses(shape, { depth: 6 })),
)

/** A conversation whose end brings items of any kind, and that offers tools of any kind. */
const enrichedItems = (base: fc.Arbitrary<Document>): fc.Arbitrary<Document> =>
  fc
    .tuple(base, fc.array(item, { maxLength: 3 }), fc.array(fromResponses('Tool', { depth: 5 }), { maxLength: 2 }))
    .map(([body, more, tools]) => {
      const items = body['input'] as readonly Document[]
      const offered = [...((body['tools'] ?? []) as readonly Document[]), ...tools]
      return { ...body, input: [...items.slice(0, -1), ...more, ...items.slice(-1)], ...(offered.length === 0 ? {} : { tools: offered }) }
    })

/** Requests of Responses: sensible ones, sensible ones with anything in them, and any that the specification allows. */
export const everyResponsesRequest: fc.Arbitrary<Document> = fc.oneof(
  anyResponsesRequest,
  enrichedItems(anyResponsesRequest),
  fromResponses('ResponseCreateParams'),
)

/** Answers of the Messages API: usual ones, and any that the specification allows. */
export const everyMessage: fc.Arbitrary<Document> = fc.oneof(message, fromMessages('Message'))

/** Answers of Chat Completions: usual ones, and any that the specification allows. */
export const everyCompletion: fc.Arbitrary<Document> = fc.oneof(
  completion.map((it) => JSON.parse(JSON.stringify(it)) as Document),
  fromChat('ChatCompletion'),
)

/** Answers of Responses that came to an end: usual ones, and any that the specification allows. */
export const everyResponse: fc.Arbitrary<Document> = fc.oneof(
  response.map((it) => JSON.parse(JSON.stringify(it)) as Document),
  fromResponses('Response', { depth: 7 }).map((it) => (it['status'] === 'incomplete' ? it : { ...it, status: 'completed', error: null })),
)
