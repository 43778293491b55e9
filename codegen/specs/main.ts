import { specsCheck } from './check.ts'
import { specsUpdate } from './update.ts'

const command = process.argv[2]
if (command === 'check') process.exitCode = await specsCheck()
else if (command === 'update') process.exitCode = await specsUpdate()
else {
  process.stderr.write('usage: specs check | update\n')
  process.exitCode = 1
}
