/** Plays the guide's conversations through both official SDKs, needing neither keys nor the internet. */
import { material } from './demo/material.ts'
import { play, scenarios } from './demo/play.ts'
import { paint, print } from './demo/print.ts'
import { openStage } from './demo/stage.ts'

const stage = await openStage(2)
const failed: string[] = []
for (const scenario of scenarios) {
  const report = await play(scenario, stage, material)
  print(report)
  if (report.problem !== null) failed.push(report.title)
}
await stage.close()

if (failed.length > 0) {
  console.error(paint('red', `\n${failed.length} of ${scenarios.length} exchanges went wrong:`))
  for (const title of failed) console.error(`  ${title}`)
  process.exitCode = 1
} else {
  console.log(paint('green', `\nAll ${scenarios.length} exchanges are right.`))
  console.log(`
To try your own client, keep the same gateway and providers running:

  npm start -- --simulate

and point the client at http://localhost:4000/v1 (the base URL of the Anthropic SDK and of the OpenAI SDK alike),
with any key. Models: claude-sonnet-4-6, claude-opus-4-5, gpt-4o, o3 and others; GET /v1/models lists them.`)
}
