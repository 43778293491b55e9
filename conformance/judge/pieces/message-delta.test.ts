import { expect, test } from 'vitest'
import { piecesOfMessages } from './messages.ts'
import { eventsOf } from './sse.ts'

test('what message_delta has beside delta and usage is compared with them', () => {
  const event = { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: {}, context_management: { applied_edits: [] } }
  const sse = `event: message_delta\ndata: ${JSON.stringify(event)}\n\nevent: message_stop\ndata: {"type":"message_stop"}\n\n`
  expect(piecesOfMessages(eventsOf(sse), 'received')[0]?.value).toEqual({
    delta: { stop_reason: 'end_turn' },
    usage: {},
    context_management: { applied_edits: [] },
  })
})
