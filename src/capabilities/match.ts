import { anthropic } from './anthropic.ts'
import type { Capabilities } from './capabilities.ts'
import { openai } from './openai.ts'
import { other } from './other.ts'
import type { ProviderRecords } from './records.ts'

/** Whose hosts a model runs on: Anthropic's, OpenAI's, or another chat host. */
export type Provider = keyof typeof records

const records = { anthropic, openai, other } satisfies Record<string, ProviderRecords>

/** What `model` can do; `known` is false where the provider's record for unknown models had to stand in. */
export function capabilitiesOf(
  provider: Provider,
  model: string,
  overrides: Partial<Capabilities> = {},
): { readonly capabilities: Capabilities; readonly known: boolean } {
  const { models, unknown }: ProviderRecords = records[provider]
  const name = model.toLowerCase().replace(/^ft:/, '')
  const record = models.find(({ match }) => matches(match, name))
  return { capabilities: { ...(record?.capabilities ?? unknown), ...overrides }, known: record !== undefined }
}

/** Whether `name` has the form of `pattern`, in which `*` stands for any text and `?` for one character. */
export function matches(pattern: string, name: string): boolean {
  let compiled = patterns.get(pattern)
  if (!compiled) patterns.set(pattern, (compiled = compile(pattern)))
  return compiled.test(name)
}

const patterns = new Map<string, RegExp>()

function compile(pattern: string): RegExp {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  return new RegExp(`^${source}$`, 's')
}
