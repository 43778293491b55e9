import { expect, test } from 'vitest'
import { anthropicStreams } from './anthropic-streams.ts'
import { bothPaths } from './both-paths.ts'

test('of 300 streams of Anthropic a passthrough and a normalised run leave the same record (TEL-1, LAW-16)', async () => {
  const among = [
    '"tool_use"',
    '"thinking_delta"',
    '"redacted_thinking"',
    '"cache_read_input_tokens":1',
    '"thinking_tokens":1',
    'overloaded_error',
  ]
  await expect(
    bothPaths({ provider: 'anthropic', model: 'claude-sonnet-4-6', streams: anthropicStreams, seed: 20260401, among }),
  ).resolves.toBeUndefined()
})
