import type { Decided } from '../fidelity/tables.ts'

/** A decision about what today's tables do not name: it is gone, or has another name, or another place. */
export interface Declared {
  /** `Shape.field`, `Union: arm`, `Enum = value`, or a shape decided as a whole; `*` stands for any text. */
  readonly at: readonly string[]
  readonly fate: Decided
  /** The rule that asks for it, and why it is decided here. */
  readonly rule: string
  readonly why: string
}

const mapped: Decided = { fate: 'mapped' }
const answer: Decided = { fate: 'carried', rule: 'EVA-19', why: 'it belongs to a tool that Anthropic runs itself', elsewhere: 'info' }
const unhoused: Decided = { fate: 'carried', rule: 'ENV-5', why: 'no other format has a place for it', elsewhere: 'info' }
const container: Decided = {
  fate: 'rejected',
  rule: 'REQ-A-24',
  why: 'a container means something only to tools that Anthropic runs',
  level: 'reject',
}

/** By format, those that history is replayed with decisions for. */
export const declared: Readonly<Record<string, readonly Declared[]>> = {
  'anthropic-messages': [
    {
      at: ['*Error.message', '*Error.type', '*Error.details', 'ErrorEvent.error: *', 'ErrorResponse.error: *'],
      fate: mapped,
      rule: 'ERA-1',
      why: 'up to 1.0.0 the shapes of errors had names without Object and no union had a name; they are read by type and message',
    },
    {
      at: ['APIError', 'ConflictError', 'RequestTooLargeError'],
      fate: unhoused,
      rule: 'ENV-5',
      why: "they were the beta surface's own, beside those of the core that are read",
    },
    {
      at: ['*ToolResultError'],
      fate: answer,
      rule: 'EVA-19',
      why: 'errors of tools that Anthropic runs had names without Object up to 1.0.0',
    },
    {
      at: ['FileDocumentSource', 'FileImageSource'],
      fate: { fate: 'rejected', rule: 'CB-6', why: 'a file is known to Anthropic alone', level: 'reject' },
      rule: 'CB-6',
      why: 'files were of the beta surface alone before 0.137.0',
    },
    {
      at: ['ContainerParams', 'SkillParams'],
      fate: container,
      rule: 'REQ-A-24',
      why: 'containers were of the beta surface alone before 0.137.0',
    },
    {
      at: ['Skill', 'Diagnostics', 'CacheMiss*'],
      fate: unhoused,
      rule: 'ENV-5',
      why: 'skills and cache diagnostics of answers were of the beta surface alone before 0.137.0',
    },
    {
      at: ['DiagnosticsParam'],
      fate: {
        fate: 'dropped',
        rule: 'REQ-A-26',
        why: 'cache diagnostics compare with an earlier message of the same provider',
        level: 'debug',
      },
      rule: 'REQ-A-26',
      why: 'cache diagnostics of requests were of the beta surface alone before 0.137.0',
    },
    {
      at: ['MessageParam.role', 'MessageParam.content', 'MessageParam.role = *'],
      fate: mapped,
      rule: 'ROL-2',
      why: 'a message was one shape before 1.0.0, with its role as a value',
    },
    {
      at: ['MessageParam.clear_at', 'MessageParam.output_config', 'MessageParam.clear_at = *'],
      fate: {
        fate: 'dropped',
        rule: 'MSG-7',
        why: 'no other provider clears a system message later, or changes the effort by one',
        level: 'warn',
      },
      rule: 'MSG-7',
      why: 'members of system messages stood in the one shape of all messages before 1.0.0',
    },
    {
      at: ['MessageCreateParams.user_profile_id'],
      fate: { fate: 'carried', rule: 'REQ-A-32a', why: 'whom a request is for is between the client and Anthropic', elsewhere: 'never' },
      rule: 'REQ-A-32a',
      why: 'a member of beta requests in 0.97.1 and 0.118.0 alone, a header since',
    },
  ],
  'openai-chat': [
    {
      at: ['ChatCompletionCreateParams.prompt_cache_retention = in-memory'],
      fate: { fate: 'carried', rule: 'REQ-C-25', why: 'caching is set by the route', elsewhere: 'debug' },
      rule: 'REQ-C-25',
      why: 'the spelling of in_memory in 6.32.0',
    },
  ],
}
