import { documents } from '../distil/documents.ts'
import type { Lock, LockedDocument } from './lock.ts'
import { publishedVersion, type Npm } from './tarball.ts'

/** Whose API a document describes. */
export type ProviderName = 'anthropic' | 'openai'

/** Which documents are to be derived, and from which version of their package. */
export type Choice = {
  readonly provider?: string
  readonly documents?: readonly string[]
  /** An exact version, or `latest`. */
  readonly version?: string
}

/** The SDK package of each provider. */
export const packages = { anthropic: '@anthropic-ai/sdk', openai: 'openai' } as const satisfies Record<ProviderName, string>

/**
 * The sources of the documents that are meant: those of the lock, with another version where one is asked for. A provider
 * without a version means its latest. Rejects with one line for what does not exist.
 */
export async function choose(choice: Choice, lock: Lock, npm?: Npm): Promise<ReadonlyMap<string, LockedDocument>> {
  const wanted = choice.version ?? (choice.provider === undefined ? undefined : 'latest')
  const meant = meantBy(choice)
  if (wanted !== undefined && wanted !== 'latest' && !/^\d+\.\d+\.\d+(?:-[\w.-]+)?$/.test(wanted)) {
    throw new Error(`${wanted} is no exact version, such as 1.12.0`)
  }
  if (wanted !== undefined && wanted !== 'latest' && new Set(meant.map((each) => each.package)).size > 1) {
    throw new Error(`--version ${wanted} needs --provider or --document: the documents come from several packages`)
  }
  const published = new Map<string, LockedDocument | Awaited<ReturnType<typeof publishedVersion>>>()
  const sources = new Map<string, LockedDocument>()
  for (const { id, package: name } of meant) {
    const locked = lock.documents[id]
    if (locked === undefined) throw new Error(`specs/sources.lock.json does not name ${id}`)
    if (wanted !== undefined && wanted !== locked.version && !published.has(name))
      published.set(name, await publishedVersion(name, wanted, npm))
    const { version, integrity, licence, released } = published.get(name) ?? locked
    const isLocked = wanted === undefined || wanted === locked.version
    sources.set(id, isLocked ? locked : { ...locked, version, integrity, licence, released })
  }
  return sources
}

function meantBy({ provider, documents: ids }: Choice): typeof documents {
  const stranger = ids?.find((id) => !documents.some((each) => each.id === id))
  if (stranger !== undefined) throw new Error(`there is no document ${stranger}`)
  const name = Object.entries(packages).find(([each]) => each === provider)?.[1]
  if (provider !== undefined && name === undefined)
    throw new Error(`there is no provider ${provider}, only ${Object.keys(packages).join(' and ')}`)
  return documents.filter((each) => (name === undefined || each.package === name) && (ids === undefined || ids.includes(each.id)))
}
