import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createContexts } from '../../src/gateway/context.ts'
import { defaultConfig } from '../../src/gateway/config.ts'
import { anthropicMessages, createContext, openaiChat, openaiResponses, type Format } from '../../src/index.ts'
import { readCarrier, writeCarrier, type CarrierPayload } from '../../src/translate/carrier.ts'
import { hold, runs } from './hold.ts'
import { translateRequest } from './watch.ts'

const secret = 'law-21-secret'
const [provider] = defaultConfig.providers
if (!provider) throw new Error('no provider is configured')

const makers = [
  ['the library', createContext({ secret, tenant: 't' })],
  ['the gateway', createContexts({ ...defaultConfig, secret }).of(provider, 't')],
] as const

const payloads: fc.Arbitrary<CarrierPayload> = fc.record({
  src: fc.constantFrom('a', 'c', 'r'),
  model: fc.string({ unit: 'grapheme' }),
  kind: fc.string(),
  data: fc.json().map((text) => JSON.parse(text)),
})

/** One place of a carrier changed: a byte replaced, left out, or put in. */
const changes = fc.record({
  at: fc.nat(),
  char: fc.oneof(fc.constantFrom('A', '_', '.', '=', ' '), fc.string({ unit: 'binary', minLength: 1, maxLength: 1 })),
  how: fc.constantFrom('replaced', 'left out', 'put in'),
})

function changed(carrier: string, { at, char, how }: { at: number; char: string; how: string }): string {
  const place = at % carrier.length
  return carrier.slice(0, place) + (how === 'left out' ? '' : char) + carrier.slice(how === 'put in' ? place : place + 1)
}

describe.each(makers)('carriers of %s', (_, context) => {
  test('LAW-21, CAR-10: open as they were made, and with one change mean nothing and crash nothing', () => {
    hold(
      fc.property(payloads, changes, (payload, change) => {
        const carrier = writeCarrier(payload, context)
        expect(readCarrier(carrier, context)).toEqual({ v: 1, ...payload })
        const other = changed(carrier, change)
        fc.pre(other !== carrier)
        expect(context.open(other)).toBeNull()
      }),
      runs(300),
    )
  })

  const sent = (from: Format, to: Format, body: unknown, model: string) =>
    translateRequest(from, to, body, { context, model, strictness: 'lenient', capabilities: { reasoningField: 'reasoning_content' } })

  test('LAW-21, CAR-8: whatever stands for a signature, no carrier reaches an upstream, and an altered one takes its reasoning along', () => {
    hold(
      fc.property(changes, fc.boolean(), (change, redacted) => {
        const carrier = writeCarrier({ src: 'c', model: 'm', kind: 'reasoning', data: null }, context)
        const other = changed(carrier, change)
        fc.pre(other !== carrier)
        const block = redacted ? { type: 'redacted_thinking', data: other } : { type: 'thinking', thinking: 'SECRET', signature: other }
        const detail = redacted
          ? { type: 'reasoning.encrypted', data: other, format: 'anthropic-claude-v1', index: 0 }
          : { type: 'reasoning.text', text: 'SECRET', signature: other, format: 'anthropic-claude-v1', index: 0 }
        const question = { role: 'user', content: 'Hi' }
        const a = {
          model: 'm',
          max_tokens: 9,
          messages: [question, { role: 'assistant', content: [block, { type: 'text', text: 'Yo' }] }, question],
        }
        const c = { model: 'm', messages: [question, { role: 'assistant', content: 'Yo', reasoning_details: [detail] }, question] }
        const reasoning = { type: 'reasoning', id: 'rs_1', summary: [{ type: 'summary_text', text: 'SECRET' }], encrypted_content: other }
        const r = { model: 'm', input: [question, reasoning, { role: 'assistant', content: 'Yo' }, question] }
        const encoded = other.startsWith('dg1.')
        for (const [from, to, body] of [
          [anthropicMessages, openaiResponses, a],
          [openaiChat, openaiResponses, c],
          [openaiResponses, anthropicMessages, r],
          [openaiResponses, openaiChat, r],
          // What does not begin as a carrier is OpenAI's own, which gets it back (CAR-9).
          ...(encoded ? [[openaiResponses, openaiResponses, r] as const] : []),
          [anthropicMessages, openaiChat, a],
          [anthropicMessages, anthropicMessages, a],
          [openaiChat, anthropicMessages, c],
        ] as const) {
          const outcome = sent(from, to, body, 'm')
          const text = JSON.stringify(outcome.ok ? outcome.value.body : outcome.fault)
          expect(outcome.ok).toBe(true)
          expect(text).not.toContain('SECRET')
          expect(text).not.toContain(JSON.stringify(other).slice(1, -1))
        }
      }),
      runs(100),
    )
  })
})
