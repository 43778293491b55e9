import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { dialects, type Case, type CaseFile, type Direction, type Exchange, type Http, type Step } from './case.ts'
import { faultsOf } from './judge/faults.ts'
import { FileError, readCaseFile, readJson, readLosses } from './checked-json.ts'
import { globMatcher } from './glob.ts'

/** The cases that come with the suite. */
export const ownCases = fileURLToPath(new URL('cases', import.meta.url))

/** The ids of all cases below a folder, read or not. */
export const caseIds = (root: string = ownCases): string[] => foldersOf(root).map((folder) => idOf(root, folder))

/** The cases below a folder, by id; with globs, those alone are read. Throws a {@link FileError} that names every file with something wrong. */
export function readCases(root: string = ownCases, only: readonly string[] = []): Case[] {
  const meant = only.map(globMatcher)
  const folders = foldersOf(root).filter((folder) => meant.length === 0 || meant.some((matches) => matches(idOf(root, folder))))
  const problems: string[] = []
  const cases = folders.flatMap((folder) => {
    try {
      return [readCase(root, folder)]
    } catch (error) {
      if (!(error instanceof FileError)) throw error
      problems.push(...error.problems)
      return []
    }
  })
  if (problems.length > 0) throw new FileError(problems)
  return cases
}

/** The case in a folder below `root`. Throws a {@link FileError}. */
export function readCase(root: string, folder: string): Case {
  const id = idOf(root, folder)
  const [direction, topic, name, ...deeper] = id.split('/')
  const way = directionOf(direction)
  if (way === null || topic === undefined || name === undefined || deeper.length > 0)
    throw new FileError([`${folder}: a case lies in <direction>/<topic>/<name>`])
  const file = readCaseFile(join(folder, 'case.json'))
  const names = readdirSync(folder)
  const steps = stepsOf(folder, names, file)
  const losses = names.includes('losses.expect.json') ? readLosses(join(folder, 'losses.expect.json')) : null
  const read: Case = { ...file, id, direction: way, topic, name, exchanges: exchangesOf(folder, steps), losses }
  const problems = [...disagreements(read), ...faultsOf(read)].map((problem) => `${folder}: ${problem}`)
  if (problems.length > 0) throw new FileError(problems)
  return read
}

/** Every folder in which a file lies. */
function foldersOf(root: string): string[] {
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return [...new Set(files.map(({ parentPath }) => parentPath))].toSorted()
}

const idOf = (root: string, folder: string): string => relative(root, folder).split(sep).join('/')

function directionOf(text: string | undefined): Direction | null {
  for (const client of dialects) for (const provider of dialects) if (text === `${client}-to-${provider}`) return `${client}-to-${provider}`
  return null
}

const numbered = /^(\d+)-(client|provider\.expect|provider|client\.expect)\.(json|sse)$/

function stepsOf(folder: string, names: readonly string[], { wire = {} }: CaseFile): Step[] {
  const problems: string[] = []
  const files = names
    .filter((name) => name !== 'case.json' && name !== 'losses.expect.json')
    .flatMap((name) => {
      const [, number, kind] = numbered.exec(name) ?? []
      if (number === undefined || kind === undefined) problems.push(`${join(folder, name)}: is no file of a case`)
      return number === undefined || kind === undefined ? [] : [{ number: Number(number), name, kind }]
    })
    .toSorted((a, b) => a.number - b.number)
  for (const [index, { number, name }] of files.entries())
    if (number !== index + 1) problems.push(`${join(folder, name)}: has the number ${number}, should have ${index + 1}`)
  for (const name of Object.keys(wire))
    if (!files.some((file) => file.name === name)) problems.push(`${join(folder, 'case.json')}: /wire/${name} names no file`)
  if (problems.length > 0) throw new FileError(problems)
  return files.map(({ name, kind }) => stepOf(join(folder, name), kind, wire[name] ?? {}))
}

function stepOf(path: string, kind: string, http: Http): Step {
  const file = basename(path)
  const stream = path.endsWith('.sse')
  const odd = Object.keys(http).filter((member) => !(allowed[kind] ?? []).includes(member))
  if (odd.length > 0) throw new FileError([`${join(dirname(path), 'case.json')}: /wire/${file}/${odd.join(', ')} means nothing here`])
  if (!stream) readJson(path)
  else if (kind === 'client' || kind === 'provider.expect') throw new FileError([`${path}: a request is JSON`])
  if (kind === 'provider') return { kind, file, http, bytes: readFileSync(path), stream }
  if (kind === 'client.expect') return { kind, file, http, text: readFileSync(path, 'utf8'), stream }
  return { kind: kind === 'client' ? kind : 'provider.expect', file, http, body: readJson(path) }
}

const allowed: { readonly [kind: string]: readonly string[] } = {
  client: ['method', 'path', 'headers'],
  'provider.expect': ['method', 'path', 'headers'],
  provider: ['status', 'headers', 'ending'],
  'client.expect': ['status', 'statuses', 'headers', 'ending'],
}

function exchangesOf(folder: string, steps: readonly Step[]): Exchange[] {
  const exchanges: Exchange[] = []
  for (let next = 0; next < steps.length;) {
    const [client, second, third, fourth] = steps.slice(next, next + 4)
    if (client?.kind === 'client' && second?.kind === 'client.expect') {
      exchanges.push({ client, provider: null, expect: second })
      next += 2
    } else if (
      client?.kind === 'client' &&
      second?.kind === 'provider.expect' &&
      third?.kind === 'provider' &&
      fourth?.kind === 'client.expect'
    ) {
      exchanges.push({ client, provider: { expect: second, answer: third }, expect: fourth })
      next += 4
    } else {
      throw new FileError([
        `${join(folder, client?.file ?? '')}: an exchange is client, provider.expect, provider, client.expect; or client, client.expect`,
      ])
    }
  }
  if (exchanges.length === 0) throw new FileError([`${folder}: has no exchange`])
  return exchanges
}

/** What the files of a case say that does not fit together. */
function disagreements({ exchanges, needs, losses }: Case): string[] {
  const streamed = exchanges.some(({ provider, expect }) => provider?.answer.stream === true || expect.stream)
  return [
    ...(streamed && !needs.includes('streaming') ? ["streams, but does not need 'streaming'"] : []),
    ...(losses && !needs.includes('losses') ? ["expects losses, but does not need 'losses'"] : []),
    ...exchanges.flatMap(({ client }, index) =>
      answersIn(client.body)
        .filter((number) => !Number.isInteger(number) || number < 1 || number > index)
        .map((number) => `${client.file} takes up answer ${number}, which was not given by then`),
    ),
  ]
}

function answersIn(value: unknown): number[] {
  if (Array.isArray(value)) return value.flatMap(answersIn)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([member, below]) => (member === '$answer' ? [Number(below)] : answersIn(below)))
}
