import { existsSync, readFileSync } from 'node:fs'

/** What `npm run laws -- --reach docs/reach.json` writes. */
export interface Reach {
  /** Draws of each generator. */
  readonly runs: number
  readonly seed: number
  /** By format and key of a member, the numbers of the laws that draw it. */
  readonly formats: { readonly [format: string]: { readonly [key: string]: readonly number[] } }
}

/** Where the reach of the laws is kept. */
export const reachFile = 'docs/reach.json'

/** Reads a reach; where there is none yet, nothing is reached. Throws an Error that names the file. */
export function readReach(file: string): Reach {
  if (!existsSync(file)) return { runs: 0, seed: 0, formats: {} }
  const content: unknown = JSON.parse(readFileSync(file, 'utf8'))
  if (!isReach(content)) throw new Error(`${file}: is no reach of the laws; write it with \`npm run laws -- --reach ${reachFile}\``)
  return content
}

/** A reach as it is kept: a line for each member. */
export const reachText = (reach: Reach): string => {
  const formats = Object.entries(reach.formats).map(([format, members]) => {
    const lines = Object.entries(members).map(([key, laws]) => `      ${JSON.stringify(key)}: [${laws.join(', ')}]`)
    return `    ${JSON.stringify(format)}: {\n${lines.join(',\n')}\n    }`
  })
  return `{\n  "runs": ${reach.runs},\n  "seed": ${reach.seed},\n  "formats": {\n${formats.join(',\n')}\n  }\n}\n`
}

const isReach = (value: unknown): value is Reach =>
  isRecord(value) &&
  typeof value['runs'] === 'number' &&
  typeof value['seed'] === 'number' &&
  isRecord(value['formats']) &&
  Object.values(value['formats']).every(
    (members) =>
      isRecord(members) && Object.values(members).every((laws) => Array.isArray(laws) && laws.every((law) => typeof law === 'number')),
  )

const isRecord = (value: unknown): value is { readonly [name: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
