import { answerFaults } from './answers.ts'
import type { Fault } from './fault.ts'
import { requestFaults } from './requests.ts'
import { chatStreamFaults } from './streams-to-chat.ts'
import { responsesRequestFaults } from './requests-to-responses.ts'
import { messagesStreamFaults } from './streams-to-messages.ts'
import { responsesStreamFaults } from './streams-to-responses.ts'

/** Every fault that the suite must find. */
export const faults: readonly Fault[] = [
  ...requestFaults,
  ...answerFaults,
  ...messagesStreamFaults,
  ...chatStreamFaults,
  ...responsesRequestFaults,
  ...responsesStreamFaults,
]
