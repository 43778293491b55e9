import { expect, it } from 'vitest'
import { foreignId } from './foreign-id.ts'

it.each([
  ['msg_01AbCdEf', 'msg_01AbCdEf'],
  ['chatcmpl-9xYz', 'chatcmpl-9xYz'],
  ['resp_68af4030', 'resp_68af4030'],
  ['a/b', 'a_2fb'],
  ['a_2fb', 'a_5f2fb'],
  ['a_5f2fb', 'a_5f5f2fb'],
  ['a_2Fb', 'a_2Fb'],
  ['é', '_c3_a9'],
  ['_c3_a9', '_5fc3_5fa9'],
  ['a\nb', 'a_0ab'],
])('ID-1, LAW-14: %j is %s', (id, written) => {
  expect(foreignId(id)).toBe(written)
})
