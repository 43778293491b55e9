import type { Ledger } from '../../translate/ledger.ts'

/** What tells one of OpenAI's two APIs from the other where both follow the same rule. */
export interface Api {
  /** Name of its format. */
  readonly format: string
  /** How losses call it. */
  readonly called: string
  /** It takes tools beside reasoning with every model (§7.2). */
  readonly reasonsWithTools: boolean
  /** It shows a summary of the reasoning. */
  readonly summarises: boolean
}

/** Whether what is encoded was said in one of OpenAI's formats, so that a member left out means the same there. */
export const saidToOpenAi = ({ format }: Ledger): boolean => formats.has(format)

const formats: ReadonlySet<string> = new Set(['openai-chat', 'openai-responses'])
