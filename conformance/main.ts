/** `npm run conformance`: the published command, which without `--target` runs on the project's own gateway in this process. */
import { fileURLToPath } from 'node:url'
import { conform } from './cli.ts'
import { inProcessStage } from './stage-inprocess.ts'

const ours = (file: string): string => fileURLToPath(new URL(`targets/diglot/${file}`, import.meta.url))

process.exitCode = await conform(process.argv.slice(2), {
  start: inProcessStage,
  describe: ours('target.json'),
  knownFailing: ours('known-failing.json'),
})
