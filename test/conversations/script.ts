import type { Json } from '../scripted/json.ts'
import { redPixel } from '../matrix/tools.ts'

/** A JSON object. */
export type JsonObject = { readonly [member: string]: Json }

/** What a model says in one turn of a script, in no provider's words. */
export interface Line {
  /** Thinking, in order; `redacted` has no text. Hosts of Chat show the texts alone. */
  readonly thinking?: readonly Thought[]
  readonly text?: string
  /** Thinking between the text and the calls, where the host interleaves them. */
  readonly between?: readonly Thought[]
  readonly calls?: readonly Call[]
  readonly end: 'calls' | 'done' | 'length' | 'refusal'
}

export type Thought = { readonly text: string; readonly signature: string } | { readonly redacted: string }

export interface Call {
  readonly id: string
  readonly name: string
  readonly input: JsonObject
}

/** What a tool gives back: text, and pictures as base64 PNG. */
export interface Result {
  readonly id: string
  readonly text: string
  readonly images: readonly string[]
}

/** Runs a tool of the scripts: the result depends on what it was called with. */
export const run = ({ id, name, input }: Call): Result =>
  name === 'take_photo'
    ? { id, text: `Photo of ${JSON.stringify(input)}`, images: [redPixel] }
    : { id, text: `${name}(${JSON.stringify(input)}) = ok`, images: [] }

/** The tools of the scripts: name and properties. */
export const tools: readonly { readonly name: string; readonly properties: JsonObject }[] = [
  { name: 'get_weather', properties: { location: { type: 'string' }, days: { type: 'array', items: { type: 'integer' } } } },
  { name: 'take_photo', properties: { place: { type: 'string' } } },
  { name: 'write_note', properties: { path: { type: 'string' }, body: { type: 'string' } } },
]

const weather = (n: number, location: string): Call => ({ id: `toolu_w${n}`, name: 'get_weather', input: { location, days: [n, n + 1] } })
const photo = (n: number, place: string): Call => ({ id: `toolu_p${n}`, name: 'take_photo', input: { place } })
const note = (n: number, body: string): Call => ({ id: `toolu_n${n}`, name: 'write_note', input: { path: `notes/${n}.md`, body } })
const thought = (n: number): Thought => ({ text: `Step ${n}: what is missing?\nÜber “${n}” 🧭.`, signature: `c2VhbCBvZiBzdGVwICR7${n}` })
const hidden = (n: number): Thought => ({ redacted: `aGlkZGVuIHRob3VnaHQ${n}` })

/** Ten turns of an agent: parallel calls, thinking of every kind, pictures, calls without a word, words without thinking. */
export const tenTurns: readonly Line[] = [
  { thinking: [thought(1)], text: 'First the weather in both cities.', calls: [weather(1, 'Zürich'), weather(2, '東京')], end: 'calls' },
  { thinking: [thought(2), hidden(2)], text: 'Now a picture.', calls: [photo(2, 'Zürich')], end: 'calls' },
  { thinking: [hidden(3)], calls: [note(3, 'line one\nline "two" \\ three')], end: 'calls' },
  { text: 'Two pictures and a forecast.', calls: [photo(4, 'Limmat'), weather(4, 'Bern'), photo(5, 'Bellevue')], end: 'calls' },
  { calls: [weather(5, 'Basel')], end: 'calls' },
  { thinking: [thought(6)], text: 'I think again.', between: [thought(7), hidden(7)], calls: [note(6, '')], end: 'calls' },
  { thinking: [{ text: '', signature: 'b25seSBhIHNlYWw=' }], text: 'Thinking that is not shown.', calls: [weather(7, '')], end: 'calls' },
  { thinking: [hidden(8), hidden(9)], text: 'All hidden.', calls: [{ id: 'toolu_e8', name: 'get_weather', input: {} }], end: 'calls' },
  {
    thinking: [thought(9)],
    text: 'Nested input.',
    calls: [{ id: 'toolu_x9', name: 'write_note', input: { z: { b: [1.5, null, { c: true }] }, a: '\u0000\u001f 🗼' } }],
    end: 'calls',
  },
  { thinking: [thought(10)], text: 'Everything is written down.', end: 'done' },
]
