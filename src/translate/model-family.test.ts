import { expect, test } from 'vitest'
import { modelFamily } from './model-family.ts'

test.each([
  ['gpt-4o-2024-08-06', 'gpt-4o'],
  ['claude-sonnet-4-5-20250929', 'claude-sonnet-4-5'],
  ['claude-sonnet-4-5@20250929', 'claude-sonnet-4-5'],
  ['chatgpt-4o-latest', 'chatgpt-4o'],
  ['accounts/fireworks/models/DeepSeek-R1', 'deepseek-r1'],
  ['openai::gpt-4o', 'gpt-4o'],
  ['deepseek-reasoner', 'deepseek-reasoner'],
  ['gpt-4o-mini', 'gpt-4o-mini'],
  ['', ''],
])('CAR-8: %s is of the family %s', (model, family) => {
  expect(modelFamily(model)).toBe(family)
})
