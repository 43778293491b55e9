import { cpSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { newer, projectFolder } from '../../codegen/fixture.ts'
import { runGenerate, runScaffold } from '../../codegen/run.ts'
import { git, readWorkflow, Runner, type StepRun } from './workflow.ts'

const root = resolve(import.meta.dirname, '../..')
const file = join(root, 'templates/update-specs.github.yml')
const workflow = readWorkflow(file)
const { steps, permissions } = workflow.jobs.update

const fates = `import { arms, decide, values, whole } from '../../translate/fate.ts'
import type { CoreShapes, Enums, Unions } from './generated/shapes.ts'

export const shapes = { Body: decide<CoreShapes['Body']>()({}) }
export const outer = { SearchTool: whole({ fate: 'carried', rule: 'X-1', why: 'hosted', elsewhere: 'info' }) }
export const unions = { Event: arms<Unions['Event']>()({}) }
export const enums = { 'Cache.ttl': values<Enums['Cache.ttl']>()({}) }
`
const compilerOptions = { module: 'nodenext', target: 'es2023', strict: true, allowImportingTsExtensions: true, noEmit: true, types: [] }

/** The stored documents: the second one has a field, a block and an event more. */
const first = JSON.stringify(newer)
const second = JSON.stringify({
  ...newer,
  components: {
    schemas: {
      ...newer.components.schemas,
      TextBlock: {
        ...newer.components.schemas['TextBlock'],
        properties: { ...newer.components.schemas['TextBlock']?.properties, colour: { type: 'string' } },
      },
      Event: {
        ...newer.components.schemas['Event'],
        oneOf: [...(newer.components.schemas['Event']?.oneOf ?? []), { $ref: '#/components/schemas/HaltEvent' }],
      },
      HaltEvent: { type: 'object', properties: { type: { const: 'halt' } }, required: ['type'] },
    },
  },
})

let clone: string
let origin: string
let stored: string
let runner: Runner

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'workflow-'))
  origin = join(folder, 'origin.git')
  stored = join(folder, 'stored.json')
  clone = await decidedProject()
  git(clone, 'init', '--quiet', '--initial-branch', 'main')
  git(clone, 'add', '--all')
  git(clone, '-c', 'user.name=test', '-c', 'user.email=test@example.com', 'commit', '--quiet', '--message', 'All is decided')
  git(folder, 'init', '--quiet', '--bare', origin)
  git(clone, 'remote', 'add', 'origin', origin)
  git(clone, 'push', '--quiet', 'origin', 'main')
  runner = new Runner(clone, { npm: npm(), gh: gh(folder) })
}, 120_000)

