import { expect, test } from 'vitest'
import { bothPaths } from './both-paths.ts'
import { openaiStreams } from './openai-streams.ts'

test('of 300 streams of OpenAI a passthrough and a normalised run leave the same record (TEL-1, LAW-16)', async () => {
  const among = ['"tool_calls"', '"index":1,"function"', '"reasoning_content"', '"cached_tokens":1', '"reasoning_tokens":1', 'server_error']
  await expect(bothPaths({ provider: 'openai', model: 'gpt-4o', streams: openaiStreams, seed: 20260402, among })).resolves.toBeUndefined()
})
