import { describe, expect, test } from 'vitest'
import type { Said } from '../scripted/answer.ts'
import { violation, type Kind, type Published } from '../scripted/closed.ts'
import { dataOf } from '../scripted/wire.ts'
import { scenarios, type Cell } from './cell.ts'
import { cells as anthropicToOpenai } from './cells/anthropic-to-openai.ts'
import { cells as openaiToAnthropic } from './cells/openai-to-anthropic.ts'

const anthropic = ['2023-06-01', '2026-10-21'] as const
const openai = ['openai'] as const

describe.each([
  ['Anthropic to OpenAI', anthropicToOpenai, anthropic, openai],
  ['OpenAI to Anthropic', openaiToAnthropic, openai, anthropic],
] as const)('the literals of %s follow the published documents', (_name, cells, spoken, asked) => {
  test.each(scenarios)('%s', async (scenario) => {
    const cell = cells[scenario]
    const legal = (published: readonly Published[], kind: Kind, data: unknown): boolean =>
      published.some((document) => violation(document, kind, data, ['reasoning_content', 'reasoning_details']) === null)
    expect(legal(spoken, 'request', { ...cell.request, ...cell.requestIfStreamed })).toBe(true)
    expect(legal(asked, 'request', cell.received)).toBe(true)
    expect(legal(asked, 'request', { ...cell.received, ...cell.receivedIfStreamed })).toBe(true)
    expect(legal(asked, 'response', JSON.parse(await textOf(cell, false)))).toBe(true)
    const events = dataOf(await textOf(cell, true)).filter((data) => data !== '[DONE]')
    expect(events.map((event) => legal(asked, 'event', event))).toEqual(events.map(() => true))
  })
})

async function textOf(cell: Cell, streamed: boolean): Promise<string> {
  const answer = streamed ? cell.answerIfStreamed : cell.answer
  const json = { ...cell.received, ...(streamed && cell.receivedIfStreamed) }
  const said: Said =
    typeof answer === 'function'
      ? await answer({ method: 'POST', url: '/', headers: {}, bytes: new Uint8Array(), json, abandoned: false })
      : answer
  return Buffer.concat(said.chunks).toString()
}
