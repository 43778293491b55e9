import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { post } from '../gateway/client.ts'
import { stage, type Stage } from '../gateway/stage.ts'
import { anthropicAnswer, askOpenai } from '../gateway/wire.ts'
import { json } from '../scripted/answer.ts'

// The tables as the scaffolder leaves them when `shipped` and `hologram` have appeared in the specs.
vi.mock('../../src/formats/openai-chat/fates/request.ts', async (original) => {
  const [fates, { undecided }] = [await original<object>(), await import('../../src/translate/fate.ts')]
  return { ...fates, extendedRequest: { ...Reflect.get(fates, 'extendedRequest'), shipped: undecided } }
})
vi.mock('../../src/formats/openai-chat/fates/unions.ts', async (original) => {
  const [{ unionFates }, { undecided }] = [await original<{ unionFates: Fates }>(), await import('../../src/translate/fate.ts')]
  const content = { ...unionFates['ChatCompletionContentPart'], hologram: undecided }
  return { unionFates: { ...unionFates, ChatCompletionContentPart: content } }
})

interface Fates {
  readonly [union: string]: object
}

let at: Stage
const claude = { ...askOpenai, model: 'claude-sonnet-4-6', max_completion_tokens: 99 }

beforeAll(async () => {
  at = await stage({ validation: { mode: 'off', sample: 1 } })
})
afterAll(() => at.close())

test('an undecided field is left out towards another format with a loss, and counted as unknown on the wire (REQ-C-32, VAL-2)', async () => {
  at.anthropic.next(json(anthropicAnswer))
  const got = await post(`${at.origin}/v1/chat/completions`, { ...claude, shipped: { deep: true } })
  expect(got.status).toBe(200)
  expect(at.anthropic.received.at(-1)?.json).not.toHaveProperty('shipped')
  const { losses, validation } = await at.record(1)
  expect(losses.map(({ path, fate, level, rule }) => `${path} ${fate} ${level} ${rule}`)).toContain('/shipped carried warn REQ-C-32')
  expect(validation).toEqual({ input: [], unknown: 1, unknownInAnswer: 0, output: null })
})

test('an undecided block is carried, its loss is told, and it is counted as unknown on the wire (CB-20, VAL-2)', async () => {
  at.anthropic.next(json(anthropicAnswer))
  const content = [
    { type: 'text', text: 'Hi' },
    { type: 'hologram', light: 1 },
  ]
  const got = await post(`${at.origin}/v1/chat/completions`, { ...claude, messages: [{ role: 'user', content }] })
  const { losses, validation } = await at.record(2)
  expect([got.status, losses.map(({ path, rule }) => `${path} ${rule}`)]).toEqual([200, ['/messages/0/content/1 CB-20']])
  expect(validation?.unknown).toBe(1)
})
