import { afterAll, beforeAll, expect, test } from 'vitest'
import { sse } from '../scripted/answer.ts'
import { post, type Got } from './client.ts'
import { stage, type Stage } from './stage.ts'
import { anthropicStream, askAnthropic, askOpenai, openaiStream } from './wire.ts'

let at: Stage
beforeAll(async () => {
  at = await stage()
})
afterAll(() => at.close())

const wires = { anthropic: anthropicStream.join(''), openai: openaiStream.join('') }
const asks = { messages: askAnthropic, 'chat/completions': askOpenai } as const
const models = { anthropic: 'claude-sonnet-4-6', openai: 'gpt-4o' } as const

/** What a client makes of an answer: all of it, an error, or silence about what is missing. */
function outcome({ status, text, broken }: Got, path: keyof typeof asks): 'whole' | 'error' | 'broken' | 'silent' {
  if (broken) return 'broken'
  if (status !== 200 || /^(event: error\n)?data: \{("type":"error",)?"error":/m.test(text)) return 'error'
  const over =
    path === 'messages'
      ? text.includes('event: message_stop\n')
      : /"finish_reason":"stop"[^\n]*\n\n/.test(text) || text.includes('data: [DONE]\n')
  return over ? 'whole' : 'silent'
}

/** Offset from which on everything has come that ends a stream (SSE-7). */
const ends = {
  anthropic: wires.anthropic.length - 1,
  openai: openaiStream.slice(0, 4).join('').length - 1,
}

test.each([
  ['anthropic', 'messages', 'end'],
  ['anthropic', 'messages', 'break'],
  ['anthropic', 'chat/completions', 'end'],
  ['anthropic', 'chat/completions', 'break'],
  ['openai', 'chat/completions', 'end'],
  ['openai', 'chat/completions', 'break'],
  ['openai', 'messages', 'end'],
  ['openai', 'messages', 'break'],
] as const)('a stream of %s cut anywhere, towards /%s, by %s, is never silently short (LAW-17, SSE-7)', async (provider, path, ending) => {
  const wire = Buffer.from(wires[provider])
  const first = wires[provider].indexOf('\n\n') + 2
  const cuts = [
    0,
    1,
    first - 1,
    first,
    first + 1,
    ends[provider] - 1,
    ...Array.from({ length: Math.floor(wire.length / 17) }, (_, i) => i * 17),
  ]
  for (const cut of cuts.filter((offset) => offset < ends[provider])) {
    at[provider].reset()
    at[provider].next({ ...sse('', 'whole', ending), chunks: cut === 0 ? [] : [wire.subarray(0, cut)] })
    const got = await post(`${at.origin}/v1/${path}`, { ...asks[path], model: models[provider], stream: true })
    expect([cut, outcome(got, path)]).toEqual([cut, expect.stringMatching(/^(error|broken)$/)])
  }
  at[provider].next(sse(wires[provider], 'events'))
  const whole = await post(`${at.origin}/v1/${path}`, { ...asks[path], model: models[provider], stream: true })
  expect(outcome(whole, path)).toBe('whole')
})
