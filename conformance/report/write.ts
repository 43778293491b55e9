import { writeFileSync } from 'node:fs'
import { junit } from './junit.ts'
import type { Report } from './report.ts'
import { terminal } from './terminal.ts'

/** A report that is asked for: its form, and the file it goes to; null for standard output. */
export interface Wanted {
  readonly form: Form
  readonly file: string | null
}
export type Form = (typeof forms)[number]
export const forms = ['terminal', 'json', 'junit', 'html'] as const

/** Writes a report in the forms that are asked for. */
export async function writeReports(report: Report, wanted: readonly Wanted[]): Promise<void> {
  for (const { form, file } of wanted) {
    const text = await texts[form](report, file === null)
    if (file === null) process.stdout.write(text)
    else writeFileSync(file, text)
  }
}

const texts: { readonly [F in Form]: (report: Report, onScreen: boolean) => string | Promise<string> } = {
  terminal: (report, onScreen) => terminal(report, onScreen && process.stdout.isTTY),
  json: (report) => `${JSON.stringify(report, null, 1)}\n`,
  junit,
  html: async (report) => {
    const { html } = await import('./html.ts')
    return html(report)
  },
}
