import { expect, it } from 'vitest'
import format from './format.ts'

it('stands behind its path, and is named in capabilities as the API it is', () => {
  expect([format.name, format.api, format.path]).toEqual(['openai-responses', 'responses', '/responses'])
})

it('RI-13, ENV-5: members that it does not have are warned of in requests and told of in answers', () => {
  const { request, response } = format.unknownMembers
  expect([request.rule, request.level, response.rule, response.level]).toEqual(['RI-13', 'warn', 'ENV-5', 'info'])
})

it('SSE-4, EMR-2: keeps a stream alive with a comment, since clients refuse events that they do not know', () => {
  expect(format.stream.keepAlive).toEqual({ comment: 'keepalive' })
})

it('VAL-1: loads validators that know a request, an answer and an event', async () => {
  const validation = await format.loadValidation()
  expect(validation.request({ model: 'm', input: 'hi' }, {})).toEqual([])
  expect(validation.request({ model: 'm', input: 7 }, {})).not.toEqual([])
  expect(validation.response({})).not.toBeNull()
  expect(validation.event({ type: 'response.of_tomorrow' })).not.toBeNull()
})
