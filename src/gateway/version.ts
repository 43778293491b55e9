import { createRequire } from 'node:module'

/** The package's own version. */
export const version: string = readVersion()

function readVersion(): string {
  const manifest: unknown = createRequire(import.meta.url)('diglot/package.json')
  const found = typeof manifest === 'object' && manifest !== null && 'version' in manifest ? manifest.version : null
  return typeof found === 'string' ? found : '0.0.0'
}
