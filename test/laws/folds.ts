import type { Document } from '../../conformance/arbitrary.ts'
import type { Loss } from '../../src/index.ts'
import { becomes, goes, removed } from './projection.ts'

/** What Responses has no word for: small limits, and stop sequences, for which the gateway looks itself. */
const ofLimits = {
  'REQ-A-2': becomes(16),
  'REQ-A-7': goes(0),
}

/** What Messages requests become by rules that fold. */
export const ofMessages = {
  // A form of the answer without its schema asks for nothing.
  'SCH-10': goes(1),
  ...ofLimits,
}

/** What the way back takes from a Messages request, by the rules of a Chat client. */
export const backFromChat = {
  // Padding is the gateway's wish, not the client's (REQ-A-8).
  'REQ-C-6': (request: Document): Document => request,
  'REQ-C-10': (request: Document): Document => {
    const stops = request['stop_sequences'] as readonly string[]
    return { ...request, stop_sequences: stops.filter((stop) => stop.trim() !== '') }
  },
}

/** What the way back takes from a Chat request, by the rules of a Messages client: without a function there is none to choose. */
export const backFromMessages = {
  'TC-1': (request: Document): Document => removed(request, new Set(['/tool_choice', '/parallel_tool_calls'])),
}

/** What Chat requests become by rules that fold. */
export const ofChat = {
  'SCH-10': goes(2),
  'REQ-C-23': becomes('auto'),
  'REQ-C-7': becomes(1),
  'EFF-A-3': becomes('low'),
  'REQ-C-15': jsonObject,
  ...ofLimits,
}

/** REQ-C-15: a tool takes the answer where no other is offered, else words ask for it. */
function jsonObject(request: Document, path: string): Document {
  const asked = removed(request, new Set([path]))
  const tools = (asked['tools'] ?? []) as readonly Document[]
  if (tools.length > 0 || asked['web_search_options']) {
    const [first, ...rest] = asked['messages'] as readonly Document[]
    const words = [{ type: 'text', text: jsonWords }]
    if (first?.['role'] !== 'system') return { ...asked, messages: [{ role: 'system', content: words }, first ?? {}, ...rest] }
    const said = [{ type: 'text', text: first['content'] ?? '' }, ...words]
    return { ...asked, messages: [{ ...first, content: said }, ...rest] }
  }
  return {
    ...asked,
    tools: [{ type: 'function', function: jsonTool }],
    tool_choice: { type: 'function', function: { name: jsonTool.name } },
  }
}

const jsonWords = 'Respond with one JSON object and nothing else.'
const jsonTool = { name: 'json_object_output', description: 'Give the answer as one JSON object.', parameters: { type: 'object' } }

/** What Responses requests become by rules that fold. */
export const ofResponses = {
  'SCH-10': (request: Document): Document => removed(request, new Set(['/text/format'])),
  'REQ-C-23': becomes('auto'),
  'REQ-C-7': becomes(1),
  'EFF-A-3': becomes('low'),
  'REQ-C-15': jsonObjectOfResponses,
}

/** What Responses requests become towards Messages, which has one kind of summary. */
export const ofResponsesToMessages = {
  ...ofResponses,
  'REQ-R-8': (request: Document, path: string, fate: Loss['fate']): Document =>
    (fate === 'dropped' ? goes(0) : becomes('auto'))(request, path, fate),
}

/** The same for a Responses request, whose instructions become a message where they are more than one text. */
function jsonObjectOfResponses(request: Document, path: string): Document {
  const asked = removed(request, new Set([path]))
  const tools = (asked['tools'] ?? []) as readonly Document[]
  if (tools.length === 0) {
    const tool = { type: 'function', ...jsonTool, strict: false }
    return { ...asked, tools: [tool], tool_choice: { type: 'function', name: jsonTool.name } }
  }
  const { instructions, input, ...rest } = asked
  if (typeof instructions !== 'string') return { ...asked, instructions: jsonWords }
  const content = [instructions, jsonWords].map((text) => ({ type: 'input_text', text }))
  return { ...rest, input: [{ role: 'developer', content }, ...(input as readonly Document[])] }
}

/** What the way back takes, by the rules of a Responses client. */
export const backFromResponses = {}
