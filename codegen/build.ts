/** Builds the package: `tsc` for what we write, a copy for what the generator and the schema authors wrote as JavaScript or JSON, and the cases. */
import { spawnSync } from 'node:child_process'
import { cpSync, readdirSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const target = join(root, 'dist')

rmSync(target, { recursive: true, force: true })
const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
const { status } = spawnSync(process.execPath, [compiler, '-p', join(root, 'tsconfig.build.json')], { stdio: 'inherit' })
if (status !== 0) process.exit(status ?? 1)

for (const source of ['src', 'conformance/generated']) {
  for (const entry of readdirSync(join(root, source), { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name)
    const isData = entry.isFile() && /\.(js|d\.ts|schema\.json)$/.test(entry.name)
    if (isData) cpSync(file, join(target, relative(root, file)), { recursive: true })
  }
}
for (const part of ['cases', 'README.md', 'case.schema.json', 'losses.schema.json', 'target.schema.json'])
  cpSync(join(root, 'conformance', part), join(target, 'conformance', part), { recursive: true })
