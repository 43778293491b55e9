import type Anthropic from '@anthropic-ai/sdk'
import type OpenAI from 'openai'
import type { ReceivedRequest } from '../../src/simulate/index.ts'

/** What the conversations are about; nothing in the scenarios depends on the words. */
export interface Material {
  readonly greeting: string
  readonly system: string
  /** The most tokens an answer may have. */
  readonly limit: number
  /** A question that makes the model call the tool. */
  readonly question: string
  readonly tool: {
    readonly name: string
    readonly description: string
    readonly schema: {
      readonly type: 'object'
      readonly properties: Readonly<Record<string, unknown>>
      readonly required: string[]
    }
  }
  /** What the tool answers when it is called. */
  readonly toolAnswer: string
}

/** The provider behind the model of a scenario. */
export type ProviderName = 'anthropic' | 'openai'

/** What a scenario plays with. */
export interface Scene {
  readonly claude: Anthropic
  readonly gpt: OpenAI
  readonly material: Material
  /** What the provider has received since the scenario began. */
  received(): readonly ReceivedRequest[]
}

/** One request of a client, and the answer its SDK assembled. */
export interface Turn {
  readonly sent: object
  readonly assembled: object
}

/** A conversation between a client and a provider. */
export interface Scenario {
  readonly title: string
  readonly provider: ProviderName
  /** Plays the conversation; throws a `Mismatch` where something did not arrive as it should. */
  play(scene: Scene): Promise<readonly Turn[]>
}

/** A conversation that did not go as it should. */
export class Mismatch extends Error {
  override readonly name = 'Mismatch'
}

/** Throws a `Mismatch` unless the condition holds. */
export function expect(condition: boolean, expectation: string): asserts condition {
  if (!condition) throw new Mismatch(`expected that ${expectation}`)
}
