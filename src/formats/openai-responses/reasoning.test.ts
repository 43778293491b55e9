import { describe, expect, it } from 'vitest'
import { readCarrier } from '../../translate/carrier.ts'
import { context } from './encoding.fixture.ts'
import { itemOfSeal, reasoningText, sealReasoning } from './reasoning.ts'
import { packReasoning } from '../../translate/packed-reasoning.ts'

const item = { id: 'rs_1', encrypted: 'gAAAA', summary: ['a', '', 'b\n\nc'], content: [] }

describe('reasoning of this API, sealed for clients of others', () => {
  it('RSN-3: the carrier holds the id, the encrypted content and how long each piece of the summary is', () => {
    expect(readCarrier(sealReasoning(item, 'gpt-5.6', context), context)).toEqual({
      v: 1,
      src: 'r',
      model: 'gpt-5.6',
      kind: 'reasoning',
      data: { id: 'rs_1', encrypted_content: 'gAAAA', summary: [1, 0, 4] },
    })
    expect(reasoningText(item)).toBe('a\n\n\n\nb\n\nc')
  })

  it('CAR-8: it tells the name that the model was asked for, where its host reported one of another family', () => {
    const asked = { ...context, model: 'gpt-5.6' }
    expect(readCarrier(sealReasoning({ ...item, summary: [] }, 'prod-7', asked), context)?.data).toEqual({
      asked: 'gpt-5.6',
      id: 'rs_1',
      encrypted_content: 'gAAAA',
      summary: [],
    })
  })

  it.each([
    ['a summary', item],
    ['an empty piece', { ...item, summary: [''] }],
    ['nothing to read', { ...item, summary: [] }],
    ['the reasoning itself', { ...item, summary: [], content: ['a', 'b'] }],
    ['nothing encrypted', { ...item, encrypted: null }],
  ])('RSN-4: of %s the same item is made again', (_, said) => {
    expect(itemOfSeal(sealReasoning(said, 'gpt-5.6', context), reasoningText(said), context)).toEqual({
      type: 'reasoning',
      id: 'rs_1',
      encrypted_content: said.encrypted,
      summary: said.summary.map((text) => ({ type: 'summary_text', text })),
      ...(said.content.length === 0 ? {} : { content: said.content.map((text) => ({ type: 'reasoning_text', text })) }),
    })
  })

  it('CAR-10, LAW-21: none is made of another text, of an altered carrier, or of another API’s', () => {
    const seal = sealReasoning(item, 'gpt-5.6', context)
    expect(itemOfSeal(seal, `${reasoningText(item)}!`, context)).toBeNull()
    expect(itemOfSeal(`${seal.slice(0, -1)}${seal.endsWith('A') ? 'B' : 'A'}`, reasoningText(item), context)).toBeNull()
    expect(itemOfSeal(packReasoning([{ text: '', seal: 's', redacted: false }], 'claude-opus-5', context), '', context)).toBeNull()
    expect(itemOfSeal('gAAAA', '', context)).toBeNull()
  })
})

describe('reasoning of other providers, sealed for clients of this API', () => {
  it('RSN-6, RSN-12: the carrier holds the blocks, and whose they are', () => {
    const blocks = [
      { text: 'hm', seal: 'EqQB', redacted: false },
      { text: '', seal: 'EmwK', redacted: true },
    ]
    expect(readCarrier(packReasoning(blocks, 'claude-opus-5', context), context)).toEqual({
      v: 1,
      src: 'a',
      model: 'claude-opus-5',
      kind: 'blocks',
      data: { blocks },
    })
    const unsigned = [{ text: 'hm', seal: null, redacted: false }]
    expect(readCarrier(packReasoning(unsigned, 'deepseek-r1', context), context)?.src).toBe('c')
  })
})
