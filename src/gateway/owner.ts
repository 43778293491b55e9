import { modelFamily } from '../translate/model-family.ts'
import type { TurnOwner } from './continuity.ts'
import type { Order } from './exchange.ts'

/** Whose the turns of an order are: its reasoning goes back to the same tenant, and to the format and model family it came from. */
export function ownerOf({ tenant, destination }: Order): TurnOwner {
  const { format, model, settings } = destination
  const family = settings.reasoningOnModelSwitch === 'send' ? '' : modelFamily(model)
  return { tenant, origin: `${format.name} ${family}` }
}
