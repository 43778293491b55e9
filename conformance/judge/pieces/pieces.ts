import type { Dialect } from '../../case.ts'
import { piecesOfChat } from './chat.ts'
import type { Side } from './fragments.ts'
import { piecesOfMessages } from './messages.ts'
import type { Piece } from './piece.ts'
import type { StreamEvent } from './sse.ts'

/** What a stream of a dialect says. */
export const piecesOf = (dialect: Dialect, events: readonly StreamEvent[], side: Side): Piece[] =>
  dialect === 'messages' ? piecesOfMessages(events, side) : piecesOfChat(events, side)
