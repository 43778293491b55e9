import { expect, test } from 'vitest'
import type { Loss } from '../interlingua/loss.ts'
import { lossesHeader, passedBack, passedOn } from './headers.ts'
import { retryHeaders } from './retry.ts'

test("a same-format upstream gets the client's header lines but those of the connection and the keys", () => {
  const raw = [
    'Host',
    'a',
    'Connection',
    'keep-alive, X-Hop',
    'X-Hop',
    '1',
    'Authorization',
    'Bearer k',
    'X-API-Key',
    'k',
    'Anthropic-Beta',
    'b',
    'Content-Length',
    '2',
    'Cookie',
    'c',
    'X-Diglot-Strictness',
    'strict',
  ]
  expect(passedOn(raw, false)).toEqual(['Anthropic-Beta', 'b'])
  expect(passedOn(raw, true)).toEqual(['Authorization', 'Bearer k', 'X-API-Key', 'k', 'Anthropic-Beta', 'b'])
})

test("a client gets the upstream's headers but those of the connection and of the origin", () => {
  const headers = {
    'content-type': 'a/b',
    connection: 'close, x-hop',
    'x-hop': '1',
    'transfer-encoding': 'chunked',
    'set-cookie': ['a=1', 'b=2'],
    'alt-svc': 'h3',
  }
  expect(passedBack(headers)).toEqual({ 'content-type': 'a/b', 'set-cookie': ['a=1', 'b=2'] })
})

test('headers about another try pass as they came (RTY-1)', () => {
  expect(retryHeaders({ 'retry-after': '7', 'retry-after-ms': '7000', 'x-should-retry': 'false', other: '1' })).toEqual({
    'retry-after': '7',
    'retry-after-ms': '7000',
    'x-should-retry': 'false',
  })
})

const loss = (path: string, level: Loss['level']): Loss => ({ path, format: 'f', fate: 'dropped', rule: 'REQ-C-9', level, why: 'because' })

test('losses are a list of strings with parameters, from info on (LOSS-1)', () => {
  expect(lossesHeader([loss('/logit_bias', 'warn'), loss('/seed', 'debug')])).toBe('"/logit_bias";fate=dropped;level=warn;rule=REQ-C-9')
  expect(lossesHeader([loss('/seed', 'debug')])).toBeNull()
  expect(lossesHeader([loss('/seed', 'debug')], 'debug')).toBe('"/seed";fate=dropped;level=debug;rule=REQ-C-9')
})

test('what is no plain character in a pointer is percent-encoded (LOSS-1, SEC-1)', () => {
  expect(lossesHeader([loss('/a"\\%\r\nä😀', 'warn')])).toBe('"/a%22%5C%25%0D%0A%C3%A4%F0%9F%98%80";fate=dropped;level=warn;rule=REQ-C-9')
})

test('the list ends within 2 KiB and counts the rest (LOSS-1)', () => {
  const header = lossesHeader(Array.from({ length: 100 }, (_, i) => loss(`/messages/${i}/name`, 'warn'))) ?? ''
  const listed = header.split(', ').length - 1
  expect([header.length <= 2048, header.endsWith(`"";rest=${100 - listed}`), listed > 20]).toEqual([true, true, true])
})
