import { isGiven, type JsonObject, objectOf, objectsOf, stringOf } from '../json.ts'
import { blocksOf } from './blocks.ts'
import { invalid, type Refusal } from './errors.ts'
import type { Model } from './models.ts'
import { isGenuine } from './signature.ts'

/** The first rule about the conversation that its messages break; null where they keep them all. */
export function historyFault(body: JsonObject, model: Model, version: string): Refusal | null {
  const messages = objectsOf(body['messages'])
  const message =
    roleFault(messages, model) ??
    contentFault(messages) ??
    pairingFault(messages, body) ??
    thoughtFault(messages, body) ??
    versionFault(messages, version) ??
    endFault(messages, model)
  return message === null ? null : invalid(message)
}

type Fault = string | null

/** The first answer a search gives, else null. */
const firstOf = <T>(items: readonly T[], find: (item: T, index: number) => Fault): Fault =>
  items.reduce<Fault>((found, item, index) => found ?? find(item, index), null)

/** The first fault a search finds among the blocks of all messages; it is told their dotted path. */
const inBlocks = (messages: readonly JsonObject[], find: (block: JsonObject, path: string, role: unknown) => Fault): Fault =>
  firstOf(messages, (message, m) =>
    firstOf(blocksOf(message['content']), (block, b) => find(block, `messages.${m}.content.${b}`, message['role'])),
  )

function roleFault(messages: readonly JsonObject[], model: Model): Fault {
  if (messages.length === 0) return 'messages: at least one message is required'
  const system = messages.findIndex((message) => message['role'] === 'system')
  if (system >= 0 && !model.midSystem) {
    return `messages.${system}.role: Unexpected role "system". The Messages API accepts a top-level \`system\` parameter, not "system" as an input message role.`
  }
  return messages[0]?.['role'] === 'user' ? null : 'messages: first message must use the "user" role'
}

function contentFault(messages: readonly JsonObject[]): Fault {
  const last = messages.length - 1
  return (
    firstOf(messages, (message, index) => {
      const empty = message['content'] === '' || (Array.isArray(message['content']) && message['content'].length === 0)
      return empty && !(index === last && message['role'] === 'assistant')
        ? `messages.${index}: all messages must have non-empty content except for the optional final assistant message`
        : null
    }) ??
    inBlocks(messages, (block) => {
      if (block['type'] !== 'text' || block['text'] === undefined) return null
      if (block['text'] === '') return 'messages: text content blocks must be non-empty'
      return stringOf(block['text']).trim() === '' ? 'messages: text content blocks must contain non-whitespace text' : null
    })
  )
}

/** TR-1, TR-2, TR-4: every call is answered directly after it, and only there. */
function pairingFault(messages: readonly JsonObject[], body: JsonObject): Fault {
  const uses = messages
    .flatMap((message) => blocksOf(message['content']))
    .filter((block) => block['type'] === 'tool_use')
    .map((block) => stringOf(block['id']))
  if (uses.length > 0 && objectsOf(body['tools']).length === 0) {
    return 'Requests which include `tool_use` or `tool_result` blocks must define tools'
  }
  if (new Set(uses).size < uses.length) return 'messages: `tool_use` ids must be unique'
  const turns = turnsOf(messages)
  return firstOf(turns, (turn, index) => unanswered(turn, turns[index + 1]) ?? uncalled(turn, turns[index - 1]))
}

/** Consecutive messages of one role, which the provider reads as one turn. */
interface Turn {
  readonly role: unknown
  readonly path: string
  readonly blocks: readonly { readonly block: JsonObject; readonly path: string }[]
}

function turnsOf(messages: readonly JsonObject[]): readonly Turn[] {
  const turns: Turn[] = []
  messages.forEach((message, m) => {
    if (message['role'] === 'system') return
    const blocks = blocksOf(message['content']).map((block, b) => ({ block, path: `messages.${m}.content.${b}` }))
    const last = turns.at(-1)
    if (last === undefined || last.role !== message['role']) turns.push({ role: message['role'], path: `messages.${m}`, blocks })
    else turns.splice(-1, 1, { ...last, path: `messages.${m}`, blocks: [...last.blocks, ...blocks] })
  })
  return turns
}

