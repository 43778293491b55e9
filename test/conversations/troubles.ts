import { tenTurns, type Line } from './script.ts'
import type { Failures, Step } from './strict.ts'

/** Both SDKs wait for as long as they are told in milliseconds, before they look at seconds (RTF-2). */
export const soon = { 'retry-after': '1', 'retry-after-ms': '5' }

const cut: Line = { thinking: [{ text: 'Where was I?', signature: 'd2hlcmU=' }], text: 'As I was about to s', end: 'length' }
const refused: Line = { text: 'I cannot help with that.', end: 'refusal' }
const story: Line = { thinking: [{ text: 'A story.', signature: 'c3Rvcnk=' }], text: 'Once upon a time.', end: 'done' }

/** The ten turns with everything in between that may go wrong, then a refusal, and an end all the same. */
export const troubled = ({ rateLimited, overloadedMidway }: Failures): readonly Step[] => [
  ...tenTurns.flatMap((line, index): Step[] => {
    if (index === 2) return [{ fails: rateLimited(soon) }, line]
    if (index === 5) return [{ fails: overloadedMidway(line) }, line]
    return index === 7 ? [cut, line] : [line]
  }),
  refused,
  story,
]
