import type { WireMessage } from '../../report/report.ts'
import type { Endpoint } from '../unsaid.ts'
import type { Sdks } from './load.ts'
import { outcomeOf, replaying, type Outcome } from './replay.ts'

/** What the official Anthropic client makes of an answer. */
export function anthropicReads(
  sdk: NonNullable<Sdks['messages']>,
  endpoint: Endpoint,
  stream: boolean,
  received: WireMessage,
): Promise<Outcome> {
  const client = new sdk.Client({ apiKey: 'key', baseURL: 'http://localhost', maxRetries: 0, logLevel: 'off', fetch: replaying(received) })
  const ask = { model: 'm', max_tokens: 1, messages: [{ role: 'user' as const, content: 'm' }] }
  return outcomeOf(async (): Promise<unknown> => {
    switch (endpoint) {
      case 'answer':
        return stream ? client.messages.stream(ask).finalMessage() : client.messages.create(ask)
      case 'count-tokens':
        return client.messages.countTokens({ model: 'm', messages: ask.messages })
      case 'models': {
        const page = await client.models.list()
        return page.data
      }
      case 'model':
        return client.models.retrieve('m')
    }
  })
}
