import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { play, scenarios } from './demo/play.ts'
import { print } from './demo/print.ts'
import type { Material } from './demo/scenario.ts'
import { openStage, type Stage } from './demo/stage.ts'

const material: Material = {
  greeting: 'Grüß Gott, ihr Schrauben & "Muttern" 🔩',
  system: 'Speak like a 17th-century lens grinder.\nNever mention glass.',
  limit: 311,
  question: 'Please measure the torque of flange Q7-Delta at 42 newton metres',
  tool: {
    name: 'measure_torque',
    description: 'Reads a torque wrench',
    schema: {
      type: 'object',
      properties: {
        flange: { type: 'string', pattern: '^[A-Z]\\d-[A-Za-z]+$' },
        target: { type: 'integer', minimum: 40, multipleOf: 2 },
        unit: { enum: ['newton', 'pound'] },
        marks: { type: 'array', minItems: 2, items: { type: 'string', format: 'date' } },
      },
      required: ['flange', 'target', 'unit', 'marks'],
    },
  },
  toolAnswer: '{"actual": 41.75, "ok": false}',
}

let stage: Stage

beforeAll(async () => {
  stage = await openStage(0)
})

afterAll(() => stage.close())

test.each(scenarios)('goes right with words, a tool, a schema and a limit of its own: $title', async (scenario) => {
  const report = await play(scenario, stage, material)
  expect(report.problem).toBeNull()
  expect(report.turns.length).toBeGreaterThan(0)
})

test('prints what the client sent, what the provider received and what the SDK assembled, later turns without repetition', () => {
  const lines: string[] = []
  const log = vi.spyOn(console, 'log').mockImplementation((line: string) => lines.push(line))
  const first = { model: 'm', messages: [1] }
  const second = { model: 'm', messages: [1, 2, 3] }
  print({
    title: 'A conversation',
    turns: [
      { sent: first, received: first, assembled: { text: 'One', usage: { input: 0, output: null } } },
      { sent: second, received: { messages: [{ said: 1 }] }, assembled: { text: 'x'.repeat(200) } },
    ],
    problem: 'Mismatch: expected that it goes right',
  })
  log.mockRestore()
  expect(lines).toEqual([
    '\n✗ A conversation',
    "  the client sent:\n    { model: 'm', messages: [ 1 ] }",
    '  the provider received: the very same',
    "  the SDK assembled:\n    { text: 'One' }",
    "  the client sent:\n    { model: 'm', messages: [ '… 1 as before', 2, 3 ] }",
    '  the provider received:\n    { messages: [ { said: 1 } ] }',
    `  the SDK assembled:\n    {\n      text: '${'x'.repeat(119)}…'\n    }`,
    '  Mismatch: expected that it goes right',
  ])
})
