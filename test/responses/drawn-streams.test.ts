import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { JsonObject } from '../../src/interlingua/json.ts'
import { interleaved } from '../laws/events.ts'
import { emitted } from './emitted.ts'

test('LAW-1, LAW-7: whatever parts come in whatever order, the stream is in order and amounts to the unary answer', async () => {
  const seen = new Set<unknown>()
  await fc.assert(
    fc.asyncProperty(interleaved, async ({ events }) => {
      const { last, losses } = await emitted(events)
      expect(losses).toEqual([])
      const { output } = last['response'] as { readonly output: readonly JsonObject[] }
      for (const { type } of output) seen.add(type)
    }),
    { numRuns: 200, seed: 1 },
  )
  expect(seen).toEqual(new Set(['custom_tool_call', 'function_call', 'message', 'reasoning']))
})
