import { expect, test } from 'vitest'
import { eventsOf } from '../pieces/sse.ts'
import { assembledCompletion } from './chat.ts'

test('the padding of chunks is no member of the completion', () => {
  const chunk = (delta: object, finish: string | null): string =>
    `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', obfuscation: 'x9', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`
  const completion = assembledCompletion(eventsOf(chunk({ role: 'assistant', content: 'Hi' }, null) + chunk({}, 'stop')))
  expect(Object.keys(completion ?? {})).toEqual(['id', 'object', 'choices'])
})
