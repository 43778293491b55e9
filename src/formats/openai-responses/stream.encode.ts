import type { Event } from '../../interlingua/event.ts'
import type { Fault } from '../../interlingua/fault.ts'
import { undecided } from '../../translate/fate.ts'
import type { Asked } from '../../translate/format.ts'
import type { Frame, OutFrame } from '../../translate/frame.ts'
import type { Ledger } from '../../translate/ledger.ts'
import type { Machine } from '../../translate/machine.ts'

/** Writes a client's stream. */
export function encodeStream(ledger: Ledger, asked: Asked): Machine<Event, OutFrame> {
  return undecided
}

/** The keep-alive of this dialect. */
export const keepAlive: OutFrame = undecided

/** The error event of a stream that broke. */
export function faultFrame(fault: Fault, requestId: string): Frame {
  return undecided
}
