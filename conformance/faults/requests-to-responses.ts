import { gone, inRequests, list, object, where } from './edit.ts'
import type { Fault } from './fault.ts'

/** Faults of what a provider that speaks Responses receives. */
export const responsesRequestFaults: readonly Fault[] = [
  {
    name: 'an answer is stored that nobody asked to keep',
    direction: 'messages-to-responses',
    seen: 'anywhere',
    names: /store/,
    change: inRequests('store', gone),
  },
  {
    name: 'tools of Claude become strict',
    direction: 'messages-to-responses',
    seen: 'anywhere',
    names: /strict/,
    change: inRequests('tools/*/strict', gone),
  },
  {
    name: 'tools of Chat become strict',
    direction: 'chat-to-responses',
    seen: 'anywhere',
    names: /strict/,
    change: inRequests('tools/*/strict', () => true),
  },
  {
    name: 'the limit of an answer is lost towards Responses',
    direction: 'chat-to-responses',
    seen: 'anywhere',
    names: /max_output_tokens/,
    change: inRequests('max_output_tokens', gone),
  },
  {
    name: 'encrypted reasoning comes back altered',
    direction: 'messages-to-responses',
    seen: 'later turn',
    names: /encrypted_content/,
    change: inRequests('input/*/encrypted_content', (content) => `${String(content)}=`),
  },
  {
    name: 'reasoning does not come back',
    direction: 'messages-to-responses',
    seen: 'later turn',
    names: /input/,
    change: inRequests('input/*', where('type', 'reasoning', gone)),
  },
  {
    name: 'reasoning comes back after what it led to',
    direction: 'messages-to-responses',
    seen: 'later turn',
    names: /input/,
    change: inRequests('input', (input) => {
      const isReasoning = (item: unknown): boolean => object(item)?.['type'] === 'reasoning'
      return [...list(input).filter((item) => !isReasoning(item)), ...list(input).filter(isReasoning)]
    }),
  },
  {
    name: 'an output names the item and not the call',
    direction: 'chat-to-responses',
    seen: 'later turn',
    names: /call_id/,
    change: inRequests(
      'input/*',
      where('type', 'function_call_output', (item) => ({ ...object(item), call_id: 'fc_1' })),
    ),
  },
  {
    name: 'the response that a client goes on from is forgotten',
    direction: 'responses-to-responses',
    seen: 'later turn',
    names: /previous_response_id/,
    change: inRequests('previous_response_id', gone),
  },
  {
    name: 'a signature comes back altered from a Responses client',
    direction: 'responses-to-messages',
    seen: 'later turn',
    names: /signature/,
    change: inRequests('messages/*/content/*/signature', (signature) => `${String(signature)}=`),
  },
]
