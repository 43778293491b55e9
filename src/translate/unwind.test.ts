import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Event } from '../interlingua/event.ts'
import { fold } from '../interlingua/fold.ts'
import type { Part } from '../interlingua/part.ts'
import type { Response, StopReason } from '../interlingua/response.ts'
import { unfold } from '../interlingua/unfold.ts'
import { unknownUsage } from '../interlingua/usage.ts'
import { plainMemo, type Memo } from './format.ts'
import { WrappedInput } from './json-string.ts'
import { Ledger } from './ledger.ts'
import { StopScan } from './stop-scan.ts'
import { unwind, unwindResponse } from './unwind.ts'

const text = (said: string): Part => ({ kind: 'text', at: '', text: said, cache: null })
const call = (name: string, args: string, freeform = false): Part => ({
  kind: 'toolCall',
  at: '',
  id: 'c1',
  name,
  arguments: args,
  freeform,
  cache: null,
})
const response = (parts: readonly Part[], reason: StopReason = 'end'): Response => ({
  id: 'r',
  model: 'm',
  created: null,
  parts,
  stop: { at: {}, reason, sequence: null, category: null, explanation: null },
  usage: unknownUsage,
})

const ledger = (): Ledger => new Ledger('a', { rule: 'ENV-5', why: '', level: 'info' })

/** Splits every delta into deltas of `size` characters. */
const split = (events: readonly Event[], size: number): Event[] =>
  events.flatMap((event): Event[] => {
    if (event.type !== 'delta') return [event]
    const pieces = event.text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? []
    return pieces.map((piece) => ({ ...event, text: piece }))
  })

/** The response that comes out, checked to be the same unary and streamed at any size of delta. */
function unwound(from: Response, memo: Partial<Memo>): Response {
  const full = { ...plainMemo, ...memo }
  const unary = unwindResponse(from, full, ledger())
  for (const size of [1, 2, 3, 1000]) {
    const machine = unwind(full, ledger())
    const folded = fold(split(unfold(from), size).flatMap((event) => machine.push(event)))
    expect(folded).toEqual({ ok: true, response: unary })
  }
  return unary
}

test('TOOL-7: names that were changed are restored', () => {
  const memo = { toolNames: new Map([['f_1', 'a function']]) }
  expect(unwound(response([call('f_1', '{}'), call('g', '{}')]), memo).parts).toEqual([call('a function', '{}'), call('g', '{}')])
})

test('TOOL-9, EVA-20: a call of a wrapped free-text tool gets its text back', () => {
  const memo = { toolNames: new Map([['sql_1', 's q l']]), freeformTools: new Set(['s q l']) }
  const args = ' { "input" : "a\\n\\"b\\"\\\\ \\u00e9\\ud83d\\ude00/\\/" } '
  expect(unwound(response([call('sql_1', args)]), memo).parts).toEqual([call('s q l', 'a\n"b"\\ é😀//', true)])
})

test('TOOL-9: arguments in another form are passed on as they are', () => {
  const memo = { freeformTools: new Set(['sql']) }
  expect(unwound(response([call('sql', '{"query":1}')]), memo).parts).toEqual([call('sql', '{"query":1}', true)])
  expect(unwound(response([call('sql', '{"note":"n","input":"x"}')]), memo).parts).toEqual([call('sql', 'x', true)])
})

test('SEC-6: half a surrogate pair at the end of a free text is replaced', () => {
  const memo = { freeformTools: new Set(['sql']) }
  expect(unwound(response([call('sql', '{"input":"a\\ud83d')]), memo).parts).toEqual([call('sql', 'a\uFFFD', true)])
})

test('REQ-C-15: the input of the JSON tool is the text of the answer, and not a reason to stop for calls', () => {
  const memo = { jsonTool: 'json_object_output' }
  const found = unwound(response([call('json_object_output', '{"a":1}')], 'toolCalls'), memo)
  expect(found.parts).toEqual([text('{"a":1}')])
  expect(found.stop.reason).toBe('end')
  expect(unwound(response([call('json_object_output', '')], 'toolCalls'), memo).parts).toEqual([text('{}')])
  expect(unwound(response([call('json_object_output', '{')], 'maxTokens'), memo).stop.reason).toBe('maxTokens')
})

