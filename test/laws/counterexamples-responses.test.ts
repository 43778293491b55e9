import { describe, expect, it } from 'vitest'
import type { Document } from '../../conformance/arbitrary.ts'
import {
  anthropicMessages,
  createContext,
  openaiChat,
  openaiResponses,
  translateRequest,
  type Format,
  type RequestOptions,
} from '../../src/index.ts'

function asked(from: Format, to: Format, body: Document, options: RequestOptions): { readonly body: Document; readonly losses: string[] } {
  const outcome = translateRequest(from, to, body, { strictness: 'lenient', context: createContext({ secret: 'law' }), ...options })
  if (!outcome.ok) throw new Error(outcome.fault.message)
  return { body: outcome.value.body, losses: outcome.losses.map(({ path, fate, level, rule }) => `${path} ${fate} ${level} ${rule}`) }
}

const toMessages = (body: Document) => asked(openaiResponses, anthropicMessages, { model: 'm', ...body }, { model: 'claude-sonnet-4-6' })
const toChat = (body: Document, options: RequestOptions = { model: 'gpt-4o' }) =>
  asked(openaiResponses, openaiChat, { model: 'm', input: 'Hi', ...body }, options)
const search: RequestOptions = { model: 'gpt-4o', capabilities: { hostedTools: ['web_search'] } }

describe('requests of Responses that the laws found', () => {
  it('LEN-11: that the model may choose the detail of a picture asks Messages for nothing', () => {
    const picture = { type: 'input_image', image_url: 'https://example.com/a.png', detail: 'auto' }
    const { losses } = toMessages({ input: [{ role: 'user', content: [picture] }] })
    expect(losses).toEqual([])
  })

  it('LAW-23, REQ-R-8: a summary of reasoning that is switched off is told', () => {
    const { body, losses } = toMessages({ input: 'Hi', reasoning: { effort: 'none', summary: 'auto' } })
    expect(body['thinking']).toEqual({ type: 'disabled' })
    expect(losses).toEqual(['/reasoning/summary dropped debug REQ-R-8'])
  })

  it('LAW-5, EFF-A-3: a level of effort that is another one at Messages is told where it stands', () => {
    const { body, losses } = toMessages({ input: 'Hi', reasoning: { effort: 'minimal' } })
    expect(body['output_config']).toEqual({ effort: 'low' })
    expect(losses).toEqual(['/reasoning/effort folded info EFF-A-3'])
  })

  it('LAW-5, EFF-O-1: a summary is told by its own place where the model takes no reasoning member', () => {
    const { body, losses } = toChat({ reasoning: { summary: 'auto' } })
    expect(body).not.toHaveProperty('reasoning_effort')
    expect(losses).toEqual(['/reasoning/summary dropped debug EFF-O-1'])
  })

  it('LAW-5, REQ-R-13: no calls of hosted tools at all is a wish of its own', () => {
    const { losses } = toChat({ max_tool_calls: 0 })
    expect(losses).toEqual(['/max_tool_calls dropped warn REQ-R-13'])
  })

  it('LAW-5, TOOL-13: a search at Chat keeps its context size, and what limits it is told', () => {
    const tool = { type: 'web_search', search_context_size: 'low', external_web_access: false, filters: { allowed_domains: ['a.example'] } }
    const { body, losses } = toChat({ tools: [tool] }, search)
    expect(body['web_search_options']).toEqual({ search_context_size: 'low' })
    expect(losses).toEqual(['/tools/0/external_web_access dropped warn TOOL-12', '/tools/0/filters dropped warn TOOL-12'])
  })
})

describe('requests towards Chat and Responses that their laws found', () => {
  it('LAW-23, TOOL-12: what limits a search of Anthropic is told where the search of Chat stands for it', () => {
    const tool = { type: 'web_search_20260318', name: 'web_search', max_uses: 2, allowed_domains: ['a.example'] }
    const messages = [{ role: 'user', content: 'Hi' }]
    const { body, losses } = asked(anthropicMessages, openaiChat, { model: 'm', max_tokens: 9, messages, tools: [tool] }, search)
    expect(body['web_search_options']).toEqual({})
    expect(losses).toEqual(['/tools/0/max_uses dropped warn TOOL-12', '/tools/0/allowed_domains dropped warn TOOL-12'])
  })

  it('LAW-5, SCH-10: a schema that Responses does not take is told where it stands in a Chat request', () => {
    const response_format = { type: 'json_schema', json_schema: { name: 'list', schema: { type: 'array' } } }
    const body = { model: 'm', messages: [{ role: 'user', content: 'Hi' }], response_format }
    const { losses } = asked(openaiChat, openaiResponses, body, { model: 'gpt-4o' })
    expect(losses).toEqual(['/response_format/json_schema/schema rejected reject SCH-10', '/response_format dropped debug SCH-10'])
  })
})
