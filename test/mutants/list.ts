import { anthropicMessages } from './lists/anthropic-messages.ts'
import { openai } from './lists/openai.ts'
import { openaiChat } from './lists/openai-chat.ts'
import { openaiResponses } from './lists/openai-responses.ts'
import { engine } from './lists/translate.ts'
import type { Mutant } from './mutant.ts'

/** All faults, in the order in which they are tried. */
export const mutants: readonly Mutant[] = [...anthropicMessages, ...openai, ...openaiChat, ...openaiResponses, ...engine]
