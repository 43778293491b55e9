import { sealer } from '../seal.ts'

/**
 * The signature of a thinking block, which holds the thought itself, so that a block whose text was withheld still carries it.
 * @param shown the text of the block; empty where the client asked not to see it
 */
export const sign = (thought: string, shown: string): string => signatures.seal(shown, thought)

/** Whether the signature is ours and belongs to that text. */
export function isGenuine(signature: string, shown: string): boolean {
  const thought = signatures.open(shown, signature)
  return thought !== null && (shown === thought || shown === '')
}

const signatures = sealer('the signing key of the simulated Anthropic API')
