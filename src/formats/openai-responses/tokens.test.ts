import { expect, it } from 'vitest'
import { plainMemo } from '../../translate/format.ts'
import { validators } from './generated/validate.closed.js'
import { tokenCount } from './tokens.ts'

it('AUX-1: a request to be counted is one to be answered without what does not count', () => {
  const input = [{ type: 'message', role: 'user', content: [{ type: 'input_text', text: 'hi' }] }]
  const body = { model: 'm', input, instructions: 'Be brief.', max_output_tokens: 16, store: false, stream: true, temperature: 0 }
  const counting = tokenCount?.request({ body, headers: {}, memo: plainMemo })
  expect(counting).toEqual({ model: 'm', input, instructions: 'Be brief.' })
  expect(validators.v1.countTokensRequest(counting)).toBe(true)
})

it('AUX-2: tells a count and reads one', () => {
  const answer = tokenCount?.answer(7)
  expect(answer).toEqual({ object: 'response.input_tokens', input_tokens: 7 })
  expect(validators.v1.countTokensResponse(answer)).toBe(true)
  expect(tokenCount?.path).toBe('/responses/input_tokens')
  expect([tokenCount?.read({ object: 'response.input_tokens', input_tokens: 7 }), tokenCount?.read({})]).toEqual([7, null])
})
