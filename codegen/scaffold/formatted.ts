import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { format, type FormatConfig } from 'oxfmt'

/** Files by path, as the project's formatter leaves them. Rejects with the first file that it cannot read. */
export async function formatted(root: string, files: ReadonlyMap<string, string>): Promise<ReadonlyMap<string, string>> {
  const options = settings(join(root, '.oxfmtrc.json'))
  const results = new Map<string, string>()
  for (const [path, text] of files) {
    const { code, errors } = await format(path, text, options)
    const [error] = errors
    if (error !== undefined) throw new Error(`${path}: ${error.message}`)
    results.set(path, code)
  }
  return results
}

/** How lines are broken; which files are left alone is no matter here. */
function settings(file: string): FormatConfig {
  const config: FormatConfig & { ignorePatterns?: unknown } = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  delete config.ignorePatterns
  return config
}