describe('the workflow that keeps the specs up to date', () => {
  it('has leave to push a branch and to open a pull request, and for nothing else', () => {
    expect(workflow.permissions).toEqual({})
    expect(permissions).toEqual({ contents: 'write', 'pull-requests': 'write' })
  })

  it('uses standard actions alone, and gives its token to the last step alone', () => {
    expect(steps.flatMap(({ uses }) => uses ?? [])).toEqual(['actions/checkout@v4', 'actions/setup-node@v4'])
    expect(readFileSync(file, 'utf8')).not.toContain('secrets.')
    expect(steps.filter(({ env }) => env).map(({ name, env }) => [name, env])).toEqual([
      ['Open the pull request', { GH_TOKEN: '${{ github.token }}' }],
    ])
    expect(steps.filter(({ run }) => run?.includes('${{') === true || /\bset -x|GH_TOKEN/.test(run ?? ''))).toEqual([])
  })

  it('ends after the look where nothing changed', () => {
    writeFileSync(stored, first)
    expect(summary(runner.run(steps))).toEqual(['Install: 0', 'Update the documents: 0'])
    expect(git(origin, 'branch', '--list')).toBe('main')
  })

  it('opens a pull request with the report, the marks and what the compiler asks for', () => {
    writeFileSync(stored, second)
    const runs = runner.run(steps)
    expect(summary(runs), runs.at(-1)?.output ?? '').toEqual(steps.flatMap(({ name, run }) => (run === undefined ? [] : [`${name}: 0`])))
    const pushed = git(origin, 'show', 'update-specs:src/formats/demo/fates.ts')
    expect(pushed.match(/\b(?:colour|halt): undecided/g)?.toSorted()).toEqual(['colour: undecided', 'halt: undecided'])
    expect(git(origin, 'diff', '--name-only', 'main', 'update-specs').split('\n')).toEqual(
      expect.arrayContaining(['specs/demo@2.openapi.json', 'specs/sources.lock.json', 'src/formats/demo/generated/shapes.ts']),
    )
    const body = readFileSync(join(runner.temp, 'body.md'), 'utf8')
    expect(body).toContain('- `TextBlock.colour` is new')
    expect(body).toContain('src/formats/demo/fates.ts: TextBlock: colour')
    expect(body).toMatch(/fates\.ts\(\d+,\d+\): error TS2322: Type 'Undecided' is not assignable to type 'Fate'/)
    expect(asked()).toEqual([
      'auth setup-git',
      'pr view update-specs --json state --jq .state',
      `pr create --head update-specs --title Update the specs --body-file ${runner.temp}/body.md`,
    ])
  }, 120_000)

  it('brings the pull request up to date that is open already', () => {
    git(clone, 'switch', '--quiet', 'main')
    runner.run(steps)
    expect(asked().at(-1)).toBe(`pr edit update-specs --body-file ${runner.temp}/body.md`)
    expect(git(origin, 'log', '--oneline', 'main..update-specs').split('\n')).toHaveLength(1)
  }, 120_000)
})

const summary = (runs: readonly StepRun[]): readonly string[] => runs.map(({ step, status }) => `${step}: ${status}`)

/** A small project in which every decision is made. */
async function decidedProject(): Promise<string> {
  const folder = projectFolder({
    'src/formats/demo/fates.ts': fates,
    'tsconfig.json': JSON.stringify({ compilerOptions, include: ['src'] }),
    '.gitignore': 'node_modules\n',
  })
  for (const path of ['src/translate/fate.ts', 'src/interlingua']) {
    mkdirSync(join(folder, 'src/translate'), { recursive: true })
    cpSync(join(root, path), join(folder, path), { recursive: true, filter: (name) => !name.endsWith('.test.ts') })
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  const here = { root: folder, print: () => {} }
  await runGenerate(here, false)
  await runScaffold(here)
  const table = join(folder, 'src/formats/demo/fates.ts')
  const marked = readFileSync(table, 'utf8').replace(/import \{ undecided \}.*\n/, '')
  const decided = marked
    .replaceAll('whole(undecided)', "whole({ fate: 'carried', rule: 'X-1', why: 'hosted', elsewhere: 'info' })")
    .replaceAll(': undecided', ": { fate: 'mapped' }")
  writeFileSync(table, decided)
  return folder
}

/** The npm of the scratch clone: installing and deriving need the network, all else is run. */
const npm = (): string => `
tsx=${join(root, 'node_modules/.bin/tsx')}
commands=${join(root, 'test/keeping-up/project-commands.ts')}
case "$*" in
  'ci --ignore-scripts') ;;
  'run --silent specs -- update --provider '*) "$tsx" "$commands" update "$7" "$9" ${stored} ;;
  'run --silent scaffold') "$tsx" "$commands" scaffold ;;
  'run --silent generate') "$tsx" "$commands" generate ;;
  'run --silent generate -- --check') "$tsx" "$commands" generate --check ;;
  'run --silent typecheck') ${join(root, 'node_modules/.bin/tsc')} -p . ;;
  'run --silent format' | 'run --silent specs:check') ;;
  *) echo "no script: $*"; exit 99 ;;
esac
`

/** Writes down what it is asked for; a pull request that was created is open from then on. */
const gh = (folder: string): string => `
echo "$*" >> ${folder}/asked
case "$1 $2" in
  'pr create') touch ${folder}/open ;;
  'pr view') test -f ${folder}/open && echo OPEN ;;
esac
`

const asked = (): readonly string[] => readFileSync(join(stored, '../asked'), 'utf8').trim().split('\n')
