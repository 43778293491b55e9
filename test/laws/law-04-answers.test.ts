import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openaiResponses, type Exchange } from '../../src/index.ts'
import type { FunctionTool } from '../../src/interlingua/tool.ts'
import { hold, runs } from './hold.ts'
import { response } from './items.ts'
import { exchange, received } from './translating.ts'
import { translateResponse } from './watch.ts'

/** A member that is null says what its absence says (§0.4). */
const said = (answer: unknown): unknown => JSON.parse(JSON.stringify(answer, (_, member: unknown) => member ?? undefined))

/** Answers whose texts all say something: others are none (§9.1). */
const full = response.filter(({ output }) => !JSON.stringify(output).includes('"text":""'))

/** The client offered in a namespace what is called there (TOOL-15). */
function asked(): Exchange {
  const blank = exchange()
  const unsaid = { description: null, parameters: null, strict: null, examples: [], cache: null }
  const tools = ['get_weather', 'f', 'a-tool_1'].map((name): FunctionTool => ({
    kind: 'function',
    at: '',
    parametersAt: '',
    name: `crm__${name}`,
    namespace: 'crm',
    ...unsaid,
  }))
  return { ...blank, request: { ...blank.request, tools } }
}

test('LAW-4, CAR-1: an answer of Responses is read and written as it is', () => {
  hold(
    fc.property(full, (answer) => {
      const again = received(translateResponse(openaiResponses, openaiResponses, answer, asked()).value)
      expect(said(again)).toEqual(said(answer))
    }),
    runs(200),
  )
})
