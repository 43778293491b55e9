import type { Event } from '../../interlingua/event.ts'
import type { Context } from '../../translate/context.ts'
import { undecided } from '../../translate/fate.ts'
import type { Frame } from '../../translate/frame.ts'
import type { Ledger } from '../../translate/ledger.ts'
import type { Machine } from '../../translate/machine.ts'

/** Reads an upstream's stream. */
export function decodeStream(ledger: Ledger, context: Context): Machine<Frame, Event> {
  return undecided
}
