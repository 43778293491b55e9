import { describe, expect, it } from 'vitest'
import type { HostedTool } from '../../interlingua/tool.ts'
import { blankExchange } from '../../translate/exchange.ts'
import { Ledger } from '../../translate/ledger.ts'
import { countedStop, resumes } from './stop.ts'

const search: HostedTool = {
  kind: 'hosted',
  at: '/tools/0',
  format: 'anthropic-messages',
  type: 'web_search_20260318',
  name: 'web_search',
  payload: {},
  asFunction: null,
  elsewhere: { rule: 'TOOL-22', why: 'a tool of the provider', level: 'warn' },
}
const asked = blankExchange()

function counted(tools: readonly HostedTool[], own = false) {
  const ledger = new Ledger(own ? 'anthropic-messages' : 'openai-responses', { rule: 'ENV-5', why: 'unknown', level: 'info' })
  const stop = { at: { reason: '/incomplete_details/reason' }, reason: 'pause', sequence: null, category: null, explanation: null } as const
  const seen = { calls: false, refusal: false, resumes: resumes({ ...asked, request: { ...asked.request, tools } }) }
  const { reason } = countedStop(stop, seen, ledger, own)
  return [reason, ...ledger.losses.map(({ path, rule, level }) => `${path} ${rule} ${level}`)]
}

describe('a turn that is paused', () => {
  it('STOP-R-6: is one to go on with for clients that offered tools of the provider', () => {
    expect(counted([search])).toEqual(['pause'])
    expect(counted([], true)).toEqual(['pause'])
  })

  it('STOP-R-6: ended at a limit for all others', () => {
    const runsAtTheClient = { ...search, asFunction: { description: 'd', parameters: {}, examples: [] } }
    expect(counted([])).toEqual(['maxTokens', '/incomplete_details/reason STOP-R-6 info'])
    expect(counted([runsAtTheClient])[0]).toBe('maxTokens')
  })
})
