import type { JsonObject } from '../json.ts'

/** What the simulated provider knows of one of its models. */
export interface Model {
  /** The name that answers carry. */
  readonly id: string
  /** The short name that clients may use as well. */
  readonly alias: string
  readonly displayName: string
  readonly createdAt: string
  readonly contextWindow: number
  readonly maxOutput: number
  readonly thinking: readonly ThinkingMode[]
  /** What a client sees of the thinking if it does not say. */
  readonly display: 'summarized' | 'omitted'
  readonly efforts: readonly string[]
  readonly sampling: 'unlessThinking' | 'never'
  /** Refuses `temperature` and `top_p` together. */
  readonly samplingExclusive: boolean
  /** Whether a conversation may end with the beginning of the answer. */
  readonly prefill: boolean
  /** Whether system messages may stand inside the conversation. */
  readonly midSystem: boolean
}

/** The kinds of thinking a client may ask a model for. */
export type ThinkingMode = 'enabled' | 'adaptive' | 'between_tools' | 'disabled'

/** The model of that name, by its full id or its alias. */
export const findModel = (name: string): Model | undefined => models.find((model) => model.id === name || model.alias === name)

/** A model as `GET /v1/models` lists it. */
export function modelInfo(model: Model): JsonObject {
  const levels = ['low', 'medium', 'high', 'xhigh', 'max']
  return {
    type: 'model',
    id: model.id,
    display_name: model.displayName,
    created_at: model.createdAt,
    lifecycle: 'active',
    line: model.id.split('-')[1] ?? null,
    deprecated_at: null,
    retires_at: null,
    max_input_tokens: model.contextWindow,
    max_tokens: model.maxOutput,
    capabilities: {
      batch: { supported: true },
      citations: { supported: true },
      code_execution: { supported: false },
      context_management: {
        supported: false,
        clear_thinking_20251015: null,
        clear_tool_uses_20250919: null,
        compact_20260112: null,
      },
      effort: {
        supported: model.efforts.length > 0,
        ...Object.fromEntries(levels.map((level) => [level, { supported: model.efforts.includes(level) }])),
      },
      image_input: { supported: true },
      pdf_input: { supported: true },
      server_tools: { supported: false, code_execution: { supported: false }, web_search: { supported: false } },
      structured_outputs: { supported: true },
      thinking: {
        supported: true,
        types: Object.fromEntries(
          ['adaptive', 'between_tools', 'disabled', 'enabled'].map((mode) => [
            mode,
            { supported: model.thinking.some((known) => known === mode) },
          ]),
        ),
      },
    },
  }
}

const manual = {
  contextWindow: 200_000,
  maxOutput: 64_000,
  thinking: ['enabled', 'disabled'],
  display: 'summarized',
  efforts: [],
  sampling: 'unlessThinking',
  samplingExclusive: true,
  prefill: true,
  midSystem: false,
} as const

const mixed = {
  ...manual,
  contextWindow: 1_000_000,
  maxOutput: 128_000,
  samplingExclusive: false,
  thinking: ['enabled', 'adaptive', 'disabled'],
  efforts: ['low', 'medium', 'high', 'max'],
  prefill: false,
} as const

const adaptive = {
  ...mixed,
  thinking: ['adaptive', 'disabled'],
  display: 'omitted',
  efforts: ['low', 'medium', 'high', 'xhigh', 'max'],
  sampling: 'never',
} as const

/** The models on offer, newest first. */
export const models: readonly Model[] = [
  {
    ...adaptive,
    id: 'claude-opus-5',
    alias: 'claude-opus-5',
    displayName: 'Claude Opus 5',
    createdAt: '2026-07-15T00:00:00Z',
    thinking: ['adaptive', 'between_tools', 'disabled'],
    midSystem: true,
  },
  {
    ...adaptive,
    id: 'claude-sonnet-5',
    alias: 'claude-sonnet-5',
    displayName: 'Claude Sonnet 5',
    createdAt: '2026-06-15T00:00:00Z',
  },
  {
    ...adaptive,
    id: 'claude-opus-4-8',
    alias: 'claude-opus-4-8',
    displayName: 'Claude Opus 4.8',
    createdAt: '2026-05-15T00:00:00Z',
    midSystem: true,
  },
  {
    ...adaptive,
    id: 'claude-opus-4-7',
    alias: 'claude-opus-4-7',
    displayName: 'Claude Opus 4.7',
    createdAt: '2026-04-14T00:00:00Z',
  },
  {
    ...mixed,
    id: 'claude-sonnet-4-6',
    alias: 'claude-sonnet-4-6',
    displayName: 'Claude Sonnet 4.6',
    createdAt: '2026-02-17T00:00:00Z',
  },
  {
    ...mixed,
    id: 'claude-opus-4-6',
    alias: 'claude-opus-4-6',
    displayName: 'Claude Opus 4.6',
    createdAt: '2026-02-04T00:00:00Z',
  },
  {
    ...manual,
    id: 'claude-opus-4-5-20251101',
    alias: 'claude-opus-4-5',
    displayName: 'Claude Opus 4.5',
    createdAt: '2025-11-24T00:00:00Z',
    efforts: ['low', 'medium', 'high'],
  },
  {
    ...manual,
    id: 'claude-haiku-4-5-20251001',
    alias: 'claude-haiku-4-5',
    displayName: 'Claude Haiku 4.5',
    createdAt: '2025-10-15T00:00:00Z',
  },
  {
    ...manual,
    id: 'claude-sonnet-4-5-20250929',
    alias: 'claude-sonnet-4-5',
    displayName: 'Claude Sonnet 4.5',
    createdAt: '2025-09-29T00:00:00Z',
  },
]
