import { describe, expect, it } from 'vitest'
import { fault, type FaultKind } from '../../interlingua/fault.ts'
import format from './format.ts'
import { validators } from './generated/validate.closed.js'

const upstream = (code: string | null, type = 'invalid_request_error') => ({
  error: { message: 'm', type, param: 'messages[1].content', code },
})

describe('errors of an OpenAI upstream', () => {
  it.each<[string, number, string | null, FaultKind]>([
    ['ERO-1', 400, 'context_length_exceeded', 'contextLength'],
    ['ERO-2', 400, 'content_policy_violation', 'invalidRequest'],
    ['ERO-3', 400, 'unsupported_value', 'unsupportedParameter'],
    ['ERO-4', 400, null, 'invalidRequest'],
    ['ERO-5', 401, 'invalid_api_key', 'authentication'],
    ['ERO-6', 402, null, 'billing'],
    ['ERO-6', 429, 'insufficient_quota', 'quota'],
    ['ERO-6', 429, 'billing_hard_limit_reached', 'quota'],
    ['ERO-7', 403, null, 'permission'],
    ['ERO-8', 404, null, 'notFound'],
    ['ERO-8', 404, 'model_not_found', 'modelNotFound'],
    ['ERO-9', 408, null, 'timeout'],
    ['ERO-10', 409, null, 'conflict'],
    ['ERO-11', 413, null, 'requestTooLarge'],
    ['ERO-12', 415, null, 'unsupportedMediaType'],
    ['ERO-12', 422, null, 'invalidRequest'],
    ['ERO-13', 429, 'rate_limit_exceeded', 'rateLimit'],
    ['ERO-14', 500, null, 'internal'],
    ['ERO-15', 502, null, 'upstream'],
    ['ERO-16', 503, null, 'overloaded'],
    ['ERO-17', 504, null, 'timeout'],
  ])('%s: %i with code %s is %s', (_rule, status, code, kind) => {
    expect(format.fault.decode(status, {}, upstream(code))).toMatchObject({
      kind,
      status,
      code,
      message: 'm',
      param: '/messages/1/content',
    })
  })

  it('RTF-2: reads how long to wait, the finer header first', () => {
    expect(format.fault.decode(429, { 'retry-after': '3' }, null).retryAfter).toBe(3)
    expect(format.fault.decode(429, { 'retry-after': '3', 'retry-after-ms': '1500' }, null).retryAfter).toBe(1.5)
    expect(format.fault.decode(429, { 'retry-after': 'Sun, 22 Nov 2026 13:00:00 GMT' }, null).retryAfter).toBeNull()
  })

  it.each([
    ['a bare text', 'bad gateway', 'bad gateway'],
    ['an error that is a text', { error: 'no such route' }, 'no such route'],
    ['an error without a wrapper', { message: 'nope', code: 400 }, 'nope'],
    ['nothing', undefined, 'the upstream answered with status 500'],
  ])('understands %s', (_name, body, message) => {
    expect(format.fault.decode(500, {}, body)).toMatchObject({ kind: 'internal', message })
  })
})

describe('errors for a Chat client', () => {
  it.each<[string, FaultKind, number, string, string | null]>([
    ['ERA-1', 'invalidRequest', 400, 'invalid_request_error', null],
    ['ERA-1', 'contextLength', 400, 'invalid_request_error', 'context_length_exceeded'],
    ['ERA-2', 'authentication', 401, 'invalid_request_error', 'invalid_api_key'],
    ['ERA-3', 'billing', 429, 'insufficient_quota', 'insufficient_quota'],
    ['ERA-4', 'permission', 403, 'invalid_request_error', 'permission_denied'],
    ['ERA-5', 'notFound', 404, 'invalid_request_error', null],
    ['ERA-5', 'modelNotFound', 404, 'invalid_request_error', 'model_not_found'],
    ['ERA-6', 'conflict', 409, 'invalid_request_error', 'conflict'],
    ['ERA-7', 'requestTooLarge', 413, 'invalid_request_error', 'request_too_large'],
    ['ERA-8', 'rateLimit', 429, 'rate_limit_error', 'rate_limit_exceeded'],
    ['ERA-8', 'quota', 429, 'insufficient_quota', 'insufficient_quota'],
    ['ERA-9', 'internal', 500, 'server_error', 'server_error'],
    ['ERA-10', 'timeout', 504, 'server_error', 'timeout'],
    ['ERA-11', 'overloaded', 503, 'server_error', 'overloaded'],
    ['GWE-5', 'upstream', 502, 'server_error', 'server_error'],
  ])('%s: %s is %i %s %s', (_rule, kind, status, type, code) => {
    const encoded = format.fault.encode(fault(kind, 'm'), 'req_1')
    expect(encoded).toMatchObject({
      status,
      headers: { 'x-request-id': 'req_1' },
      body: { error: { message: 'm', type, param: null, code } },
    })
    expect(validators.v1.error(encoded.body)).toBe(true)
  })

  it('ERA-3, RTY-1: an empty account is not tried again, and waiting times are passed on', () => {
    expect(format.fault.encode(fault('billing', 'm'), 'r').headers['x-should-retry']).toBe('false')
    expect(format.fault.encode(fault('rateLimit', 'm', { retryAfter: 2 }), 'r').headers).toEqual({
      'x-request-id': 'r',
      'retry-after': '2',
    })
  })

  it('RTF-2: a time finer than a second is told in both headers', () => {
    const { headers } = format.fault.encode(fault('rateLimit', 'm', { retryAfter: 1.5 }), 'r')
    expect(headers).toEqual({ 'x-request-id': 'r', 'retry-after': '2', 'retry-after-ms': '1500' })
  })

  it('GWE-1: names the member at fault as OpenAI would', () => {
    const broken = fault('invalidRequest', 'expected a string', { param: '/messages/1/content/0' })
    expect(format.fault.encode(broken, 'r').body).toEqual({
      error: { message: 'expected a string', type: 'invalid_request_error', param: 'messages.1.content.0', code: 'invalid_value' },
    })
    expect(format.fault.encode(fault('unsupportedParameter', 'm', { param: '/n' }), 'r').body).toMatchObject({
      error: { param: 'n', code: 'unsupported_parameter' },
    })
  })
})
