import type { Json, JsonObject } from '../interlingua/json.ts'

/** What the API adds to each message and each tool for itself. */
const perMessage = 4
const perTool = 12
/** An image counts by its area, which only decoding tells: a common size. */
const perImage = 1_200
const bytesPerPdfToken = 60

/** A guess at the input tokens of a request, from the bytes of each kind of content (AUX-1): for hosts that cannot count. */
export function estimateTokens({ messages, system, tools }: JsonObject): number {
  const turns = isList(messages) ? messages : []
  const offered = isList(tools) ? tools : []
  const sum =
    tokens(system) +
    turns.reduce<number>((total, turn) => total + perMessage + tokens(turn), 0) +
    offered.reduce<number>((total, tool) => total + perTool + tokens(tool), 0)
  return Math.max(1, Math.round(sum))
}

function tokens(value: Json | undefined): number {
  if (typeof value === 'string') return ofText(value)
  if (typeof value === 'number' || typeof value === 'boolean') return 1
  if (typeof value !== 'object' || value === null) return 0
  if (isList(value)) return value.reduce<number>((total, element) => total + tokens(element), 0)
  if (value['type'] === 'image' || value['type'] === 'image_url' || value['type'] === 'input_image') return perImage
  if (value['type'] === 'base64' && typeof value['data'] === 'string') return (value['data'].length * 3) / 4 / bytesPerPdfToken
  return Object.entries(value).reduce<number>(
    (total, [member, inner]) => total + (wireOnly.has(member) ? 0 : tokens(inner) + wordsOf(member)),
    0,
  )
}

/** Members that the model is not shown as text. */
const wireOnly = new Set(['type', 'role', 'cache_control', 'id', 'tool_use_id', 'signature', 'is_error'])

/** Names within schemas and inputs are text too; those of the API's own members are not. */
const wordsOf = (member: string): number => (apiMembers.has(member) ? 0 : ofText(member))

const apiMembers = new Set(['text', 'content', 'source', 'input', 'input_schema', 'description', 'name', 'thinking', 'title', 'context'])

/** English and code run at about four bytes a token; letters of two and of three bytes as o200k_base, measured, divides them. */
function ofText(text: string): number {
  let sum = 0
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    sum += unit < 0x80 ? 0.25 : unit < 0x800 ? 0.35 : 0.8
  }
  return sum
}

const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value)
