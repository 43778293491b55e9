import type { Prompt, Tool } from './prompt.ts'
import { valueFor } from './schema.ts'
import { mentions, wordsOf } from './words.ts'

/** A call of a tool: its arguments as JSON text, or free text for a tool without a schema. */
export interface Call {
  readonly name: string
  readonly kind: 'function' | 'custom'
  readonly arguments: string
  /** False where the token limit cut the arguments off. */
  readonly complete: boolean
}

/**
 * The calls a model makes: of the tools that fit the user's words, one where parallel calls are disabled. A forced
 * call takes the first tool if none fits. Once results have come back only a forced call is made again.
 */
export function callsFor(prompt: Prompt): readonly Call[] {
  const { mode, only } = prompt.choice
  const offered = prompt.tools.filter((tool) => only === null || only.includes(tool.name))
  if (mode === 'none' || offered.length === 0) return []
  if (mode === 'auto' && prompt.results.length > 0) return []
  const fitting = fittingTools(offered, prompt.question)
  const chosen = fitting.length > 0 ? fitting : mode === 'required' ? offered.slice(0, 1) : []
  return (prompt.parallel ? chosen : chosen.slice(0, 1)).map((tool) => callOf(tool, prompt.question))
}

function fittingTools(tools: readonly Tool[], question: string): readonly Tool[] {
  const byName = tools.filter((tool) => mentions(question, wordsOf(tool.name)))
  if (byName.length > 0) return byName
  const byDescription = tools.find((tool) => mentions(question, wordsOf(tool.description)))
  if (byDescription !== undefined) return [byDescription]
  return /\btools?\b/i.test(question) ? tools.slice(0, 1) : []
}

const callOf = (tool: Tool, question: string): Call => ({
  name: tool.name,
  kind: tool.schema === null ? 'custom' : 'function',
  arguments: tool.schema === null ? question : JSON.stringify(valueFor(tool.schema, question)),
  complete: true,
})
