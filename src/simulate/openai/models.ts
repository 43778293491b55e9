import type { JsonObject } from '../json.ts'

/** What the simulated provider knows of one of its models. */
export interface Model {
  /** The name that answers carry. */
  readonly id: string
  /** The short name that clients may use as well. */
  readonly alias: string
  /** Seconds since 1970. */
  readonly created: number
  readonly maxOutput: number
  /** The efforts it can reason with; none for a model that does not reason at all. */
  readonly efforts: readonly string[]
  /** The effort where the client names none. */
  readonly defaultEffort: string
  /** Refuses function tools on this endpoint unless the effort is `none`. */
  readonly toolsNeedResponses: boolean
}

/** The model of that name, by its full id or its alias. */
export const findModel = (name: string): Model | undefined => models.find((model) => model.id === name || model.alias === name)

/** Whether the model reasons before it answers. */
export const reasons = (model: Model): boolean => model.efforts.length > 0

/** A model as `GET /v1/models` lists it. */
export const modelInfo = (model: Model): JsonObject => ({
  id: model.alias,
  object: 'model',
  created: model.created,
  owned_by: 'system',
})

const CLASSIC = ['low', 'medium', 'high']
const UP_TO_XHIGH = ['none', 'low', 'medium', 'high', 'xhigh']

const plain = (alias: string, id: string, created: number, maxOutput: number): Model => ({
  alias,
  id,
  created,
  maxOutput,
  efforts: [],
  defaultEffort: 'none',
  toolsNeedResponses: false,
})

const reasoning = (alias: string, id: string, created: number, efforts: readonly string[], defaultEffort: string): Model => ({
  ...plain(alias, id, created, 128_000),
  efforts,
  defaultEffort,
})

const newest = (alias: string, created: number, defaultEffort: string): Model => ({
  ...reasoning(alias, alias, created, UP_TO_XHIGH, defaultEffort),
  toolsNeedResponses: true,
})

/** The models on offer. */
export const models: readonly Model[] = [
  plain('gpt-4o', 'gpt-4o-2024-08-06', 1715367049, 16_384),
  plain('gpt-4o-mini', 'gpt-4o-mini-2024-07-18', 1721172741, 16_384),
  plain('gpt-4.1', 'gpt-4.1-2025-04-14', 1744316542, 32_768),
  plain('gpt-4.1-mini', 'gpt-4.1-mini-2025-04-14', 1744318173, 32_768),
  plain('gpt-4.1-nano', 'gpt-4.1-nano-2025-04-14', 1744321707, 32_768),
  plain('gpt-3.5-turbo', 'gpt-3.5-turbo-0125', 1677610602, 4_096),
  { ...reasoning('o1', 'o1-2024-12-17', 1734375816, CLASSIC, 'medium'), maxOutput: 100_000 },
  { ...reasoning('o3', 'o3-2025-04-16', 1744225308, CLASSIC, 'medium'), maxOutput: 100_000 },
  { ...reasoning('o3-mini', 'o3-mini-2025-01-31', 1737146383, CLASSIC, 'medium'), maxOutput: 100_000 },
  { ...reasoning('o4-mini', 'o4-mini-2025-04-16', 1744225351, CLASSIC, 'medium'), maxOutput: 100_000 },
  reasoning('gpt-5', 'gpt-5-2025-08-07', 1754425777, ['minimal', ...CLASSIC], 'medium'),
  reasoning('gpt-5-mini', 'gpt-5-mini-2025-08-07', 1754425928, ['minimal', ...CLASSIC], 'medium'),
  reasoning('gpt-5-nano', 'gpt-5-nano-2025-08-07', 1754426384, ['minimal', ...CLASSIC], 'medium'),
  reasoning('gpt-5.1', 'gpt-5.1-2025-11-13', 1762800673, ['none', ...CLASSIC], 'none'),
  reasoning('gpt-5.2', 'gpt-5.2-2025-12-11', 1765313051, UP_TO_XHIGH, 'none'),
  newest('gpt-5.4', 1772582400, 'none'),
  newest('gpt-5.4-mini', 1773705600, 'none'),
  newest('gpt-5.6-sol', 1781568000, 'medium'),
  newest('gpt-5.6-terra', 1781568000, 'medium'),
  newest('gpt-5.6-luna', 1781568000, 'medium'),
]
