import { severities } from './change.ts'
import { diffFacts, type Diff } from './diff.ts'
import { factsOfBoth, openDocument } from './documents.ts'
import { changeText, reachText } from './print.ts'

/** Where `specs diff` finds documents, and where its lines go. */
export interface DiffOptions {
  readonly root: string
  readonly json: boolean
  readonly print: (line: string) => void
  readonly printError: (line: string) => void
}

/** `specs diff A B`: what changed on the wire between two documents. Returns 0 for nothing, 3 for something, 1 for an error. */
export function specsDiff(before: string, after: string, { root, json, print, printError }: DiffOptions): 0 | 1 | 3 {
  try {
    const diff = diffFacts(...factsOfBoth(openDocument(root, before), openDocument(root, after)))
    if (json) print(JSON.stringify(diff, null, 2))
    else for (const line of linesOf(diff)) print(line)
    return diff.changes.length === 0 ? 0 : 3
  } catch (error) {
    printError(`specs diff: ${error instanceof Error ? error.message : String(error)}`)
    return 1
  }
}

function linesOf({ changes, raw }: Diff): readonly string[] {
  if (changes.length === 0) return ['no difference on the wire']
  const counts = severities.map((each) => `${changes.filter(({ severity }) => severity === each).length} ${each}`)
  return [
    ...changes.flatMap((change) => [
      `${change.severity.padEnd(7)} ${changeText(change)}`,
      `        ${reachText(change)}`,
      ...(change.details ?? []).map((line) => `        ${line}`),
    ]),
    `${changes.length} changes (${counts.join(', ')}), out of ${raw.map(({ root, added, removed }) => `${root} +${added}/-${removed}`).join(', ')} facts`,
  ]
}
