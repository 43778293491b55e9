import { at } from '../scripted/json.ts'

/** Every text of a Responses request that a model must read: what was said, called and given back, and what the tools are for. */
export function textsOf(body: unknown): string[] {
  return [...texts(at(body, 'instructions')), ...list(at(body, 'tools')).flatMap(toolTexts), ...list(at(body, 'input')).flatMap(itemTexts)]
}

function itemTexts(item: unknown): string[] {
  switch (at(item, 'type') ?? 'message') {
    case 'message':
      return texts(at(item, 'content'))
    case 'function_call':
      return [...texts(at(item, 'name')), ...leaves(JSON.parse(String(at(item, 'arguments'))))]
    case 'custom_tool_call':
      return [...texts(at(item, 'name')), ...texts(at(item, 'input'))]
    case 'function_call_output':
    case 'custom_tool_call_output':
      return texts(at(item, 'output'))
    case 'reasoning':
      return list(at(item, 'summary')).flatMap((part) => texts(at(part, 'text')))
    case 'additional_tools':
      return list(at(item, 'tools')).flatMap(toolTexts)
    default:
      return []
  }
}

/** What a tool says of itself, and what its parameters are for; the tools of a namespace have their names alone in common. */
function toolTexts(tool: unknown): string[] {
  if (at(tool, 'type') === 'namespace') return [...texts(at(tool, 'name')), ...list(at(tool, 'tools')).flatMap(toolTexts)]
  return [
    ...texts(at(tool, 'name')),
    ...texts(at(tool, 'description')),
    ...leaves(at(tool, 'parameters', 'properties')),
    ...texts(at(tool, 'format', 'definition')),
  ]
}

function texts(content: unknown): string[] {
  if (typeof content === 'string') return [content]
  return list(content).flatMap((part) => {
    const url = at(part, 'image_url')
    return typeof url === 'string' ? [url.replace(/^data:[^,]*,/, '')] : texts(at(part, 'text'))
  })
}

function leaves(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : []
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
