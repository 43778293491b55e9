import { describe, expect, it } from 'vitest'
import type { RunResult } from './report/report.ts'
import { KnownFailing, notClaimed, verdictOf } from './verdict.ts'

const run = (...messages: readonly string[]): RunResult => ({
  cut: 'whole',
  exchanges: [],
  findings: messages.map((message) => ({ file: '1', check: 'expected', path: '', expected: null, received: null, message })),
})

describe('verdicts', () => {
  it.each([
    ['pass', [run(), run()], null],
    ['fail', [run(), run('late')], null],
    ['known', [run('late')], 'not yet'],
    ['unexpected-pass', [run(), run()], 'not yet'],
  ] as const)('are %s', (verdict, runs, listed) => {
    expect(verdictOf(runs, listed)).toBe(verdict)
  })
})

describe('a known-failing list', () => {
  it('says why a case fails, and which of its globs mean none', () => {
    const known = new KnownFailing({ 'chat-to-*/images/**': 'no images', '**/audio': 'no audio' })
    expect(known.reasonFor('chat-to-messages/images/url')).toBe('no images')
    expect(known.reasonFor('messages-to-chat/images/url')).toBeNull()
    expect(known.unmatched(['chat-to-messages/images/url', 'chat-to-chat/hello/text'])).toEqual(['**/audio'])
  })
})

describe('claims', () => {
  const needs = ['tools', 'images', 'documents'] as const
  const direction = 'chat-to-messages'
  const id = `${direction}/images/url`

  it.each([
    ['the direction chat-to-messages is not claimed', {}],
    ['images, documents are not claimed', { [direction]: { features: ['tools'] } }],
    ['images is not claimed', { [direction]: { features: ['documents', 'tools'] } }],
    [null, { [direction]: { features: 'all' } }],
  ] as const)('leave out a case: %s', (missing, directions) => {
    expect(notClaimed({ id, direction, needs }, { name: 'it', directions })).toBe(missing)
  })

  it('of losses need a header that tells them', () => {
    const target = { name: 'it', directions: { [direction]: { features: 'all' } } } as const
    expect(notClaimed({ id, direction, needs: ['losses'] }, target)).toBe('losses is not claimed: no header of them is known')
    expect(notClaimed({ id, direction, needs: ['losses'] }, { ...target, losses: { header: 'x-losses' } })).toBeNull()
  })

  it('are withdrawn for the cases that a disclaimer names', () => {
    const disclaims = [{ what: 'images by URL are fetched', source: 'https://example.com/images', cases: ['*/images/url'] }]
    const target = { name: 'it', directions: { [direction]: { features: 'all' } }, disclaims } as const
    expect(notClaimed({ id, direction, needs }, target)).toBe('images by URL are fetched (https://example.com/images)')
    expect(notClaimed({ id: `${direction}/images/base64`, direction, needs }, target)).toBeNull()
  })
})
