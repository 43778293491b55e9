import { validators as anthropic } from '../../src/formats/anthropic-messages/generated/validate.closed.js'
import { validators as openai } from '../../src/formats/openai-chat/generated/validate.closed.js'
import { validators as responses } from '../../src/formats/openai-responses/generated/validate.closed.js'
import type { Received } from './provider.ts'

/** A document of a wire format. */
export type Kind = 'request' | 'response' | 'event' | 'error'

/** The published documents a body may be held against. */
export type Published = 'openai' | 'responses' | '2023-06-01' | '2026-10-21' | 'beta'

/**
 * What the closed validator of a published document finds wrong; null where nothing. `extensions` names members, at any
 * depth, that we declare beyond the document.
 */
export function violation(published: Published, kind: Kind, data: unknown, extensions: readonly string[] = []): string | null {
  const validate = validatorOf(published, kind)
  if (validate(without(data, new Set(extensions)))) return null
  const [first] = validate.errors ?? []
  return `${first?.instancePath ?? ''} ${first?.message ?? 'is invalid'} ${JSON.stringify(first?.params ?? {})}`
}

function validatorOf(published: Published, kind: Kind): (typeof openai)['v1'][Kind] {
  if (published === 'responses') return responses.v1[kind]
  return published === 'openai' ? openai.v1[kind] : anthropic[published][kind]
}

/** The published document that a request claims to follow. */
export function publishedFor({ url, headers }: Received): Published {
  if (url.startsWith('/v1/chat/completions')) return 'openai'
  if (url.startsWith('/v1/responses')) return 'responses'
  return headers['anthropic-version'] === '2023-06-01' ? '2023-06-01' : '2026-10-21'
}

function without(data: unknown, members: ReadonlySet<string>): unknown {
  if (Array.isArray(data)) return data.map((item: unknown) => without(item, members))
  if (typeof data !== 'object' || data === null || members.size === 0) return data
  return Object.fromEntries(Object.entries(data).flatMap(([key, value]) => (members.has(key) ? [] : [[key, without(value, members)]])))
}
