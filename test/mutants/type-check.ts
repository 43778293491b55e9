import { join } from 'node:path'
import ts from 'typescript'

/** Checks single files of a project again and again, as they change. */
export interface TypeCheck {
  /** The first thing that TypeScript has to say against `file` with the text `text`; null where it takes it. */
  problem(file: string, text: string): string | null
}

/**
 * A language service over the project at `root`. It looks at the changed file alone: a fault that other files would be refused
 * for changes what the file exports, and none of the list is meant to.
 */
export function typeCheckOf(root: string): TypeCheck {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (path) => ts.sys.readFile(path)) as { readonly config: object }
  const { options, fileNames } = ts.parseJsonConfigFileContent({ ...config, include: ['src'] }, ts.sys, root)
  const changed = new Map<string, { readonly text: string; readonly version: number }>()
  const host: ts.LanguageServiceHost = {
    getCompilationSettings: () => options,
    getScriptFileNames: () => fileNames,
    getScriptVersion: (path) => String(changed.get(path)?.version ?? 0),
    getScriptSnapshot: (path) => {
      const text = changed.get(path)?.text ?? ts.sys.readFile(path)
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text)
    },
    getCurrentDirectory: () => root,
    getDefaultLibFileName: (settings) => ts.getDefaultLibFilePath(settings),
    fileExists: (path) => ts.sys.fileExists(path),
    readFile: (path) => ts.sys.readFile(path),
    directoryExists: (path) => ts.sys.directoryExists(path),
    getDirectories: (path) => ts.sys.getDirectories(path),
    readDirectory: (...search) => ts.sys.readDirectory(...search),
  }
  const service = ts.createLanguageService(host)
  let version = 0
  return {
    problem(file, text) {
      const path = join(root, file)
      changed.set(path, { text, version: ++version })
      const [first] = [...service.getSyntacticDiagnostics(path), ...service.getSemanticDiagnostics(path)]
      changed.set(path, { text: ts.sys.readFile(path) ?? '', version: ++version })
      return first ? ts.flattenDiagnosticMessageText(first.messageText, ' ') : null
    },
  }
}
