import { sealer } from '../../seal.ts'

const contents = sealer('the sealing key of the simulated OpenAI API')

/** A thought as the simulated model gives it out. It names the item it belongs to. */
export const sealed = (id: string, thought: string): string => contents.seal(id, thought)

/** Whether the content is ours, unaltered, and of that item. */
export const isGenuine = (id: string, content: string): boolean => contents.open(id, content) !== null
