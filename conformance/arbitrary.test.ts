import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { arbitraryOf, type Specification } from './arbitrary.ts'
import { validators as messages } from './generated/anthropic-messages/validate.js'
import { validators as chat } from './generated/openai-chat/validate.js'

interface Judge {
  (data: unknown): boolean
  readonly errors?: readonly object[] | null
}

const specification = (name: string): Specification =>
  JSON.parse(readFileSync(new URL(`../specs/${name}.openapi.json`, import.meta.url), 'utf8')) as Specification

const judges: readonly (readonly [string, string, Judge])[] = [
  ['anthropic-messages@2026-10-21', 'MessageCreateParams', messages['2026-10-21'].request],
  ['anthropic-messages@2026-10-21', 'Message', messages['2026-10-21'].response],
  ['anthropic-messages@2026-10-21', 'RawMessageStreamEvent', messages['2026-10-21'].event],
  ['anthropic-messages@2023-06-01', 'MessageCreateParams', messages['2023-06-01'].request],
  ['anthropic-messages@beta', 'BetaMessage', messages.beta.response],
  ['openai-chat@v1', 'ChatCompletionCreateParams', chat.v1.request],
  ['openai-chat@v1', 'ChatCompletion', chat.v1.response],
  ['openai-chat@v1', 'ChatCompletionChunk', chat.v1.event],
]

test.each(judges)('%s %s: what is drawn from a specification is valid by its closed validator', (document, schema, judge) => {
  const drawn = arbitraryOf(specification(document), schema, { depth: 6 })
  fc.assert(
    fc.property(drawn, (value) => {
      expect([judge(value), judge.errors ?? null]).toEqual([true, null])
    }),
    { numRuns: 150, seed: 1 },
  )
})

test('a weight of 0 leaves an arm out, a member can be left out or replaced', () => {
  const drawn = arbitraryOf(specification('anthropic-messages@2026-10-21'), 'Message', {
    weight: (tag, schema) => (schema === 'ContentBlock' && tag !== 'text' ? 0 : 1),
    member: (name) => name !== 'citations',
    instead: { 'TextBlock.text': fc.constant('always') },
  })
  fc.assert(
    fc.property(drawn, (value) => {
      const { content } = value as { readonly content: readonly object[] }
      for (const block of content) expect(block).toMatchObject({ type: 'text', text: 'always' })
    }),
    { seed: 1 },
  )
})
