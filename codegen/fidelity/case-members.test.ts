import { expect, it } from 'vitest'
import type { Case } from '../../conformance/case.ts'
import { membersOfCase } from './case-members.ts'
import type { Observe } from './occurrences.ts'

/** Says of every value as what it was seen. */
const noting =
  (format: string): Observe =>
  (role, value, found) =>
    void found.add(`${format} ${role} ${JSON.stringify(value)}`)

const apis = new Map([
  ['messages', 'anthropic-messages'],
  ['chat', 'openai-chat'],
])
const observers = new Map([...apis.values()].map((format) => [format, noting(format)]))

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

const one: Case = {
  id: 'messages-to-chat/tools/one',
  direction: 'messages-to-chat',
  topic: 'tools',
  name: 'one',
  why: 'it matters',
  level: 'must',
  needs: [],
  rules: ['CAC-1'],
  sources: [],
  losses: null,
  exchanges: [
    {
      client: { kind: 'client', file: '1-client.json', http: {}, body: { a: 1 } },
      provider: {
        expect: { kind: 'provider.expect', file: '2-provider.expect.json', http: {}, body: { b: 1 } },
        answer: { kind: 'provider', file: '3-provider.sse', http: {}, bytes: bytes('data: {"c":1}\n\ndata: [DONE]\n\n'), stream: true },
      },
      expect: { kind: 'client.expect', file: '4-client.expect.sse', http: {}, text: 'event: d\ndata: {"d":1}\n\n', stream: true },
    },
  ],
}

const seen = (members: ReadonlyMap<string, ReadonlySet<string>>): string[] => [...members.values()].flatMap((set) => [...set]).toSorted()

it('keeps apart what a gateway reads and what it has to write, each in the format of its side', () => {
  const { id, rules, passes, read, written } = membersOfCase(one, apis, observers)
  expect({ id, rules, passes }).toEqual({ id: 'messages-to-chat/tools/one', rules: ['CAC-1'], passes: false })
  expect(seen(read)).toEqual(['anthropic-messages request {"a":1}', 'openai-chat event {"c":1}'])
  expect(seen(written)).toEqual(['anthropic-messages event {"d":1}', 'openai-chat request {"b":1}'])
})

it('takes an answer for what its status and the path of its request make it', () => {
  const [exchange] = one.exchanges
  if (!exchange) throw new Error('no exchange')
  const failing: Case = {
    ...one,
    direction: 'chat-to-chat',
    exchanges: [
      {
        client: { ...exchange.client, http: { path: '/v1/messages/count_tokens' } },
        provider: null,
        expect: { kind: 'client.expect', file: '2-client.expect.json', http: { status: 429 }, text: '{"e":1}', stream: false },
      },
      {
        client: { ...exchange.client, http: { method: 'GET', path: '/v1/models' } },
        provider: null,
        expect: { kind: 'client.expect', file: '4-client.expect.json', http: {}, text: '{"f":1}', stream: false },
      },
    ],
  }
  const { passes, read, written } = membersOfCase(failing, apis, observers)
  expect(passes).toBe(true)
  expect(seen(read)).toContain('openai-chat countTokensRequest {"a":1}')
  expect(seen(written)).toEqual(['openai-chat error {"e":1}', 'openai-chat modelList {"f":1}'])
})

it('finds nothing in an error that is a page of HTML', () => {
  const [exchange] = one.exchanges
  if (!exchange?.provider) throw new Error('no exchange')
  const { expect: asked, answer } = exchange.provider
  const page = { ...answer, http: { status: 502 }, bytes: bytes('<html>'), stream: false }
  const broken: Case = { ...one, exchanges: [{ ...exchange, provider: { expect: asked, answer: page } }] }
  expect(seen(membersOfCase(broken, apis, observers).read)).toEqual(['anthropic-messages request {"a":1}'])
})

it('names the case whose dialect no format speaks yet', () => {
  expect(() => membersOfCase(one, new Map([['messages', 'anthropic-messages']]), observers)).toThrow(
    "conformance/cases/messages-to-chat/tools/one: no format below src/formats has said that its api is 'chat'",
  )
})
