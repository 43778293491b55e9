import type { DocumentPart, OpaquePart, Part } from '../../interlingua/part.ts'
import { atLeast } from '../../interlingua/loss.ts'
import type { Ledger } from '../../translate/ledger.ts'
import type { Settings } from '../../translate/settings.ts'

/** What a document says in words, and what of it is no text. */
export interface Words {
  readonly text: string
  readonly media: readonly Part[]
}

/** A document that is no file, in words: its title and context first, then its texts (CB-10). */
export function documentWords({ at, title, context }: DocumentPart, inner: readonly Part[], ledger: Ledger): Words {
  const header = [...(title ? [`Document: ${title}\n`] : []), ...(context ? [`Context: ${context}\n`] : [])].join('')
  ledger.lose(at, 'folded', 'CB-10', 'info', 'the document becomes text')
  for (const each of inner) {
    const marked = 'cache' in each && each.cache !== null
    if (marked) ledger.lose(`${each.at}/cache_control`, 'dropped', 'CAC-1', 'debug', 'the document is marked as a whole')
  }
  const texts = inner.flatMap((each) => (each.kind === 'text' ? [each.text] : []))
  return { text: header + texts.join('\n'), media: inner.filter((each) => each.kind !== 'text') }
}

/** A block that only another format knows, in the words that stand for it; null where it is left out (CB-12, CB-17, CB-20). */
export function opaqueWords(
  { at, text, elsewhere: { rule, level, why } }: OpaquePart,
  { historyServerTools }: Settings,
  unknownAlone: boolean,
  ledger: Ledger,
): string | null {
  const grave = atLeast(level, 'reject')
  if (text !== null && text !== '' && (!grave || historyServerTools === 'text')) {
    ledger.lose(at, 'folded', rule, grave ? 'info' : level, why)
    return text
  }
  const alone = level === 'warn' && unknownAlone
  ledger.lose(at, alone || grave ? 'rejected' : 'dropped', rule, alone ? 'reject' : level, why)
  return null
}
