/** Groups of tests, fast ones first. */
export const stageNames = ['nearest', 'units', 'laws', 'conversations'] as const

/** Tests that are run together, named by path filters. */
export interface Stage {
  readonly name: (typeof stageNames)[number]
  readonly filters: readonly string[]
}

/** The tests that may catch a fault of a file: those of its concept first, then ever wider and slower ones. */
export function stagesOf(file: string): readonly Stage[] {
  const folder = file.slice(0, file.lastIndexOf('/'))
  const concept = file.slice(folder.length + 1).split('.')[0] ?? ''
  return [{ name: 'nearest', filters: [`${folder}/${concept}.`] }, units, laws, conversations]
}

/** Tests beside the code, and those written from the rules: seconds for all of them. */
export const units: Stage = { name: 'units', filters: ['src/formats/', 'src/translate/', 'src/interlingua/', 'test/rules/'] }

const laws: Stage = { name: 'laws', filters: ['test/laws/'] }

const conversations: Stage = {
  name: 'conversations',
  filters: ['test/matrix/', 'test/day-one/', 'test/conversations/', 'test/truncation/', 'test/gateway/', 'test/telemetry/', 'conformance/'],
}
