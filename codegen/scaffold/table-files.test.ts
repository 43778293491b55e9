import { expect, it } from 'vitest'
import { formatted } from './formatted.ts'
import { type Table, tableFiles, type Tables } from './table-files.ts'

const small: Tables = {
  path: 'fates/enums',
  maker: 'values',
  generated: 'Enums',
  doc: 'Values of the closed enums.',
  constant: 'enumFates',
  tables: [['Body.effort', ['low', 'not-so-low']]],
}

it('writes tables as one file, every key undecided', () => {
  expect(tableFiles(small)).toEqual([
    [
      'fates/enums.ts',
      `import { undecided, values } from '../../../translate/fate.ts'
import type { Enums } from '../generated/shapes.ts'

/** Values of the closed enums. */
export const enumFates = {
  'Body.effort': values<Enums['Body.effort']>()({ low: undecided, 'not-so-low': undecided }),
}
`,
    ],
  ])
})

it('holds shapes that are decided as a whole against the generated type, with one import of each module', () => {
  const outer: Tables = { ...small, path: 'fates/outer', maker: 'whole', generated: 'OuterShapes', tables: [['Search', []]] }
  expect(tableFiles(outer)[0]?.[1]).toBe(`import { type Lossy, undecided, whole } from '../../../translate/fate.ts'
import type { OuterShapes } from '../generated/shapes.ts'

/** Values of the closed enums. */
export const enumFates = {
  Search: whole(undecided),
} satisfies { readonly [N in keyof OuterShapes]: Lossy }
`)
  expect(tableFiles({ ...outer, tables: [] })[0]?.[1]).toContain('export const enumFates = {} satisfies {')
})

it('cuts tables that would fill more than 400 lines into a folder of files, each called after its first table', async () => {
  const keys = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']
  const tables = Array.from({ length: 90 }, (_, index): Table => [`Shape${String.fromCharCode(65 + index / 10)}${index % 10}`, keys])
  const made = tableFiles({ ...small, path: 'fates/stream', maker: 'decide', generated: 'CoreShapes', constant: 'streamFates', tables })
  expect(made.map(([path]) => path)).toEqual([
    'fates/stream.ts',
    'fates/stream/shape-a0.ts',
    'fates/stream/shape-d2.ts',
    'fates/stream/shape-g4.ts',
  ])
  const [first, second] = made
  expect(first?.[1]).toBe(`import { streamFatesFromShapeA0 } from './stream/shape-a0.ts'
import { streamFatesFromShapeD2 } from './stream/shape-d2.ts'
import { streamFatesFromShapeG4 } from './stream/shape-g4.ts'

/** Values of the closed enums. */
export const streamFates = {
  ...streamFatesFromShapeA0,
  ...streamFatesFromShapeD2,
  ...streamFatesFromShapeG4,
}
`)
  expect(second?.[1]).toContain(`import { decide, undecided } from '../../../../translate/fate.ts'
import type { CoreShapes } from '../../generated/shapes.ts'
`)
  for (const [path, text] of await formatted('.', new Map(made))) expect([path, text.split('\n').length <= 401]).toEqual([path, true])
})
