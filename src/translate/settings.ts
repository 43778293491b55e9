/** Choices of a route that change how a request or response is translated (§7.8). */
export interface Settings {
  /** Which reasoning members a Chat client is shown (RSN-8). */
  readonly reasoningField: 'none' | 'content' | 'details' | 'both'
  /** Reasoning that another family of models wrote is left out, or sent for the provider to judge (RSN-4, CAR-8). */
  readonly reasoningOnModelSwitch: 'drop' | 'send'
  /** Where a later system message goes when the target has no place for it (MSG-6, MSG-9). */
  readonly midSystem: { readonly messages: 'hoist' | 'user'; readonly chat: 'user' | 'hoist' }
  /** Hosted tools (TOOL-22), by the names that requests give them: `web_search`. */
  readonly hostedTools: { readonly [name: string]: HostedToolPolicy }
  /** Whether streamed tool arguments are checked before they are passed on (STR-CA-7). */
  readonly toolArguments: 'stream' | 'buffer'
  /** Who looks for stop sequences (§13-2). */
  readonly stopSequences: 'auto' | 'upstream' | 'gateway'
  /** De-facto members such as `thinking` or `top_k` in a Chat request are read (REQ-C-31). */
  readonly acceptVendorExtensions: boolean
  /** Server-tool blocks in a history become text instead of a rejection (CB-17). */
  readonly historyServerTools: 'text' | 'reject'
  /** `speed` and paid tiers may be mapped although they change the price (REQ-A-21, REQ-C-23). */
  readonly allowPaidTierMapping: boolean
  /** Answer with the name the client asked for instead of the upstream's (ENV-1). */
  readonly echoRequestedModel: boolean
  /** Automatic prompt caching at Anthropic for clients of formats whose providers cache by themselves (CAC-8); null is none. */
  readonly autoCache: AutoCache | null
  /** Default limit of a request that names none, in tokens (LIM-2). */
  readonly maxTokens: number | null
  /** A Messages stream says at its start how many input tokens there may be, where nobody knows yet (EMA-10). */
  readonly estimateInputTokens: boolean
  /** Most characters of one stream that may wait for their turn (STR-2). */
  readonly maxBuffered: number
}

/** Which requests are marked for caching, and for how long an entry lives. */
export interface AutoCache {
  /** `tools-or-history`: those that offer tools or continue a conversation. */
  readonly when: 'always' | 'tools-or-history'
  readonly ttl: '5m' | '1h'
}

/** What to do with a hosted tool that the target may or may not offer. */
export type HostedToolPolicy = 'auto' | 'map' | 'drop' | 'reject'

export const defaultSettings: Settings = {
  reasoningField: 'both',
  reasoningOnModelSwitch: 'drop',
  midSystem: { messages: 'hoist', chat: 'user' },
  hostedTools: {},
  toolArguments: 'stream',
  stopSequences: 'auto',
  acceptVendorExtensions: true,
  historyServerTools: 'reject',
  allowPaidTierMapping: false,
  echoRequestedModel: false,
  autoCache: null,
  maxTokens: null,
  estimateInputTokens: false,
  maxBuffered: 8 * 1024 * 1024,
}
