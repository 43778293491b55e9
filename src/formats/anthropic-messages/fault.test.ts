import { describe, expect, it } from 'vitest'
import { fault, type FaultKind } from '../../interlingua/fault.ts'
import format from './format.ts'

describe('errors towards an Anthropic client', () => {
  it.each<[FaultKind, number, string, string]>([
    ['invalidRequest', 400, 'invalid_request_error', 'ERO-4'],
    ['unsupportedParameter', 400, 'invalid_request_error', 'ERO-3'],
    ['authentication', 401, 'authentication_error', 'ERO-5'],
    ['billing', 402, 'billing_error', 'ERO-6'],
    ['quota', 402, 'billing_error', 'ERO-6'],
    ['permission', 403, 'permission_error', 'ERO-7'],
    ['notFound', 404, 'not_found_error', 'ERO-8'],
    ['modelNotFound', 404, 'not_found_error', 'GWE-2'],
    ['conflict', 409, 'conflict_error', 'ERO-10'],
    ['requestTooLarge', 413, 'request_too_large', 'ERO-11'],
    ['unsupportedMediaType', 400, 'invalid_request_error', 'ERO-12'],
    ['rateLimit', 429, 'rate_limit_error', 'ERO-13'],
    ['internal', 500, 'api_error', 'ERO-14'],
    ['upstream', 502, 'api_error', 'ERO-15'],
    ['unavailable', 529, 'overloaded_error', 'ERO-16'],
    ['overloaded', 529, 'overloaded_error', 'ERO-16'],
    ['timeout', 504, 'timeout_error', 'ERO-17'],
  ])('%s is %i %s (%s)', (kind, status, type) => {
    expect(format.fault.encode(fault(kind, 'why'), 'req_1')).toEqual({
      status,
      headers: { 'request-id': 'req_1' },
      body: { type: 'error', error: { type, message: 'why' }, request_id: 'req_1' },
    })
  })

  it('ERO-1: a prompt that is too long says so in the words that agents look for', () => {
    const { status, body } = format.fault.encode(fault('contextLength', '9000 tokens'), 'r')
    expect([status, body['error']]).toEqual([400, { type: 'invalid_request_error', message: 'prompt is too long: 9000 tokens' }])
  })

  it('REQ-A-31, ERS-1: a thread is refused by the code that tells the official client to go on without one', () => {
    const { status, body } = format.fault.encode(fault('unsupportedParameter', 'why', { param: '/thread' }), 'r')
    expect([status, body['error']]).toEqual([
      400,
      { type: 'invalid_request_error', message: 'thread: why', details: { error_code: 'thread_unsupported_request' } },
    ])
  })

  it('GWE-1, RTY-1: the path stands before the reason, the delay is passed on', () => {
    const { headers, body } = format.fault.encode(
      fault('rateLimit', 'expected a string', { param: '/messages/1/content/0', retryAfter: 7 }),
      'r',
    )
    expect(headers).toEqual({ 'request-id': 'r', 'retry-after': '7' })
    expect(body['error']).toEqual({ type: 'rate_limit_error', message: 'messages.1.content.0: expected a string' })
  })
})

describe('errors of an Anthropic upstream', () => {
  const read = (status: number, type: string, message = 'why', details?: object) =>
    format.fault.decode(status, { 'retry-after': '3' }, { type: 'error', error: { type, message, details }, request_id: 'req' })

  it.each<[string, number, string, FaultKind]>([
    ['ERA-1', 400, 'invalid_request_error', 'invalidRequest'],
    ['ERA-2', 401, 'authentication_error', 'authentication'],
    ['ERA-3', 402, 'billing_error', 'billing'],
    ['ERA-4', 403, 'permission_error', 'permission'],
    ['ERA-5', 404, 'not_found_error', 'notFound'],
    ['ERA-6', 409, 'conflict_error', 'conflict'],
    ['ERA-7', 413, 'request_too_large', 'requestTooLarge'],
    ['ERA-8', 429, 'rate_limit_error', 'rateLimit'],
    ['ERA-9', 500, 'api_error', 'internal'],
    ['ERA-10', 504, 'timeout_error', 'timeout'],
    ['ERA-11', 529, 'overloaded_error', 'overloaded'],
  ])('%s: %i %s is %s', (_rule, status, type, kind) => {
    expect(read(status, type)).toMatchObject({ kind, message: 'why', status, retryAfter: 3 })
  })

  it('ERA-1, ERA-5, ERA-8: words and codes tell more than the type', () => {
    expect(read(400, 'invalid_request_error', 'prompt is too long: 9 > 8').kind).toBe('contextLength')
    expect(read(404, 'not_found_error', 'model: claude-x').kind).toBe('modelNotFound')
    expect(read(429, 'rate_limit_error', 'no', { error_code: 'contract_spend_limit_reached' })).toMatchObject({
      kind: 'quota',
      code: 'contract_spend_limit_reached',
    })
  })

  it.each<[number, unknown, FaultKind]>([
    [400, 'bad', 'invalidRequest'],
    [401, null, 'authentication'],
    [402, {}, 'billing'],
    [403, '<html>', 'permission'],
    [404, { detail: 'Not Found' }, 'notFound'],
    [408, null, 'timeout'],
    [409, null, 'conflict'],
    [413, '<html>', 'requestTooLarge'],
    [415, null, 'unsupportedMediaType'],
    [422, null, 'invalidRequest'],
    [429, 'slow down', 'rateLimit'],
    [500, null, 'internal'],
    [502, '<html>', 'upstream'],
    [503, 'upstream connect error', 'unavailable'],
    [504, null, 'timeout'],
    [529, null, 'overloaded'],
    [418, null, 'invalidRequest'],
    [599, { error: 'no' }, 'upstream'],
  ])('a body that is no Anthropic error is judged by its status %i', (status, body, kind) => {
    expect(format.fault.decode(status, {}, body)).toMatchObject({ kind, message: `the provider answered ${status}` })
  })
})
