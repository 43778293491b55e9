import { describe, expect, it } from 'vitest'
import { carried, dropped, mapped, shared } from '../../src/translate/fate.ts'
import type { Tables } from '../fidelity/tables.ts'
import { decideAll } from './decide-all.ts'
import { decisionsFrom } from './decisions.ts'

const today: Tables = {
  core: { Body: { model: mapped, seed: shared('store', dropped('REQ-C-9', "the provider's own", 'warn')) } },
  outer: { SearchTool: carried('TOOL-22', 'it runs there', 'debug') },
  unions: {},
  enums: { 'Body.effort': { low: mapped } },
  hubFates: {},
  beyond: {},
}
const gone = { at: ['*.effort = in-*'], fate: carried('REQ-C-25', 'a hint'), rule: 'REQ-C-25', why: 'the old spelling' }

const scaffolded = `import { decide, mapped, values, whole } from '../../../translate/fate.ts'
import { undecided } from '../../../translate/fate.ts'
import type { CoreShapes, Enums } from '../generated/shapes.ts'

export const fates = {
  Body: decide<CoreShapes['Body']>()({
    model: mapped,
    // orphan: the spec no longer has 'speed'
    speed: mapped,
    seed: undecided,
  }),
  // orphan: the spec no longer has 'Old'
  Old: values<Enums['Old']>()({ a: mapped }),
  SearchTool: whole(undecided),
  'Body.effort': decide<Enums['Body.effort']>()({ low: mapped, 'in-memory': undecided, late: undecided }),
}
`

describe('deciding what the scaffolder left', () => {
  const asked: string[] = []
  const decisionOf = decisionsFrom(today, [gone], (key) => asked.push(key))
  const [text = ''] = decideAll(
    new Map([['fates/request.ts', scaffolded.replace("decide<Enums['Body", "values<Enums['Body")]]),
    decisionOf,
  ).values()

  it('puts decisions in place of marks, takes orphans out, and imports what is used', () => {
    expect(text).toBe(`import { carried, decide, dropped, mapped, shared, undecided, values, whole } from '../../../translate/fate.ts'

import type { CoreShapes, Enums } from '../generated/shapes.ts'

export const fates = {
  Body: decide<CoreShapes['Body']>()({
    model: mapped,
    seed: shared('store', dropped('REQ-C-9', 'the provider\\'s own', 'warn')),
  }),
  SearchTool: whole(carried('TOOL-22', 'it runs there', 'debug')),
  'Body.effort': values<Enums['Body.effort']>()({ low: mapped, 'in-memory': carried('REQ-C-25', 'a hint', 'info'), late: undecided }),
}
`)
  })

  it('leaves a mark where nobody has decided, and tells what had to be declared', () => {
    expect(text).toContain('late: undecided')
    expect(asked).toEqual(['Body.effort = in-memory'])
  })
})
