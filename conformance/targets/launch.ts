import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * `launch.json`: how a gateway is installed, started and stopped. In commands, environment and files `{scratch}` stands for its
 * folder, `{port}` for the port it is to listen on, `{provider}` for the origin of the scripted provider, `{project}` for this checkout.
 */
export interface Launch {
  /** Programs that must be on the path, e.g. `python3`. */
  readonly requires: readonly string[]
  /** Commands, in order, run in the scratch folder. */
  readonly install: readonly Command[]
  /** Files of the target's folder that are copied to the scratch folder with the placeholders filled in. */
  readonly files: readonly string[]
  readonly start: Command
  readonly env?: { readonly [name: string]: string }
  /** A path that answers with a status below 500 once the gateway is up. */
  readonly ready: string
  /** Prints the installed version, and nothing else. */
  readonly version: Command
  /** Time to come up, ms. */
  readonly patience: number
}

export type Command = readonly [program: string, ...args: string[]]

/** What the placeholders stand for. */
export interface Places {
  readonly scratch: string
  readonly port: number
  readonly provider: string
  readonly project: string
}

/** Reads `launch.json` of a target. Throws an Error that names the file where it cannot be read. */
export function readLaunch(folder: string): Launch {
  const file = join(folder, 'launch.json')
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Launch
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
}

/** A text with its placeholders filled in. */
export const filled = (text: string, { scratch, port, provider, project }: Places): string =>
  text
    .replaceAll('{scratch}', scratch)
    .replaceAll('{port}', String(port))
    .replaceAll('{provider}', provider)
    .replaceAll('{project}', project)

/** A command with its placeholders filled in. */
export const filledCommand = ([program, ...args]: Command, places: Places): Command => [
  filled(program, places),
  ...args.map((arg) => filled(arg, places)),
]
