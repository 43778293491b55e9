import { describe, expect, it } from 'vitest'
import type { Kept } from '../../translate/format.ts'
import { storage } from './storage.ts'

const answer = { type: 'message', id: 'msg_1', role: 'assistant', content: 'ok' }
const kept: Kept = {
  item: (id) => (id === 'msg_1' ? answer : null),
  conversation: (id) => (id === 'resp_1' ? [{ role: 'user', content: 'hi' }, answer] : null),
}
const resolved = (body: Parameters<typeof storage.resolve>[0]) => {
  const result = storage.resolve(body, kept)
  if ('kind' in result) throw new Error(result.message)
  return result
}

describe('references of a Responses client', () => {
  it('RI-8: a reference becomes the item it names, also without its type', () => {
    const { body } = resolved({ input: [{ role: 'user', content: 'hi' }, { type: 'item_reference', id: 'msg_1' }, { id: 'msg_1' }] })
    expect(body).toEqual({ input: [{ role: 'user', content: 'hi' }, answer, answer] })
  })

  it('REQ-R-29: a conversation goes before the input, whatever form that has', () => {
    expect(resolved({ model: 'm', previous_response_id: 'resp_1', input: 'and?' }).body).toEqual({
      model: 'm',
      input: [{ role: 'user', content: 'hi' }, answer, { role: 'user', content: 'and?' }],
    })
    expect(resolved({ previous_response_id: null, input: 'hi' }).body).toEqual({ previous_response_id: null, input: 'hi' })
  })

  it('STO-2: what is not kept is refused by its place', () => {
    expect(storage.resolve({ input: [{ type: 'item_reference', id: 'msg_9' }] }, kept)).toMatchObject({
      kind: 'invalidRequest',
      param: '/input/0/id',
      message: "the item 'msg_9' is not kept here: send the full items, or store:false",
    })
    expect(storage.resolve({ previous_response_id: 'resp_9', input: 'x' }, kept)).toMatchObject({ param: '/previous_response_id' })
  })

  it('GWE-1: places in the request that was sent on are told as places in the client’s', () => {
    const { origin } = resolved({ previous_response_id: 'resp_1', input: [{ type: 'item_reference', id: 'msg_1' }, { role: 'user' }] })
    expect(['/input/1/content', '/input/2/content/0', '/input/3/content', '/model'].map(origin)).toEqual([
      '/previous_response_id',
      '/input/0',
      '/input/1/content',
      '/model',
    ])
  })

  it('STO-1: what is kept is all that was said, under the id of the answer', () => {
    expect(storage.keep({ input: 'hi' }, { id: 'resp_1', output: [answer] })).toEqual({
      id: 'resp_1',
      items: [{ role: 'user', content: 'hi' }, answer],
    })
    expect([{ store: true }, { store: false }, {}].map((body) => storage.wanted(body))).toEqual([true, false, null])
  })
})
