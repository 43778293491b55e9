import { expect, it } from 'vitest'
import { firstOf } from './sample.ts'

const mutant = (name: string, file: string) => ({ name, file, find: 'a', replace: 'b' })

it('takes of each file the first ones, wherever they stand in the list', () => {
  const list = [mutant('1', 'a.ts'), mutant('2', 'a.ts'), mutant('3', 'b.ts'), mutant('4', 'a.ts')]
  expect(firstOf(list, 1).map(({ name }) => name)).toEqual(['1', '3'])
  expect(firstOf(list, 2).map(({ name }) => name)).toEqual(['1', '2', '3'])
})
