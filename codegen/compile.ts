import { join } from 'node:path'
import ts from 'typescript'

/** A compile error: where, and its whole message. */
export interface CompileError {
  readonly file: string
  /** Counted from 1. */
  readonly line: number
  /** Where in the text of the file, counted from 0. */
  readonly start: number
  readonly code: number
  readonly message: string
}

/** Type-checks files in memory, those of a folder written by hand if none are named. One program reuses the last. */
export class Compiler {
  readonly #options: ts.CompilerOptions
  readonly #files: readonly string[]
  readonly #sources = new Map<string, { readonly text: string | undefined; readonly file: ts.SourceFile | undefined }>()
  #last: ts.Program | undefined

  constructor(root: string, folder: string) {
    const config = ts.getParsedCommandLineOfConfigFile(
      join(root, 'tsconfig.json'),
      {},
      { ...ts.sys, onUnRecoverableConfigFileDiagnostic: fail },
    )
    if (config === undefined) throw new Error('tsconfig.json cannot be read')
    this.#options = config.options
    this.#files = config.fileNames.filter((file) => file.startsWith(join(root, folder)) && !/\/generated\/|\.test\.ts$/.test(file))
  }

  get files(): readonly string[] {
    return this.#files
  }

  /** The errors in files when `overlay` stands in for files on disk, or beside them, by path. */
  errors(overlay: ReadonlyMap<string, string>, files: readonly string[] = this.#files): readonly CompileError[] {
    const host = ts.createCompilerHost(this.#options)
    const onDisk = host.fileExists.bind(host)
    host.fileExists = (file) => overlay.has(file) || onDisk(file)
    const isFolder = host.directoryExists?.bind(host)
    host.directoryExists = (folder) => [...overlay.keys()].some((file) => file.startsWith(`${folder}/`)) || isFolder?.(folder) === true
    const original = host.getSourceFile.bind(host)
    host.getSourceFile = (file, language) => {
      const text = overlay.get(file)
      const cached = this.#sources.get(file)
      if (cached !== undefined && cached.text === text) return cached.file
      const made = text === undefined ? original(file, language) : ts.createSourceFile(file, text, language, true)
      this.#sources.set(file, { text, file: made })
      return made
    }
    const program = ts.createProgram({
      rootNames: [...files],
      options: this.#options,
      host,
      ...(this.#last === undefined ? {} : { oldProgram: this.#last }),
    })
    this.#last = program
    return files.flatMap((file) => {
      const source = program.getSourceFile(file)
      const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]
      return found.map(({ code, messageText, start = 0 }) => ({
        file,
        line: (source?.getLineAndCharacterOfPosition(start).line ?? 0) + 1,
        start,
        code,
        message: ts.flattenDiagnosticMessageText(messageText, '\n'),
      }))
    })
  }
}

/** Every place where code takes fields out of an object and holds the rest against `Nothing`, without one of those fields. */
export function forgettings(file: string, text: string): readonly { readonly field: string; readonly text: string }[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const found: { field: string; text: string }[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isObjectBindingPattern(node) && takesRest(node) && text.includes(`${restName(node)} satisfies Nothing`)) {
      for (const element of node.elements.slice(0, -1)) {
        const field = (element.propertyName ?? element.name).getText(source)
        found.push({ field, text: text.slice(0, element.getFullStart()) + text.slice(element.getEnd()).replace(/^\s*,/, '') })
      }
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

const restName = (pattern: ts.ObjectBindingPattern): string => pattern.elements.at(-1)?.name.getText() ?? ''

const takesRest = (pattern: ts.ObjectBindingPattern): boolean => pattern.elements.at(-1)?.dotDotDotToken !== undefined

function fail(diagnostic: ts.Diagnostic): never {
  throw new Error(ts.flattenDiagnosticMessageText(diagnostic.messageText, ' '))
}
