import { expect, it } from 'vitest'
import { listFaults, mutated, type Mutant } from './mutant.ts'

const mutant: Mutant = { name: 'a sum', file: 'a.ts', find: 'a + b', replace: 'a - b' }

it('puts the fault in place of the snippet', () => {
  expect(mutated('const c = a + b\n', mutant)).toBe('const c = a - b\n')
})

it('takes the replacement as it stands', () => {
  expect(mutated('const c = a + b\n', { ...mutant, replace: "'$&'" })).toBe("const c = '$&'\n")
})

it.each([
  ['that is gone', 'const c = a * b', 'a sum: the snippet is not in a.ts: a + b'],
  ['that is there twice', 'a + b + a + b', 'a sum: the snippet is in a.ts more than once: a + b'],
])('names a mutant with a snippet %s', (_what, text, problem) => {
  expect([...listFaults([mutant], () => text).values()]).toEqual([problem])
})

it('names a mutant that changes nothing, and a name that is taken', () => {
  const same = { ...mutant, name: 'the same', replace: 'a + b' }
  const twin = { ...mutant, replace: 'b - a' }
  expect([...listFaults([mutant, same, twin], () => 'a + b').values()]).toEqual(['the same: changes nothing', 'a sum: the name is taken'])
})
