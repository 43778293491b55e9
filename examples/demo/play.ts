import { anthropicScenarios } from './anthropic-client.ts'
import { openaiScenarios } from './openai-client.ts'
import { responsesScenarios } from './responses.ts'
import type { Material, Scenario, Turn } from './scenario.ts'
import type { Stage } from './stage.ts'

/** What came of a scenario: every turn with what the provider received of it, and what went wrong, if anything. */
export interface Report {
  readonly title: string
  readonly turns: readonly (Turn & { readonly received: object | undefined })[]
  readonly problem: string | null
}

/** Both official SDKs, and all three APIs, with models of both providers. */
export const scenarios: readonly Scenario[] = [
  ...anthropicScenarios('claude-sonnet-4-6', 'anthropic'),
  ...anthropicScenarios('gpt-4o', 'openai'),
  ...openaiScenarios('gpt-4o', 'openai'),
  ...openaiScenarios('claude-sonnet-4-6', 'anthropic'),
  ...responsesScenarios,
]

/** Plays one scenario. */
export async function play(scenario: Scenario, stage: Stage, material: Material): Promise<Report> {
  const { requests } = stage.simulation[scenario.provider]
  const before = requests.length
  const received = () => requests.slice(before)
  try {
    const turns = await scenario.play({ claude: stage.claude, gpt: stage.gpt, material, received })
    return {
      title: scenario.title,
      turns: turns.map((turn, index) => ({ ...turn, received: bodyOf(received()[index]?.body) })),
      problem: null,
    }
  } catch (problem) {
    return {
      title: scenario.title,
      turns: [],
      problem: problem instanceof Error ? `${problem.name}: ${problem.message}` : String(problem),
    }
  }
}

const bodyOf = (body: unknown): object | undefined => (typeof body === 'object' && body !== null ? body : undefined)
