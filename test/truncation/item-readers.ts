import OpenAI from 'openai'
import EarlierOpenAI from 'openai-6'
import { at } from '../scripted/json.ts'
import { count, json, said, type Read, type Reader } from './readers.ts'

const options = { apiKey: 'key', baseURL: 'http://provider.test', maxRetries: 0, logLevel: 'off' } as const
const ask = { model: 'm', input: '' }

/** Raw iteration and the stream helper of both OpenAI SDKs, over Responses. */
export const responsesReaders: readonly Reader[] = [
  {
    name: 'openai 7.57.0, raw',
    read: async (fetch) => rawResponse(await new OpenAI({ ...options, fetch }).responses.create({ ...ask, stream: true })),
  },
  {
    name: 'openai 7.57.0, helper',
    read: async (fetch) => wholeResponse(await new OpenAI({ ...options, fetch }).responses.stream(ask).finalResponse()),
  },
  {
    name: 'openai 6.49.0, raw',
    read: async (fetch) => rawResponse(await new EarlierOpenAI({ ...options, fetch }).responses.create({ ...ask, stream: true })),
  },
  {
    name: 'openai 6.49.0, helper',
    read: async (fetch) => wholeResponse(await new EarlierOpenAI({ ...options, fetch }).responses.stream(ask).finalResponse()),
  },
]

/** Both OpenAI SDKs over Responses without streaming. */
export const unaryResponsesReaders: readonly Reader[] = [
  {
    name: 'openai 7.57.0, unary',
    read: async (fetch) => wholeResponse(await new OpenAI({ ...options, fetch }).responses.create(ask)),
  },
  {
    name: 'openai 6.49.0, unary',
    read: async (fetch) => wholeResponse(await new EarlierOpenAI({ ...options, fetch }).responses.create(ask)),
  },
]

/** What a program makes of the events alone: a failed answer is an error to it, and so is an error event, which 6.49.0 gives it (SER-3). */
async function rawResponse(events: AsyncIterable<object>): Promise<Read> {
  const seen: object[] = []
  for await (const event of events) seen.push(event)
  const of = (type: string): readonly object[] => seen.filter((event) => at(event, 'type') === type)
  if (of('response.failed').length + of('error').length > 0) throw new Error('the answer failed')
  const deltas = (type: string): string =>
    of(type)
      .map((event) => said(event, 'delta'))
      .join('')
  const [end] = [...of('response.completed'), ...of('response.incomplete')]
  const added = of('response.output_item.added').filter((event) => at(event, 'item', 'type') === 'function_call')
  return {
    stop: end === undefined ? null : said(end, 'response', 'status'),
    thinking: deltas('response.reasoning_summary_text.delta'),
    text: deltas('response.output_text.delta'),
    calls: added.map((start) => ({
      id: said(start, 'item', 'call_id'),
      name: said(start, 'item', 'name'),
      input: json(
        of('response.function_call_arguments.delta')
          .filter((event) => at(event, 'output_index') === at(start, 'output_index'))
          .map((event) => said(event, 'delta'))
          .join(''),
      ),
    })),
    outputTokens: count(at(end, 'response', 'usage', 'output_tokens')),
  }
}

function wholeResponse(response: { readonly output: readonly object[] }): Read {
  if (said(response, 'status') === 'failed') throw new Error('the answer failed')
  const of = (type: string): readonly object[] => response.output.filter((item) => at(item, 'type') === type)
  return {
    stop: said(response, 'status'),
    thinking: of('reasoning')
      .map((item) => said(item, 'summary', 0, 'text'))
      .join(''),
    text: of('message')
      .map((item) => said(item, 'content', 0, 'text'))
      .join(''),
    calls: of('function_call').map((call) => ({
      id: said(call, 'call_id'),
      name: said(call, 'name'),
      input: json(said(call, 'arguments')),
    })),
    outputTokens: count(at(response, 'usage', 'output_tokens')),
  }
}
