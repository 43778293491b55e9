import { answerFaults } from './answers.ts'
import type { Fault } from './fault.ts'
import { requestFaults } from './requests.ts'
import { chatStreamFaults } from './streams-to-chat.ts'
import { messagesStreamFaults } from './streams-to-messages.ts'

/** Every fault that the suite must find. */
export const faults: readonly Fault[] = [...requestFaults, ...answerFaults, ...messagesStreamFaults, ...chatStreamFaults]
