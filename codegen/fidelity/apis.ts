import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { loaded } from '../load.ts'

/** Which format speaks an API, by the name that capabilities, configuration and cases have for it. */
export type Apis = ReadonlyMap<string, string>

/** Asks each format's own `format.ts` for its API; one that has not decided on it has none. Rejects with the file that does not load. */
export async function readApis(root: string, formats: readonly string[]): Promise<Apis> {
  const apis = new Map<string, string>()
  for (const format of formats) {
    const file = join(root, 'src/formats', format, 'format.ts')
    const api = existsSync(file) ? apiIn(await loaded(file)) : null
    if (api !== null) apis.set(api, format)
  }
  return apis
}

function apiIn(found: unknown): string | null {
  const format = isRecord(found) ? found['default'] : undefined
  const api = isRecord(format) ? format['api'] : undefined
  return typeof api === 'string' ? api : null
}

const isRecord = (value: unknown): value is { readonly [name: string]: unknown } => typeof value === 'object' && value !== null
