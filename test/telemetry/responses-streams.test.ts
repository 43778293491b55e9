import { expect, test } from 'vitest'
import { bothPaths } from './both-paths.ts'
import { responsesStreams } from './responses-streams.ts'

test('of 300 streams of Responses a passthrough and a normalised run leave the same record (TEL-1, LAW-16)', async () => {
  const among = [
    '"function_call"',
    '"custom_tool_call"',
    'reasoning_summary_text.delta',
    'response.refusal.delta',
    '"web_search_call"',
    'response.incomplete',
    'response.failed',
  ]
  await expect(
    bothPaths({ provider: 'openai', api: 'responses', model: 'gpt-5', streams: responsesStreams, seed: 20260403, among }),
  ).resolves.toBeUndefined()
})
