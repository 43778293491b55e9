import { spawn } from 'node:child_process'
import type { Outcome } from './test-runner.ts'

/** Plays the cases of the conformance suite against the project at `root`, each time in a process of its own. */
export async function playCases(root: string, bail: boolean): Promise<Outcome> {
  const player = spawn('npx', ['tsx', 'test/mutants/run.ts', '--play', bail ? 'bail' : 'all'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  let said = ''
  for await (const piece of player.stdout) said += String(piece)
  return said === '' ? { failed: ['the suite does not start'], total: 1 } : (JSON.parse(said) as Outcome)
}
