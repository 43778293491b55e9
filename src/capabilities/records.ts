import type { Capabilities } from './capabilities.ts'

/** What is known of a provider's models: the first match counts. */
export interface ProviderRecords {
  /** For a model that no record matches. */
  readonly unknown: Capabilities
  readonly models: readonly ModelRecord[]
}

/** A model pattern, in which `*` stands for any text and `?` for one character, and what such models can do. */
export interface ModelRecord {
  readonly match: string
  readonly capabilities: Capabilities
}
