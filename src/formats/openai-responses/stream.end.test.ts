import { describe, expect, it } from 'vitest'
import { answer, created, decoded, done, finished, head, textDelta, textDone, textItem, types } from './decoding.fixture.ts'

describe('the end of a Responses stream', () => {
  it.each([
    ['max_output_tokens', 'maxTokens'],
    ['content_filter', 'contentFilter'],
    ['max_messages', 'pause'],
    ['steered', 'end'],
  ])('EVR-15, STOP-R-4 to STOP-R-7: an answer that is incomplete for %s', (reason, expected) => {
    const cut = finished([textItem('Hel', {})], { incomplete_details: { reason } }, 'incomplete')
    expect(answer([created, textDelta('Hel'), cut])).toMatchObject({
      parts: [{ text: 'Hel' }],
      stop: { reason: expected },
      usage: { output: 7 },
    })
  })

  it.each([
    ['server_error', 'internal'],
    ['rate_limit_exceeded', 'rateLimit'],
    ['invalid_prompt', 'invalidRequest'],
    ['context_length_exceeded', 'contextLength'],
    ['data_residency_mismatch', 'permission'],
    ['what_else', 'upstream'],
  ])('EVR-16, ERO-18: a failure with the code %s', (code, kind) => {
    const error = { code, message: 'boom' }
    const failed = finished([textItem('Hel')], { error }, 'failed')
    for (const end of [failed, { type: 'error', ...error, param: null }, { type: 'error', error }, { error }]) {
      expect(decoded([created, textDelta('Hel'), end, textDelta('lo')]).events.at(-1)).toMatchObject({
        type: 'fail',
        fault: { kind, message: 'boom', code },
      })
    }
  })

  it('ERO-18: a policy that stops an answer makes a refusal of it', () => {
    const failed = finished([], { error: { code: 'bio_policy', message: 'not this' } }, 'failed')
    expect(answer([created, textDelta('Hel'), failed])).toMatchObject({
      parts: [{ text: 'Hel' }],
      stop: { reason: 'refusal', category: 'bio', explanation: 'not this' },
    })
  })

  it('EVR-2, EVR-17: waiting and keep-alives are pings, what is unknown is for its own format', () => {
    const { events } = decoded([
      { type: 'keepalive', sequence_number: 0 },
      { type: 'response.new', before: 'the start' },
      { type: 'response.queued', response: head },
      { type: 'response.in_progress', response: head },
      { type: 'response.new', x: 1 },
      finished([]),
    ])
    expect(types(events)).toEqual(['ping', 'start', 'ping', 'ping', 'opaque', 'usage', 'stop', 'end'])
  })

  it('LAW-17: bytes that stop before a terminal event are a truncation', () => {
    for (const cut of [
      [],
      [created],
      [created, textDelta('a')],
      [created, textDelta('a'), textDone('a'), done(0, textItem('a')), '[DONE]'],
    ]) {
      expect(decoded(cut).events.at(-1)).toMatchObject({
        type: 'fail',
        fault: { kind: 'upstream', message: 'upstream stream ended early' },
      })
    }
    const late = decoded([created, finished([]), textDelta('late')])
    expect(types(late.events)).toEqual(['start', 'usage', 'stop', 'end'])
  })

  it.each<[string, object | string]>([
    ['text that is no JSON', '{"type":'],
    ['JSON that is no object', '[]'],
    ['a delta that is no text', textDelta('a', { delta: 1 })],
    ['an answer of the wrong shape', finished([], { output: 'none' })],
    ['a response that says it goes on', finished([], { status: 'in_progress' })],
    ['a call without a name', done(0, { type: 'function_call', id: 'fc_1', call_id: 'c', arguments: '{}' })],
  ])('LAW-8: %s ends the stream with a fault', (_name, event) => {
    expect(decoded([created, event, finished([])]).events.at(-1)).toMatchObject({ type: 'fail', fault: { kind: 'upstream' } })
  })
})
