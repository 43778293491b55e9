/** Groups of tests, fast ones first. */
export const stageNames = ['nearest', 'units', 'laws', 'cases', 'conversations'] as const

/** Tests that are run together, named by path filters. */
export interface Stage {
  readonly name: (typeof stageNames)[number]
  readonly filters: readonly string[]
}

/**
 * The tests that may catch a fault of a file: those of its concept first, else those of its folder, then ever wider and slower
 * ones. `siblings` are the names of the files beside it.
 */
export function stagesOf(file: string, siblings: readonly string[]): readonly Stage[] {
  const folder = file.slice(0, file.lastIndexOf('/') + 1)
  const concept = file.slice(folder.length).split('.')[0] ?? ''
  const tested = siblings.some((name) => name.startsWith(`${concept}.`) && name.endsWith('.test.ts'))
  return [{ name: 'nearest', filters: [tested ? `${folder}${concept}.` : folder] }, units, laws, cases, conversations]
}

/** Tests beside the code, and those written from the rules: seconds for all of them. */
export const units: Stage = {
  name: 'units',
  filters: ['src/formats/', 'src/vendors/', 'src/translate/', 'src/interlingua/', 'test/rules/'],
}

const laws: Stage = { name: 'laws', filters: ['test/laws/'] }

/** The conformance suite, which is no test of the runner. */
const cases: Stage = { name: 'cases', filters: ['conformance/cases/'] }

const conversations: Stage = {
  name: 'conversations',
  filters: ['test/matrix/', 'test/day-one/', 'test/conversations/', 'test/truncation/', 'test/gateway/', 'test/telemetry/'],
}
