import type { Dialect } from '../../case.ts'
import { piecesOfChat } from './chat.ts'
import type { Side } from './fragments.ts'
import { piecesOfMessages } from './messages.ts'
import type { Piece } from './piece.ts'
import { piecesOfResponses } from './responses.ts'
import type { StreamEvent } from './sse.ts'

/** What a stream of a dialect says. */
export const piecesOf = (dialect: Dialect, events: readonly StreamEvent[], side: Side): Piece[] => readers[dialect](events, side)

const readers: { readonly [D in Dialect]: (events: readonly StreamEvent[], side: Side) => Piece[] } = {
  messages: piecesOfMessages,
  chat: piecesOfChat,
  responses: piecesOfResponses,
}
