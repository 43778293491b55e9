import OpenAI from 'openai'
import EarlierOpenAI from 'openai-6'
import { toResponseInputItem } from 'openai/lib/responses/ResponseInputItems'
import { orderOfResponses } from '../../conformance/judge/order/responses.ts'
import { eventsOf } from '../../conformance/judge/pieces/sse.ts'
import { at } from '../scripted/json.ts'
import { asJson, asObject, image, list, options, params, said, type Client, type Habits } from './clients.ts'
import { tools, type JsonObject } from './script.ts'

/** What resolves like any other answer; users look at its status. */
class FailedResponse extends Error {}

function answered(response: { readonly status?: unknown; readonly error?: unknown }): unknown {
  if (response.status === 'failed') throw new FailedResponse(said(at(response.error, 'message')))
  return response
}

const defaults: JsonObject = {
  model: 'claude-sonnet-4-6',
  max_output_tokens: 8000,
  reasoning: { effort: 'high', summary: 'auto' },
  tools: tools.map(({ name, properties }) => ({ type: 'function', name, strict: false, parameters: { type: 'object', properties } })),
}

const full: Habits = {
  request: { ...defaults, store: false, include: ['reasoning.encrypted_content'] },
  history: (input) => ({ input }),
  assistant: (answer) => list(at(answer, 'output')).map(asJson),
  results: (results) =>
    results.map(({ id, text, images }) => ({
      type: 'function_call_output',
      call_id: id,
      output:
        images.length === 0
          ? text
          : [{ type: 'input_text', text }, ...images.map((data) => ({ type: 'input_image', detail: 'auto', image_url: image(data) }))],
    })),
  calls: (answer) =>
    list(at(answer, 'output'))
      .filter((item) => at(item, 'type') === 'function_call')
      .map((item) => ({
        id: said(at(item, 'call_id')),
        name: said(at(item, 'name')),
        input: asObject(JSON.parse(said(at(item, 'arguments')))),
      })),
  text: (answer) =>
    list(at(answer, 'output'))
      .flatMap((item) => list(at(item, 'content')))
      .map((part) => said(at(part, 'text')))
      .join(''),
  stop: (answer) => at(answer, 'incomplete_details', 'reason') ?? at(answer, 'status'),
  order: (text) => {
    const { violation, ending } = orderOfResponses(eventsOf(text))
    return { violation: violation && `${violation.event}: ${violation.message}`, ending }
  },
}

/** Leaves it to the provider to keep what was said, and says but what is new (STO-1). */
const byPrevious: Habits = {
  ...full,
  request: defaults,
  history: (items, last) => ({
    input: items.slice(last?.length ?? 0),
    ...(last && { previous_response_id: said(at(last.answer, 'id')) }),
  }),
}

/** Leaves it to the provider to keep the items of answers, and refers to each (STO-1). */
const byReference: Habits = {
  ...full,
  request: defaults,
  assistant: (answer) => list(at(answer, 'output')).map((item) => ({ type: 'item_reference', id: said(at(item, 'id')) })),
}

const current: Omit<Client, 'habits'> = {
  name: 'openai 7.57.0 responses',
  family: 'openai',
  errors: { ...errorsOf(OpenAI), APIError: FailedResponse },
  ask: async (body, { origin, stream, maxRetries, fetch }) => {
    const { responses } = new OpenAI({ ...options, baseURL: `${origin}/v1`, maxRetries, fetch })
    return answered(stream ? await responses.stream(params(body)).finalResponse() : await responses.create(params(body)))
  },
}

const earlier: Omit<Client, 'habits'> = {
  name: 'openai 6.49.0 responses',
  family: 'openai',
  errors: { ...errorsOf(EarlierOpenAI), APIError: FailedResponse },
  ask: async (body, { origin, stream, maxRetries, fetch }) => {
    const { responses } = new EarlierOpenAI({ ...options, baseURL: `${origin}/v1`, maxRetries, fetch })
    return answered(stream ? await responses.stream(params(body)).finalResponse() : await responses.create(params(body)))
  },
}

function errorsOf({ APIError, RateLimitError, InternalServerError }: Client['errors']): Client['errors'] {
  return { APIError, RateLimitError, InternalServerError }
}

/** Takes what the SDK itself adds to items off them, as its helper does. */
const cleaned: Habits = {
  ...full,
  assistant: (answer) => list(at(answer, 'output')).flatMap((item) => asJson(toResponseInputItem(params(asObject(item)))) ?? []),
}

/** Clients that send the whole history back: through the SDK's helper, and as it came. */
export const responsesClients: readonly Client[] = [
  { ...current, habits: cleaned },
  { ...earlier, habits: full },
]

/** Clients that ask as the SDK does by default, and go on from what is kept. */
export const keptClients: readonly Client[] = [current, earlier].flatMap((client) => [
  { ...client, name: `${client.name} by previous_response_id`, habits: byPrevious },
  { ...client, name: `${client.name} by item_reference`, habits: byReference },
])
