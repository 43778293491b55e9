import type { WireMessage } from '../../report/report.ts'
import type { Endpoint } from '../unsaid.ts'
import type { Sdks } from './load.ts'
import { outcomeOf, replaying, type Outcome } from './replay.ts'

/** What the official OpenAI client makes of an answer. */
export function openaiReads(sdk: NonNullable<Sdks['chat']>, endpoint: Endpoint, stream: boolean, received: WireMessage): Promise<Outcome> {
  const client = new sdk.Client({ apiKey: 'key', baseURL: 'http://localhost', maxRetries: 0, logLevel: 'off', fetch: replaying(received) })
  const ask = { model: 'm', messages: [{ role: 'user' as const, content: 'm' }] }
  return outcomeOf(async (): Promise<unknown> => {
    switch (endpoint) {
      case 'answer':
      case 'count-tokens':
        return stream ? client.chat.completions.stream(ask).finalChatCompletion() : client.chat.completions.create(ask)
      case 'models': {
        const page = await client.models.list()
        return page.data
      }
      case 'model':
        return client.models.retrieve('m')
    }
  })
}
