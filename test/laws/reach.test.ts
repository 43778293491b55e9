import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyChatRequest, anyMessagesRequest, chatRequest, messagesRequest } from './requests.ts'
import { completionStream, messageStream } from './streams.ts'

/** How many of `draws` hold each of the texts. */
function counts(draws: readonly unknown[], texts: readonly string[]): Record<string, number> {
  const written = draws.map((draw) => JSON.stringify(draw))
  return Object.fromEntries(texts.map((text) => [text, written.filter((each) => each.includes(text)).length]))
}

const rare = (found: Record<string, number>): string[] =>
  Object.entries(found).flatMap(([text, count]) => (count < 4 ? [`${text}: ${count}`] : []))

const draw = <T>(arbitrary: fc.Arbitrary<T>): T[] => fc.sample(arbitrary, { numRuns: 400, seed: 20_261_122 })

test('drawn Messages streams hold every kind of block, every end, and often calls or thinking', () => {
  const answers = draw(messageStream).map(({ answer }) => answer)
  const kinds = ['"text"', '"thinking"', '"redacted_thinking"', '"tool_use"']
  const ends = ['end_turn', 'tool_use', 'max_tokens', 'model_context_window_exceeded', 'pause_turn', 'stop_sequence', 'refusal']
  const stops = ends.map((end) => `"stop_reason":"${end}"`)
  expect(
    rare(counts(answers, [...kinds.map((kind) => `"type":${kind}`), ...stops, '"category":"bio"', '"thinking_tokens"', '"priority"'])),
  ).toEqual([])
  const rich = answers.filter(({ content }) => content.some(({ type }) => type !== 'text'))
  expect(rich.length).toBeGreaterThan(200)
})

test('drawn Chat streams hold every member and every end, interleaved calls, and usage in every place', () => {
  const drawn = draw(completionStream)
  const ends = ['stop', 'length', 'tool_calls', 'content_filter'].map((end) => `"finish_reason":"${end}"`)
  const members = ['"reasoning_content"', '"tool_calls"', '"refusal":"', '"cached_tokens"', '"cache_write_tokens"', '"reasoning_tokens"']
  expect(
    rare(
      counts(
        drawn.map(({ answer }) => answer),
        [...ends, ...members],
      ),
    ),
  ).toEqual([])
  const streams = drawn.map(({ sse }) => sse)
  const places = ['"choices":[],"usage"', '"delta":{},"finish_reason":"stop","logprobs":null}],"usage"', '"choices":[]}', '[DONE]']
  expect(rare(Object.fromEntries(places.map((place) => [place, streams.filter((sse) => sse.includes(place)).length])))).toEqual([])
  const interleaved = streams.filter((sse) => /"index":1,"function":\{"arg.*"index":0,"function":\{"arg/s.test(sse))
  expect(interleaved.length).toBeGreaterThan(10)
  expect(streams.filter((sse) => !sse.includes('[DONE]')).length).toBeGreaterThan(10)
})

test('drawn requests hold calls with results, images, every tool choice, and the members of the specification', () => {
  const said = [
    '"tool_use"',
    '"tool_result"',
    '"base64"',
    '"url"',
    '"system":"',
    '"system":[',
    '"any"',
    '"none"',
    '"disable_parallel_tool_use"',
  ]
  expect(rare(counts(draw(messagesRequest), said))).toEqual([])
  const chat = [
    '"tool_calls"',
    '"role":"tool"',
    '"image_url"',
    '"role":"system"',
    '"required"',
    '"tool_choice":{',
    '"parallel_tool_calls"',
    '"stop"',
  ]
  expect(rare(counts(draw(chatRequest), chat))).toEqual([])
  const more = [
    '"thinking"',
    '"output_config"',
    '"cache_control"',
    '"container"',
    '"inference_geo"',
    '"diagnostics"',
    '"speed"',
    '"adaptive"',
    '"budget_tokens"',
  ]
  expect(rare(counts(draw(anyMessagesRequest), more))).toEqual([])
  const others = [
    '"reasoning_effort"',
    '"response_format"',
    '"json_schema"',
    '"logit_bias"',
    '"seed"',
    '"n"',
    '"logprobs"',
    '"prediction"',
    '"web_search_options"',
  ]
  expect(rare(counts(draw(anyChatRequest), others))).toEqual([])
})
