/** A provider's SDK over eight months: the versions between which its API is compared. */
export interface History {
  readonly package: '@anthropic-ai/sdk' | 'openai'
  readonly client: 'Anthropic' | 'OpenAI'
  /** Oldest first. */
  readonly versions: readonly string[]
}

/** From the versions that were current eight months before 2026-11-22 to the newest, with the flip of Anthropic's API version. */
export const histories: readonly History[] = [
  { package: '@anthropic-ai/sdk', client: 'Anthropic', versions: ['0.80.0', '0.97.1', '0.118.0', '0.137.0', '1.0.0', '1.12.0'] },
  { package: 'openai', client: 'OpenAI', versions: ['6.32.0', '6.39.0', '6.49.0', '7.6.0', '7.24.0', '7.43.0', '7.57.0'] },
]
