import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { fileURLToPath } from 'node:url'
import { json, sse } from '../../test/scripted/answer.ts'
import { post } from '../../test/gateway/client.ts'
import { stage, type Stage } from '../../test/gateway/stage.ts'
import { anthropicAnswer, anthropicStream, askAnthropic, askOpenai, openaiAnswer } from '../../test/gateway/wire.ts'
import { loadFormats, type LoadedFormat } from '../generate.ts'
import { openCodecs, type Codecs } from './codecs.ts'
import { driftAfter, type StoredEdit } from './drift.fixture.ts'
import type { DriftChange } from './drift.ts'
import { placedTables, type PlacedTable } from './tables.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const askClaude = { ...askOpenai, model: 'claude-sonnet-4-6', max_completion_tokens: 99 }

interface Told {
  readonly status: number
  readonly text: string
  readonly losses: readonly string[]
  readonly unknownInAnswer: number | null
}

describe('a change of the Messages API that nobody has decided on', () => {
  let at: Stage
  let format: LoadedFormat
  let codecs: Codecs | null
  let tables: readonly PlacedTable[]

  beforeAll(async () => {
    at = await stage({ validation: { mode: 'off', sample: 1 } })
    const found = loadFormats(root).find((each) => each.format === 'anthropic-messages')
    if (found === undefined) throw new Error('no such format')
    format = found
    tables = placedTables(root, format.format)
    codecs = await openCodecs(root)
  })
  afterEach(() => {
    at.openai.reset()
    at.anthropic.reset()
  })
  afterAll(() => at.close())

  /** The only change that the report lists after an edit. */
  function reported(edit: StoredEdit): DriftChange {
    const [change, ...others] = driftAfter(format, '2026-10-21', edit, tables, codecs).changes
    if (change === undefined || others.length > 0) throw new Error(`${others.length + 1} changes are listed`)
    return change
  }

  const saying = (change: DriftChange): string[] => change.outcomes.map(({ root: role, text }) => `${role}: ${text}`)
  const tablesOf = (change: DriftChange): string[] =>
    change.tables.map(({ kind, name, key, what }) => `${what} ${kind} ${name} ${key ?? ''}`.trim())

  /** The losses of one exchange, and what the client got. */
  async function exchange(path: string, body: object): Promise<Told> {
    const count = at.records.length + 1
    const { status, text } = await post(`${at.origin}/v1/${path}`, body, { 'anthropic-version': '2026-10-21' })
    const { losses, validation } = await at.record(count)
    const told = losses.map(({ path: place, fate, level, rule }) => `${place} ${fate} ${level} ${rule}`)
    return { status, text, losses: told, unknownInAnswer: validation?.unknownInAnswer ?? null }
  }

  it('request field: kept for its own provider, left out elsewhere with a loss (REQ-A-33)', async () => {
    const change = reported('request field')
    expect(change).toMatchObject({ kind: 'field added', owner: 'MessageCreateParams', name: 'verbosity', severity: 'decide' })
    expect(tablesOf(change)).toEqual(['lacks decide MessageCreateParams verbosity'])
    expect(change.affects).toEqual(['reading anthropic-messages requests', 'writing anthropic-messages requests'])
    expect(saying(change)).toEqual([
      'request: kept towards its own format, left out elsewhere with a loss (warn, REQ-A-33: only Anthropic knows this member)',
    ])
    at.anthropic.next(json(anthropicAnswer))
    await exchange('messages', { ...askAnthropic, verbosity: 'high' })
    expect(at.anthropic.received[0]?.json).toMatchObject({ verbosity: 'high' })
    at.openai.next(json(openaiAnswer))
    const { status, losses } = await exchange('messages', { ...askAnthropic, model: 'gpt-4o', verbosity: 'high' })
    expect([status, losses]).toEqual([200, ['/verbosity carried warn REQ-A-33', '/created dropped debug ENV-8']])
    expect(at.openai.received[0]?.json).not.toHaveProperty('verbosity')
  })

  it('stop reason: read as the end of the turn, with a loss, unary and streamed (STOP-A-1)', async () => {
    const change = reported('stop reason')
    expect(change).toMatchObject({ kind: 'value added', owner: 'StopReason', name: 'review', severity: 'decide' })
    expect(tablesOf(change)).toEqual(['lacks values StopReason review'])
    const says = "folded with a loss (warn, STOP-A-1: unknown stop reason 'review', read as the end of the turn)"
    expect(saying(change)).toEqual([`response: ${says}`, `event: ${says}`])
    at.anthropic.next(json({ ...anthropicAnswer, stop_reason: 'review' }))
    const unary = await exchange('chat/completions', askClaude)
    expect(unary.losses).toContain('/stop_reason folded warn STOP-A-1')
    expect(JSON.parse(unary.text)).toMatchObject({ choices: [{ finish_reason: 'stop' }] })
    at.anthropic.next(sse(anthropicStream.join('').replace('"stop_reason":"end_turn"', '"stop_reason":"review"')))
    const streamed = await exchange('chat/completions', { ...askClaude, stream: true })
    expect(streamed.losses).toContain('/stop_reason folded warn STOP-A-1')
    expect(streamed.text).toContain('"finish_reason":"stop"')
  })

  it('content block: dropped from an answer with a loss, unary and streamed (EVA-19)', async () => {
    const change = driftAfter(format, '2026-10-21', 'content block', tables, codecs).changes.find(({ owner }) => owner === 'ContentBlock')
    if (change === undefined) throw new Error('the union is not listed')
    expect(change).toMatchObject({ kind: 'variant added', name: 'hologram', severity: 'decide' })
    expect(tablesOf(change)).toEqual(['lacks arms ContentBlock hologram', 'missing decide HologramBlock'])
    expect(saying(change)[0]).toBe("response: dropped with a loss (info, EVA-19: unknown block 'hologram')")
    const hologram = { type: 'hologram', data: 'text' }
    at.anthropic.next(json({ ...anthropicAnswer, content: [...anthropicAnswer.content, hologram] }))
    const unary = await exchange('chat/completions', askClaude)
    expect(unary.losses).toEqual(['/content/1 dropped info EVA-19'])
    expect(JSON.parse(unary.text)).toMatchObject({ choices: [{ message: { content: 'Hello there' } }] })
    const block = [named('content_block_start', { index: 1, content_block: hologram }), named('content_block_stop', { index: 1 })]
    at.anthropic.next(sse(anthropicStream.toSpliced(6, 0, ...block).join('')))
    const streamed = await exchange('chat/completions', { ...askClaude, stream: true })
    expect(streamed.losses).toEqual(['/content/1 dropped info EVA-19'])
    expect(streamed.text).toContain('[DONE]')
  })

  it('event: ignored without a loss, but counted, and the stream goes on to its end (EVA-19)', async () => {
    const change = reported('event')
    expect(change).toMatchObject({ kind: 'variant added', owner: 'RawMessageStreamEvent', name: 'notice', severity: 'decide' })
    expect(tablesOf(change)).toEqual(['lacks arms RawMessageStreamEvent notice', 'missing decide RawNoticeEvent'])
    expect(saying(change)).toEqual([
      'event: as if it were not there, and no loss tells of it; a gateway with the earlier documents counts it, in the exchanges of its sample, in validation.unknownInAnswer',
    ])
    at.anthropic.next(sse(anthropicStream.join('')))
    const plain = await exchange('chat/completions', { ...askClaude, stream: true })
    at.anthropic.next(sse(anthropicStream.toSpliced(3, 0, named('notice', { notice: 'text' })).join('')))
    const { text, losses, unknownInAnswer } = await exchange('chat/completions', { ...askClaude, stream: true })
    expect([losses, plain.unknownInAnswer, unknownInAnswer]).toEqual([[], 0, 1])
    expect(text).not.toContain('notice')
    expect(text).toContain('[DONE]')
  })

  it('member of an error: read over by the file that reads errors (ERA-1)', async () => {
    const change = reported('member of an error')
    expect(change.affects).toEqual(['reading anthropic-messages errors', 'writing anthropic-messages errors'])
    expect(saying(change)).toEqual([
      'error: as if it were not there, and no loss tells of it; src/formats/anthropic-messages/fault.ts reads it',
    ])
    const error = { type: 'error', error: { type: 'invalid_request_error', message: 'no' }, request_id: null, hint: 'look here' }
    at.anthropic.next(json(error, 400))
    const { status, text, losses } = await exchange('chat/completions', askClaude)
    expect([status, losses, text.includes('"message":"no"'), text.includes('look here')]).toEqual([400, [], true, false])
  })

  it('member of a model, and of a token count: read over by the files that read them', () => {
    const says = (file: string): string =>
      `as if it were not there, and no loss tells of it; src/formats/anthropic-messages/${file} reads it`
    expect(saying(reported('member of a model'))).toEqual([`modelList: ${says('models.ts')}`])
    expect(saying(reported('member of a token count'))).toEqual([`countTokensResponse: ${says('tokens.ts')}`])
  })

  it('requiredness: a unary answer without the member is refused, a stream goes on without it (GWE-1)', async () => {
    const change = reported('requiredness')
    expect(change).toMatchObject({ kind: 'optional', owner: 'Message', name: 'model', severity: 'break' })
    expect(saying(change)).toEqual([
      'response: refused: /model expected a string, got nothing (GWE-1)',
      'event: as if it were not there, and no loss tells of it',
    ])
    at.anthropic.next(json(Object.fromEntries(Object.entries(anthropicAnswer).filter(([name]) => name !== 'model'))))
    const unary = await exchange('chat/completions', askClaude)
    expect([unary.status, unary.text]).toEqual([502, expect.stringContaining('/model: expected a string, got nothing')])
    at.anthropic.next(sse(anthropicStream.join('').replace('"model":"claude-sonnet-4-6",', '')))
    const streamed = await exchange('chat/completions', { ...askClaude, stream: true })
    expect([streamed.status, streamed.losses]).toEqual([200, []])
    expect(streamed.text).toContain('[DONE]')
  })
})

const named = (type: string, rest: object): string => `event: ${type}\ndata: ${JSON.stringify({ type, ...rest })}\n\n`