function unanswered(turn: Turn, next: Turn | undefined): Fault {
  const results = idsIn(next, 'user', 'tool_result', 'tool_use_id')
  const missing = idsIn(turn, 'assistant', 'tool_use', 'id').filter((id) => !results.includes(id))
  return missing.length === 0
    ? null
    : `${turn.path}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${missing.join(', ')}. Each \`tool_use\` block must have a corresponding \`tool_result\` block in the next message.`
}

function uncalled(turn: Turn, previous: Turn | undefined): Fault {
  const called = idsIn(previous, 'assistant', 'tool_use', 'id')
  return firstOf(turn.blocks, ({ block, path }, b) => {
    if (block['type'] !== 'tool_result') return null
    const id = stringOf(block['tool_use_id'])
    if (turn.role !== 'user' || !called.includes(id)) {
      return `${path}: unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${id}. Each \`tool_result\` block must have a corresponding \`tool_use\` block in the previous message.`
    }
    return turn.blocks.slice(0, b).some((earlier) => earlier.block['type'] !== 'tool_result')
      ? `${path}: \`tool_result\` blocks must come before other content in the message`
      : null
  })
}

const idsIn = (turn: Turn | undefined, role: string, type: string, member: string): readonly string[] =>
  turn?.role === role ? turn.blocks.filter(({ block }) => block['type'] === type).map(({ block }) => stringOf(block[member])) : []

/** RSN-1, RSN-5, RSN-11: thinking comes back unaltered, and a tool turn under manual thinking begins with it. */
function thoughtFault(messages: readonly JsonObject[], body: JsonObject): Fault {
  const forged = inBlocks(messages, (block, path) => {
    if (block['type'] === 'redacted_thinking') return `${path}: Invalid \`data\` in \`redacted_thinking\` block`
    if (block['type'] !== 'thinking') return null
    return isGenuine(stringOf(block['signature']), stringOf(block['thinking']))
      ? null
      : `${path}: Invalid \`signature\` in \`thinking\` block`
  })
  if (forged !== null || objectOf(body['thinking'])['type'] !== 'enabled') return forged
  const index = messages.findLastIndex((message) => message['role'] === 'assistant')
  const continues = blocksOf(messages[index + 1]?.['content']).some((block) => block['type'] === 'tool_result')
  const first = blocksOf(messages[index]?.['content'])[0]?.['type']
  return index >= 0 && continues && first !== 'thinking' && first !== 'redacted_thinking'
    ? `messages.${index}.content.0.type: Expected \`thinking\` or \`redacted_thinking\`, but found \`${stringOf(first)}\`. When \`thinking\` is enabled, a final \`assistant\` message must start with a thinking block (preceding the lastmost set of \`tool_use\` and \`tool_result\` blocks). To avoid this requirement, disable \`thinking\`.`
    : null
}

/** VER-5, VER-6. */
function versionFault(messages: readonly JsonObject[], version: string): Fault {
  if (version === '2023-06-01') return null
  return inBlocks(messages, (block, path, role) => {
    if (role === 'assistant' && block['type'] === 'document') return `${path}: \`document\` blocks are not permitted in assistant messages`
    const cites = Array.isArray(block['citations']) && block['citations'].length > 0
    return role === 'user' && cites ? `${path}.citations: Extra inputs are not permitted` : null
  })
}

/** MSG-4: a trailing assistant message, where the model takes one, is the beginning of the answer. */
function endFault(messages: readonly JsonObject[], model: Model): Fault {
  const last = messages.at(-1)
  if (last?.['role'] !== 'assistant') return null
  if (!model.prefill) {
    return 'This model does not support assistant message prefill. The conversation must end with a user message.'
  }
  const end = blocksOf(last['content']).at(-1)?.['text']
  return isGiven(end) && stringOf(end) !== stringOf(end).trimEnd()
    ? 'messages: final assistant content cannot end with trailing whitespace'
    : null
}
