import type { Fault } from '../interlingua/fault.ts'

/**
 * Models that refused tools with reasoning over Chat, by provider: from then on they are called over Responses (EPT-4). The names
 * come from clients, so only so many are remembered.
 */
export class RefusedOverChat {
  readonly #names = new Set<string>()

  add(provider: string, model: string): void {
    if (this.#names.size < most) this.#names.add(`${provider}\0${model}`)
  }

  has(provider: string, model: string): boolean {
    return this.#names.has(`${provider}\0${model}`)
  }
}

const most = 1000

/** Whether an upstream says that what it refuses can be had over Responses (§7.2). */
export const asksForResponses = ({ status, message }: Fault): boolean => status === 400 && message.includes('/v1/responses')
