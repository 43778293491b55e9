import { expect, test } from 'vitest'
import type { JsonObject } from '../../interlingua/json.ts'
import { Ledger } from '../../translate/ledger.ts'
import { loseRest } from './hosted-tools.ts'

function lost(payload: JsonObject): readonly (readonly [string, string])[] {
  const elsewhere = { rule: 'X-1', why: 'why', level: 'info' } as const
  const ledger = new Ledger('openai-responses', elsewhere)
  const tool = { kind: 'hosted', at: '/tools/0', format: 'f', type: 't', name: 'web_search', payload, asFunction: null, elsewhere } as const
  loseRest(tool, ['user_location'], ledger)
  return ledger.losses.map(({ path, level }) => [path, level])
}

test('TOOL-12: what keeps a search within bounds is lost with a warning, what else there is with a word', () => {
  expect(
    lost({ type: 'web_search', max_uses: 3, search_context_size: 'low', cache_control: { type: 'ephemeral' }, user_location: {} }),
  ).toEqual([
    ['/tools/0/max_uses', 'warn'],
    ['/tools/0/search_context_size', 'info'],
    ['/tools/0/cache_control', 'debug'],
  ])
})

test('TOOL-12, LEN-2: access to the web is what a search has, and asks for nothing; to have none is a wish', () => {
  expect(lost({ type: 'web_search', external_web_access: true, filters: {}, max_uses: null })).toEqual([])
  expect(lost({ type: 'web_search', external_web_access: false })).toEqual([['/tools/0/external_web_access', 'warn']])
})
