/** Behind `npm run faults`: puts each fault into a gateway that has none, and fails where the suite does not find it. */
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { readCases } from '../cases.ts'
import { globMatcher } from '../glob.ts'
import { countOf } from './count.ts'
import { verdictOn, type FaultVerdict } from './verdict.ts'
import { defaultOptions, runCases } from '../runner.ts'
import type { Target } from '../target.ts'
import { faults } from './list.ts'
import { faultyStage } from './stage.ts'

const { only, list } = new Command('faults')
  .description(
    'Runs the conformance suite against a gateway with one fault after the other, each put in by proxies around it. Fails where a fault goes unnoticed, fails more than 15 % of the cases, or is not named by the first failure.',
  )
  .option('--only <glob>', 'faults whose name matches')
  .option('--list', 'print the faults and run nothing')
  .parse()
  .opts<{ only?: string; list?: boolean }>()

const chosen = only === undefined ? faults : faults.filter(({ name }) => globMatcher(only)(name))
if (list) for (const { name, direction, seen } of chosen) console.log(`${direction.padEnd(20)} ${seen.padEnd(10)} ${name}`)
else await run()

async function run(): Promise<void> {
  const target = JSON.parse(readFileSync(new URL('../targets/diglot/target.json', import.meta.url), 'utf8')) as Target
  const cases = readCases()
  const log = join(mkdtempSync(join(tmpdir(), 'faults-')), 'gateway.log')
  const stage = await faultyStage(log)
  const options = { ...defaultOptions, wholeOnly: true, timeout: 3000 }
  try {
    const sound = await runCases(cases, target, stage, options)
    const broken = new Set(sound.cases.filter(({ verdict }) => verdict === 'fail').map(({ id }) => id))
    console.log(`without a fault ${broken.size} of ${cases.length} cases fail`)
    const verdicts: FaultVerdict[] = []
    for (const fault of chosen) {
      stage.strike(fault)
      const verdict = verdictOn(fault, await runCases(cases, target, stage, options), broken)
      verdicts.push(verdict)
      console.log(line(verdict))
    }
    const missed = verdicts.filter(({ problem }) => problem !== null)
    console.log(countOf(chosen))
    console.log(`${verdicts.length - missed.length} of ${verdicts.length} faults found; ${missed.length} not as they should be`)
    process.exitCode = missed.length > 0 ? 1 : 0
  } finally {
    await stage.close()
  }
}

function line({ fault, failing, total, first, problem }: FaultVerdict): string {
  const share = `${failing} of ${total}`.padStart(10)
  return `${problem === null ? 'found ' : 'NOT OK'} ${share}  ${fault.name}\n                   ${problem ?? ''}${problem === null ? '' : ': '}${first ?? ''}`
}
