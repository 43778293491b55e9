import { describe, expect, it } from 'vitest'
import { fault, type FaultKind } from '../../interlingua/fault.ts'
import { decodeStreamFault, faultCodec } from './fault.ts'
import { validators } from './generated/validate.closed.js'

describe('errors of a Responses upstream', () => {
  it.each<[string, number, string | null, FaultKind]>([
    ['ERO-1', 400, 'context_length_exceeded', 'contextLength'],
    ['ERO-2', 400, 'invalid_prompt', 'invalidRequest'],
    ['ERO-3', 400, 'unsupported_parameter', 'unsupportedParameter'],
    ['ERO-5', 401, 'invalid_api_key', 'authentication'],
    ['ERO-6', 429, 'insufficient_quota', 'quota'],
    ['ERO-8', 404, 'model_not_found', 'modelNotFound'],
    ['ERO-13', 429, 'rate_limit_exceeded', 'rateLimit'],
    ['ERO-16', 503, null, 'overloaded'],
  ])('%s: %i with code %s is %s', (_rule, status, code, kind) => {
    const body = { error: { message: 'm', type: 'invalid_request_error', param: 'input[1].content', code } }
    expect(faultCodec.decode(status, {}, body)).toMatchObject({ kind, status, code, message: 'm', param: '/input/1/content' })
  })

  it('LAW-8, STOP-R-8: an error whose message is empty is told all the same', () => {
    expect(faultCodec.decode(500, {}, { error: { message: '', code: null } }).message).toBe('the upstream answered with status 500')
    expect(decodeStreamFault({ error: { message: '', code: 'server_error' } }).message).toBe('the upstream answered with an error')
  })

  it.each<[string, FaultKind]>([
    ['server_error', 'internal'],
    ['rate_limit_exceeded', 'rateLimit'],
    ['invalid_prompt', 'invalidRequest'],
    ['image_too_large', 'invalidRequest'],
    ['data_residency_mismatch', 'permission'],
    ['vector_store_timeout', 'timeout'],
    ['bio_policy', 'invalidRequest'],
    ['of_tomorrow', 'upstream'],
  ])('ERO-18: %s inside a stream is %s', (code, kind) => {
    expect(decodeStreamFault({ type: 'error', code, message: 'm', param: null, sequence_number: 3 })).toMatchObject({
      kind,
      code,
      message: 'm',
      status: null,
    })
    expect(decodeStreamFault({ error: { code, message: 'm' } })).toMatchObject({ kind, code })
  })
})

describe('errors for a Responses client', () => {
  it.each<[string, FaultKind, number, string, string | null]>([
    ['ERA-1', 'contextLength', 400, 'invalid_request_error', 'context_length_exceeded'],
    ['ERA-3', 'billing', 429, 'insufficient_quota', 'insufficient_quota'],
    ['ERA-8', 'rateLimit', 429, 'rate_limit_error', 'rate_limit_exceeded'],
    ['ERA-11', 'overloaded', 503, 'server_error', 'overloaded'],
    ['GWE-2', 'modelNotFound', 404, 'invalid_request_error', 'model_not_found'],
  ])('%s: %s is %i %s %s', (_rule, kind, status, type, code) => {
    const encoded = faultCodec.encode(fault(kind, 'm', { param: '/input/0' }), 'req_1')
    expect(encoded).toMatchObject({
      status,
      headers: { 'x-request-id': 'req_1' },
      body: { error: { message: 'm', type, param: 'input.0', code } },
    })
    expect(validators.v1.error(encoded.body)).toBe(true)
  })
})
