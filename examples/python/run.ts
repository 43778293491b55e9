/** Runs the Python examples with the official packages, in a virtual environment of their own. */
import { execFile } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { openStage } from '../demo/stage.ts'

const PACKAGES = ['anthropic==2.12.0', 'openai==3.54.0']

const folder = import.meta.dirname
const environment = join(folder, '.venv')
const python = join(environment, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python')

/** A step of the preparation that failed, in words for whoever runs it. */
class Unprepared extends Error {
  override readonly name = 'Unprepared'
}

try {
  await prepare()
  process.exitCode = await runAll()
} catch (problem) {
  console.error(problem instanceof Unprepared ? problem.message : problem)
  process.exitCode = 1
}

async function prepare(): Promise<void> {
  const system = process.env['PYTHON'] ?? 'python3'
  const version = await output(system, ['--version'], {}, `Python is needed: cannot run ${system}.`)
  if (!existsSync(python)) {
    await output(system, ['-m', 'venv', environment], {}, `${version} cannot make a virtual environment (venv).`)
  }
  const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...PACKAGES]
  await output(python, install, {}, `pip cannot install ${PACKAGES.join(' and ')}.`)
  const report = 'import importlib.metadata as m; print(*(f"{name} {m.version(name)}" for name in ("anthropic", "openai")), sep=", ")'
  console.log(`${version}, ${await output(python, ['-c', report], {}, 'The installed packages cannot be read.')}`)
}

async function runAll(): Promise<number> {
  const stage = await openStage(0)
  const snippets = readdirSync(folder).filter((name) => name.endsWith('.py'))
  let failed = 0
  for (const snippet of snippets) {
    try {
      const address = { DIGLOT_URL: stage.url, ANTHROPIC_API_KEY: 'demo', OPENAI_API_KEY: 'demo' }
      const said = await output(python, [join(folder, snippet)], address, `${snippet} failed.`)
      console.log(`\n✓ ${snippet}\n${said.replace(/^/gm, '  ')}`)
    } catch (problem) {
      failed += 1
      console.error(`\n✗ ${problem instanceof Error ? problem.message : String(problem)}`)
    }
  }
  await stage.close()
  console.log(`\n${snippets.length - failed} of ${snippets.length} snippets ran.`)
  return failed === 0 && snippets.length > 0 ? 0 : 1
}

/** What a command prints; if it fails, throws the complaint with what the command said. */
async function output(
  command: string,
  args: readonly string[],
  environmentVariables: Readonly<Record<string, string>>,
  complaint: string,
): Promise<string> {
  try {
    const env = { ...process.env, PYTHONIOENCODING: 'utf-8', ...environmentVariables }
    const { stdout } = await promisify(execFile)(command, args, { env, timeout: 300_000 })
    return stdout.trim()
  } catch (problem) {
    const said = problem instanceof Error && 'stderr' in problem ? String(problem.stderr).trim() : ''
    throw new Unprepared([complaint, said].filter((text) => text !== '').join('\n'), { cause: problem })
  }
}
