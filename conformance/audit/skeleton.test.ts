import { expect, test } from 'vitest'
import type { Case, Exchange } from '../case.ts'
import { skeletonOf } from './skeleton.ts'

const caseOf = (sent: unknown, sse: string): Case => {
  const exchange: Exchange = {
    client: { kind: 'client', file: '1-client.json', http: { path: '/v1/messages?beta=true' }, body: sent },
    provider: null,
    expect: { kind: 'client.expect', file: '2-client.expect.sse', http: { status: 200 }, stream: true, text: sse },
  }
  const about = { id: 'messages-to-chat/a/b', direction: 'messages-to-chat', topic: 'a', name: 'b', why: 'w', level: 'must' } as const
  return { ...about, needs: [], rules: [], sources: [], exchanges: [exchange], losses: null }
}
const event = (value: object): string => `data: ${JSON.stringify(value)}\n\n`

test('a skeleton has members, tags and events, and no values', () => {
  const sse = event({ type: 'a', n: 1 }) + event({ type: 'a', n: 2 }) + event({ type: 'b', l: ['x', null] })
  expect(skeletonOf(caseOf({ model: 'm', messages: [{ role: 'user', content: 'a' }] }, sse))).toBe(
    'client POST /v1/messages 200  end {messages:[{content:string,role:user}],model:string}\n' +
      'client.expect POST  200  end :{n:number,type:a}\n:{l:[string,null],type:b}',
  )
})

test('other values, and text cut otherwise, make no other skeleton', () => {
  const one = caseOf({ model: 'm' }, event({ text: 'ab' }))
  const other = caseOf({ model: 'n' }, event({ text: 'a' }) + event({ text: 'b' }))
  expect(skeletonOf(one)).toBe(skeletonOf(other))
  expect(skeletonOf(one)).not.toBe(skeletonOf(caseOf({ model: 'm', top_k: 1 }, event({ text: 'ab' }))))
})
