import { describe, expect, it } from 'vitest'
import type { Capabilities } from '../../capabilities/capabilities.ts'
import { capabilitiesOf } from '../../capabilities/match.ts'
import { createContext } from '../../translate/default-context.ts'
import { Ledger } from '../../translate/ledger.ts'
import { defaultSettings } from '../../translate/settings.ts'
import { encodeSampling } from './sampling.ts'

const context = createContext({ secret: 's', now: () => 9000 })

function encoded(from: string, sampling: Capabilities['sampling'], effort: string | null = null) {
  const ledger = new Ledger(from, { rule: 'ENV-5', why: 'unknown', level: 'info' })
  const capabilities = { ...capabilitiesOf('openai', 'gpt-5').capabilities, sampling }
  const target = { model: 'm', capabilities, settings: defaultSettings, context }
  const wanted = { temperature: 0.5, topP: 1, topK: 40 }
  const sent = encodeSampling(wanted, effort, (hubPath) => `/${hubPath}`, ledger, target)
  return [sent, ...ledger.losses.map(({ path, rule, level }) => `${path} ${rule} ${level}`)]
}

describe('sampling members of a Responses request', () => {
  it.each([
    ['SAM-5', 'never', null, {}, ['/sampling.temperature SAM-5 warn']],
    ['SAM-6', 'whenEffortNone', 'low', {}, ['/sampling.temperature SAM-6 warn']],
    ['SAM-6', 'whenEffortNone', 'none', { temperature: 0.5 }, []],
    ['SAM-7', 'always', 'low', { temperature: 0.5 }, []],
  ] as const)('REQ-A-11, SAM-4, %s: %s with effort %s', (_rule, gate, effort, sent, losses) => {
    expect(encoded('anthropic-messages', gate, effort)).toEqual([sent, '/sampling.topK REQ-A-11 warn', ...losses])
  })

  it('go out as they came in their own format', () => {
    expect(encoded('openai-responses', 'never')[0]).toEqual({ temperature: 0.5, top_p: 1 })
  })
})
