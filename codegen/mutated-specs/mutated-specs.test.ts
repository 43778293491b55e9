import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { random, shuffled } from './random.ts'
import { runMutations } from './run.ts'
import { mutationKinds } from './mutation.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

it('LAW-22: every edit of a sample, of every kind and in every document, is named by the diff and by the scaffolder', () => {
  const { edits, byKind, byDocument, harmless, unnoticed } = runMutations(root, { edits: 60, seed: 7, perBatch: 12 })
  expect(unnoticed).toEqual([])
  expect(edits).toBe(60)
  expect([...byKind.keys()].toSorted()).toEqual([...mutationKinds].toSorted())
  expect(byDocument.size).toBe(5)
  expect([...harmless.values()].reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(4)
}, 120_000)

it('gives the same edits for the same seed, and others for another', () => {
  const first = (seed: number): readonly number[] => shuffled([1, 2, 3, 4, 5, 6, 7, 8], random(seed))
  expect(first(1)).toEqual(first(1))
  expect(first(1)).not.toEqual(first(2))
  expect(new Set(first(1))).toEqual(new Set([1, 2, 3, 4, 5, 6, 7, 8]))
})
