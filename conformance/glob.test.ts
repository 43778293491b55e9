import { expect, it } from 'vitest'
import { globMatcher } from './glob.ts'

it.each([
  ['messages-to-chat/tools/one', true],
  ['messages-to-chat/tools', true],
  ['messages-to-chat', true],
  ['messages-to-chat/tool', false],
  ['*/tools/*', true],
  ['*/one', false],
  ['**/one', true],
  ['**', true],
  ['{chat,messages}-to-chat/**', true],
  ['messages-to-?hat/tools/o*', true],
  ['messages.to.chat/**', false],
])('the glob %s means a case or the folder above it: %s', (glob, meant) => {
  expect(globMatcher(glob)('messages-to-chat/tools/one')).toBe(meant)
})
