import { spawnSync } from 'node:child_process'

/** Cuts the answer of every line at each of its bytes, by a clean end and by a reset. Further arguments are the test runner's. */
const { status } = spawnSync(
  'npx',
  ['vitest', 'run', '--disableConsoleIntercept', 'test/truncation/every-cut.test.ts', ...process.argv.slice(2)],
  { stdio: 'inherit', env: { ...process.env, DIGLOT_EVERY_BYTE: '1' } },
)
process.exitCode = status ?? 1
