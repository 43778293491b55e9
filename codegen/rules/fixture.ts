import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** Two rules of a prefix, and one of each of two others. */
export const listedRules = [
  { id: 'REQ-A-7', text: 'stop sequences', directions: ['A→C'] },
  { id: 'REQ-A-32a', text: 'call options', directions: ['A→C', 'A→R'] },
  { id: 'L06', text: 'media in results', directions: ['A→C'] },
  { id: 'EMR-1', text: 'created comes first', directions: ['A→R'] },
] as const

/** A temporary folder that holds these files as JSON, by their path. */
export function folderOf(files: Readonly<Record<string, unknown>>): string {
  const root = mkdtempSync(join(tmpdir(), 'rules-test-'))
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), typeof content === 'string' ? content : JSON.stringify(content))
  }
  return root
}

/** A report of one test file with these titles and states, as Vitest writes it. */
export function reportOf(root: string, tests: Readonly<Record<string, string>>): unknown {
  const assertionResults = Object.entries(tests).map(([title, status]) => ({ ancestorTitles: ['REQ-A-7 in a block'], title, status }))
  return { success: true, testResults: [{ name: join(root, 'src/some.test.ts'), status: 'passed', assertionResults }] }
}
