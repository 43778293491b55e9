import type { Part } from './part.ts'

/**
 * Who speaks. `system` and `developer` instruct, `tool` holds nothing but tool results. Anthropic's user message with tool
 * results decodes to a `user` turn that holds them: turns are kept as they came, encoders regroup.
 */
export type Role = 'system' | 'developer' | 'user' | 'assistant' | 'tool'

/** One message. `name` is OpenAI's optional participant name; `shorthand` says that the content was a bare string. */
export interface Turn {
  readonly at: string
  readonly role: Role
  readonly name: string | null
  readonly shorthand: boolean
  readonly parts: readonly Part[]
}
