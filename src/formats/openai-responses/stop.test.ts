import { describe, expect, it } from 'vitest'
import type { Stop, StopReason } from '../../interlingua/response.ts'
import { Ledger } from '../../translate/ledger.ts'
import { decodeStop, encodeStop, faultOf } from './stop.ts'

const unknown = { rule: 'ENV-5', why: 'unknown', level: 'info' } as const
const nothing = { calls: false, refused: false }

function decoded(status: string | null, reason: string | null, ending = nothing, code: string | null = null) {
  const ledger = new Ledger('openai-responses', unknown)
  const error = code === null ? null : { code, message: 'm', raw: { code, message: 'm' } }
  const stop = decodeStop({ status, reason, error }, ending, ledger)
  return { stop, losses: ledger.settled(null, 'other').losses.map(({ path, rule, level }) => `${path} ${rule} ${level}`) }
}

describe('the end of an answer of a Responses upstream', () => {
  it.each<[string, string, string | null, typeof nothing, StopReason]>([
    ['STOP-R-1', 'completed', null, { calls: true, refused: false }, 'toolCalls'],
    ['STOP-R-2', 'completed', null, { calls: false, refused: true }, 'refusal'],
    ['STOP-R-3', 'completed', null, nothing, 'end'],
    ['STOP-R-4', 'incomplete', 'max_output_tokens', nothing, 'maxTokens'],
    ['STOP-R-4', 'incomplete', 'max_output_tokens', { calls: true, refused: false }, 'maxTokens'],
    ['STOP-R-5', 'incomplete', 'content_filter', { calls: false, refused: true }, 'contentFilter'],
    ['STOP-R-6', 'incomplete', 'max_messages', nothing, 'pause'],
  ])('%s: %s (%s) with %o is %s', (_rule, status, reason, ending, expected) => {
    const { stop, losses } = decoded(status, reason, ending)
    expect([stop.reason, losses]).toEqual([expected, []])
  })

  it.each([
    ['steered', ['/status STOP-R-7 info', '/incomplete_details/reason STOP-R-7 info']],
    [null, ['/status STOP-R-7 info']],
    ['of_tomorrow', ['/status STOP-R-7 info', '/incomplete_details/reason STOP-R-7 warn']],
  ])('STOP-R-7: an answer that is incomplete because it is %s ends as any other, which is told', (reason, losses) => {
    expect(decoded('incomplete', reason)).toMatchObject({ stop: { reason: 'end' }, losses })
  })

  it('LAW-23, STOP-R-3, STOP-R-8: an error of an answer that did not fail, and a reason why a whole one is incomplete, are told', () => {
    expect(decoded('incomplete', 'max_output_tokens', nothing, 'server_error').losses).toEqual(['/error STOP-R-8 info'])
    expect(decoded('completed', 'max_output_tokens')).toMatchObject({
      stop: { reason: 'end' },
      losses: ['/incomplete_details STOP-R-3 info'],
    })
  })

  it('STOP-R-8, STOP-R-9, ERO-18: what is no answer is a fault, what a policy stopped is a refusal', () => {
    const kind = (status: string | null, code: string | null) =>
      faultOf({ status, reason: null, error: code === null ? null : { code, message: 'm', raw: { code, message: 'm' } } })?.kind ?? null
    expect([kind('completed', null), kind('incomplete', null)]).toEqual([null, null])
    expect([kind('failed', null), kind('failed', 'rate_limit_exceeded'), kind('failed', 'bio_policy')]).toEqual([
      'internal',
      'rateLimit',
      null,
    ])
    expect(['cancelled', 'queued', 'in_progress', null].map((status) => kind(status, null))).toEqual(Array(4).fill('upstream'))
    expect(decoded('failed', null, nothing, 'bio_policy').stop).toMatchObject({ reason: 'refusal', category: 'bio', explanation: 'm' })
    expect(decoded('failed', null, nothing, 'misalignment_policy_violation').stop).toMatchObject({ reason: 'refusal', category: null })
  })
})

describe('the end of an answer for a Responses client', () => {
  function encoded(reason: StopReason, refused = false, explanation: string | null = null) {
    const ledger = new Ledger('anthropic-messages', unknown)
    const stop: Stop = { at: { reason: '/stop_reason' }, reason, sequence: null, category: null, explanation }
    const { status, incomplete_details, refusal } = encodeStop(stop, refused, ledger)
    return [status, incomplete_details?.reason ?? null, refusal, ...ledger.losses.map(({ rule, level }) => `${rule} ${level}`)]
  }

  it.each<[string, StopReason, string, string | null, string[]]>([
    ['STOP-A-1, STOP-C-2', 'end', 'completed', null, []],
    ['STOP-A-2', 'stopSequence', 'completed', null, ['STOP-A-2 info']],
    ['STOP-A-3, STOP-C-1', 'toolCalls', 'completed', null, []],
    ['STOP-A-4, STOP-C-3', 'maxTokens', 'incomplete', 'max_output_tokens', []],
    ['STOP-A-5', 'contextWindow', 'incomplete', 'max_output_tokens', ['STOP-A-5 info']],
    ['STOP-A-6', 'refusal', 'incomplete', 'content_filter', []],
    ['STOP-C-5', 'contentFilter', 'incomplete', 'content_filter', []],
    ['STOP-A-7', 'pause', 'incomplete', 'max_messages', ['STOP-A-7 info']],
    ['STOP-A-8', 'compaction', 'completed', null, ['STOP-A-8 info']],
  ])('%s: %s is %s (%s)', (_rules, reason, status, details, losses) => {
    expect(encoded(reason)).toEqual([status, details, null, ...losses])
  })

  it('STOP-A-6, STOP-R-2: the explanation of a refusal is its part, the model’s own words complete the answer', () => {
    expect(encoded('refusal', false, 'no')).toEqual(['incomplete', 'content_filter', 'no'])
    expect(encoded('refusal', true)).toEqual(['completed', null, null])
  })
})