test('BR-3: a stop sequence ends the response where it begins', () => {
  const found = unwound(response([text('one END two'), call('f', '{}')], 'toolCalls'), { stop: ['END', 'NEVER'] })
  expect(found.parts).toEqual([text('one ')])
  expect(found.stop).toEqual({ at: {}, reason: 'stopSequence', sequence: 'END', category: null, explanation: null })
})

test('BR-3: adjacent texts count as one, other parts keep them apart', () => {
  const memo = { stop: ['END'] }
  expect(unwound(response([text('aE'), text('NDb')]), memo).parts).toEqual([text('a')])
  const apart = [text('aE'), call('f', '{}'), text('NDb')]
  expect(unwound(response(apart), memo).parts).toEqual(apart)
})

test('BR-3: calls and thinking are not looked at', () => {
  const parts: Part[] = [{ kind: 'thinking', at: '', text: 'END', seal: null, redacted: false }, call('f', '{"a":"END"}')]
  expect(unwound(response(parts), { stop: ['END'] }).parts).toEqual(parts)
})

test('BR-3: only what may begin a stop sequence is held back', () => {
  const machine = unwind({ ...plainMemo, stop: ['<<END'] }, ledger())
  const out = (event: Event): string =>
    machine
      .push(event)
      .map((made) => (made.type === 'delta' ? made.text : made.type))
      .join('|')
  out({ type: 'start', id: 'r', model: 'm', created: null, serviceTier: null })
  out({ type: 'open', key: 0, at: '', kind: 'text' })
  expect(out({ type: 'delta', key: 0, text: 'ab<' })).toBe('ab')
  expect(out({ type: 'delta', key: 0, text: '<<' })).toBe('<')
  expect(out({ type: 'close', key: 0 })).toBe('')
  expect(out({ type: 'ping' })).toBe('ping')
  expect(out({ type: 'stop', stop: response([]).stop })).toBe('<<|close|stop')
})

test('LAW-19: the scanner finds what indexOf finds, at any cut', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 4 })
  fc.assert(
    fc.property(
      fc.array(word, { minLength: 1, maxLength: 4 }),
      fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'c') })),
      (stops, pieces) => {
        const all = pieces.join('')
        const ends = stops.map((stop) => ({ stop, at: all.indexOf(stop) })).filter(({ at }) => at !== -1)
        const first = ends.toSorted((a, b) => a.at + a.stop.length - (b.at + b.stop.length) || a.at - b.at)[0]
        const scan = new StopScan(stops)
        let fed = 0
        let found: typeof first
        for (const piece of pieces) {
          const match = scan.push(piece)
          if (match) {
            found = { stop: match.sequence, at: fed + match.start }
            break
          }
          fed += piece.length
          const longest = Math.max(
            ...stops.flatMap((stop) => [...stop.split('').keys()].filter((size) => all.slice(0, fed).endsWith(stop.slice(0, size)))),
          )
          expect(scan.held).toBe(Math.max(0, longest))
        }
        expect(found).toEqual(first)
      },
    ),
    { numRuns: 1000, seed: 1 },
  )
})

test('EVA-20: any string in any JSON spelling comes out as it is, at any cut', () => {
  const spelled = fc.tuple(fc.string({ unit: 'binary' }), fc.boolean()).map(([value, escaped]) => {
    const json = JSON.stringify(value)
    return { value, json: escaped ? json.replaceAll(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`) : json }
  })
  fc.assert(
    fc.property(spelled, fc.integer({ min: 1, max: 5 }), ({ value, json }, size) => {
      const input = new WrappedInput()
      let out = ''
      const text = `{"input":${json}}`
      for (let at = 0; at < text.length; at += size) {
        const piece = input.push(text.slice(at, at + size))
        expect(piece).not.toMatch(/[\uD800-\uDBFF]$/)
        out += piece
      }
      expect(out + input.end()).toBe(value)
    }),
    { seed: 1 },
  )
})
