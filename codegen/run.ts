import { differences, writeOutput } from './emit.ts'
import { generate } from './generate.ts'
import { scaffold } from './scaffold.ts'
import { committed } from './scaffold/last-decided.ts'
import { type FolderRequest, scaffoldFolder } from './scaffold/format-folder.ts'

/** Where a command works, and where its lines go. */
export interface Surroundings {
  readonly root: string
  readonly print: (line: string) => void
}

/** `generate`: writes what the specs give, or with `check` only says where the disk differs. Resolves to the exit code. */
export function runGenerate({ root, print }: Surroundings, check: boolean): Promise<number> {
  return guarded('generate', print, async () => {
    const start = performance.now()
    const output = await generate(root, (step, ms) => print(`  ${step.padEnd(40)} ${time(ms).padStart(8)}`))
    const took = (): string => time(performance.now() - start)
    if (!check) {
      const changed = writeOutput(root, output)
      for (const path of changed) print(`  wrote ${path}`)
      print(`generate: ${output.size} files, ${changed.length} changed, ${took()}`)
      return 0
    }
    const found = differences(root, output)
    for (const { path, problem } of found) print(`${path} ${explained[problem]}: run \`npm run generate\``)
    print(`generate --check: ${output.size} files, ${found.length} not up to date, ${took()}`)
    return found.length === 0 ? 0 : 1
  })
}

const explained = { missing: 'is missing', differs: 'is not what the specs give', extra: 'comes from no spec' }

/** `scaffold`: adds what the fate tables lack since a commit in which all was decided. Resolves to the exit code. */
export function runScaffold({ root, print }: Surroundings, since = 'HEAD'): Promise<number> {
  return guarded('scaffold', print, () => {
    const start = performance.now()
    const { inserted, notes } = scaffold(root, committed(root, since))
    for (const line of inserted) print(`  ${line}`)
    for (const note of notes) print(`  look again: ${note}`)
    print(`scaffold: ${inserted.length} changes, ${notes.length} to look at again, ${time(performance.now() - start)}`)
    return 0
  })
}

/** `scaffold --format`: writes the folder of a new format and all that is generated for it. Resolves to the exit code. */
export async function runScaffoldFormat(here: Surroundings, request: FolderRequest): Promise<number> {
  const code = await guarded('scaffold', here.print, async () => {
    for (const file of await scaffoldFolder(here.root, request)) here.print(`  wrote ${file}`)
    return 0
  })
  return code === 0 ? runGenerate(here, false) : code
}

async function guarded(command: string, print: (line: string) => void, work: () => number | Promise<number>): Promise<number> {
  try {
    return await work()
  } catch (error) {
    print(`${command}: ${error instanceof Error ? error.message : String(error)}`)
    return 1
  }
}

const time = (ms: number): string => (ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`)
