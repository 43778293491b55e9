import { existsSync, readFileSync } from 'node:fs'

/** What `npm run laws -- --reach docs/reach.json` writes. */
export interface Reach {
  /** Draws of each generator. */
  readonly runs: number
  readonly seed: number
  /** By format and key of a member, the numbers of the laws that draw it. */
  readonly formats: Reached
  /** The same of the hub's shapes, by the format whose encoders meet them. */
  readonly hub: Reached
}

interface Reached {
  readonly [format: string]: { readonly [key: string]: readonly number[] }
}

/** Where the reach of the laws is kept. */
export const reachFile = 'docs/reach.json'

/** Reads a reach; where there is none yet, nothing is reached. Throws an Error that names the file. */
export function readReach(file: string): Reach {
  if (!existsSync(file)) return { runs: 0, seed: 0, formats: {}, hub: {} }
  const content: unknown = JSON.parse(readFileSync(file, 'utf8'))
  if (!isReach(content)) throw new Error(`${file}: is no reach of the laws; write it with \`npm run laws -- --reach ${reachFile}\``)
  return content
}

/** A reach as it is kept: a line for each member. */
export const reachText = ({ runs, seed, formats, hub }: Reach): string =>
  `{\n  "runs": ${runs},\n  "seed": ${seed},\n  "formats": ${reachedText(formats)},\n  "hub": ${reachedText(hub)}\n}\n`

function reachedText(reached: Reached): string {
  const formats = Object.entries(reached).map(([format, members]) => {
    const lines = Object.entries(members).map(([key, laws]) => `      ${JSON.stringify(key)}: [${laws.join(', ')}]`)
    return `    ${JSON.stringify(format)}: {${lines.length === 0 ? '' : `\n${lines.join(',\n')}\n    `}}`
  })
  return `{\n${formats.join(',\n')}\n  }`
}

const isReach = (value: unknown): value is Reach =>
  isRecord(value) &&
  typeof value['runs'] === 'number' &&
  typeof value['seed'] === 'number' &&
  isReached(value['formats']) &&
  isReached(value['hub'])

const isReached = (value: unknown): value is Reached =>
  isRecord(value) &&
  Object.values(value).every(
    (members) =>
      isRecord(members) && Object.values(members).every((laws) => Array.isArray(laws) && laws.every((law) => typeof law === 'number')),
  )

const isRecord = (value: unknown): value is { readonly [name: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
