import type { WireMessage } from '../../report/report.ts'
import type { Endpoint } from '../unsaid.ts'
import type { ResponsesClient } from './load.ts'
import { outcomeOf, replaying, type Outcome } from './replay.ts'

/** What an official OpenAI client makes of an answer in the dialect Responses. */
export function openaiReadsResponses(sdk: ResponsesClient, endpoint: Endpoint, stream: boolean, received: WireMessage): Promise<Outcome> {
  const client = new sdk.Client({ apiKey: 'key', baseURL: 'http://localhost', maxRetries: 0, logLevel: 'off', fetch: replaying(received) })
  const ask = { model: 'm', input: 'm' }
  return outcomeOf(async (): Promise<unknown> => {
    switch (endpoint) {
      case 'answer':
        return stream ? client.responses.stream(ask).finalResponse() : client.responses.create(ask)
      case 'count-tokens':
        return client.responses.inputTokens.count(ask)
      case 'models': {
        const page = await client.models.list()
        return page.data
      }
      case 'model':
        return client.models.retrieve('m')
    }
  })
}
