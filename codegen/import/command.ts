import { writeFileSync } from 'node:fs'
import { canonical, isObject } from '../distil/json.ts'
import { importOperations, namingOf } from './import.ts'
import { presets } from './presets.ts'
import { selectFor, selectNamed, type Selected } from './select.ts'
import { readUpstream } from './upstream.ts'

/** Options of `specs import`. */
export interface ImportOptions {
  /** Ids of operations, or `POST /path`. */
  readonly ops?: readonly string[] | undefined
  /** A format whose operations are taken, under the names they have in `specs/`. */
  readonly as?: string | undefined
  /** Where the document goes; the terminal where it is left out. */
  readonly out?: string | undefined
  readonly title?: string | undefined
  readonly apiVersion?: string | undefined
  /** Where the document goes without `out`, and where lines for the user go. */
  readonly print?: (text: string) => void
  readonly printError?: (line: string) => void
}

/** Shown below the help of the command. */
export const importHelp = `
Examples:
  npm run specs -- import openapi.yaml --as openai-chat --out upstream.json
  npm run specs -- import openapi.yaml --ops createChatCompletion "GET /models"
  npm run specs -- diff specs/openai-chat@v1.openapi.json upstream.json

FILE is an OpenAPI 3 document, or a stats file whose openapi_spec_url is a path.
Formats: ${[...presets.keys()].join(', ')}.`

/** `specs import`: writes what a provider's own document says of some operations. Resolves to 0, or to 1 with one line. */
export function specsImport(file: string, options: ImportOptions): number {
  const print = options.print ?? ((text) => void process.stdout.write(text))
  const printError = options.printError ?? ((line) => void process.stderr.write(`${line}\n`))
  try {
    const upstream = readUpstream(file)
    const preset = options.as === undefined ? undefined : presets.get(options.as)
    if (options.as !== undefined && preset === undefined) {
      throw new Error(`there is no format ${options.as}; there are ${[...presets.keys()].join(', ')}`)
    }
    const selected: Selected[] = []
    if (preset !== undefined) selected.push(...selectFor(upstream, preset))
    if (options.ops !== undefined) selected.push(...selectNamed(upstream, options.ops))
    if (selected.length === 0) throw new Error('say which operations: --ops IDS… or --as FORMAT')
    const own = namingOf(upstream)
    const title = options.title ?? preset?.title ?? own.title
    const apiVersion = options.apiVersion ?? preset?.apiVersion ?? own.apiVersion
    const { document, leftOut } = importOperations(upstream, selected, { title, apiVersion })
    const text = canonical(document)
    if (options.out === undefined) print(text)
    else writeFileSync(options.out, text)
    const schemas = isObject(document['components']) ? document['components']['schemas'] : undefined
    const count = isObject(schemas) ? Object.keys(schemas).length : 0
    printError(`specs import: ${selected.map(({ at }) => at).join(', ')}: ${count} schemas, ${Math.ceil(text.length / 1024)} KB`)
    for (const [keyword, times] of leftOut) printError(`  left out: ${keyword} (${times} times)`)
    return 0
  } catch (error) {
    printError(`specs import: ${error instanceof Error ? error.message : String(error)}`)
    return 1
  }
}
